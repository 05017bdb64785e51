"""What a robots.txt allows: RFC 9309, and the cases that Google publishes with its parser, in our own words.

Where the two part we follow the RFC: an escaped letter, `%62`, is the letter (Google compares as written).
"""

from __future__ import annotations

import random

import pytest
from protego import Protego

from crawler.spiders.politeness.robots_rules import MOST_BYTES, Rules

X = "http://x.example"


def allowed(text: str, path: str, agent: str = "shengmei") -> bool:
    return Rules(text.encode(), agent).allowed(X + path)


ALL = "User-agent: *\n"
FORBIDDEN = [  # rules for everybody, a path that they forbid
    ("Disallow: /", "/1.html"),
    ("Disallow: /", "/"),
    ("Disallow: /a", "/a/b.html"),
    ("Disallow: /a", "/ab"),
    ("Disallow: /*.php", "/a/index.php?x=1"),
    ("Disallow: /*.php$", "/a/index.php"),
    ("Disallow: /a/$", "/a/"),
    ("Disallow: /fish*", "/fishheads/yummy.html"),
    ("Disallow: /*?", "/list?page=2"),
    ("Disallow: *.jpg", "/a.jpg"),
    ("Disallow: /a*b*c", "/axxbxxc"),
    ("Disallow: /a*$", "/abc"),
    ("Allow: /a\nDisallow: /a/b", "/a/b/1"),  # the longer one wins, whatever stands first
    ("Disallow: /a/b\nAllow: /a", "/a/b/1"),
    ("Allow: /page\nDisallow: /*.html", "/page.html"),
    ("Disallow: /新闻/", "/%E6%96%B0%E9%97%BB/1.html"),
    ("Disallow: /%e6%96%b0", "/%E6%96%B0/1.html"),
    ("Disallow: /a/%62%61%7A", "/a/baz"),
    ("Disallow: /a/baz", "/a/%62%61%7A"),
    ("Disallow: /a-%2A.html", "/a-*.html"),
    ("Disallow: /a%24b", "/a$b"),
    ("Disallow: /a$b", "/a$b"),
    ("dIsAlLoW: /", "/1.html"),
    ("Dissallow: /", "/1.html"),
    ("Disallow /", "/1.html"),
    ("Disallow : / # all of it", "/1.html"),
    ("Sitemap: http://x.example/map.xml\nDisallow: /", "/1.html"),
    ("\n\n\nDisallow: /", "/1.html"),
    ("Disallow: /a/b?c=http://foo.example", "/a/b?c=http://foo.example&d"),
    ("Disallow: " + "/" + "x" * 2000, "/" + "x" * 2001),
]
ALLOWED = [  # rules for everybody, a path that they leave free
    ("", "/1.html"),
    ("Disallow:", "/1.html"),
    ("Disallow: /a/", "/a"),
    ("Disallow: /A", "/a"),  # paths know capitals
    ("Disallow: /*.php$", "/index.php?x=1"),
    ("Disallow: /*.php$", "/index.php5"),
    ("Disallow: /fish.html", "/Fish.html"),
    ("Disallow: /a/$", "/a/b"),
    ("Disallow: /a*b*c", "/acb"),
    ("Disallow: /a*b$", "/ab/c"),
    ("Disallow: /*ab$", "/a"),
    ("Disallow: /\nAllow: /", "/1.html"),  # of two as long the one that allows
    ("Allow: /a/b\nDisallow: /a", "/a/b/1"),
    ("Disallow: /a\nAllow: /a/b", "/a/b/1"),
    ("Disallow: /*.html\nAllow: /x/page.html", "/x/page.html"),
    ("Allow: /$\nDisallow: /", "/"),
    ("Disallow: /\nAllow: /d/index.html", "/d/"),
    ("Disallow: /\nAllow: /robots", "/robots.txt"),
    ("Disallow: /", "/robots.txt"),
    ("Disallow: 新闻", "/1.html"),
    ("foo: /\nbar: /", "/1.html"),
    ("Disallow: /a%2Fb", "/a/b"),  # an escaped slash is no slash
]


@pytest.mark.parametrize(("rules", "path"), FORBIDDEN)
def test_forbidden(rules, path):
    assert not allowed(ALL + rules, path)


@pytest.mark.parametrize(("rules", "path"), ALLOWED)
def test_allowed(rules, path):
    assert allowed(ALL + rules, path)


OTHERS = "User-agent: OtherBot\n"
OURS = "User-agent: shengmei\n"


