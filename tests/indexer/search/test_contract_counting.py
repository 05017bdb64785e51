"""What every index must count alike: values of a field, and documents along Beijing's calendar."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from indexer.search import And, Dates, Interval, Not, Phrase, Query, counted_fields
from indexer.search.language.parser import parse
from shengmei.problems import UsageProblem


def true_counts(documents, field: str) -> Counter[str]:
    """How many of the documents hold each value: the truth to compare with."""
    name, size = ("published_month", 4) if field == "year" else (field, None)
    values = Counter()
    for one in documents:
        held = one.get(name, [])
        values.update({value[:size] for value in ([held] if isinstance(held, str) else held)})
    return values


def dated(number: int, published: str, precision: str = "minute", **more: object) -> dict:
    """A document as the feed makes it: `published` in Beijing's time."""
    day, month = published[:10], published[:7]
    known = {} if precision == "month" else {"published_day": day}
    last = f"{month}-30" if precision == "month" else day
    return {
        "id": f"{number:032x}",
        "title": "渡口",
        "body": "船。",
        "published": published,
        "published_precision": precision,
        "published_month": month,
        "published_first_day": day,
        "published_last_day": last,
        **known,
        **more,
    }


@pytest.mark.parametrize("field", counted_fields())
@pytest.mark.parametrize("text", ["*", "长江", "province:湖北", "-长江", "没有这样的词"])
def test_counts_every_value_of_every_field(corpus_index, corpus, field, text):
    query = Query() if text == "*" else parse(text)
    found = {hit.id for hit in corpus_index.search(query, limit=1000, highlight=False).hits}
    matching = [one for one in corpus if one["id"] in found]
    truth = true_counts(matching, field)
    facet = corpus_index.facet(query, field, limit=1000)
    assert facet.field == field
    assert facet.values == tuple(sorted(truth.items(), key=lambda one: (-one[1], one[0])))
    assert facet.total == len(matching)
    name = "published_month" if field == "year" else field
    assert facet.without == sum(not one.get(name) for one in matching)
    assert (facet.others, facet.other_documents) == (0, 0)


def test_says_what_a_limit_leaves_out(corpus_index, corpus):
    truth = true_counts(corpus, "site")
    facet = corpus_index.facet(Query(), "site", limit=2)
    ranked = sorted(truth.items(), key=lambda one: (-one[1], one[0]))
    assert facet.values == tuple(ranked[:2])
    assert facet.others == len(truth) - 2 > 0
    assert facet.other_documents == sum(truth.values()) - sum(facet_count for _, facet_count in facet.values)
    assert corpus_index.facet(Query(), "site", limit=0).others == len(truth)
    assert corpus_index.facet(Query(), "site", limit=-1).values == ()
    assert corpus_index.facet(Query(), "site", limit=10**12).values == tuple(ranked)


def test_counts_printed_values_each_once_a_document(make_index):
    index = make_index(
        [
            {"id": "1" * 32, "title": "甲", "province": "台灣", "keywords": ["渡", "船", "渡"]},
            {"id": "2" * 32, "title": "乙", "province": "台湾", "keywords": ["船"]},
            {"id": "3" * 32, "title": "丙", "province": "台灣"},
        ]
    )
    assert index.facet(Query(), "province").values == (("台灣", 2), ("台湾", 1))
    keywords = index.facet(Query(), "keywords")
    assert (keywords.values, keywords.without) == ((("船", 2), ("渡", 1)), 1)


def test_counts_exactly_when_the_values_come_in_pages(corpus_index, monkeypatch):
    """What happens with more values than an engine answers at once, here with few."""
    whole = {name: corpus_index.facet(Query(), name, limit=100) for name in ("people", "published_day")}
    monkeypatch.setattr("indexer.search.embedded.aggregations.EmbeddedMatching.most_values", 3)
    monkeypatch.setattr("indexer.search.elastic.aggregations.ElasticMatching.most_values", 3)
    for name, facet in whole.items():
        assert len(facet.values) > 9
        assert corpus_index.facet(Query(), name, limit=100) == facet


def test_counts_nothing_in_an_empty_index(make_index):
    index = make_index()
    facet = index.facet(Query(), "site")
    assert (facet.total, facet.values, facet.without, facet.others) == (0, (), 0, 0)
    line = index.timeline(Query(), "day")
    assert (line.total, line.buckets, line.undated, line.coarser) == (0, (), 0, 0)


def test_refuses_what_is_no_field_and_no_interval(corpus_index):
    with pytest.raises(UsageProblem, match=r"no field 'body' to count by\."):
        corpus_index.facet(Query(), "body")
    with pytest.raises(UsageProblem, match=r"decade is no interval: take one of day"):
        corpus_index.timeline(Query(), "decade")


