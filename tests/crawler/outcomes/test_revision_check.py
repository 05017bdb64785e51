"""What an address answers today is doubted before it becomes a revision of what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from crawler.items import Article, Capture, Extraction, Timestamp
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.refetch_guard import accept_refetch
from crawler.outcomes.revision_check import hides_the_rest, reason_not_a_revision
from crawler.store import FrontierRow, StoredArticle, Verdict
from shengmei.timezone import SHANGHAI


def at(printed: str, precision: str = "minute") -> Timestamp:
    return Timestamp(
        at=datetime.fromisoformat(printed).replace(tzinfo=SHANGHAI),
        precision=precision,
        raw=printed,
        found_in="page",
    )


BODY = """江州市老旧供水管网改造工程今年已完成七成，二十三个小区的居民用上了新水管。
记者昨天在滨江路看到，施工队正在把最后一段铸铁管换成球墨铸铁管，路面当天就恢复通行。
市水务集团负责人说，改造之后全市的漏损率从百分之十八降到了百分之九，一年可以少流走八百万吨水。
下一步，全市将继续推进智慧水务建设，实现漏损实时监测。"""
KEPT = Article(
    url="https://news.jiangzhou.example/1.html",
    site="jiangzhou",
    title="江州老旧供水管网改造完成七成",
    published=at("2026-05-18 09:30"),
    source="江州日报",
    body=BODY,
)
OTHER = replace(
    KEPT,
    title="江州龙舟赛周末开桨",
    published=at("2026-05-18 10:05"),
    body="端午前的这个周末，四十二支龙舟队将在东湖上争先。比赛从上午八点开始，岸边设有观众席，"
    "市民可以坐地铁二号线前往。\n组委会提醒，当天东湖大道将分段限行，请提前安排出行。",
)


@pytest.mark.parametrize(
    "came",
    [
        pytest.param(KEPT, id="the same"),
        pytest.param(replace(KEPT, title="二十三个小区用上新水管"), id="another headline"),
        pytest.param(replace(KEPT, body=OTHER.body), id="another text below the headline"),
        pytest.param(
            replace(KEPT, title="更正", source="江州发布", body=BODY[:200] + "特此更正。"), id="fixed"
        ),
        pytest.param(
            replace(OTHER, published=KEPT.published),
            id="rewritten under its printed minute",
        ),
        pytest.param(
            replace(KEPT, published=at("2026-05-19 08:00"), source=None, title="江州供水管网改造完成七成"),
            id="date and source changed",
        ),
        pytest.param(replace(KEPT, body=BODY + "\n" + "更新：" + OTHER.body), id="a live report that grows"),
        pytest.param(replace(KEPT, body=BODY[:120]), id="cut by the editor"),
        pytest.param(replace(KEPT, kind="video", body=""), id="now a video"),
        pytest.param(replace(KEPT, body="本报道有误，特此更正并致歉。"), id="a sentence in its place"),
    ],
)
def test_an_edit_is_a_revision(came):
    assert reason_not_a_revision(KEPT, came) is None


@pytest.mark.parametrize(
    "came",
    [
        pytest.param(OTHER, id="another article of the same day and source"),
        pytest.param(replace(OTHER, published=None, source=None), id="another one without date, source"),
        pytest.param(
            replace(OTHER, published=at("2026-05-18", "day"), title="江州日报"), id="a front page of that day"
        ),
        pytest.param(
            replace(
                KEPT,
                title="访问验证",
                published=None,
                source=None,
                body="您的访问过于频繁，请完成安全验证后继续访问本站，给您带来不便敬请谅解。",
            ),
            id="a challenge",
        ),
        pytest.param(
            replace(
                KEPT, title="404", published=None, source=None, body="地址：江州市滨江路18号 邮编：430000"
            ),
            id="an error page",
        ),
        pytest.param(
            replace(OTHER, title="江州市举行国庆升旗仪式", published=None), id="a title that begins alike"
        ),
        pytest.param(replace(OTHER, kind="video", body=""), id="a video without text"),
    ],
)
def test_what_shares_nothing_is_another_page(came):
    assert reason_not_a_revision(KEPT, came).startswith("another page: ")


@pytest.mark.parametrize("left", ["", "加载中", "分享到：微信 微博", "请稍候。"])
def test_a_page_without_its_text_is_an_empty_shell(left):
    assert reason_not_a_revision(KEPT, replace(KEPT, body=left)) == "the page shows no text any more"


PAID = "本文为付费内容，请登录江州日报客户端订阅后阅读全文，新用户首月免费。"


def test_what_a_page_says_instead_of_its_text_is_no_revision():
    came = replace(KEPT, body=PAID)
    said = reason_not_a_revision(KEPT, came, withheld=PAID)
    assert said == f"the page says instead of its text: {PAID}"
    shorter = replace(KEPT, body="江州供水管网改造完成七成。")
    assert reason_not_a_revision(shorter, came, withheld=PAID) is None, "it never had more text"
    still = replace(came, body=BODY.split("\n")[0] + PAID)
    assert reason_not_a_revision(KEPT, still, withheld=PAID) is None, "its beginning is there"


def test_a_text_without_its_end_is_an_edit_only_in_a_whole_document():
    cut = replace(KEPT, body=BODY[: len(BODY) // 2])
    assert reason_not_a_revision(KEPT, cut, whole=True) is None
    assert reason_not_a_revision(KEPT, cut, whole=False).startswith("the answer breaks off")
    assert reason_not_a_revision(KEPT, replace(KEPT, body=BODY + "\n完"), whole=False) is None
    first, second, *_ = BODY.split("\n")
    other_below = replace(KEPT, body=f"{first}\n另写的一段。\n{second[:5]}")
    assert reason_not_a_revision(KEPT, other_below, whole=False) is None


def test_a_very_long_text_is_compared_by_its_beginning():
    kept = replace(KEPT, body="".join(chr(0x4E00 + number) for number in range(20_000)))
    other = replace(OTHER, published=None, source=None)
    assert reason_not_a_revision(kept, replace(other, body=kept.body[-7:] + kept.body)) is None
    late = replace(other, body="".join(chr(0x20000 + number) for number in range(20_000)) + kept.body)
    assert reason_not_a_revision(kept, late).startswith("another page: ")


LOCKED = replace(
    KEPT,
    body=BODY.split("\n")[0],
    extraction=Extraction(page="GenericArticlePage", version="1", parts=2, parts_missing=1),
)


@pytest.mark.parametrize(("kept", "came", "hides"), [
    (KEPT, LOCKED, True),
    (KEPT, replace(LOCKED, title="二十三个小区用上新水管"), True),
    (LOCKED, replace(LOCKED, body=BODY[:20]), False),
    (LOCKED, KEPT, False),
    (replace(KEPT, extraction=Extraction(page="P", version="1")), LOCKED, True),
    (KEPT, replace(LOCKED, extraction=Extraction(page="P", version="1")), False),
    (KEPT, replace(LOCKED, extraction=None), False),
    (KEPT, replace(LOCKED, body="另写的导语。\n" + LOCKED.body), False),
])  # fmt: skip
def test_a_page_that_now_hides_its_rest_changes_nothing(kept, came, hides):
    assert hides_the_rest(kept, came) is hides


@pytest.mark.parametrize(("body", "offers_rest", "hides"), [
    (BODY.split("\n")[0], True, True),
    (BODY.split("\n")[0], False, False),
    ("另写的一段，比原来的短得多。", True, False),
    (BODY + "\n补充一段。", True, False),
])  # fmt: skip
def test_a_beginning_beside_a_button_for_the_rest_changes_nothing(body, offers_rest, hides):
    assert hides_the_rest(KEPT, replace(KEPT, body=body), offers_rest=offers_rest) is hides


def test_an_article_keeps_its_text_when_its_page_is_locked():
    row = FrontierRow(
        url=KEPT.url, address=KEPT.url, site=KEPT.site, kind="article", attempts=0, steady=0, hops=0,
        first=False, title=None, published_raw=None,
    )  # fmt: skip
    stored = StoredArticle(
        id="1", article=KEPT, revision=1, extraction=1, content_hash="", status="live", first_seen="",
        last_seen="", fetched_at="", address=KEPT.url, file="", offset=0, length=0, site_name=None,
        province=None, city=None, organisation=None, story=None, story_role=None, story_basis=None,
        story_size=None, seq=1,
    )  # fmt: skip
    verdict = Verdict(row=row, state="kept", at=KEPT.published.at)
    page = Capture(url=KEPT.url, fetched_at=KEPT.published.at, body=b"<html></html>")
    assert accept_refetch(Outcome(verdict=verdict, article=LOCKED, capture=page), stored).article == KEPT
    edited = replace(LOCKED, extraction=None)
    assert accept_refetch(Outcome(verdict=verdict, article=edited, capture=page), stored).article == edited
