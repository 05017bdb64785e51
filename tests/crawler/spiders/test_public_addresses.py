"""A page does not lead a crawl into the network that it runs in, whatever notation it finds."""

from __future__ import annotations

import socket

import pytest

from crawler.spiders.politeness.public_addresses import refused, written_address
from tests.crawler.spiders.test_crawl import A, crawl, states
from tests.crawler.spiders.web import article, html, moved
from tests.program import shengmei

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0.0.0.0",
    "0",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "fd00:ec2::254",
    "localhost",
    "LOCALHOST.",
    "x.localhost",
    "metadata.google.internal",
    "metadata",
    "instance-data.",
    "ｌｏｃａｌｈｏｓｔ",
    "loc%61lhost",
    "localhost.localdomain",
    "printer.local",
    "::7f00:1",
    "::a9fe:a9fe",
    "::ffff:0:7f00:1",
    "64:ff9b:1::a00:8",
    "fec0::1",
    "168.63.129.16",
    "0xa83f8110",
    "192.0.0.192",
]
PUBLIC = [
    "8.8.8.8",
    "134744072",
    "2001:4860:4860::8888",
    "news.one.example",
    "local.one.example",
    "64:ff9b::808:808",
    "1.2.3.4.5",
    "360.cn",
    "0x.example",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_what_is_not_public_is_refused(host):
    assert refused(host) is not None


@pytest.mark.parametrize("host", PUBLIC)
def test_what_is_public_is_not(host):
    assert refused(host) is None


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "0177.0.0.1", "2130706433", "1.2.3.4.5", "8.8.8.8"])
def test_numbers_are_read_as_they_are_where_names_are_resolved(host):
    try:
        resolved = socket.gethostbyname(host)
    except OSError:
        resolved = None
    assert str(written_address(host)) == str(resolved)


def test_behind_a_proxy_written_addresses_are_refused_robots_txts_redirect_too(web, data):
    web.pages = {
        "http://127.0.0.1/1.html": html(article("早稻插秧")),
        "http://2130706433/2.html": html(article("早稻插秧")),
        f"{A}/robots.txt": moved("http://169.254.169.254/latest/meta-data/"),
        f"{A}/3.html": html(article("早稻插秧")),
    }
    named = ["http://127.0.0.1/1.html", "http://2130706433/2.html", f"{A}/3.html"]
    assert crawl(web, data, named, "--no-index").returncode == 4
    assert {reason.partition(" is in no public network")[0] for _, reason in states(data).values()} == {
        "127.0.0.1",
        "2130706433 (127.0.0.1)",
        "robots.txt of news.one.example cannot be had: 169.254.169.254",
    }
    assert web.asked == [f"{A}/robots.txt"]


def crawl_directly(web, data, host: str, **variables: str):
    """Crawls a page of the web without a proxy, by a name or number of this machine."""
    port = web.address.rpartition(":")[2]
    web.pages = {"/1.html": html(article("早稻插秧"))}
    file = data.parent / "urls.txt"
    file.write_text(f"http://{host}:{port}/1.html", encoding="utf-8")
    called = ("crawl", "--urls", str(file), "--no-index", "--data", str(data))
    return shengmei(*called, http_proxy="", SHENGMEI_CONTACT="desk@archive.example", **variables)


def test_a_name_is_refused_for_what_it_resolves_to(web, data):
    name = socket.gethostname()  # of this machine, resolved by its own means
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine cannot resolve its own name")
    done = crawl_directly(web, data, name)
    assert done.returncode == 4, done.stderr
    assert f"{name} ({address}) is in no public network" in done.stderr
    assert web.asked == []


def test_who_wants_it_may_crawl_this_machine(web, data):
    done = crawl_directly(web, data, "127.0.0.1", SHENGMEI_ALLOW_PRIVATE="1")
    assert done.returncode == 0, done.stderr
    assert web.asked == ["/robots.txt", "/1.html"]
