"""The registry: each host has one site, and each article one address, whoever asks."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime

import pytest

from crawler import reader, registry, sites
from crawler.items import Capture
from crawler.spiders.politeness.throttle_groups import throttle_group
from shengmei.problems import UsageProblem

PAGE = """<html><head><meta charset="utf-8"></head><body>
<script>var shareVariable = {sid:'10999', aid:'1', cid:'1'};</script>
<h1 class="article-title">示例镇的渡口通了夜航</h1><time class="date">2026-04-23 21:51</time>
<div class="article-content"><p>昨晚八点，示例镇渡口开出第一班夜航船，下班的人不用再绕二十里山路。</p></div>
</body></html>"""


def test_no_two_sites_claim_a_host():
    claimed = Counter(
        f"{domain}{path}"
        for site in registry.all_sites()
        for domain in site.domains
        for path in site.paths or ("",)  # newspapers may share a host, and each have a part of it
    )
    assert [domain for domain, times in claimed.items() if times > 1] == []


def test_an_unknown_site_is_a_problem_that_names_near_ones():
    with pytest.raises(UsageProblem, match=r"Did you mean .*hbtv"):
        registry.site("hbtw")


@pytest.mark.parametrize(
    ("url", "site_id"),
    [
        ("http://news.hbtv.com.cn/p/1.html", "hbtv"),
        ("https://M.HBTV.com.cn:443/p/1.html", "hbtv"),
        ("https://m-hbsbwg.cjyun.org/gzkg/p/1.html", "hbsbwg"),
        ("https://m-unnamed.cjyun.org/p/1.html", None),
        ("https://hbtv.com.cn.example.com/p/1.html", None),
        ("http://[broken/p/1.html", None),
        ("", None),
    ],
)
def test_the_site_of_an_address(url, site_id):
    found = registry.site_for(url)
    assert (found.id if found else None) == site_id


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://m.hbtv.com.cn/p/12.html", "https://m.hbtv.com.cn/p/12.html"),
        ("http://news.hbtv.com.cn/cjy_hbxw/p/12.html?from=timeline#top", "https://m.hbtv.com.cn/p/12.html"),
        ("http://www.hbtv.com.cn/p/12_2.html", "https://m.hbtv.com.cn/p/12.html"),
        ("http://m.hbtv.com.cn/p/12.html?page=2", "https://m.hbtv.com.cn/p/12.html"),
        ("http://touch.hbtv.com.cn./p/12.HTML?ivk_sa=1", "https://m.hbtv.com.cn/p/12.html"),
        ("http://mobile.hbtv.com.cn//p/12.html?source=app&_t=1", "https://m.hbtv.com.cn/p/12.html"),
        ("http://m.hbtv.com.cn/search?source=app", "https://m.hbtv.com.cn/search?source=app"),
        ("http://m-hbsbwg.cjyun.org/gzkg/p/12.html", "https://hbsbwg.cjyun.org/p/12.html"),
        ("http://m-unnamed.cjyun.org/news/p/12.html", "https://unnamed.cjyun.org/p/12.html"),
        ("http://unnamed.cjyun.org/p/12.html", "https://unnamed.cjyun.org/p/12.html"),
        ("http://m-unnamed.cjyun.org/news/index.html", "https://m-unnamed.cjyun.org/news/index.html"),
        ("http://m.example.com/news/p/12.html", "https://www.example.com/news/p/12.html"),
    ],
)
def test_the_one_address_of_an_article(url, canonical):
    assert registry.canonical(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "http://m-unnamed.cjyun.org/news/p/12.html",
        "http://news.hbtv.com.cn/cjy_hbxw/p/12.html",
        "http://wap.unnamed.example.com/news/p/12.html",
    ],
)
def test_frontier_and_article_agree_about_the_address(url):
    capture = Capture(url=url, fetched_at=datetime(2026, 5, 1, tzinfo=UTC), body=PAGE.encode())
    article = reader.read(capture).article
    assert article is not None
    assert (article.url, article.content_id) == (registry.canonical(url), "12")


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("https://m.hbtv.com.cn/p/1.html", "cjyun.org"),
        ("https://m-hbsbwg.cjyun.org/p/1.html", "cjyun.org"),
        ("https://m-unnamed.cjyun.org/p/1.html", "cjyun.org"),
        ("https://cjyun.org.example.com/p/1.html", "cjyun.org.example.com"),
        ("http://127.0.0.1:8000/p/1.html", "127.0.0.1"),
    ],
)
def test_outlets_of_one_platform_are_throttled_together(address, group):
    assert throttle_group(address) == group


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "from crawler.site import Site\nSITE = Site(id='faulty', name='x', domains=('x.example',))\n",
            "article_url",
        ),
        ("SITE = 5\n", "has no SITE"),
        ("import nothing_of_that_name\n", "nothing_of_that_name"),
        ("SITE = (\n", "was never closed"),
    ],
)
def test_a_faulty_site_file_is_named(monkeypatch, tmp_path, text, said):
    (tmp_path / "faulty.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sites, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "crawler.sites.faulty", raising=False)
    with pytest.raises(registry.SiteFileError, match=rf"crawler/sites/faulty\.py.*{said}"):
        registry._ours.__wrapped__()


@pytest.mark.parametrize(
    ("host", "province"),
    [
        ("m.hbtv.com.cn", "湖北"),
        ("sports.hebnews.cn", "河北"),
        ("changsha.rednet.cn", "湖南"),  # nobody's site file; the parent domain is 红网's
        ("unnamed.cjyun.org", None),  # a platform of many outlets
        ("www.news.cn", None),  # of all provinces
        ("www.example.cn", None),
        ("127.0.0.1", None),
        ("", None),
    ],
)
def test_the_province_of_a_host(host, province):
    assert registry.province_of(host) == province


@pytest.mark.parametrize(
    ("site_id", "family"),
    [
        ("hbtv", "cjyun"),
        ("hbrb", "founder_new"),
        ("baichengdaily", "founder_old"),
        ("hunanrb", "newspapers"),  # only its newest edition tells its addresses
    ],
)
def test_the_family_of_a_site(site_id, family):
    assert registry.family_of(registry.site(site_id)) == family
