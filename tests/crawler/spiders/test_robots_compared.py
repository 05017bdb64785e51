"""Our reading of robots.txt against crawler-commons' public cases, in our own words, and against Protego.

Where they part, and why, stands in docs/operate.md ("Manners and law"); each such case is here too.
"""

from __future__ import annotations

import random
import re

import pytest
from protego import Protego

from crawler.spiders.politeness.robots_rules import Rules

X = "http://x.example"
ALL = "User-agent: *\n"


def allowed(text: str | bytes, path: str) -> bool:
    return Rules(text if isinstance(text, bytes) else text.encode()).allowed(X + path)


FAULTY = (
    "# robots.txt for http://x.example/\r\r\nUser-agent: *\r\r\nDisallow: /cgi-bin/\r\r\n"
    "Disallow:/no-blank/\r\r\n  Disallow : /blanks/  \r\r\n"
)
PAGE = (
    "<HTML>\n<HEAD></HEAD>\n<BODY>\n<PRE>\nUser-agent: *\nDisallow: /images/\nDisallow: /search\n"
    "</PRE></BODY></HTML>\n"
)
SEVERAL = "User-agent: one\nUser-agent: shengmei\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("text", "path", "free"),
    [
        ("", "/a", True),
        ("\n\n# nothing\n", "/a", True),
        ("User-agent: *", "/a", True),  # a group without rules
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow:\nAllow:", "/a", True),
        ("User-agent: *\nAllow:\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /index.html\nAllow: /", "/index.html", False),
        ("User-agent: *\nAllow: /index.html\nDisallow: /", "/index.html?a=b", True),
        ("User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?parameters", False),
        ("User-agent: *\nDisallow: /fish*.php", "/Fish.PHP", True),
        ("User-agent: *\nDisallow: /fish/", "/fish", True),
        ("User-agent: *\nDisallow: /fish/", "/animals/fish/", True),
        ("User-agent: *\nDisallow: /*/", "/a/", False),
        ("User-agent: *\nDisallow: /*/", "/a", True),
        ("User-agent: *\nDisallow: *", "/a", False),
        ("User-agent: *\nDisallow: /***/b", "/a/b", False),
        ("User-agent: *\nDisallow: /a?b", "/a?b=1", False),
        ("User-agent: *\nDisallow: /a?b", "/a", True),
        ("User-agent: *\nDisallow: /foo/bar/%E3%83%84", "/foo/bar/ツ", False),
        ("User-agent: *\nDisallow: /*%2Fb", "/a%2fb", False),
        (FAULTY, "/cgi-bin/1", False),
        (FAULTY, "/no-blank/1", False),
        (FAULTY, "/blanks/1", False),
        (FAULTY, "/1", True),
        (PAGE, "/images/1", False),
        (PAGE, "/1", True),
        (SEVERAL, "/a", False),
        (SEVERAL, "/b", True),
        ("User-agent: one\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", True),
        ("\ufeff".encode("utf-16-le") + "User-agent: *\nDisallow: /".encode("utf-16-le"), "/a", False),
        ("\ufeff".encode("utf-16-be") + "User-agent: *\nDisallow: /".encode("utf-16-be"), "/a", False),
        (b"\xff\xfe\x00", "/a", True),  # half a character
        (b"User-agent: *\nDisallow: /\xd0\xc2/", "/a", True),  # a path in GBK, and not a crash
        (b"User-agent: *\nDisallow: /a\x00b", "/a", True),
    ],
)
def test_the_cases_of_crawler_commons(text, path, free):
    assert allowed(text, path) == free


@pytest.mark.parametrize(
    ("text", "path", "free"),
    [
        ("User-agent: sheng\nDisallow: /", "/a", True),
        ("User-agent: shengmei/1.0\nDisallow: /", "/a", False),
        (f"{ALL}Crawl-delay: 3\nUser-agent: OtherBot\nDisallow: /", "/a", False),
        (f"{ALL}Disallow: /a$", "/a$b", True),
        (f"{ALL}Allow: /*a\nDisallow: /;b", "/;ba", True),
        (f"{ALL}Allow: /*%\nDisallow: *", "/?x=1", False),
    ],
)
def test_where_protego_says_otherwise(text, path, free):
    assert allowed(text, path) == free != Protego.parse(text).can_fetch(X + path, "shengmei")


AGENTS = ("shengmei", "SHENGMEI", "*", "OtherBot", "shengmei-images", "Googlebot")
PARTS = (
    "/",
    "a",
    "b",
    "/a",
    "/b/",
    "*",
    ".html",
    "?x=1",
    "%2F",
    "%e4%b8%ad",
    "中",
    "%7E",
    "~",
    "%61",
)
BETWEEN = ("", "# comment", f"Sitemap: {X}/map.xml", "Host: x")


def _generated(chance: random.Random) -> tuple[str, str]:
    """A robots.txt of several groups, with what people write into one, and a path."""
    lines: list[str] = []
    for _ in range(chance.randint(1, 4)):
        for _ in range(chance.choice([1, 1, 1, 2])):
            name = chance.choice(["User-agent", "user-agent", "USER-AGENT"])
            lines.append(f"{name}{chance.choice([': ', ':', ' : '])}{chance.choice(AGENTS)}")
        for _ in range(chance.randint(0, 4)):
            pattern = chance.choice(["/", "/", "/", "*", ""]) + "".join(
                chance.choices([*PARTS, "//"], k=chance.randint(0, 4))
            )
            ended = pattern + chance.choice(["", "", "$"]) + chance.choice(["", " # why", "  "])
            lines.append(f"{chance.choice(['Allow', 'Disallow', 'disallow'])}: {ended}")
        lines += chance.choices(BETWEEN, k=chance.randint(0, 1))
    path = "/" + "".join(chance.choices([one for one in PARTS if one != "*"], k=chance.randint(0, 5)))
    return chance.choice(["\n", "\r\n"]).join(lines), re.sub("//+", "/", path)


def test_protego_says_the_same_of_generated_files():
    chance = random.Random(2026)
    verdicts = set()
    for _ in range(5000):
        text, path = _generated(chance)
        verdicts.add(verdict := allowed(text, path))
        assert verdict == Protego.parse(text).can_fetch(X + path, "shengmei"), (text, path)
    assert verdicts == {True, False}
