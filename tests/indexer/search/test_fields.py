"""One field table: whatever needs the list of fields has it from there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.search import Keyword, Phrase, Query
from indexer.search.elastic import mapping
from indexer.search.embedded.schema import columns, columns_of
from indexer.search.fields import (
    COMPUTED,
    MAPPINGS,
    counted_field,
    counted_fields,
    field_dictionary,
    headlines,
    parts,
    query_integers,
    query_keywords,
    query_numbers,
    query_texts,
    table,
    typed,
)
from indexer.search.language.parser import fields, parse, short_names
from indexer.search.validation import fault
from shengmei.problems import UsageProblem

ROW = {"kind", "several", "from", "query", "count", "exact", "typed", "offered", "shown_by", "description"}


def rows() -> dict[str, dict[str, object]]:
    return json.loads((MAPPINGS / "fields.json").read_text(encoding="utf-8"))


def test_a_row_has_a_sentence_and_nothing_that_is_not_read():
    for name, row in rows().items():
        assert row["description"].endswith("."), name
        assert row.keys() <= ROW, name


def test_a_row_is_a_line():
    lines = (MAPPINGS / "fields.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(rows()) + 2


def test_a_part_follows_what_it_is_a_part_of():
    names = list(table())
    for name, field in table().items():
        assert not field.whole or names.index(field.whole) < names.index(name)


def test_elasticsearch_has_a_property_for_each_row_with_what_compares_it():
    properties = mapping.template()["mappings"]["properties"]
    assert list(properties) == [name for name, field in table().items() if not field.whole]
    for name in query_texts():
        assert properties[name]["search_quote_analyzer"] == "zh_chars"
    for name in query_keywords():
        if not table()[name].exact:
            assert properties[name]["fields"]["fold"]["normalizer"] == "zh_fold", name
    for name in headlines()[1:]:
        assert properties[name]["copy_to"] == headlines()[0]
    assert list(properties["share"]["properties"]) == ["title", "description", "link", "image", "raw_image"]


def test_what_is_counted_has_values_in_both_indexes():
    properties = mapping.properties()
    for field in table().values():
        if field.counted:
            assert properties[field.name]["type"] == "keyword"
            assert columns()[field.name] == "counted"


def test_the_embedded_index_has_columns_for_what_is_asked():
    assert columns_of(table()["people"]) == ("people", "people_folded")
    for name in query_keywords():
        assert set(columns_of(table()[name])) <= columns().keys()
    assert {name for name, kind in columns().items() if kind == "text"} == set(query_texts())
    assert columns_of(table()["related"]) == ()


def test_the_query_language_has_its_fields_from_the_table():
    asked = (*query_texts(), *query_keywords(), *query_numbers(), *query_integers())
    own = {"date", "year", "last", "has", "missing"}
    assert set(fields()) == {*asked, *map(typed, asked), *own}
    assert set(short_names()) == {*map(typed, asked), *own}
    assert parse("Reporter：江").root == parse("reporters:江").root == Keyword("reporters", "江")


def test_what_is_counted_is_asked_for_by_the_same_names():
    for name in counted_fields():
        assert {name, typed(name)} <= fields().keys()
    alone = {"id", "url", "fetched_url", "content_id", "published_raw"}  # a value of its own in each article
    # Of a newspaper's page the printed number is counted, and its key is what `page:` compares.
    assert set(query_keywords()) - set(counted_fields()) == {*alone, "page_number"}


def test_a_name_is_typed_short_or_whole():
    assert counted_field("reporter") == counted_field("reporters") == "reporters"
    assert (counted_field("month"), counted_field("year")) == ("published_month", "year")
    shown = [typed(name) for name in counted_fields()]
    assert len(shown) == len(set(shown))


def test_what_nothing_fills_may_be_held_but_is_not_offered():
    name = "extra"
    assert fault({"id": "a", "title": "b", name: {"任意": "值"}}) is None
    assert name not in {field.name for field in field_dictionary()}
    assert name not in (*counted_fields(), *query_texts(), *query_keywords(), *fields())
    with pytest.raises(UsageProblem, match=f"no field '{name}'"):
        counted_field(name)


def test_the_story_stands_in_the_table_and_no_second_place_for_it():
    assert "cluster" not in table()
    assert {one for one in table() if one.startswith("story")} == {
        "story",
        "story_role",
        "story_basis",
        "story_size",
    }


def test_an_unknown_field_names_those_that_are_near():
    for call in (
        lambda: counted_field("provinse"),
        lambda: Query(root=Keyword("provinse", "湖北")),
    ):
        with pytest.raises(UsageProblem, match=r"no field 'provinse' to .* Did you mean 'province'"):
            call()
    with pytest.raises(UsageProblem, match=r"no field 'bodi' to ask for\. Did you mean 'body'"):
        Phrase("江", ("bodi",))


def test_only_objects_have_no_source_of_their_own():
    for field in table().values():
        assert bool(field.source) is not (bool(parts(field.name)) and not field.many), field.name
        assert field.source == COMPUTED or field.source.partition(".")[0] in ("article", "facts", "")


def test_unknown_fields_are_errors_at_every_depth():
    assert mapping.template()["mappings"]["dynamic"] == "strict"
    assert fault({"id": "a", "title": "b", "archive": {"file": "x", "page": 1}}).reason == (
        "archive.page is no field of the mapping"
    )


def test_dates_are_those_of_elasticsearch():
    assert fault({"id": "a", "title": "b", "published_first_day": "2021-05-23"}) is None
    for wrong in ("20210523", "2021-W20-7", "2021", "2021-05-32", 20210523):
        assert fault({"id": "a", "title": "b", "published_first_day": wrong}).error_type == (
            "document_parsing_exception"
        )


def test_the_mapping_is_the_one_that_servers_have():
    """An index that an older program made is none of another mapping: fields may come, none may change; one
    that nothing ever filled may go."""
    kept = Path(__file__).parent / "elastic" / "properties-0.1.0.json"
    now = mapping.properties()
    had = json.loads(kept.read_text(encoding="utf-8"))
    assert had.keys() - now.keys() == {"cluster"}
    for name, one in ((name, one) for name, one in had.items() if name in now):
        subfields = {**now[name].get("fields", {}), **one.get("fields", {})}  # those may come as well
        assert now[name] == (one | {"fields": subfields} if subfields else one), name
