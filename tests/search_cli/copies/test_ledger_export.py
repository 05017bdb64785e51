"""`shengmei ledger export`: pairs and stories for pandas, the same bytes in any order of arrival."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas
import pytest

from indexer.copies.article_tables import EDGES, STORIES
from indexer.copies.comparable import Comparable
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter
from search_cli.exporting import ledger_tables
from tests.indexer.copies.ledger.test_ledger import STORE, copies, entry, wordings_of
from tests.indexer.copies.made_up_texts import made
from tests.search_cli.copies.wire import run


def exported(folder, steps: list[tuple[list[Entry], list[str]]]):
    with LedgerWriter.open(folder / "ledger.sqlite", STORE, wordings_of(steps)) as ledger:
        for cursor, (entries, removed) in enumerate(steps, 1):
            ledger.write(entries, removed, cursor)
    with LedgerReader.open(folder / "ledger.sqlite") as ledger:
        ledger_tables.write(ledger, folder / "out")
    return {one.name: one for one in (folder / "out").iterdir()}


def everything() -> list[Entry]:
    """Stories of prints, a roundup of two strangers, forms that differ in their numbers, and a passage."""
    form = made(900, 60)
    roundup = entry("round", made(100, 500) + made(101, 500), hours=40)
    forms = [entry(f"f{day}", f"{form}气温{day}度到{day + 20}度", hours=24 * day) for day in range(3)]
    return [*copies(1), roundup, *forms, entry("quote", made(100, 500)[:100] + made(800, 500), hours=50)]


def test_the_files_are_the_same_bytes_in_any_order_of_arrival(tmp_path):
    final = everything()
    expected = {name: one.read_bytes() for name, one in exported(tmp_path, [(final, [])]).items()}
    assert set(expected) == {"edges.parquet", "stories.parquet"}
    for seed in range(3):
        drawn = random.Random(seed)
        steps = [([one], []) for one in drawn.sample(final, len(final))]
        for one in drawn.sample(final, 6):
            steps.insert(0, ([replace(one, body=made(drawn.randrange(99), 300))], []))
        steps += [step for one in drawn.sample(final, 4) for step in (([], [one.id]), ([one], []))]
        found = exported(tmp_path / str(seed), steps)
        assert {name: one.read_bytes() for name, one in found.items()} == expected


def test_pandas_reads_pairs_with_their_kinds_and_places(tmp_path):
    final = {one.id: one for one in everything()}
    edges = pandas.read_parquet(exported(tmp_path, [(list(final.values()), [])])["edges.parquet"])
    assert list(edges) == [one.name for one in EDGES]
    assert list(zip(edges["a"], edges["b"], strict=True)) == sorted(zip(edges["a"], edges["b"], strict=True))
    kinds = {(a, b): kind for a, b, kind in zip(edges["a"], edges["b"], edges["kind"], strict=True)}
    assert kinds["s0-0", "s0-4"] == "headline changed"
    assert kinds["s0-1", "s0-0"] == "cut at the end"
    assert kinds["f0", "f1"] == "uncertain"
    assert kinds["s0-0", "quote"] == "quotation"
    assert not any("x" in a or "x" in b for a, b in kinds)
    pair = edges[(edges["a"] == "s0-1") & (edges["b"] == "s0-2")].iloc[0]
    assert pair["share_a"] == 1.0
    place = pair["passages"][0]
    one, other = (Comparable.of(final[name].body).text for name in ("s0-1", "s0-2"))
    assert one[place["a_start"] : place["a_end"]] == other[place["b_start"] : place["b_end"]]


def test_pandas_reads_stories_with_roles_and_containers(tmp_path):
    rows = pandas.read_parquet(exported(tmp_path, [(everything(), [])])["stories.parquet"])
    assert list(rows) == [one.name for one in STORIES]
    assert list(zip(rows["story"], rows["article"], strict=True)) == sorted(
        zip(rows["story"], rows["article"], strict=True)
    )
    told = {(one.story, one.article): (one.role, one.basis) for one in rows.itertuples()}
    assert told["s0-0", "s0-0"] == ("first", "inferred")
    assert told["s0-0", "s0-3"] == ("copy", "inferred")
    assert told["s0-0", "round"] == told["s1-0", "round"] == ("container", "inferred")
    assert "f0" not in set(rows["article"])


def test_the_command_writes_both_and_says_how_many(data, tmp_path):
    done = run(data, "ledger", "export", str(tmp_path / "out"))
    assert "edges.parquet: 3 rows" in done.stderr
    assert "stories.parquet: 3 rows" in done.stderr
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["edges.parquet", "stories.parquet"]


def test_without_pyarrow_the_extra_is_named_and_nothing_written(data, tmp_path, monkeypatch):
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _: None)
    done = run(data, "ledger", "export", str(tmp_path / "out"), code=2)
    assert "shengmei[parquet]" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(data, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    run(data, "ledger", "export", str(tmp_path / "file"), code=2)


@pytest.mark.parametrize("name", ["edges.parquet", "stories.parquet"])
def test_what_is_broken_off_leaves_the_older_files(tmp_path, monkeypatch, name):
    final = everything()
    before = exported(tmp_path, [(final, [])])[name].read_bytes()
    monkeypatch.setattr(ledger_tables, "story_rows", lambda _: iter([{}, 1 / 0]) if name else None)
    with pytest.raises(ZeroDivisionError):
        exported(tmp_path, [(final[:3], [])])
    assert (tmp_path / "out" / name).read_bytes() == before
    assert len(list((tmp_path / "out").iterdir())) == 2
