"""What an address is, by the address alone: on hosts that a site file names, and on others."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner

from crawler.address_facts import facts_of
from search_cli.cli import root

HEX24 = "66f3c0a1e4b0a2d3c4e5f601"


@pytest.mark.parametrize(
    ("path", "kind", "family", "day"),
    [
        ("/p/12.html", "article", "cjyun", None),
        ("/xw/p/1024.html", "article", "cjyun", None),
        ("/system/2026/05/18/031123456.shtml", "article", "enorth", "2026-05-18"),
        ("/system/more/10010000000000000/0000/10010000000000000_00000001.shtml", "list", "enorth", None),
        ("/xw/202605/t20260518_1234567.html", "article", "trs", "2026-05-18"),
        ("/2026-05/18/content_9123456.htm", "article", "founder", "2026-05-18"),
        ("/node_1021.htm", "list", "founder", None),
        ("/2026/0518/1234567.shtml", "article", "cmstop", "2026-05-18"),
        ("/content/646941/51/15123456.html", "article", "rednet", None),
        ("/channel/7.html", "list", "rednet", None),
        ("/rain/a/20260518A01BCD00", "article", None, "2026-05-18"),
        (f"/content/s{HEX24}.html", "article", "object_id", None),
        ("/2026-05-18/a1b2c3d4e5f6a7b8.html", "article", "hoge", "2026-05-18"),
        ("/20260518/0123456789abcdef0123456789abcdef/c.html", "article", "newscn", "2026-05-18"),
        ("/newsDetail_forward_29876543", "article", "thepaper", None),
        ("/detail/1779076800129168.html", "article", None, None),
        ("/w/article/MTUtMTczNTYwOTY5Mg==.html", "article", None, None),
        ("/news-23-56789.html", "article", None, None),
        ("/yaowen/2026-05-18/1234567_pc.html", "article", None, "2026-05-18"),
        ("/wx/detail.do?id=812345", "article", None, None),
        ("/article.html?artid=23456", "article", None, None),
        ("/n1/2026/0518/c1001-40123456.html", "article", None, "2026-05-18"),
        ("/xxrb/html/2026-05/18/node_1.htm", "edition", "founder_old", "2026-05-18"),
        ("/", "list", None, None),
        ("/xw/szyw/", "list", None, None),
        ("/xw/index_2.html", "list", None, None),
        ("/list/2121t76.html", "list", None, None),
        ("/channel_3560", "list", None, None),
        ("/ranking/2026-05-18.json", "list", None, "2026-05-18"),
        ("/api/v1/contents.php?offset=0&count=100&column_id=877", "list", "hoge", None),
        ("/app_if/getArticles?columnId=74&page=1", "list", None, None),
        ("/rss.xml", "list", None, None),
        ("/sitemap_index.xml", "list", None, None),
        ("/news_sitemap_2025.xml", "list", None, None),
        ("/staticmores/168/33168-1.shtml", "list", "gxnews", None),
        ("/api/news/Portrait", None, None, None),
        ("/lookback/1234567/date.json", "list", None, None),
        ("/sitemap.xml.gz", "list", None, None),
        ("/?p=12345", "article", None, None),
        ("/?p=2", "list", None, None),
        ("/about/", None, None, None),
        ("/jobs/2026.html", None, None, None),
        ("/ads/12345.html", None, None, None),
        ("/help/12345.html", None, None, None),
        ("/member/space/12345", None, None, None),
        ("/copyright/index.html", None, None, None),
        ("/login.html", None, None, None),
        ("/images/202605/18/1234567.jpg", None, None, None),
    ],
)
def test_an_address_on_a_host_that_nobody_named(path, kind, family, day):
    facts = facts_of(f"https://www.example.cn{path}")
    found = (facts.site, facts.kind, facts.family, facts.day.isoformat() if facts.day else None)
    assert found == (None, kind, family, day)


def test_of_families_that_write_addresses_alike_it_is_the_outlets():
    facts = facts_of("https://www.hb.chinanews.com.cn/news/2026/0518/412345.html")
    assert (facts.site, facts.kind, facts.family) == ("chinanews_hb", "article", "chinanews")


def test_an_outlets_own_pattern_counts_first():
    facts = facts_of("http://news.hbtv.com.cn/cjy_hbxw/p/12.html?from=timeline")
    assert (facts.site, facts.kind, facts.family) == ("hbtv", "article", "cjyun")
    assert (facts.canonical, facts.rule) == ("https://m.hbtv.com.cn/p/12.html", "article_url of hbtv")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "-x",
        "javascript:void(0)",
        "http://[::1",
        "http://host:99999/1.html",
        "ftp://a.cn/1.html",
        "/p/12.html",
        "http://a.cn/" + "1" * 5000,
        "http://a.cn/\x00\x1b[31m1234567.html",
    ],
)
def test_of_what_is_no_address_nothing_is_known(address):
    facts = facts_of(address)
    assert (facts.site, facts.kind, facts.canonical, facts.day, facts.rule) == (None,) * 5


def told(*arguments: str, stdin: bytes = b"") -> list[dict[str, object]]:
    result = CliRunner().invoke(root, ["sites", "--address", *arguments, "--json"], input=io.BytesIO(stdin))
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_command_says_a_line_for_each_address_in_order():
    lines = told("http://[::1", "-", stdin=b"https://www.example.cn/p/12.html\r\n\n\xff\xfe\n")
    assert [one["kind"] for one in lines] == [None, "article", None]
    assert list(lines[0]) == ["address", "site", "kind", "family", "canonical", "day", "rule"]


def test_addresses_that_are_not_named_are_a_mistake():
    assert CliRunner().invoke(root, ["sites", "--address"]).exit_code == 2