@pytest.mark.parametrize(
    ("text", "agent", "free"),
    [
        (f"{OURS}Disallow: /\n{ALL}Allow: /", "shengmei", False),
        (f"{ALL}Allow: /\n{OURS}Disallow: /", "shengmei", False),
        (f"{ALL}Disallow: /\n{OURS}Disallow:", "shengmei", True),  # a group of its own counts alone
        (f"{OTHERS}Disallow: /", "shengmei", True),
        (f"{OTHERS}{OURS}Disallow: /", "shengmei", False),
        (f"{OTHERS}\n# so are we\n{OURS}Disallow: /", "shengmei", False),
        (f"{OTHERS}Sitemap: x\n{OURS}Disallow: /", "OtherBot", False),  # what is no rule ends no group
        (f"{OTHERS}Crawl-delay: 9\n{OURS}Disallow: /", "OtherBot", False),
        (f"{OURS}Allow: /y\n{OTHERS}Disallow: /\n{OURS}Disallow: /", "shengmei", False),  # two groups are one
        ("Disallow: /\n" + OTHERS, "shengmei", True),  # a rule before any user agent
        ("user-agent: SHENGMEI\nDisallow: /", "shengmei", False),
        ("User-agent: shengmei/1.0\nDisallow: /", "shengmei", False),
        ("User-agent: shengmei archive\nDisallow: /", "shengmei", False),
        ("User-agent: shengmei-images\nDisallow: /", "shengmei", True),
        ("User-agent: sheng\nDisallow: /", "shengmei", True),
        ("User-agent shengmei\ndisallow /", "shengmei", False),
        ("User agent: shengmei\nDisallow: /", "shengmei", False),
        ("User-agent: * all\nDisallow: /", "shengmei", False),
        ("User-agent: *foo\nDisallow: /", "shengmei", True),
        ("\ufeffUser-agent: *\nDisallow: /", "shengmei", False),
        ("User-agent: *\rDisallow: /", "shengmei", False),
        ("User-agent: *\r\nDisallow: /\r\n", "shengmei", False),
        ("<html><body>Disallow: /</body></html>", "shengmei", True),
    ],
)
def test_whose_rules_count(text, agent, free):
    assert allowed(text, "/1.html", agent) == free


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (ALL + "Crawl-delay: 3", 3.0),
        (ALL + "Disallow: /\nCrawl-delay: 0.5", 0.5),
        (ALL + "Crawl-delay: 3\nCrawl-delay: 8", 8.0),
        (f"{ALL}Crawl-delay: 3\n\n{OURS}Crawl-delay: 7\nDisallow: /x", 7.0),
        (f"{OTHERS}Crawl-delay: 30\n\n{ALL}Disallow: /x", None),
        (ALL + "Crawl-delay: soon", None),
        (ALL + "Crawl-delay:", None),
        (ALL + "Crawl-delay: -1", None),
        (ALL + "Crawl-delay: inf", None),
        (ALL + "Crawl-delay: 10 # seconds", 10.0),
        ("Crawl-delay: 10", None),
        ("", None),
    ],
)
def test_the_delay_that_is_asked_for(text, seconds):
    assert Rules(text.encode()).crawl_delay == seconds


def test_of_a_large_file_the_whole_lines_of_the_first_500_kib_count():
    filler = b"# filler\n" * (MOST_BYTES // 9 - 3)
    head = b"User-agent: *\nDisallow: /first/\n"
    body = head + filler[: MOST_BYTES - len(head) - 12] + b"\nDisallow: /cut/off/here/\nDisallow: /behind/\n"
    rules = Rules(body + b"x" * 5_000_000)
    assert not rules.allowed(f"{X}/first/1")
    assert rules.allowed(f"{X}/behind/1")
    assert rules.allowed(f"{X}/cu")
    assert rules.allowed(f"{X}/")


def test_of_many_rules_only_those_are_tried_that_may_fit():
    many = "".join(f"Disallow: /d{number}/*.asp$\n" for number in range(20_000))
    rules = Rules((ALL + many).encode())
    assert not rules.allowed(f"{X}/d17/a.asp")
    assert rules.allowed(f"{X}/d17/a.aspx")
    assert max(len(some) for some in rules._group.starred.values()) == 1


def _generated(chance: random.Random) -> tuple[str, str]:
    """A robots.txt for everybody, and a path."""
    parts = ["/", "a", "b", "/a", "/b/", "*", ".html", "?x=1"]
    rules = [
        f"{chance.choice(['Allow', 'Disallow'])}: /{''.join(chance.choices(parts, k=chance.randint(0, 4)))}"
        + chance.choice(["", "", "$"])
        for _ in range(chance.randint(1, 6))
    ]
    path = "/" + "".join(chance.choices([one for one in parts if one != "*"], k=chance.randint(0, 5)))
    return ALL + "\n".join(rules), path


def test_a_second_implementation_says_the_same_of_generated_files():
    chance = random.Random(9309)
    for _ in range(5000):
        text, path = _generated(chance)
        assert allowed(text, path) == Protego.parse(text).can_fetch(X + path, "shengmei"), (text, path)
