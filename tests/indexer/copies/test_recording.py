"""The stories in the store are those of the whole ledger, whatever happened in between, and its change log
tells when one became another."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.items import Article, Timestamp, article_id
from crawler.store import Store
from crawler.store.article_stories import GROUPED, StoryOfArticle
from indexer.commands.ledger import _ended
from indexer.copies import recording
from indexer.copies.kinds import COMMON_WEEKS
from indexer.copies.ledger.feed import sync
from indexer.copies.ledger.reader import LedgerReader
from shengmei.problems import IncompleteProblem
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import AT, keep


def article(name: str, body: str, hours: float = 0) -> Article:
    published = Timestamp(at=AT + timedelta(hours=hours), precision="minute", raw="", found_in="")
    url = f"https://{name}.example.cn/1.html"
    return Article(url=url, site=name, title=f"{name}的标题", body=body, published=published)


def forget(store: Store, one: Article) -> None:
    with store.writing() as transaction:
        transaction.forgetting.forget(one.url, one.url, one.site, "a reason", AT)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "data" / "ledger.sqlite"


def recorded(store: Store) -> dict[str, StoryOfArticle]:
    with store.reading() as transaction:
        return transaction.stories.of(list(transaction.changes.versions("", 1_000)))


def of_the_whole(ledger) -> dict[str, StoryOfArticle]:
    """What must be recorded, from all stories of the ledger at once."""
    with LedgerReader.open(ledger) as opened:
        found = opened.stories()
    containers = {key for story in found for key in story.containers}
    container = StoryOfArticle(story=None, story_role="container", story_basis=None, story_size=None)
    said = dict.fromkeys(containers, container)
    for story in found:
        for one in story.members:
            said[one.article] = StoryOfArticle(
                story=story.id,
                story_role=one.role,
                story_basis=one.basis,
                story_size=len(story.members),
            )
    return said


def grouped(store: Store) -> list[str]:
    with store.reading() as transaction:
        ids = list(transaction.changes.versions("", 1_000))
        return [one for one in ids for what, _ in transaction.changes.of(one) if what == GROUPED]


def test_a_story_is_told_and_each_change_of_it_once(store, ledger):
    wire, daily, other = (
        article("wire", made(1, 300)),
        article("daily", made(1, 300), 2),
        article("x", made(2, 300)),
    )
    keep(store, wire, other)
    recording.sync_and_record(store, ledger)
    assert (recorded(store), grouped(store)) == ({}, [])
    keep(store, daily)
    recording.sync_and_record(store, ledger)
    first, second = article_id(wire.url), article_id(daily.url)
    assert recorded(store) == {
        first: StoryOfArticle(story=first, story_role="first", story_basis="inferred", story_size=2),
        second: StoryOfArticle(story=first, story_role="copy", story_basis="inferred", story_size=2),
    }
    assert sorted(grouped(store)) == sorted([first, second])
    assert recording.sync_and_record(store, ledger).written == 0  # its own entries in the log are no news
    assert len(grouped(store)) == 2


def test_who_is_found_to_be_earlier_gives_the_story_its_id(store, ledger):
    wire, early = article("wire", made(1, 300)), article("early", made(1, 300), -3)
    keep(store, wire, article("daily", made(1, 300), 2))
    recording.sync_and_record(store, ledger)
    keep(store, early)
    recording.sync_and_record(store, ledger)
    assert {one.story for one in recorded(store).values()} == {article_id(early.url)}
    forget(store, early)
    recording.sync_and_record(store, ledger)
    assert {one.story for one in recorded(store).values()} == {article_id(wire.url)}
    assert article_id(early.url) not in recorded(store)


def test_an_outlet_that_is_called_otherwise_is_credited_by_what_was_there(store, ledger):
    def name_wire(name: str) -> None:
        facts = {"id": "wire", "name": name, "province": None, "city": None, "organisation": None}
        with store.writing() as transaction:
            transaction.articles.record_site(facts)

    wire, daily = article("wire", made(1, 300)), replace(article("daily", made(1, 300), 2), source="新名社")
    name_wire("旧名社")
    keep(store, wire, daily)
    recording.sync_and_record(store, ledger)
    assert recorded(store)[article_id(daily.url)].story_basis == "inferred"
    name_wire("新名社")
    keep(store, replace(article("wire", made(2, 300), 9), url="https://wire.example.cn/2.html"))
    recording.sync_and_record(store, ledger)
    assert recorded(store)[article_id(daily.url)].story_basis == "declared"
    assert recorded(store) == of_the_whole(ledger)


def test_a_text_that_holds_two_stories_is_a_container_of_neither(store, ledger):
    one, other = made(1, 300), made(2, 300)
    keep(store, article("a", one), article("b", one, 1), article("c", other), article("d", other, 1))
    both = article("both", one + "\n" + other, 5)
    keep(store, both)
    recording.sync_and_record(store, ledger)
    assert recorded(store)[article_id(both.url)] == StoryOfArticle(
        story=None, story_role="container", story_basis=None, story_size=None
    )
    assert recorded(store) == of_the_whole(ledger)
    assert len({one.story for one in recorded(store).values()}) == 3  # two, and none


def test_stories_fall_apart_where_a_run_of_words_becomes_a_form(store, ledger):
    """The pair of the first weeks has no passage in common with what the fourth week prints but that run."""
    form = made(7, 160)
    weeks = [article(f"w{n}", form + made(20 + n, 60), n * 7 * 24) for n in range(COMMON_WEEKS + 1)]
    keep(store, *weeks[:-1])
    recording.sync_and_record(store, ledger)
    assert len(recorded(store)) == COMMON_WEEKS
    long = replace(weeks[-1], body=form + made(99, 3_000))  # too little of it for a pair
    keep(store, long)
    recording.sync_and_record(store, ledger)
    assert recorded(store) == of_the_whole(ledger) == {}
    forget(store, long)
    recording.sync_and_record(store, ledger)
    assert len(recorded(store)) == COMMON_WEEKS
    assert recorded(store) == of_the_whole(ledger)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_changes_and_goes_the_stories_are_those_of_the_whole(store, ledger, seed):
    drawn = random.Random(seed)
    texts = [made(n, 200) for n in range(4)]
    form = made(50, 60)

    def draw(name: str) -> Article:
        parts = [drawn.choice(texts)[: drawn.choice((120, 200))] for _ in range(drawn.choice((1, 1, 1, 2)))]
        body = "\n".join(
            [*parts, *([form] if drawn.random() < 0.3 else []), made(drawn.randrange(90, 99), 30)]
        )
        return article(name, body, drawn.randrange(0, 6 * 7 * 24))

    for _ in range(12):
        some = [draw(f"n{drawn.randrange(14)}") for _ in range(drawn.randrange(1, 4))]
        keep(store, *{one.url: one for one in some}.values())
        recording.sync_and_record(store, ledger)
        assert recorded(store) == of_the_whole(ledger)


def test_killed_between_ledger_and_store_it_goes_on(store, ledger, monkeypatch):
    keep(store, article("wire", made(1, 300)), article("daily", made(1, 300), 2))
    with monkeypatch.context() as killed:
        killed.setattr("crawler.store.article_stories.Stories.record", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            recording.sync_and_record(store, ledger)
    assert recorded(store) == {}
    with monkeypatch.context() as killed:  # the store has it, and the ledger does not know that
        killed.setattr("indexer.copies.ledger.writer.LedgerWriter._strike_off", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            recording.sync_and_record(store, ledger)
    assert len(grouped(store)) == 2
    recording.sync_and_record(store, ledger)
    assert recorded(store) == of_the_whole(ledger) != {}
    assert len(grouped(store)) == 2


def test_texts_are_those_of_the_store_in_small_batches_too(store, ledger, tmp_path, monkeypatch):
    monkeypatch.setattr("indexer.copies.ledger.feed._BATCH", 1)
    monkeypatch.setattr("indexer.copies.ledger.held_texts._MOST", 1)
    drawn = random.Random(1)
    wires = [made(n, 200) for n in range(2)]
    there: dict[str, Article] = {}
    edges = 0
    for turn in range(3):
        for number in range(8):
            body = drawn.choice(wires)[: drawn.randrange(150, 200)]
            one = article(f"n{drawn.randrange(9)}", body, drawn.randrange(9))
            keep(store, one)
            there[one.url] = one
            if number == 5:
                forget(store, there.pop(drawn.choice(list(there))))
        assert sync(store, ledger).missed == 0
        anew = tmp_path / f"{turn}.sqlite"
        sync(store, anew)
        with LedgerReader.open(ledger) as opened, LedgerReader.open(anew) as other:
            edges += opened.counts()["edges"]
            assert opened.differences(other) == []
    assert edges > 9


def test_a_text_that_the_store_holds_damaged_is_said_to_be_uncompared(store, ledger):
    wire = article("wire", made(1, 300))
    keep(store, wire)
    assert sync(store, ledger).missed == 0
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE revisions SET article = '{'")
    keep(store, article("daily", made(1, 290), 2))
    fed = sync(store, ledger)
    assert (fed.written, fed.missed) == (1, 1)
    with pytest.raises(IncompleteProblem, match="1 text could not be compared"):
        _ended(fed, ledger)


def test_a_ledger_of_what_came_after_a_backup_is_refused_by_the_restored_store(store, ledger):
    keep(store, article("wire", made(1, 300)), article("daily", made(1, 300), 2))
    recording.sync_and_record(store, ledger)
    store.mark_restored(AT)
    refused = recording.keep_current(store, ledger)
    assert "another store" in str(refused)
    assert "ledger rebuild" in str(refused)
    ledger.unlink()
    assert recording.sync_and_record(store, ledger).written == 2
