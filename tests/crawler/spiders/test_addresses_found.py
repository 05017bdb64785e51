"""Addresses as pages, lists and servers name them."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from crawler.spiders.addresses_found import discovery, location_of, site_id, without_login

PAGE = "http://news.one.example/a/1.html"
LIST = "http://m.xingzhi.example/yangtze/index.html"


def test_a_login_in_an_address_stays_out():
    assert without_login("http://user:w@rd@host.example/1@2.html") == "http://host.example/1@2.html"
    assert without_login("http://host.example/1@2.html") == "http://host.example/1@2.html"
    found = discovery("http://user:word@host.example/1.html")
    assert (found.address, "word" in found.url) == ("http://host.example/1.html", False)


def test_the_site_of_an_address_is_its_host_where_no_outlet_is_known():
    assert site_id(LIST) == "demo"
    assert site_id(PAGE) == "news.one.example"
    assert site_id("no address") == ""


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("/新闻.html".encode(), "/新闻.html"),
        ("/新闻.html?t=江".encode("gb18030"), "/%D0%C2%CE%C5.html?t=%BD%AD"),
        (b"/\xff.html", "/%FF.html"),
        (b" <http://news.one.example/2.html> ", "http://news.one.example/2.html"),
        (b'"/2.html"', "/2.html"),
        (b"/[2026]1.html", "/[2026]1.html"),
        (b"", ""),
        (b"<", "<"),
    ],
)
def test_a_location_is_the_address_that_a_browser_asks_for(sent, read):
    assert location_of(Response(PAGE, status=302, headers={"Location": sent})) == read
