"""An index of an older program, which did not know all fields: it answers, and says what it lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from indexer.search import Query, SearchError, Write, open_index, rebuilding
from indexer.search.embedded import directory, schema
from indexer.search.embedded.directory import MARKER
from indexer.search.language.parser import parse

DOCUMENT = {
    "id": "1" * 32,
    "title": "渡口",
    "body": "船。",
    "province": "湖北",
    "series": "长江行",
    "published_month": "2021-05",
    "published_day": "2021-05-23",
    "published_first_day": "2021-05-23",
    "published_last_day": "2021-05-23",
}
LACKING = {"summary", "series", "city", "city_folded", "people_folded", "published_day"}
REBUILD = "run `shengmei index rebuild`, which adds it"


@pytest.fixture
def address(tmp_path, monkeypatch) -> Iterator[str]:
    """An index without some columns, made and fed as their program did."""
    whole = schema.schema()
    older = schema.schema([one for one in schema.columns().items() if one[0] not in LACKING])
    monkeypatch.setattr(directory, "schema", lambda: older)
    monkeypatch.setattr(directory, "digest", lambda: "of-an-older-program")
    address = str(tmp_path / "index")
    with open_index(address, create=True) as index:
        assert index.write([Write(id=DOCUMENT["id"], version=1, document=DOCUMENT)]) == []
    monkeypatch.setattr(directory, "schema", lambda: whole)
    return address


def test_it_answers_what_it_can(address):
    with open_index(address) as index:
        assert index.count(parse("渡口 province:湖北 date:2021-05")) == 1
        assert index.facet(Query(), "province").values == (("湖北", 1),)
        assert index.get(DOCUMENT["id"]) == DOCUMENT
        assert index.write([Write(id="2" * 32, version=2, document=DOCUMENT | {"id": "2" * 32})]) == []
        assert index.count(parse("渡口")) == 2


@pytest.mark.parametrize("text", ["summary:江", "city:武汉", "渡口 OR -people:江", "-(city:武汉 people:江)"])
def test_a_query_over_a_field_that_it_lacks_is_refused(address, text):
    with open_index(address) as index:
        for ask in (index.search, index.count, index.terms, lambda query: next(index.scan(query))):
            with pytest.raises(SearchError, match=REBUILD):
                ask(parse(text))


def test_a_count_by_a_field_that_it_lacks_is_refused(address):
    with open_index(address) as index:
        for field, named in (("series", "series"), ("published_day", "day"), ("city", "city")):
            with pytest.raises(SearchError, match=f"without the field {named}: {REBUILD}"):
                index.facet(Query(), field)
        with pytest.raises(SearchError, match=f"without the field day: {REBUILD}"):
            index.timeline(Query(), "month")


def test_what_it_counts_it_goes_on_counting_though_it_cannot_look_in_it(address):
    """`people` was a field of the query language later than a facet."""
    with open_index(address) as index:
        assert index.facet(Query(), "people").values == ()
        assert index.count(parse("has:people")) == 0
        with pytest.raises(SearchError, match=f"without the field people: {REBUILD}"):
            index.count(parse("people:江"))


def test_it_says_what_a_rebuilding_would_add(address):
    with open_index(address) as index:
        assert index.rebuild_benefits() == (
            "what the index lacks: the fields city, series, summary, day, people",
        )
        assert index.info().details["lacks"].endswith("(shengmei index rebuild adds what is lacking)")


def test_one_that_is_open_sees_the_fields_of_the_rebuilt_one(address):
    with open_index(address, read_only=True) as index:
        with pytest.raises(SearchError, match=REBUILD):
            index.facet(Query(), "series")
        with rebuilding(address) as fresh:
            fresh.write([Write(id=DOCUMENT["id"], version=1, document=DOCUMENT)])
        assert index.facet(Query(), "series").values == (("长江行", 1),)


def test_an_index_made_now_lacks_nothing(tmp_path):
    with open_index(str(tmp_path / "index"), create=True) as index:
        assert index.rebuild_benefits() == ()
        assert "lacks" not in index.info().details
    marker = json.loads((tmp_path / "index" / MARKER).read_text(encoding="utf-8"))
    assert marker["digest"] == schema.digest()


def test_one_with_all_columns_from_before_there_were_digests_would_be_the_same(tmp_path):
    open_index(str(tmp_path / "index"), create=True).close()
    file = tmp_path / "index" / MARKER
    marker = json.loads(file.read_text(encoding="utf-8"))
    del marker["digest"]
    file.write_text(json.dumps(marker), encoding="utf-8")
    with open_index(str(tmp_path / "index")) as index:
        assert index.rebuild_benefits() == ()


def test_one_with_all_columns_and_another_digest_would_gain_something(tmp_path, monkeypatch):
    monkeypatch.setattr(directory, "digest", lambda: "of-another-program")
    with open_index(str(tmp_path / "index"), create=True) as index:
        assert index.rebuild_benefits() == (
            "the columns and the folding of this version: it was made with others",
        )
