"""Datelines at the head of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.datelines import read_dateline


@pytest.mark.parametrize(
    ("text", "agency", "place", "day", "raw"),
    [
        ("新华社武汉5月23日电（记者何山）今天", "新华社", "武汉", "5月23日", "新华社武汉5月23日电"),
        ("新华社杭州６月１日电", "新华社", "杭州", "６月１日", "新华社杭州６月１日电"),
        ("　　中新网温州10月1日电 （记者", "中新网", "温州", "10月1日", "中新网温州10月1日电"),
        ("中新社台北5月1日电 题：", "中新社", "台北", "5月1日", "中新社台北5月1日电"),
        ("人民网新疆频道哈密7月5日电 （", "人民网新疆频道", "哈密", "7月5日", "人民网新疆频道哈密7月5日电"),
        ("浙江在线舟山3月1日讯(通讯员", "浙江在线", "舟山", "3月1日", "浙江在线舟山3月1日讯"),
        ("腾讯体育2月1日北京讯(记者", "腾讯体育", "北京", "2月1日", "腾讯体育2月1日北京讯"),
        ("据新华社拉萨电（记者", "新华社", "拉萨", None, "新华社拉萨电"),
        ("红网时刻5月17日讯（记者", "红网时刻", None, "5月17日", "红网时刻5月17日讯"),
        ("湖北日报讯（记者何山）", "湖北日报", None, None, "湖北日报讯"),
        ("央视网消息：今天", "央视网", None, None, "央视网消息"),
        ("本报北京4月2日电（记者", None, "北京", "4月2日", "本报北京4月2日电"),
        ("武汉5月23日电 今天", None, "武汉", "5月23日", "武汉5月23日电"),
    ],
)
def test_dateline(text, agency, place, day, raw):
    found = read_dateline(text)
    assert found is not None
    assert (found.agency, found.place, found.day, found.raw) == (agency, place, day, raw)


@pytest.mark.parametrize(
    "text",
    ["本报讯（记者 何山）", "据新华社消息，今天", "何先生打来电 话", "近日网讯 ", "今天下午，会议举行。", ""],
)
def test_no_dateline(text):
    assert read_dateline(text) is None


@given(st.text("新华社网报武汉北京5月23日电讯消息（据本 ，", max_size=60))
def test_the_raw_run_stands_in_the_text(text):
    found = read_dateline(text)
    assert found is None or found.raw in text
