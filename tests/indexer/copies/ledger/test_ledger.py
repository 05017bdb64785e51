"""The ledger holds the same on both databases, whatever the order in which articles came, were revised and
taken away."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.copies.kinds import COMMON_WEEKS
from indexer.copies.ledger.databases.errors import LedgerError
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter
from indexer.copies.story_building import Outlet
from tests.indexer.copies.made_up_texts import made

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
STORE = "a store"


def entry(name: str, body: str, *, hours: float = 0, outlet: str | None = None) -> Entry:
    outlet = outlet or f"{name}报"
    return Entry(
        id=name,
        url=f"https://example.cn/{name}",
        body=body,
        title=name,
        site=outlet,
        outlet=Outlet(name=outlet),
        at=AT + timedelta(hours=hours),
        precision="minute",
    )


def copies(seed: int) -> list[Entry]:
    """Three stories of several prints, and ten texts that nobody copied."""
    found = []
    for story in range(3):
        wire = made(100 + story, 500)
        cut, led = wire[:200] + wire[260:], made(story, 60) + wire
        for number, body in enumerate((wire, wire[:350], led, cut, wire, made(seed, 20) + wire[40:])):
            found.append(entry(f"s{story}-{number}", body, hours=number))
    return found + [entry(f"x{n}", made(500 + n, 300)) for n in range(10)]


def written(path, steps: list[tuple[list[Entry], list[str]]]):
    with LedgerWriter.open(path, STORE, wordings_of(steps)) as ledger:
        for cursor, (entries, removed) in enumerate(steps, 1):
            ledger.write(entries, removed, cursor)
    return told(path)


def wordings_of(steps: list[tuple[list[Entry], list[str]]]) -> Wordings:
    """A store that has had these articles, in whatever wording."""
    had: dict[str, list[tuple[str, str | None]]] = {}
    for entries, _ in steps:
        for one in entries:
            had.setdefault(one.id, []).append((one.body, one.dateline))
    return lambda ids: {one: had[one] for one in ids}


def told(path):
    """All that must not depend on order: edges by what their texts are, and stories."""
    with LedgerReader.open(path) as ledger:
        edges = [(a, b, replace(edge, a=0, b=0)) for a, b, edge in ledger.edges()]
        return edges, ledger.stories(), ledger.counts()


def test_ten_orders_with_revisions_and_departures_are_the_same(new_ledger):
    final = copies(1)
    expected = written(new_ledger(), [(final, [])])
    assert [len(story.members) for story in expected[1]] == [6, 6, 6]
    for seed in range(10):
        drawn = random.Random(seed)
        steps = [([one], []) for one in final]
        drawn.shuffle(steps)
        for one in drawn.sample(final, 6):  # came in another wording first, or was away for a time
            steps.insert(0, ([replace(one, body=made(drawn.randrange(99), 300))], []))
        for one in drawn.sample(final, 5):
            steps.append(([], [one.id]))
            steps.append(([one], []))
        assert written(new_ledger(), steps) == expected


def test_texts_that_differ_in_a_point_alone_are_the_same_story_in_any_order(new_ledger):
    body = made(1, 100)
    two = [entry("a", f"{body}投资3.5亿元，12人"), entry("b", f"{body}投资35亿元，12人", hours=1)]
    here, there = written(new_ledger(), [(two, [])]), written(new_ledger(), [(two[::-1], [])])
    assert here == there
    assert [len(story.members) for story in here[1]] == [2]


def test_prints_of_a_wire_are_told_as_a_group_until_a_text_could_hold_two(new_ledger):
    """The groups are a short cut: what is told is always what the pairs say."""
    path = new_ledger()
    wire, other = made(1, 400), made(2, 400)
    prints = [entry(f"w{n}", wire[: 20 * n] + made(n, 12) + wire[20 * n + 12 :], hours=n) for n in range(5)]
    steps = [([one], []) for one in prints]
    with LedgerWriter.open(path, STORE, wordings_of([(prints, [])])) as ledger:
        for cursor, (entries, removed) in enumerate(steps, 1):
            ledger.write(entries, removed, cursor)
        reader = LedgerReader(ledger._connection)
        number = reader.text_of("w0")
        assert len(ledger._groups.plain_with([number])[number]) == 5
        ledger.write([], ["w2"], 9)  # the others might have hung together by it alone
        assert ledger._groups.plain_with([number]) == {}
        assert ledger.record(lambda _: None, 100)
        assert len(ledger._groups.plain_with([number])[number]) == 4
        both = [entry("o", other), entry("both", wire + other, hours=9)]
        ledger._texts._wordings = wordings_of([(prints + both, [])])
        ledger.write(both, [], 10)
        assert ledger._groups.plain_with([number]) == {}
    found = told(path)[1]
    assert sorted((len(story.members), story.containers) for story in found) == [
        (1, ("both",)),
        (4, ("both",)),
    ]


def test_what_went_leaves_nothing(new_ledger):
    one, other = entry("a", made(1, 300)), entry("b", made(1, 300) + made(2, 50))
    one = replace(one, title="要忘掉的标题")
    edges, stories, counts = written(place := new_ledger(), [([one, other], []), ([], ["a", "b"])])
    assert (edges, stories) == ([], [])
    assert counts == {"articles": 0, "texts": 0, "edges": 0}
    if isinstance(place, Path):
        assert one.title.encode() not in place.read_bytes()


def test_a_write_that_fails_leaves_what_was_there(new_ledger, monkeypatch):
    path = new_ledger()
    before = written(path, [(copies(1), [])])
    with LedgerWriter.open(path, STORE, wordings_of([(copies(1), [])])) as ledger:
        monkeypatch.setattr(ledger, "_remove", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.write([entry("new", made(100, 500))], ["x1"], 9)
        assert ledger.cursor == 1
    assert told(path) == before


def test_a_story_is_told_from_any_of_its_articles(new_ledger):
    path = new_ledger()
    _, stories, _ = written(path, [(copies(1), [])])
    with LedgerReader.open(path) as ledger:
        for story in stories:
            for one in story.members:
                found, edges, articles = ledger.story_of(one.article)
                assert found == story
                assert set(articles) == {member.article for member in story.members}
                assert edges
        assert ledger.story_of("x1")[0] is None
        with pytest.raises(KeyError):
            ledger.story_of("nobody")


def test_a_paragraph_that_an_outlet_prints_for_weeks_makes_no_story(new_ledger):
    boilerplate = made(7, 160)
    texts = [boilerplate + made(20 + week, 120) for week in range(COMMON_WEEKS + 1)]
    entries = [entry(f"w{week}", text, hours=week * 7 * 24) for week, text in enumerate(texts)]
    few, many = written(new_ledger(), [(entries[:-1], [])]), written(new_ledger(), [(entries, [])])
    assert len(few[1]) == 1  # who has seen it in three weeks only cannot know
    assert many[1] == []


def test_a_ledger_of_another_store_or_version_is_refused(new_ledger):
    path = new_ledger()
    with pytest.raises(LedgerError, match="ledger sync"):
        LedgerReader.open(path)
    LedgerWriter.open(path, STORE, dict).__exit__()
    with pytest.raises(LedgerError, match="another store"):
        LedgerWriter.open(path, "another", dict)


def test_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "text"
    path.write_text("no database", encoding="utf-8")
    with pytest.raises(LedgerError, match="rebuild"):
        LedgerReader.open(path)
