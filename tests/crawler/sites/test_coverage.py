"""Enough outlets, and at least one for every province, municipality and region."""

from __future__ import annotations

import pytest

from crawler import registry

FEWEST = 60
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江",
    "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip


def test_there_are_enough_outlets():
    assert len(registry.all_sites()) >= FEWEST


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_has_an_outlet(province):
    assert any(site.province == province for site in registry.all_sites())


def test_provinces_are_written_in_their_short_form():
    assert len(set(PROVINCES)) == 31
    assert {site.province for site in registry.all_sites()} <= {*PROVINCES, None}
