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
