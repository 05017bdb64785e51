"""Sitemaps as lists: news, indexes, text, packed, whole and broken."""

from __future__ import annotations

import gzip

import pytest

from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.lists.sitemap_list import (
    is_sitemap,
    is_text_sitemap,
    sitemap_listing,
    text_listing,
    unpacked,
)
from tests.crawler.pages.lists.test_lists import SITE, capture, page

NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NEWS}>
<url><loc>https://www.example.cn/a/12.html</loc><lastmod>2026-05-17</lastmod></url>
<url><loc>https://www.example.cn/a/13.html</loc><lastmod>2026-05-18</lastmod><news:news>
<news:publication_date>2026-05-18T09:30:00+08:00</news:publication_date><news:title>堤上的守夜人</news:title>
</news:news></url><url><loc>https://www.example.cn/channel/7</loc></url>
<url><loc>https://www.example.cn/about/</loc></url></urlset>"""


def test_a_news_sitemap_the_newest_first():
    got = page(SITEMAP, "https://www.example.cn/sitemap.xml")
    assert is_sitemap(got)
    found = sitemap_listing(got, SITE)
    assert [(one.url[-7:], one.title, one.published_raw) for one in found.articles] == [
        ("13.html", "堤上的守夜人", "2026-05-18T09:30:00+08:00"),
        ("12.html", None, None),
    ]
    assert found.lists == ("https://www.example.cn/channel/7",)


def test_a_sitemap_that_is_text():
    lines = [
        "https://www.example.cn/a/12.html",
        "",
        "https://www.example.cn/channel/7",
        "https://x.cn/a/1.html",
    ]
    got = page("\ufeff" + "\r\n".join(lines), "https://www.example.cn/sitemap.txt", "text/plain")
    assert is_text_sitemap(got)
    found = text_listing(got, SITE)
    assert [one.url for one in found.articles] == lines[:1]
    assert found.lists == ("https://www.example.cn/channel/7",)
    assert not is_text_sitemap(page("https://www.example.cn/a/12.html 渡口"))
    assert not is_text_sitemap(page(""))


def test_what_a_sitemap_says_of_pictures_is_not_said_of_the_article():
    picture = "<i:image xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'><i:loc>/a/9.html</i:loc>"
    picture += "<i:title>图</i:title></i:image>"
    body = f"<urlset><url>{picture}<loc>https://www.example.cn/a/12.html</loc></url></urlset>"
    (link,) = sitemap_listing(page(body, "https://www.example.cn/sitemap.xml"), SITE).articles
    assert (link.url, link.title) == ("https://www.example.cn/a/12.html", None)


def test_an_index_leads_to_the_sitemaps_of_the_outlet():
    body = "".join(f"<sitemap><loc>https://{host}/{n}.xml</loc></sitemap>" for n in range(300) for host in
                   ("www.example.cn", "www.example.com"))  # fmt: skip
    found = sitemap_listing(
        page(f"<sitemapindex>{body}</sitemapindex>", "https://www.example.cn/s.xml"), SITE
    )
    assert len(found.lists) == 200
    assert found.cuts == ("100 of 300 sitemaps",)


def test_of_a_sitemap_that_is_cut_counts_what_can_be_read():
    found = sitemap_listing(page(SITEMAP[:-200], "https://www.example.cn/sitemap.xml"), SITE)
    assert len(found.articles) >= 1
    assert "cut" in found.cuts[0]


@pytest.mark.parametrize(
    "body",
    [
        "<urlset></urlset>",
        "<urlset>" + "<url>" * 10_000,
        '<!DOCTYPE a [<!ENTITY b "' + "c" * 1000 + '">]><urlset><url><loc>&b;</loc></url></urlset>',
    ],
)
def test_a_sitemap_that_names_nothing(body):
    with pytest.raises(UnknownLayout, match="names nothing"):
        sitemap_listing(page(body, "https://www.example.cn/sitemap.xml"), SITE)


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not():
    packed = capture(gzip.compress(SITEMAP.encode()), "https://www.example.cn/sitemap.xml.gz")
    assert len(sitemap_listing(Page(unpacked(packed)), SITE).articles) == 2
    for bad in (gzip.compress(b" " * 30_000_000), gzip.compress(SITEMAP.encode())[:9]):
        with pytest.raises(UnknownLayout, match="cannot be unpacked"):
            unpacked(capture(bad, "https://www.example.cn/sitemap.xml.gz"))
