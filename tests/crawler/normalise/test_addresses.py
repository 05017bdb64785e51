"""Addresses: one canonical form for what is one page, and what links lead to."""

from __future__ import annotations

import pytest

from crawler.normalise.addresses import (
    LONGEST,
    absolute,
    canonical_host,
    host_of,
    is_too_long,
    normalised,
    registered_domain,
)

# as met, as kept
EXAMPLES = [
    ("http://m.sohu.com/a/1", "https://www.sohu.com/a/1"),  # scheme; twins of a registered domain
    ("https://www.sohu.com/a/1", "https://www.sohu.com/a/1"),
    ("https://sohu.com/a/1", "https://www.sohu.com/a/1"),
    ("https://3g.sohu.com/a/1", "https://www.sohu.com/a/1"),
    ("http://wap.guchengnews.com/p/1.html", "https://www.guchengnews.com/p/1.html"),
    ("http://m.news.cn/x", "https://www.news.cn/x"),
    ("http://m.news.sohu.com/x", "https://news.sohu.com/x"),  # a twin of a host below the domain
    ("http://news.sohu.com/x", "https://news.sohu.com/x"),
    ("http://m-jiangling.cjyun.org/p/1.html", "https://m-jiangling.cjyun.org/p/1.html"),  # a label of its own
    ("http://www.gov.cn/x", "https://www.gov.cn/x"),  # gov.cn is a suffix
    ("http://www.hubei.gov.cn/x", "https://www.hubei.gov.cn/x"),
    ("http://mobile.sohu.com/a/1", "https://www.sohu.com/a/1"),
    ("http://touch.news.sohu.com/a/1", "https://news.sohu.com/a/1"),
    ("http://4g.sohu.com/a/1", "https://www.sohu.com/a/1"),
    ("http://www.sohu.com./a/1.html", "https://www.sohu.com/a/1.html"),  # the root of all names
    ("http://www.sohu.com.:80/a/1.html?b=1", "https://www.sohu.com/a/1.html?b=1"),
    ("http://www.sohu.com//a///1.html", "https://www.sohu.com/a/1.html"),
    ("http://www.sohu.com//a//1.html?b=1", "https://www.sohu.com/a/1.html?b=1"),
    ("http://www.sohu.com/a/http://b.cn/1.html", "https://www.sohu.com/a/http://b.cn/1.html"),
    ("http://www.sohu.com/a/1.HTML", "https://www.sohu.com/a/1.html"),
    ("http://www.sohu.com/a/1.SHTML?b=1", "https://www.sohu.com/a/1.shtml?b=1"),
    ("http://www.sohu.com/a/1.Html", "https://www.sohu.com/a/1.html"),
    ("http://www.m.sohu.com/a/1.html", "https://www.sohu.com/a/1.html"),
    ("http://m.www.sohu.com/a/1.html", "https://www.sohu.com/a/1.html"),
    ("http://m.www.gov.cn/x", "https://www.gov.cn/x"),
    ("http://www.sohu.com/a/1.html;jsessionid=0A1B2C.node1", "https://www.sohu.com/a/1.html"),
    ("http://www.sohu.com/a/1.do;JSESSIONID=0A?id=3", "https://www.sohu.com/a/1.do?id=3"),
    ("http://www.sohu.com/a;b=1/1.html", "https://www.sohu.com/a;b=1/1.html"),
    ("HTTP://M.HBTV.com.cn/P/1.html", "https://www.hbtv.com.cn/P/1.html"),  # hosts in lower case, paths not
    ("http://www.sohu.com:80/x", "https://www.sohu.com/x"),
    ("https://www.sohu.com:443/x", "https://www.sohu.com/x"),
    ("http://www.sohu.com:8080/x", "http://www.sohu.com:8080/x"),  # another server
    ("https://www.sohu.com", "https://www.sohu.com/"),
    ("https://www.sohu.com/x#top", "https://www.sohu.com/x"),
    ("https://www.sohu.com/x?b=1&a=2", "https://www.sohu.com/x?a=2&b=1"),
    ("https://www.sohu.com/x?spm=1.2&id=3&utm_source=w", "https://www.sohu.com/x?id=3"),
    ("https://www.sohu.com/x?from=timeline&isappinstalled=0", "https://www.sohu.com/x"),
    ("https://www.sohu.com/x?share_token=a&timestamp=1&id=3", "https://www.sohu.com/x?id=3"),
    ("https://www.sohu.com/a b?q=中", "https://www.sohu.com/a%20b?q=%E4%B8%AD"),
    ("http://127.0.0.1:8000/p/1.html#x", "http://127.0.0.1:8000/p/1.html"),  # this machine: as it is
    ("http://localhost:8000/p/1.html", "http://localhost:8000/p/1.html"),
    ("http://[::1]:8000/p/1.html", "http://[::1]:8000/p/1.html"),
    ("mailto:editor@example.cn", "mailto:editor@example.cn"),
    ("http://[broken/x", "http://[broken/x"),
    ("", ""),
]


