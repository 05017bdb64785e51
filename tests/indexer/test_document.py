from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

from crawler.items import (
    Article,
    Byline,
    Conflict,
    Counts,
    Dateline,
    Doubt,
    Edition,
    Extraction,
    Media,
    Share,
    Timestamp,
)
from indexer.document import Facts, document
from indexer.search.fields import COMPUTED, table
from indexer.search.validation import fault
from shengmei.timezone import SHANGHAI

FACTS = Facts(
    id="0" * 32,
    change=7,
    revision=2,
    content_hash="c" * 64,
    status="live",
    first_seen=datetime(2021, 5, 23, 14, 0, tzinfo=UTC),
    fetched_at=datetime(2021, 5, 23, 14, 5, tzinfo=UTC),
    fetched_url="http://m.example.cn/p/1.html",
    archive_file="a.warc.gz",
    archive_offset=0,
    archive_length=100,
    site_name="示例网",
    province="湖北",
    city="武汉",
    organisation="示例集团",
    story="1" * 32,
    story_role="copy",
    story_basis="declared",
    story_size=3,
)
PUBLISHED = Timestamp(
    at=datetime(2021, 5, 23, 21, 51, tzinfo=SHANGHAI),
    precision="minute",
    raw="2021-05-23 21:51",
    found_in=".time",
)
FULL = Article(
    url="http://www.example.cn/p/1.html",
    site="example",
    content_id="1",
    kind="gallery",
    title="牢记嘱托丨渡口",
    kicker="引题",
    subtitle="副题",
    series="牢记嘱托",
    column="要闻",
    channel=("首页", "要闻"),
    edition=Edition(number="A02", name="要闻"),
    body="船来了。",
    summary="摘要",
    keywords=("渡口",),
    published=PUBLISHED,
    modified=replace(PUBLISHED, precision="day"),
    source="示例网",
    source_url="http://www.example.cn/",
    original=Dateline(agency="新华社", place="武汉", day="5月23日", raw="新华社武汉5月23日电"),
    bylines=(
        Byline(name="秦望江", role="reporter", organisation="示例网", raw="记者 秦望江"),
        Byline(name="本报评论员", role="author", collective=True),
        Byline(name="卢小满", role="photographer"),
        Byline(name="邓一帆", role="responsible_editor"),
        Byline(name="冯志强陈芳芳", role="correspondent", uncut=True),
        Byline(name="秦望江", role="editor"),
    ),
    share=Share(
        title="分享", description="说明", link="http://x", image="http://i", raw_image="http://i!w300"
    ),
    images=(Media(url="http://i", caption="图", credit="卢小满"),),
    videos=(Media(url="http://v", caption="片", credit="卢小满"),),
    attachments=(Media(url="http://f", caption="附", credit="卢小满"),),
    counts=Counts(reads=0, likes=1, comments=2, shares=3),
    related=("http://r",),
    preview=True,
    extraction=Extraction(
        page="cjyun",
        version="1",
        rules={"title": "h1"},
        conflicts=(
            Conflict(field="source", value="示例网", rule=".from", other="某网", other_rule="meta source"),
            Conflict(field="source", value="示例网", rule=".from", other="某报", other_rule="source_baidu"),
        ),
        parts=3,
        parts_missing=1,
        confidence=0.43,
        doubts=(Doubt(code="time_missing", reason="–"), Doubt(code="text_short", reason="–")),
    ),
)


# What the store keeps and the document leaves out, and why.
LEFT_OUT = {
    "bylines.raw": "the run of text a name was read from",
    "published.found_in": "the rule, which the store has",
    "modified.found_in": "the rule, which the store has",
    "modified.raw": "only of the date of publication is the printed text shown",
    "original.day": "part of `dateline`",
    "extraction.doubts.code": "`doubts` has them",
    "extraction.doubts.reason": "the same sentence for each code: docs/confidence.md",
    "extraction.rules": "one for each field; the store has them",
    "extraction.cuts": "of pages that are made to hurt; the store has them",
}


def made_of(type_: object) -> object:
    """A value for an attribute of an article."""
    type_ = without_none(type_)
    if get_origin(type_) is Literal:
        return get_args(type_)[0]
    if get_origin(type_) is tuple:
        return (made_of(get_args(type_)[0]),)
    if is_dataclass(type_):
        return filled(type_)
    if type_ is datetime:
        return datetime(2021, 5, 23, 21, 51, tzinfo=SHANGHAI)
    return {str: "值", int: 7, bool: True, float: 0.43}.get(type_, {"title": "h1"})


def without_none(type_: object) -> object:
    """`str | None` gives `str`."""
    if get_origin(type_) not in (Union, UnionType):
        return type_
    return next(one for one in get_args(type_) if one is not type(None))


def filled(cls: type) -> object:
    """An article, or a part of one, with a value in every attribute."""
    hints = get_type_hints(cls)
    return cls(**{one.name: made_of(hints[one.name]) for one in fields(cls)})


def attributes(cls: type, prefix: str = "") -> Iterator[str]:
    """`title`, `edition.number`, `bylines.name`, …"""
    hints = get_type_hints(cls)
    for one in fields(cls):
        type_ = without_none(hints[one.name])
        if get_origin(type_) is tuple:
            type_ = get_args(type_)[0]
        if is_dataclass(type_) and type_ is not Conflict:
            yield from attributes(type_, f"{prefix}{one.name}.")
        else:
            yield prefix + one.name


