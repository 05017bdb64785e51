"""Enough outlets, and at least one for every province, municipality and region."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler import registry

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
FEWEST = 60
REAL = [site for site in registry.all_sites() if not site.invented]
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江",
    "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip


def test_there_are_enough_outlets():
    assert len(REAL) >= FEWEST


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_has_an_outlet(province):
    assert any(site.province == province for site in REAL)


def test_provinces_are_written_in_their_short_form():
    assert len(set(PROVINCES)) == 31
    assert {site.province for site in registry.all_sites()} <= {*PROVINCES, None}


@pytest.mark.parametrize("site", registry.all_sites(), ids=lambda site: site.id)
def test_saved_pages_stand_where_their_outlet_has_articles(site):
    saved = [json.loads(path.read_text("utf-8"))["url"] for path in (FIXTURES / site.id).glob("*.json")]
    articles = [url for url in saved if urlsplit(url).path.strip("/")]
    assert all(registry.site_for(url) is site and site.is_article(url) for url in articles)
    assert all(site.is_article(site.canonical(url)) for url in articles)
    assert not any(site.is_article(url) for url in site.lists)


def test_half_of_the_outlets_rest_on_evidence_of_2024_or_later():
    newest = [max(one.year for one in site.references) for site in REAL if site.paper is None]
    assert sum(year >= 2024 for year in newest) >= len(newest) / 2


def test_an_outlet_that_refuses_or_wants_a_browser_has_no_list_to_start_from():
    assert [site.id for site in REAL if site.lists and (site.refuses or site.wants_browser)] == []


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bjnews.com.cn/detail/1779076800129168.html", "bjnews"),
        ("https://m.bjnews.com.cn/detail/1779076800129168.html", "bjnews"),
        ("https://m.voc.com.cn/xhn/news/202605/30127645.html", "xhn"),
        ("https://m.voc.com.cn/portal/news/show?id=30127645", "xhn"),
        ("https://hunan.voc.com.cn/article/202605/202605180912345678.html", "voc"),
        ("https://pc.nfapp.southcn.com/38/11983450.html", "nfplus"),
        ("https://static.nfapp.southcn.com/content/202605/18/c11983450.html", "nfplus"),
        ("https://sdxw.iqilu.com/w/article/YS0yMS0xNjM0NTY3OA==.html", "sdxw"),
        ("https://moment.rednet.cn/pc/content/646941/51/15128802.html", "moment"),
        ("https://web.shobserver.com/wx/detail.do?id=912345", "shobserver"),
        ("https://yndaily.com/html/2026/yaowenyunnan_0518/134512.html", "yndaily"),
        ("https://www.hb.chinanews.com.cn/news/2026/0518/432101.html", "chinanews_hb"),
        ("https://xinwen.bjd.com.cn/content/s6a0a3f1be4b0c12d9a7e5501.html", "bjd"),
    ],
)
def test_todays_addresses_are_articles_of_their_outlet(url, site):
    found = registry.site_for(url)
    assert found is not None
    assert (found.id, found.is_article(url)) == (site, True)
