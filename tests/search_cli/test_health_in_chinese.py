"""Who reads Chinese gets in Chinese what is wrong with an outlet, and how far an edition is kept."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crawler.edition_items import EditionState
from crawler.health.history import History
from crawler.health.rules import OutletRules
from search_cli.views.health import alarm_line
from shengmei.console import translation

DAYS = 60


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    translation.bind()


def crawled(**counts: list[int]) -> History:
    """An outlet whose lists were read every day, and further series as `what__name`."""
    days = len(next(iter(counts.values())))
    found = {tuple((name + "__").split("__")[:2]): series for name, series in counts.items()}
    every = {("list", "read"): [40] * days, ("list", "showing"): [40] * days}
    return History(site="example", first=date(2026, 6, 29), days=days, counts=every | found)


def with_last(usual: int, *last: int) -> list[int]:
    return [*[usual] * DAYS, *last]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {"published": with_last(40, 0, 0), "article__new": with_last(40, 0, 0)},
            "中断更新: 2026-08-27 以来没有新文章：已 2 天，平常每天 40 篇",
        ),
        (
            {"published": with_last(40, 5, 5), "article__new": with_last(40, 5, 5)},
            r"文章减少: 比平常少 \d+% 的文章：\d+ 天内 \d+ 篇，平常为 \d+ 篇",
        ),
        (
            {"article__new": with_last(30, 30), "field__source": with_last(27, 3)},
            "字段缺失 source: source 仅见于 30 个页面中的 3 个（10%，平常 90%）",
        ),
        (
            {"article__new": with_last(30, 30), "mismatch__": with_last(0, 30)},
            r"版式不符: 该媒体的页面类仅符合 \d+ 个页面中的 \d+ 个（\d+%，平常 100%）",
        ),
        (
            {"outcome__kept": with_last(30, 0), "outcome__failed": with_last(0, 30)},
            r"抓取出错 failed: 多为“失败”：仅取得 \d+ 个页面中的 \d+ 个（\d+%，平常 100%）",
        ),
        (
            {"article__new": with_last(30, 30), "list__showing": with_last(40, 0)},
            r"地址样式不符: 读取列表页 \d+ 次，仅 \d+ 次见到文章地址（\d+%，平常 100%）："
            "article_url 是否仍然符合？",
        ),
        (
            {"article__new": with_last(30, 30), "article__gone": with_last(1, 300)},
            r"文章消失: 1 天内有 300 篇文章消失，平常每天 \d\.\d 篇",
        ),
    ],
)
def test_every_kind_of_alarm_is_said_in_chinese_and_kept_in_english(counts, said):
    history = crawled(**counts)
    (alarm,) = OutletRules(history).alarms(history.last)
    assert re.fullmatch(said, alarm_line(alarm))
    assert alarm.text.isascii()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((8, 8, 64, 64, None), "8 个页面，64 篇文章，完整"),
        ((8, 7, 64, 60, "HTTP 404"), "不完整：8 个页面中已读 7 个，64 篇文章中已保存 60 篇（HTTP 404）"),
        ((0, 0, 0, 0, "HTTP 404"), "无：HTTP 404"),
        ((0, 0, 0, 0, None), "尚未读取"),
    ],
)
def test_how_far_an_edition_is_kept(facts, said):
    names = ("pages", "pages_read", "articles", "articles_kept", "problem")
    state = EditionState(site="example", day=date(2026, 5, 1), **dict(zip(names, facts, strict=True)))
    assert translation.shown(state.message) == said