@pytest.mark.parametrize(("met", "kept"), EXAMPLES)
def test_canonical(met, kept):
    assert normalised(met) == kept


@pytest.mark.parametrize("kept", sorted({kept for _, kept in EXAMPLES}))
def test_canonical_of_canonical_is_itself(kept):
    assert normalised(kept) == kept


def test_a_known_first_domain_wins_over_folding():
    assert normalised("http://news.hbtv.com.cn/p/1.html", host="m.hbtv.com.cn") == (
        "https://m.hbtv.com.cn/p/1.html"
    )
    assert normalised("http://127.0.0.1:8000/p/1.html", host="m.hbtv.com.cn") == (
        "http://127.0.0.1:8000/p/1.html"
    )


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("/p/2.html", "https://m.hbtv.com.cn/p/2.html"),
        (" /p/2.html\n", "https://m.hbtv.com.cn/p/2.html"),
        ("2.html", "https://m.hbtv.com.cn/news/p/2.html"),
        ("../2.html", "https://m.hbtv.com.cn/news/2.html"),
        ("?page=2", "https://m.hbtv.com.cn/news/p/1.html?page=2"),
        ("//img.cjyun.org/a.png", "https://img.cjyun.org/a.png"),
        ("http://www.news.cn/x", "http://www.news.cn/x"),
        ("/a b.html", "https://m.hbtv.com.cn/a%20b.html"),
        ("/a\n/b.html", "https://m.hbtv.com.cn/a/b.html"),
        ("\\a\\b.html", "https://m.hbtv.com.cn/a/b.html"),
        ("javascript:void(0)", None),
        ("JavaScript:;", None),
        ("mailto:editor@example.cn", None),
        ("tel:027-1", None),
        ("data:image/png;base64,xx", None),
        ("#top", None),
        ("", None),
        ("http://", None),
        ("http://[broken", None),
    ],
)
def test_absolute(href, leads_to):
    assert absolute("https://m.hbtv.com.cn/news/p/1.html", href) == leads_to


def test_a_page_without_address_has_only_absolute_links():
    assert absolute("", "/p/2.html") is None
    assert absolute("", "https://m.hbtv.com.cn/p/2.html") == "https://m.hbtv.com.cn/p/2.html"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.hbtv.com.cn", "hbtv.com.cn"),
        ("m-x.cjyun.org", "cjyun.org"),
        ("www.gov.cn", "www.gov.cn"),
        ("com.cn", None),
        ("m.paper.example", "paper.example"),  # a last label that no list has
        ("example", None),
        ("localhost", None),
        ("press.localhost", None),
        ("127.0.0.1", None),
        ("127.1", None),
        ("10.0x1", None),
    ],
)
def test_registered_domain(host, domain):
    assert registered_domain(host) == domain


def test_hosts():
    assert host_of("https://M.hbtv.com.cn:443/p/1.html") == "m.hbtv.com.cn"
    assert host_of("http://[broken") == ""
    assert canonical_host("127.0.0.1") == "127.0.0.1"


HOSTS_OF_ONE = ["paper.example", "m.paper.example", "www.m.paper.example", "3g.paper.example"]


@pytest.mark.parametrize("host", HOSTS_OF_ONE)
def test_twins_under_a_last_label_that_no_list_has(host):
    assert canonical_host(host) == "www.paper.example"


@pytest.mark.parametrize("href", [
    "http://b.cn/" + "a" * LONGEST, "/" + "x/" * LONGEST, "?q=" + "a" * LONGEST, "//b.cn/" + "a" * LONGEST,
    "/search?q=" + "新闻" * 150, "b" * (LONGEST - 30),
])  # fmt: skip
def test_an_endless_link_leads_nowhere(href):
    assert absolute("https://www.one.example/news/a/b/1.html", href) is None


def test_a_long_link_leads_where_it_says():
    assert absolute("https://b.cn/", "/" + "a" * 2000) == "https://b.cn/" + "a" * 2000
    assert absolute("https://b.cn/", "/search?q=" + "新闻" * 40) == "https://b.cn/search?q=" + "新闻" * 40


def test_how_long_an_address_is_counts_as_it_is_sent():
    assert not is_too_long("http://b.cn/" + "%E4" * 600)
    assert not is_too_long("http://b.cn/?" + "&a=1" * 500)
    assert is_too_long("http://b.cn/" + "新" * 300)
    assert not is_too_long("http://b.cn/\ud83d")
