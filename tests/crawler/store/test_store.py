"""The store: what is ours, what is not, and that nothing is lost, guessed or overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Article, Byline, Counts, Doubt, Extraction, Timestamp, article_id
from crawler.store import CaptureRecord, DeadLetter, Discovery, FetchedArticle, Store, StoreError, Verdict

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
URL = "https://m.example.cn/p/1.html"
DAY = Timestamp(at=NOW, precision="day", raw="2026-05-01", found_in=".time")
REPORTER = Byline(name="秦望江", role="reporter", organisation="示例网", raw="记者 秦望江")
ARTICLE = Article(
    url=URL,
    site="example",
    title="湖区春耕",
    body="一句话。",
    published=DAY,
    bylines=(REPORTER,),
    counts=Counts(reads=3),
)


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def found(url: str = URL, **more) -> Discovery:
    return Discovery(url=url, address=url, site="example", **more)


def capture(transaction, url: str = URL, at: datetime = NOW, offset: int = 0) -> int:
    place = CaptureRecord(
        url=url, address=url, fetched_at=at, status=200, file="a.warc.gz", offset=offset, length=9, sha256="0"
    )
    return transaction.articles.capture([place])[0]


def keep(store: Store, article: Article, at: datetime = NOW, *, seen_once: bool = False) -> str:
    with store.writing() as transaction:
        key = capture(transaction, article.url, at)
        return transaction.articles.keep(
            [FetchedArticle(article=article, capture_id=key, fetched_at=at, seen_once=seen_once)], at
        )[0]


def current(store: Store, url: str = URL):
    with store.reading() as transaction:
        return transaction.articles.stored([article_id(url)])[0]


def logged(store: Store) -> list[str]:
    with store.reading() as transaction:
        return [what for what, _ in transaction.changes.of(article_id(URL))]


def test_a_store_that_is_absent_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="crawl something first"):
        Store.open(tmp_path / "shengmei.sqlite")


def test_no_store_is_begun_among_the_files_of_others(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match=r"not a data directory of shengmei \(it holds thesis.doc\)"):
        Store.open(tmp_path / "shengmei.sqlite", create=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thesis.doc"]


def test_a_database_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "shengmei.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="database of something else"):
        Store.open(path, create=True)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "shengmei.sqlite"
    path.write_bytes(b"not a database, but long enough to look like one" * 100)
    with pytest.raises(StoreError, match="no sound SQLite database"):
        Store.open(path)


def test_an_exception_undoes_the_transaction(store):
    with suppress(KeyboardInterrupt), store.writing() as transaction:
        transaction.frontier.discover([found()], NOW)
        raise KeyboardInterrupt
    with store.reading() as transaction:
        assert transaction.frontier.states() == {}


def test_the_first_time_is_new_and_the_same_again_is_no_change(store):
    assert keep(store, ARTICLE) == "new"
    assert keep(store, ARTICLE, NOW + timedelta(days=1)) == "same"
    assert (current(store).revision, logged(store)) == (1, ["new"])
    assert current(store).last_seen == "2026-05-02T08:00:00.000Z"


@pytest.mark.parametrize("store_place", ["sqlite"], indirect=True)  # no database is asked what is the same
@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"title": "湖区春耕忙"}, "revised"),
        ({"body": "两句话。\n第二句。"}, "revised"),
        ({"source": "示例日报"}, "revised"),
        ({"published": None}, "revised"),
        ({"published": replace(DAY, at=NOW + timedelta(days=1))}, "revised"),
        ({"published": replace(DAY, precision="minute")}, "revised"),
        ({"published": replace(DAY, raw="5月1日", found_in="meta")}, "same"),
        ({"bylines": ()}, "revised"),
        ({"bylines": (REPORTER, replace(REPORTER, name="卢小满"))}, "revised"),
        ({"bylines": (replace(REPORTER, name="卢小满"),)}, "revised"),
        ({"bylines": (replace(REPORTER, role="editor"),)}, "revised"),
        ({"bylines": (replace(REPORTER, organisation=None),)}, "revised"),
        ({"bylines": (replace(REPORTER, raw="秦望江"),)}, "same"),
        ({"counts": Counts(reads=4)}, "same"),
        ({"extraction": Extraction(page="OtherLayout", version="2")}, "same"),
        ({"extraction": Extraction(page="Layout", version="2", confidence=0.1)}, "same"),
    ],
)
def test_a_revision_is_told_by_what_the_article_says(store, change, what):
    keep(store, ARTICLE)
    assert keep(store, replace(ARTICLE, **change)) == what


def test_a_changed_article_keeps_its_earlier_revision(store):
    keep(store, ARTICLE)
    keep(store, replace(ARTICLE, title="更正：湖区春耕"), NOW + timedelta(days=1))
    with store.reading() as transaction:
        revisions = transaction.articles.revisions(article_id(URL))
    assert [one["article"]["title"] for one in revisions] == ["湖区春耕", "更正：湖区春耕"]
    assert (current(store).status, current(store).article.title) == ("changed", "更正：湖区春耕")


def test_the_same_article_twice_in_one_batch_is_one(store):
    with store.writing() as transaction:
        kept = FetchedArticle(article=ARTICLE, capture_id=capture(transaction), fetched_at=NOW)
        assert transaction.articles.keep([kept, kept], NOW) == ["new", "same"]


def test_a_rereading_is_an_extraction_of_the_same_revision(store):
    keep(store, ARTICLE)
    better = replace(ARTICLE, source="示例日报")
    with store.writing() as transaction:
        assert transaction.articles.reread(article_id(URL), 1, better, NOW)
        assert not transaction.articles.reread(article_id(URL), 1, better, NOW)
    now = current(store)
    assert (now.revision, now.extraction, now.status, now.article.source) == (1, 2, "live", "示例日报")
    assert logged(store) == ["new", "reread"]
    assert keep(store, better) == "same"


def judged(confidence: float | None, *codes: str) -> Article:
    doubts = tuple(Doubt(code=code, reason="why") for code in codes)
    return replace(
        ARTICLE, extraction=Extraction(page="L", version="2", confidence=confidence, doubts=doubts)
    )


def test_how_far_a_reading_is_trusted_is_kept_and_alone_makes_no_extraction(store):
    keep(store, judged(None))
    with store.writing() as transaction:
        key = article_id(URL)
        assert transaction.articles.reread(key, 1, judged(0.9), NOW)  # an earlier version judged none
        assert not transaction.articles.reread(key, 1, judged(0.4, "outlet_title_again"), NOW)
        better = replace(judged(0.4, "outlet_title_again"), source="示例日报")
        assert transaction.articles.reread(key, 1, better, NOW)
    assert current(store).article == better


def test_a_rereading_of_an_older_revision_does_not_reach_the_index(store):
    keep(store, ARTICLE)
    keep(store, replace(ARTICLE, title="第二版"))
    with store.writing() as transaction:
        assert transaction.articles.reread(article_id(URL), 1, replace(ARTICLE, source="示例日报"), NOW)
    assert (current(store).article.title, logged(store)) == ("第二版", ["new", "revised"])


def test_addresses_are_dequeued_once_and_a_dead_runs_are_due_again(store):
    with store.writing() as transaction:
        transaction.frontier.discover([found()], NOW)
        assert [row.url for row in transaction.frontier.dequeue("example", 9, NOW)] == [URL]
        assert transaction.frontier.dequeue("example", 9, NOW) == []
        assert transaction.frontier.release() == 1
        (row,) = transaction.frontier.dequeue("example", 9, NOW)
    assert row.attempts == 0


def test_lists_come_before_articles_and_new_ones_before_known_ones(store):
    with store.writing() as transaction:
        transaction.frontier.discover([found("https://m.example.cn/p/old.html")], NOW - timedelta(days=9))
        (row,) = transaction.frontier.dequeue("example", 9, NOW)
        transaction.frontier.record([Verdict(row=row, state="kept", at=NOW - timedelta(days=9))])
        transaction.frontier.discover([found(), found("https://m.example.cn/", kind="list")], NOW)
        dequeued = transaction.frontier.dequeue("example", 9, NOW)
    assert [row.url.rpartition("/")[2] for row in dequeued] == ["", "1.html", "old.html"]


def test_a_failure_is_tried_again_later_and_later(store):
    waits = []
    at = NOW
    with store.writing() as transaction:
        transaction.frontier.discover([found()], at)
        for _ in range(4):
            (row,) = transaction.frontier.dequeue("example", 9, at)
            transaction.frontier.record(
                [Verdict(row=row, state="failed", at=at, reason="HTTP 502", answered=False)]
            )
            due = datetime.fromisoformat(transaction.frontier.next_due(["example"]))
            waits.append((due - at).total_seconds() / 60)
            at = due
        assert transaction.frontier.state(URL) == ("failed", "HTTP 502")
    assert waits == [0, 5, 60, 360]


def test_every_address_found_again_stays_as_it_is(store):
    with store.writing() as transaction:
        assert transaction.frontier.discover([found(title="第一次")], NOW) == 1
        assert transaction.frontier.discover([found(title="第二次")], NOW) == 0
        (row,) = transaction.frontier.dequeue("example", 9, NOW)
    assert row.title == "第一次"


def test_redirects_of_named_addresses_are_followed_after_a_kill(store):
    end = "https://m.example.cn/p/2.html"
    with store.writing() as transaction:
        transaction.frontier.discover([found()], NOW)
        (row,) = transaction.frontier.dequeue("example", 9, NOW)
        transaction.frontier.discover([found(end, hops=1)], NOW)
        transaction.frontier.record([Verdict(row=row, state="alias", at=NOW, target=end)])
        assert transaction.frontier.redirect_targets([URL]) == [end]


def test_an_index_acknowledges_and_its_dead_letters_are_replaced(store):
    keep(store, ARTICLE)
    letter = DeadLetter(
        article_id=article_id(URL), seq=1, error_type="strict", reason="no", document={"id": 1}, format="1"
    )
    with store.writing() as transaction:
        index = transaction.changes.register("uuid-1", "/index", NOW)
        transaction.changes.acknowledge(index.identity, 1, [article_id(URL)], [letter], NOW)
        (kept,) = transaction.changes.dead_letters.listed("uuid-1")
        assert kept.at == "2026-05-01T08:00:00.000Z"
        assert replace(kept, at="") == letter
        assert transaction.changes.register("uuid-1", "/index", NOW).cursor == 1
        transaction.changes.acknowledge(index.identity, 1, [article_id(URL)], [], NOW)
        assert transaction.changes.dead_letters.listed("uuid-1") == []


def test_another_index_at_the_same_address_begins_anew_and_retires_the_first(store):
    keep(store, ARTICLE)
    with store.writing() as transaction:
        transaction.changes.acknowledge(
            transaction.changes.register("uuid-1", "/index", NOW).identity, 1, [], [], NOW
        )
        assert transaction.changes.register("uuid-2", "/index", NOW).cursor == 0
        assert [one.retired for one in transaction.changes.fed_indexes()] == [True, False]


def test_two_stores_of_one_file_see_each_others_writes(store):
    with Store.open(store.path) as second:
        keep(second, ARTICLE)
        assert current(store).article == ARTICLE
