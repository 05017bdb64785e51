"""Addresses of columns, persons and files are no articles, however wide an outlet's pattern is."""

from __future__ import annotations

import pytest

from crawler import registry
from crawler.pages.column_addresses import column_word
from crawler.site import Site

COLUMNS = (
    "/index_2.html", "/news/index-12.html", "/list/12345.html", "/lists/12345", "/channel/123456.html",
    "/column/123456.html", "/col/col123456/index.html", "/node_123456.htm", "/col_123456.html",
    "/tags/123456.html", "/topic/123456", "/u/123456.html", "/user/123456.html", "/author/123456",
    "/special/123456.html", "/about/123456/", "/news/list_123456.html", "/202605/18/index.html",
    "/images/20260518/123456.jpg", "/upload/202605/18/123456.pdf", "/sitemap_123456.xml",
)  # fmt: skip
ARTICLES = (
    "/news/12345.html",
    "/a/20260518/1694990901234.shtml",
    "/listing/2026/123456.html",
    "/usage/1234.html",
    "/web/index_2618842.html",
)


@pytest.mark.parametrize("path", COLUMNS)
def test_a_column_is_no_article_of_any_outlet(path):
    assert column_word(path)
    outlets = [one for one in registry.all_sites() if one.article_url and not one.paper]
    taken = [one.id for one in outlets if one.is_article(f"https://{one.domains[0].lstrip('.')}{path}")]
    assert taken == []


@pytest.mark.parametrize("path", ARTICLES)
def test_other_addresses_have_no_such_word(path):
    assert column_word(path) is None


def test_a_pattern_that_names_the_word_means_it():
    topics = Site(id="x", name="x", domains=("www.example.cn",), article_url=r"^/topics/\d+\.html$")
    assert topics.is_article("https://www.example.cn/topics/12345.html")
    wide = Site(id="x", name="x", domains=("www.example.cn",), article_url=r"/\d+\.html$")
    assert not wide.is_article("https://www.example.cn/topics/12345.html")


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("whb", "https://www.whb.cn/zhuzhan/xinwen/index_2.html"),
        ("oeeee", "https://m.mp.oeeee.com/w/123456.html"),
        ("oeeee", "https://m.mp.oeeee.com/u/123456.html"),
        ("gzdaily", "https://www.gzdaily.cn/amucsite/web/index.html"),
        ("gzdaily", "https://app.gzdaily.cn/app_if/getArticles?columnId=1074&page=1"),
        ("guanhai", "https://www.guanhai.com.cn/p/2.html"),
        ("hebtv", "https://web.cmc.hebtv.com/cms/rmt0336/19/19js/2.shtml"),
        ("ourjiangsu", "https://www.ourjiangsu.com/channel/12345"),
        ("thecover", "https://www.thecover.cn/news/2026/"),
    ],
)
def test_columns_of_outlets_whose_articles_are_known_by_a_number_alone(site, address):
    assert registry.site_for(address).id == site
    assert not registry.site(site).is_article(address)
