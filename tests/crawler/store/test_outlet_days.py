"""What each outlet gave each day is counted as it is kept, runs are written down, and older stores catch
up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from crawler.items import Article, Byline, Conflict, Doubt, Extraction, Timestamp
from crawler.store import Store
from crawler.store.history.list_readings import ListReading
from crawler.store.history.outlet_days import DayCount, article_counts
from crawler.store.history.runs import DIED, is_running
from crawler.store.schema import runs
from tests.kept_articles import keep
from tests.upgrades.unpacked import migrated_data

AT = datetime(2026, 5, 1, 17, tzinfo=UTC)  # the second of May in Beijing
PRINTED = Timestamp(at=AT - timedelta(hours=2), precision="minute", raw="5月1日 23:00", found_in=".time")
ARTICLE = Article(
    url="https://m.example.cn/p/1.html", site="example", title="湖区春耕", body="一句话。", published=PRINTED
)


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def counted(store: Store) -> dict[tuple[str, str, str], int]:
    with store.reading() as transaction:
        found = dict(transaction.outlet_days.counted("example", date(2026, 1, 1)))
    return {(key.day, key.what, key.name): number for key, number in found.items()}


def test_an_article_counts_on_the_day_that_it_prints_and_its_fields_on_the_day_of_fetching(store):
    keep(store, ARTICLE, at=AT)
    keep(store, replace(ARTICLE, url="https://m.example.cn/p/2.html", source="示例报"), at=AT)
    assert counted(store) == {
        ("2026-05-01", "published", ""): 2,
        ("2026-05-02", "article", "new"): 2,
        ("2026-05-02", "field", "body"): 2,
        ("2026-05-02", "field", "published"): 2,
        ("2026-05-02", "field", "source"): 1,
    }


def test_an_edit_and_an_unchanged_visit_are_no_news(store):
    keep(store, ARTICLE, at=AT)
    keep(store, ARTICLE, at=AT)
    keep(store, replace(ARTICLE, title="湖区秋收"), at=AT)
    with store.writing() as transaction:
        assert transaction.articles.gone(ARTICLE.url, 1, AT)
        assert not transaction.articles.gone(ARTICLE.url, 1, AT)
    found = counted(store)
    assert found["2026-05-01", "published", ""] == 1
    assert {name: found["2026-05-02", "article", name] for name in ("new", "same", "revised", "gone")} == {
        "new": 1, "same": 1, "revised": 1, "gone": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("published", "day"), [
    (None, "2026-05-02"),
    (replace(PRINTED, at=AT - timedelta(days=8)), None),  # history
    (replace(PRINTED, at=AT + timedelta(days=30)), "2026-05-02"),  # dated wrongly
    (replace(PRINTED, at=AT - timedelta(days=20), precision="month"), "2026-05-02"),
])  # fmt: skip
def test_what_is_old_is_no_news_and_what_has_no_day_counts_when_it_is_fetched(published, day):
    found = article_counts(replace(ARTICLE, published=published), "new", AT)
    assert [key.day for key in found if key.what == "published"] == ([day] if day else [])


def test_doubts_and_roles_are_counted():
    conflict = Conflict(field="published", value="甲", rule="a", other="乙", other_rule="b")
    doubt = Doubt(code="time_missing", reason="it prints no time")
    extraction = Extraction(
        page="P", version="1", conflicts=(conflict, conflict), parts=2, parts_missing=1, doubts=(doubt,)
    )
    editor = Byline(name="李芳", role="responsible_editor")
    found = article_counts(replace(ARTICLE, extraction=extraction, bylines=(editor,)), "new", AT)
    assert {key.name for key in found if key.what == "doubt"} == {
        "published contradicted",
        "ends early",
        "time_missing",
    }
    assert found[DayCount("example", "2026-05-02", "field", "editors")] == 1
    assert DayCount("example", "2026-05-02", "field", "authors") not in found


def test_a_list_remembers_when_it_showed_and_brought_something(store):
    url = "https://m.example.cn/list"
    later = AT + timedelta(hours=1)
    with store.writing() as transaction:
        transaction.list_readings.record([ListReading(url=url, site="example", at=AT, shown=20, new=3)])
        transaction.list_readings.record([ListReading(url=url, site="example", at=later, shown=0, new=0)])
        (found,) = transaction.list_readings.of("example")
    assert (found.read_at[:16], found.shown) == ("2026-05-01T18:00", 0)
    assert (found.showed_at[:16], found.brought_at[:16]) == ("2026-05-01T17:00", "2026-05-01T17:00")


def test_a_run_is_written_down_with_its_counts_and_its_end(store):
    with store.writing() as transaction:
        run = transaction.runs.begin("hbtv", "Scrapy 2.19", AT)
        transaction.runs.add(run, {("hbtv", "kept"): 2, ("hbtv", "failed"): 0}, AT)
        transaction.runs.add(run, {("hbtv", "kept"): 3, ("hbtctv", "gone"): 1}, AT + timedelta(minutes=1))
        (goes_on,) = transaction.runs.newest()
        assert is_running(goes_on, AT)
        transaction.runs.end(run, "finished", AT + timedelta(minutes=2))
        (ended,) = transaction.runs.newest()
        assert (ended.reason, ended.ended_at[:16], ended.asked) == ("finished", "2026-05-01T17:02", "hbtv")
        assert transaction.runs.counts(run) == {"hbtv": {"kept": 5}, "hbtctv": {"gone": 1}}
        assert transaction.runs.total(run) == {"kept": 5, "gone": 1}
    assert not is_running(ended, AT)


def test_a_run_whose_process_is_no_more_has_died_when_it_was_last_heard_of(store):
    with store.writing() as transaction:
        run = transaction.runs.begin("hbtv", "Scrapy 2.19", AT)
    with store._engine.begin() as connection:
        connection.execute(update(runs).values(process=2**22 + 7))  # above every process number of Linux
    with store.writing() as transaction:
        assert transaction.runs.end_dead(AT + timedelta(hours=3)) == 1
        (dead,) = transaction.runs.newest()
        assert transaction.runs.end_dead(AT + timedelta(hours=4)) == 0
    assert (dead.id, dead.reason, dead.ended_at) == (run, DIED, dead.heard_at)


def test_an_older_store_learns_its_past_from_its_articles(tmp_path):
    path = migrated_data(tmp_path) / "shengmei.sqlite"
    with Store.open_read_only(path) as store, store.reading() as transaction:
        days = transaction.outlet_days
        new = days.total("article", "new", date(1990, 1, 1))
        assert new == sum(transaction.articles.count().values()) > 0
        assert 0 < days.total("field", "body", date(1990, 1, 1)) <= new
        for site in days.sites(date(1990, 1, 1)):
            for stored in transaction.articles.stored(transaction.articles.listed("", 1000, site)):
                assert stored.article.site == site
