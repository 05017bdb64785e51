"""Which requests go through the proxy of the environment."""

from __future__ import annotations

import pytest
from scrapy import Request

from crawler.spiders.download import proxies
from crawler.spiders.download.proxies import Proxies


@pytest.fixture
def middleware(monkeypatch):
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", "http://reader:secret@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "direct.example, .inner.example")
    return Proxies()


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("http://news.example/1.html", "http://proxy.example:3128"),
        ("http://direct.example/1.html", None),
        ("http://www.inner.example/1.html", None),
        ("https://news.example/1.html", None),  # none is named for it
    ],
)
def test_proxy_of_the_environment(middleware, address, proxy):
    request = Request(address)
    middleware.process_request(request)
    assert request.meta.get("proxy") == proxy
    assert (b"Proxy-Authorization" in request.headers) == (proxy is not None)


def test_a_request_keeps_the_proxy_of_its_own(middleware):
    request = Request("http://news.example/1.html", meta={"proxy": "http://other.example:80"})
    middleware.process_request(request)
    assert request.meta["proxy"] == "http://other.example:80"


def test_no_proxy_is_looked_at_once_for_each_host(middleware, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(proxies, "proxy_bypass", lambda host: looked.append(host) or False)
    for number in range(3):
        middleware.process_request(Request(f"http://news.example/{number}.html"))
    assert looked == ["news.example"]
