from __future__ import annotations

import pytest

from shengmei.places.gazetteer import all_units
from shengmei.places.names import full_names


def test_the_gazetteer_has_all_levels_of_today_and_former_ones():
    today = [sum(one.level == level and one.last is None for one in all_units()) for level in (1, 2, 3)]
    assert today[0] == 34
    assert today[1] == 333 + 20  # of 台湾
    assert 2840 <= today[2] <= 2850
    assert sum(one.last is not None for one in all_units()) > 1000


def test_a_unit_of_today_lies_in_units_of_today():
    paths = {one.path for one in all_units() if one.last is None}
    assert {one.path[:-1] for one in all_units() if one.last is None} - paths == {()}


def test_what_a_renamed_one_is_today_is_there():
    today = {one.path for one in all_units() if one.last is None}
    assert {one.now for one in all_units() if one.now} <= today
    assert all(one.last is not None for one in all_units() if one.now)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("武汉", ("湖北省武汉市",)),
        ("武汉市", ("湖北省武汉市",)),
        ("湖北武汉", ("湖北省武汉市",)),
        ("湖北省武汉市", ("湖北省武汉市",)),
        ("武汉市洪山区", ("湖北省武汉市洪山区",)),
        ("湖北", ("湖北省",)),
        ("襄阳", ("湖北省襄阳市", "湖北省襄樊市")),
        ("襄樊", ("湖北省襄樊市",)),
        ("桥西区", ("河北省张家口市桥西区", "河北省石家庄市桥西区")),
        ("洞庭", ()),
    ],
)
def test_any_name_gives_the_full_names(typed, meant):
    assert set(full_names(typed)) == set(meant)