def test_every_attribute_of_an_article_has_a_row_in_the_field_table():
    """A new one needs a line in indexer/search/mappings/fields.json, with what it means."""
    copied = {one.source for one in table().values()}
    computed = {"article." + name for name, one in table().items() if one.source == COMPUTED}
    needed = {"article." + name for name in attributes(Article) if name not in LEFT_OUT}
    assert needed - copied - computed == set()
    assert set(LEFT_OUT) <= set(attributes(Article))


def test_every_fact_of_the_store_has_a_row_in_the_field_table():
    sources = {one.source for one in table().values()}
    assert {f"facts.{one.name}" for one in fields(Facts)} <= sources


def test_the_field_table_names_no_attribute_that_there_is_not():
    there = {f"article.{one}" for one in attributes(Article)} | {f"facts.{one.name}" for one in fields(Facts)}
    whole = {f"article.{one.name}" for one in fields(Article)}
    named = {one.source for one in table().values() if one.source != COMPUTED and one.source and one.offered}
    assert named - there - whole == set()


def test_a_row_says_several_where_the_article_has_a_tuple():
    hints = get_type_hints(Article)
    for name, field in table().items():
        if field.source == f"article.{name}" and name in hints:
            assert field.many is (get_origin(hints[name]) is tuple), name


def test_every_offered_field_is_made_of_a_full_article_and_none_else():
    full = replace(filled(Article), url=FULL.url, bylines=FULL.bylines, title="长沙的船到了鼓楼区")
    made = document(full, FACTS)
    parts = {f"{name}.{part}" for name, value in made.items() for one in _objects(value) for part in one}
    assert {*made, *parts} == {name for name, field in table().items() if field.offered}
    assert fault(made) is None


def test_fields_that_disagree_are_named_once():
    assert document(FULL, FACTS)["extraction"]["conflicts"] == ["source"]


def test_how_far_a_reading_is_trusted_and_the_codes_of_its_doubts():
    made = document(FULL, FACTS)
    assert (made["confidence"], made["doubts"]) == (0.43, ["time_missing", "text_short"])
    unjudged = replace(FULL, extraction=Extraction(page="cjyun", version="1"))
    assert document(unjudged, FACTS).keys().isdisjoint({"confidence", "doubts"})


def _objects(value):
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def test_people():
    made = document(FULL, FACTS)
    assert made["reporters"] == ["秦望江", "冯志强陈芳芳"]
    assert made["editors"] == ["邓一帆", "秦望江"]
    assert made["people"] == ["秦望江", "本报评论员", "卢小满", "邓一帆", "冯志强陈芳芳"]
    assert made["bylines"][0] == {"name": "秦望江", "role": "reporter", "organisation": "示例网"}
    assert made["bylines"][1]["collective"] is True


def test_what_is_absent_is_left_out_and_zero_is_not():
    made = document(Article(url="http://x", site="x", title="题", counts=Counts(reads=0)), Facts(
        id="1", change=3, revision=1, content_hash="c", status="live", fetched_url="http://x",
        first_seen=FACTS.first_seen, fetched_at=FACTS.fetched_at,
    ))  # fmt: skip
    assert made == {
        "id": "1", "url": "http://x", "fetched_url": "http://x", "site": "x", "kind": "article",
        "title": "题", "domains": ["x"], "counts": {"reads": 0}, "first_seen": "2021-05-23T22:00:00+08:00",
        "fetched_at": "2021-05-23T22:05:00+08:00", "change": 3, "revision": 1,
        "content_hash": "c", "status": "live",
    }  # fmt: skip


@pytest.mark.parametrize(("at", "precision", "expected"), [
    ("2021-05-23T21:51:00+08:00", "minute", ("2021-05-23", "2021-05-23", "2021-05-23")),
    ("2021-05-24T00:30:00+08:00", "minute", ("2021-05-24", "2021-05-24", "2021-05-24")),
    ("2020-02-01T00:00:00+08:00", "month", (None, "2020-02-01", "2020-02-29")),
    ("2021-02-01T00:00:00+08:00", "month", (None, "2021-02-01", "2021-02-28")),
    ("2000-02-01T00:00:00+08:00", "month", (None, "2000-02-01", "2000-02-29")),
    ("2100-02-01T00:00:00+08:00", "month", (None, "2100-02-01", "2100-02-28")),
    ("2021-04-01T00:00:00+08:00", "month", (None, "2021-04-01", "2021-04-30")),
    ("2021-12-01T00:00:00+08:00", "month", (None, "2021-12-01", "2021-12-31")),
    ("1988-07-01T00:30:00+09:00", "minute", ("1988-07-01", "1988-07-01", "1988-07-01")),
])  # fmt: skip
def test_days_are_beijing_s(at, precision, expected):
    utc = datetime.fromisoformat(at).astimezone(UTC)
    time = Timestamp(at=utc, precision=precision, raw="", found_in="x")
    made = document(replace(FULL, published=time), FACTS)
    assert made["published"] == at
    assert tuple(made.get(f"published_{name}") for name in ("day", "first_day", "last_day")) == expected
    assert made["published_month"] == expected[1][:7]


def test_a_newspapers_article_says_where_it_stood():
    article = Article(
        url="https://paper.example.cn/1.html",
        site="x",
        title="题",
        paper="示例日报",
        edition_date="2026-05-18",
        page="第01版",
        page_name="头版",
        front=True,
        page_position=3,
    )
    made = document(article, FACTS)
    names = ("paper", "edition_date", "page", "page_number", "page_name", "front", "page_position")
    assert [made[name] for name in names] == ["示例日报", "2026-05-18", "第01版", "1", "头版", "yes", 3]
    assert document(replace(article, front=False), FACTS)["front"] == "no"
    assert "front" not in document(replace(article, front=None), FACTS)
