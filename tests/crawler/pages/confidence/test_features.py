"""What makes a reading doubtful: pages of one fault each, beside the same page without it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import reader
from crawler.confidence_model import model
from crawler.items import Article, Capture
from crawler.pages.confidence.features import Features

FETCHED = datetime(2026, 5, 1, 8, tzinfo=UTC)
TITLE = "湖区合作社抢收早稻忙到深夜"
TEXT = (
    "湖区合作社的抢收从五月下旬开始，早稻熟在雨前，合作社把十二台收割机排成两班，一班到深夜才歇。",
    "农技员在田头量水分，合格的当天就送进烘干房，合作社的账本上记着每一块田的斤两和时间。",
    "5月23日，湖区合作社的早稻开镰了，抢收的机手从清晨忙到深夜，田埂上的灯一直亮着。",
    "合作社理事长说，今年的早稻比往年熟得早，抢收要赶在连阴雨之前，机手两班倒。",
    "到记者离开时，合作社已经收了四百亩早稻，烘干房里的机器还在响。",
)
OTHER = (
    "县博物馆的修复师用三年时间拼好了一只青瓷罐，裂缝里填的是生漆和瓦灰。",
    "她说最难的是颜色，釉面在灯下和日光下不是一个样子，只能一遍遍地试。",
    "展厅下月开放，观众可以隔着玻璃看见那些细细的接缝，旁边放着旧照片。",
)


def page(
    *,
    title: str = TITLE,
    stated: str = f"{TITLE}_某县新闻网",
    head: str = '<meta name="publishdate" content="2021-05-23 21:51">',
    time: str = "2021-05-23 21:51 来源：某县日报",
    text: tuple[str, ...] = TEXT,
    below: str = "（责任编辑：潘念）",
) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text)
    return (
        f"<html><head><title>{stated}</title>{head}</head><body><h1>{title}</h1><div>{time}</div>"
        f'<div class="content">{paragraphs}</div><p>{below}</p></body></html>'
    )


def measured(html: str, url: str = "https://news.one.example/1.html") -> tuple[Article, Features]:
    reading, features = reader.measured(Capture(url=url, fetched_at=FETCHED, body=html.encode()))
    assert reading.article is not None
    return reading.article, features


SOUND = page()


def test_a_sound_page_gives_hardly_a_doubt():
    article, features = measured(SOUND)
    assert article.extraction is not None
    assert article.extraction.confidence > 0.9
    assert {code for code, degree in features.items() if degree > 0.5} == set()


def test_every_feature_is_a_doubt_of_the_model_between_0_and_1():
    _, features = measured(page(time="", head="", text=(TEXT[0],)))
    assert features.keys() <= model().weights.keys()
    assert all(0 <= degree <= 1 for degree in features.values())


@pytest.mark.parametrize(("html", "code"), [
    (page(stated="某县新闻网"), "title_unstated"),
    (page(stated="县博物馆修好一只青瓷罐_某县新闻网", text=OTHER), "title_disputed"),
    (page(text=OTHER), "title_unlike_text"),
    (page(head="", time="来源：某县日报"), "time_missing"),
    (page(time="来源：某县日报", head='<meta name="publishdate" content="2021-05-23">'), "time_day_only"),
    (page(head=""), "time_stated_once"),
    (page(time="2019-01-07 10:00 来源：某县日报"), "time_disputed"),
    (page(head="", time="2021-11-07 10:00 来源：某县日报"), "time_unlike_text"),
    (page(text=("2021年5月，" + TEXT[0], *TEXT[1:]), head="", time="2014-05-23 21:51"),
     "time_year_unlike_text"),
    (page(text=("早稻开镰，抢收的机手从清晨忙到深夜，田埂上的灯一直亮着。",), below=""), "text_one_line"),
    (page(text=("早稻开镰，抢收的机手从清晨忙到深夜，田埂上的灯一直亮着。",)), "text_short"),
    (page(text=(*TEXT[:2], TEXT[2].rstrip("。") + "，而隔壁村的人还在等那台"), below=""), "text_breaks_off"),
    (page(text=(*TEXT, *TEXT)), "text_repeats"),
    (page(text=(TEXT[0], "ä½\x90ã" + TEXT[1])), "text_garbled"),
    (page(head='<meta name="description" content="县博物馆的修复师用三年时间拼好了一只青瓷罐。">'),
     "summary_elsewhere"),
    (page(time="2021-05-23 21:51"), "source_missing"),
    (page(below=""), "people_missing"),
])  # fmt: skip
def test_a_fault_raises_its_doubt_and_lowers_the_trust(html, code):
    sound, before = measured(SOUND)
    doubtful, after = measured(html)
    assert after[code] > before.get(code, 0.0), after
    assert doubtful.extraction.confidence <= sound.extraction.confidence


def test_a_day_that_only_the_address_gives():
    html = page(head="", time="来源：某县日报")
    _, features = measured(html, "https://news.one.example/2021/0523/1.html")
    assert (features["time_from_address"], features["time_day_only"]) == (1, 1)


def test_a_text_that_only_a_login_shows_is_doubted():
    html = page(text=(*TEXT[:2], TEXT[2].rstrip("。")), below="登录后查看全文")
    article, _ = measured(html)
    assert "text_ends_early" in [one.code for one in article.extraction.doubts]


def test_swapped_texts_are_trusted_less_than_their_own():
    """The headline of one article above the text of another."""
    own, _ = measured(SOUND)
    swapped, _ = measured(page(text=OTHER, head=""))
    assert swapped.extraction.confidence < own.extraction.confidence - 0.1
