"""What may be recorded of an address whose article is kept: an edit, or two sightings that it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Article, Byline, Capture, Extraction, Timestamp, article_id
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.refetch_guard import accept_refetch, keep_longer
from crawler.store import Discovery, FrontierRow, Store, StoredArticle, Verdict
from tests.indexer.feeding import keep

AT = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://news.jiangzhou.example/1.html"
BODY = "\n".join(
    f"第{number}段：江州市老旧供水管网改造工程今年已完成七成，二十三个小区的居民用上了新水管。"
    for number in "一二三四五六"
)
KEPT = Article(
    url=URL,
    site="jiangzhou",
    title="江州老旧供水管网改造完成七成",
    published=Timestamp(at=AT, precision="minute", raw="2026-05-18 16:00", found_in="page"),
    source="江州日报",
    bylines=(Byline(name="秦望江", role="reporter", raw="记者 秦望江"),),
    body=BODY,
)
OTHER = replace(
    KEPT, title="东湖龙舟赛周末开桨", published=None, source="江州网", body="四十二支龙舟队。" * 20
)
ROW = FrontierRow(
    url=URL, address=URL, site="jiangzhou", kind="article", attempts=0, steady=0, hops=0,
    first=False, title=None, published_raw=None,
)  # fmt: skip
WHOLE = Capture(url=URL, fetched_at=AT, body=b"<HTML><body></body></HTML>\n<!-- 12 -->")
CUT = replace(WHOLE, body=b"<html><body><p>")
GONE = "HTTP status 404"
SEEN = f"gone once: {GONE}, first seen 2026-05-18T08:00:00.000Z"
ONCE = {"sighting": "gone once", "sighted_at": AT, "last_error": SEEN}  # of the row, after such a fetch


def stored(status: str = "live") -> StoredArticle:
    return StoredArticle(
        id="1", article=KEPT, revision=1, extraction=1, content_hash="", status=status, first_seen="",
        last_seen="", fetched_at="", address=URL, file="", offset=0, length=0, site_name=None,
        province=None, city=None, organisation=None, story=None, story_role=None, story_basis=None,
        story_size=None, seq=1,
    )  # fmt: skip


def answer(
    state: str, *, article: Article | None = None, before: dict[str, object] | None = None, **more: object
) -> Outcome:
    """What the address came to, whose row was `before`."""
    row = replace(ROW, **(before or {}))
    verdict = {name: more.pop(name) for name in ("reason", "answered", "at", "target") if name in more}
    return Outcome(
        verdict=Verdict(row=row, state=state, **({"at": AT} | verdict)),
        article=article,
        **({"capture": WHOLE} | more),
    )


def test_a_page_that_is_as_it_was_leaves_the_article_as_it_is():
    outcome = answer("kept", not_modified=True)
    assert accept_refetch(outcome, stored()) == replace(outcome, article=KEPT)


def test_an_edit_is_recorded():
    edited = answer("kept", article=replace(KEPT, title="江州老旧供水管网改造完成八成"))
    assert accept_refetch(edited, stored()) is edited


@pytest.mark.parametrize("came", [
    replace(KEPT, body=BODY.replace("\n", "\n\n")),
    replace(KEPT, title="江州老旧供水管网　改造完成七成"),
    replace(KEPT, published=replace(KEPT.published, at=AT + timedelta(seconds=7), precision="second")),
    replace(KEPT, published=replace(KEPT.published, at=AT.replace(hour=0), precision="day")),
    replace(KEPT, published=None, title="江州老旧供水管网 改造完成七成"),
])  # fmt: skip
def test_what_is_only_printed_otherwise_leaves_the_article_as_it_is(came):
    before = stored() if came.published else replace(stored(), article=replace(KEPT, published=None))
    assert accept_refetch(answer("kept", article=came), before).article == before.article


@pytest.mark.parametrize("came", [
    replace(KEPT, body=BODY + "\n更正。"),
    replace(KEPT, title="江州老旧供水管网改造完成八成", body=BODY.replace("\n", "\n\n")),
    replace(KEPT, body=BODY.replace("\n", "\n\n"), source="江州发布"),
    replace(KEPT, body=BODY.replace("\n", "\n\n"), bylines=()),
    replace(KEPT, bylines=(replace(KEPT.bylines[0], role="editor"),)),
    replace(KEPT, bylines=(replace(KEPT.bylines[0], organisation="江州日报"),)),
    replace(KEPT, published=None),
    replace(KEPT, published=replace(KEPT.published, at=AT + timedelta(minutes=1))),
    replace(KEPT, published=replace(KEPT.published, at=AT + DAY, precision="day")),
    replace(KEPT, published=replace(KEPT.published, at=AT + timedelta(minutes=1), precision="second")),
])  # fmt: skip
def test_whatever_else_differs_is_an_edit(came):
    assert accept_refetch(answer("kept", article=came), stored()).article == came


def test_a_page_that_is_the_same_to_the_letter_is_passed_on():
    same = answer("kept", article=replace(KEPT, kicker="民生"))
    assert accept_refetch(same, stored()) is same


def test_another_page_fails_with_nothing_kept_but_its_response():
    found = (
        Discovery(
            url="https://a.cn/2.html", address="https://a.cn/2.html", site="a", kind="article", found_on=URL
        ),
    )
    outcome = answer("kept", article=OTHER, target="https://a.cn/3", discoveries=found, ends_early="locked")
    recorded = accept_refetch(outcome, stored())
    reason = recorded.verdict.reason
    assert reason.startswith("another page: '东湖龙舟赛周末开桨'")
    expected = Verdict(row=outcome.verdict.row, state="failed", at=AT, reason=reason)
    assert recorded == Outcome(verdict=expected, capture=WHOLE)


def test_a_text_that_breaks_off_fails_only_where_the_document_does():
    cut = replace(KEPT, body=BODY[:100])
    for capture in (CUT, None):
        verdict = accept_refetch(answer("kept", article=cut, capture=capture), stored()).verdict
        assert (verdict.state, verdict.reason.partition(":")[0]) == ("failed", "the answer breaks off")
    assert accept_refetch(answer("kept", article=cut), stored()).article == cut


@pytest.mark.parametrize("state", ["unreadable", "empty"])
def test_an_article_that_cannot_be_read_any_more_is_tried_again(state):
    recorded = accept_refetch(answer(state, reason="no text"), stored()).verdict
    assert (recorded.state, recorded.reason) == ("failed", f"{state}, and was an article: no text")
    unanswered = answer(state, reason="no text", answered=False)
    assert accept_refetch(unanswered, stored()) is unanswered


def test_a_long_reason_is_cut():
    recorded = accept_refetch(answer("empty", reason="长" * 900), stored()).verdict
    assert len(recorded.reason) == 500


@pytest.mark.parametrize("state", ["disallowed", "redirect", "failed"])
def test_other_outcomes_pass(state):
    outcome = answer(state, reason="x", before={"last_error": "timed out"})
    assert accept_refetch(outcome, stored()) is outcome


def test_what_is_gone_already_stays_so():
    outcome = answer("gone", reason=GONE)
    assert accept_refetch(outcome, stored("gone")) is outcome


LEADS = "leads to https://news.jiangzhou.example/404.html, which is no article"


def leading(state: str = "redirect", *, names_article: bool = False, **more: object) -> Outcome:
    """An address that leads elsewhere; whether what stands there may be an article by its form."""
    there = {"target": "https://news.jiangzhou.example/404.html", "target_names_article": names_article}
    return answer(state, **(there | more))


@pytest.mark.parametrize("state", ["redirect", "alias"])
@pytest.mark.parametrize(
    ("reason", "said"), [(None, LEADS), ("moved for good", f"moved for good{LEADS[5:]}")]
)
def test_an_address_that_leads_to_no_article_is_gone_when_seen_twice(state, reason, said):
    first = accept_refetch(leading(state, reason=reason), stored()).verdict
    seen = f"gone once: {said}, first seen 2026-05-18T08:00:00.000Z"
    assert (first.state, first.reason, first.sighting, first.target) == ("failed", seen, "gone once", None)
    second = accept_refetch(leading(state, reason=reason, before=ONCE, at=AT + DAY), stored()).verdict
    assert (second.state, second.target) == ("gone", None)
    assert second.reason == f"{said}, first seen gone 2026-05-18T08:00:00.000Z"


def test_an_address_that_is_known_to_be_gone_is_no_article_whatever_its_form():
    recorded = accept_refetch(leading(names_article=True), stored(), "gone").verdict
    assert (recorded.state, recorded.sighting) == ("failed", "gone once")


def test_a_long_target_is_cut():
    far = leading(target="https://news.jiangzhou.example/" + "a" * 900)
    first = accept_refetch(far, stored()).verdict
    assert len(first.reason) == len("gone once: ") + 300 + len(", first seen 2026-05-18T08:00:00.000Z")


@pytest.mark.parametrize(("outcome", "at_target"), [
    (leading(), "article"),
    (leading(names_article=True), "unknown"),
    (leading("failed"), "unknown"),
    (leading(target=None), "unknown"),
    (leading(stated=Discovery(
        url="https://a.cn/2.html", address="https://a.cn/2.html", site="a", kind="article", found_on=URL
    )), "unknown"),
])  # fmt: skip
def test_an_address_that_may_lead_to_an_article_has_moved(outcome, at_target):
    assert accept_refetch(outcome, stored(), at_target) is outcome


def test_an_article_that_is_no_fresh_answer_is_not_compared():
    later = answer("failed", article=OTHER, reason="timed out")
    assert accept_refetch(later, stored()) is later


@pytest.mark.parametrize(("before", "now", "kept"), [
    ((3, 1), (3, 2), True),
    ((3, 0), (3, 0), False),
    ((3, 1), (3, 0), False),
    ((2, 0), None, True),
    (None, (3, 1), False),
    (None, (3, 2), False),
])  # fmt: skip
def test_an_article_of_several_pages_stays_as_long_as_it_was(tmp_path, before, now, kept):
    """What a fetch could not read of the later pages takes nothing away that was read before."""

    def of(parts: tuple[int, int] | None, body: str) -> Article:
        read = Extraction(page="P", version="1", parts=parts[0], parts_missing=parts[1]) if parts else None
        return replace(KEPT, body=body, extraction=read)

    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store:
        keep(store, of(before, BODY))
        outcome = answer("kept", article=of(now, BODY[:100]))
        with store.reading() as transaction:
            recorded = keep_longer(transaction, outcome)
            unknown = replace(outcome, article=replace(OTHER, url="https://a.cn/9"))
            assert keep_longer(transaction, unknown) is unknown
            nothing = answer("failed")
            assert keep_longer(transaction, nothing) is nothing
    assert article_id(recorded.article.url) == article_id(URL)
    assert recorded.article.body == (BODY if kept else BODY[:100])
