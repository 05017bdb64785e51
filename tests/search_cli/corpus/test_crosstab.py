"""Two fields against each other, held against a count by hand on both kinds of index."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest

from indexer.search import Query, open_index
from indexer.search.facets import combinations
from indexer.search.language.parser import parse


def values(document: dict, field: str) -> list:
    if field == "year":
        return [document["published_month"][:4]] if "published_month" in document else [None]
    found = document.get(field)
    return (found if isinstance(found, list) else [found]) or [None]


def by_hand(documents: list[dict], first: str, second: str) -> Counter:
    return Counter(
        (one, other)
        for document in documents
        for one in values(document, first)
        for other in values(document, second)
    )


FIELDS = [("site", "source"), ("reporters", "year"), ("published_day", "site"), ("source", "reporters")]


@pytest.mark.parametrize(("first", "second"), FIELDS)
def test_pairs_are_those_of_a_count_by_hand(corpus, documents, first, second):
    with open_index(corpus, read_only=True) as index:
        assert index.combinations(Query(), first, second) == by_hand(documents, first, second)
        assert index.combinations(parse("渡口 -江豚 没有"), first, second) == {}


def test_pairs_that_fill_several_pages_are_all_there(corpus, documents):
    with open_index(corpus, read_only=True) as index, index._matching(Query(), "site") as matching:
        matching.most_values = 4
        assert combinations(matching, "reporters", "source") == by_hand(documents, "reporters", "source")


@pytest.mark.server
@pytest.mark.parametrize(("first", "second"), FIELDS)
def test_a_server_has_the_same_pairs(served_corpus, documents, first, second):
    with open_index(served_corpus) as index:
        assert index.combinations(Query(), first, second) == by_hand(documents, first, second)


def test_a_person_gets_a_table_with_sums(ask, documents):
    shown = ask("crosstab", "site", "year").stdout.splitlines()
    assert shown[0].split() == ["site", "\\", "year", "all", "2021", "2022", "(none)"]
    cells = by_hand(documents, "site", "year")
    for line in shown[1:4]:
        site, every, *numbers = line.split()
        assert list(map(int, numbers)) == [cells[site, year] for year in ("2021", "2022", None)]
        assert sum(map(int, numbers)) == int(every)
    assert shown[4].split()[:2] == ["all", "60"]
    assert "%" in ask("crosstab", "site", "year", "--shares").stdout


def test_programs_get_a_row_a_cell_with_share_and_interval(ask, documents):
    result = ask("crosstab", "reporter", "source", "--csv", "--limit", "2")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    cells = by_hand(documents, "reporters", "source")
    assert len(rows) == 9  # two reporters and none; two sources and none
    for row in rows:
        assert int(row["count"]) == cells[row["reporters"] or None, row["source"] or None]
        assert float(row["share"]) == pytest.approx(int(row["count"]) / int(row["of_row"]), abs=0.0001)
        assert float(row["low"]) <= float(row["share"]) <= float(row["high"])
    assert "1 more value" in result.stderr
    said = json.loads(ask("crosstab", "reporter", "source", "--json", "--limit", "2").stdout)
    assert (said["fields"], said["others"], said["total"]) == (["reporters", "source"], [1, 0], 60)
    assert said["cells"][0]["count"] == int(rows[0]["count"])


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("site", "sit"), 2, "Did you mean 'site'?"),
        (("site", "site"), 2, "take two fields"),
        (("year", "month"), 2, "take two fields"),
        (("site", "year", "没有的词"), 1, "nothing found"),
        (("site",), 2, "FIELD"),
    ],
)
def test_what_cannot_be_counted_is_said(ask, args, code, said):
    result = ask("crosstab", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