def test_a_timeline_puts_late_evening_and_early_morning_on_their_days(make_index):
    index = make_index(
        [dated(1, "2021-05-31T23:30:00+08:00"), dated(2, "2021-06-01T00:30:00+08:00")],
    )
    assert index.timeline(Query(), "day").buckets == (("2021-05-31", 1), ("2021-06-01", 1))
    assert index.timeline(Query(), "month").buckets == (("2021-05-01", 1), ("2021-06-01", 1))


@pytest.mark.parametrize(("interval", "buckets"), [
    ("day", [("2020-12-27", 1), *((f"2020-12-{day}", 0) for day in range(28, 32)), ("2021-01-01", 2)]),
    ("week", [("2020-12-21", 1), ("2020-12-28", 2)]),
    ("month", [
        ("2020-09-01", 1), ("2020-10-01", 0), ("2020-11-01", 0), ("2020-12-01", 1), ("2021-01-01", 2),
    ]),
    ("quarter", [("2020-07-01", 1), ("2020-10-01", 1), ("2021-01-01", 2)]),
    ("year", [("2020-01-01", 2), ("2021-01-01", 2)]),
])  # fmt: skip
def test_a_timeline_shows_gaps_and_what_is_dated_too_coarsely(make_index, interval, buckets):
    index = make_index(
        [
            dated(1, "2020-12-27T08:00:00+08:00"),
            dated(2, "2021-01-01T00:00:00+08:00"),
            dated(3, "2021-01-01T00:00:00+08:00", "day"),
            dated(4, "2020-09-01T00:00:00+08:00", "month"),
            {"id": "f" * 32, "title": "无期"},
        ]
    )
    line = index.timeline(Query(), interval)
    assert line.buckets == tuple(buckets)
    assert (line.interval, line.total, line.undated) == (interval, 5, 1)
    assert line.coarser == (1 if interval in ("day", "week") else 0)


@pytest.mark.parametrize("interval", get_args(Interval))
@pytest.mark.parametrize("text", ["*", "长江", "date:2021", "-date:..2100"])
def test_a_timeline_accounts_for_every_document(corpus_index, interval, text):
    query = Query() if text == "*" else parse(text)
    line = corpus_index.timeline(query, interval)
    assert line.total == corpus_index.count(query) > 0
    assert sum(count for _, count in line.buckets) + line.undated + line.coarser == line.total
    days = [day for day, _ in line.buckets]
    assert days == sorted(set(days))


@pytest.mark.parametrize("root", [
    Dates("2021-04-30", "2021-05-02"),
    And((Phrase("渡口"), And((Dates("2021-04-30", None), Dates(None, "2021-05-02"))))),
    And((Phrase("没有这个词"), Dates("2021-04-30", "2021-05-02"))),
])  # fmt: skip
def test_a_date_filter_bounds_the_timeline(make_index, root):
    index = make_index([dated(1, "2021-05-01T08:00:00+08:00"), dated(2, "2022-05-01T08:00:00+08:00")])
    found = index.count(Query(root=root))
    assert index.timeline(Query(root=root), "day").buckets == (
        ("2021-04-30", 0), ("2021-05-01", found), ("2021-05-02", 0),
    )  # fmt: skip
    assert [day for day, _ in index.timeline(Query(root=root), "month").buckets] == [
        "2021-04-01",
        "2021-05-01",
    ]


def test_only_a_filter_that_every_hit_must_meet_bounds_the_timeline(make_index):
    index = make_index([dated(1, "2021-05-01T08:00:00+08:00")])
    for root in (
        Not(Dates("2022-01-01", "2022-02-01")),
        Dates("2020-01-01", None),
        Dates(None, "2022-01-01"),
    ):
        assert index.timeline(Query(root=root), "month").buckets == (("2021-05-01", 1),)
    crossed = And((Dates("2021-05-01", None), Dates(None, "2020-05-01")))
    assert index.timeline(Query(root=crossed), "day").buckets == ()


def test_an_absurd_span_is_refused_and_a_coarser_interval_answers(make_index):
    index = make_index([dated(1, "0001-01-01T00:00:00+08:00"), dated(2, "9999-12-31T23:59:00+08:00")])
    whole = Query(root=Dates("0001-01-01", "9999-12-31"))
    for query in (Query(), whole):
        for interval in ("day", "week", "month", "quarter"):
            with pytest.raises(UsageProblem, match=r"20000 are the most: use a coarser interval"):
                index.timeline(query, interval)
        years = index.timeline(query, "year").buckets
        assert (len(years), years[0], years[-1]) == (9999, ("0001-01-01", 1), ("9999-01-01", 1))
