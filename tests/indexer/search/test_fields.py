"""One field list for both indexes, each field described."""

from __future__ import annotations

from typing import get_args

from indexer.search import KeywordField, TextField
from indexer.search.embedded.schema import COUNTED, HEADLINES, KEYWORDS, TEXTS
from indexer.search.fields import descriptions, fault, mapping, names


def test_every_field_is_described_and_nothing_else():
    assert set(names()) == set(descriptions())
    for name, said in descriptions().items():
        assert said["description"].endswith("."), name
        assert said["shown_by"], name


def test_the_query_s_fields_are_in_the_mapping_with_what_compares_them():
    properties = mapping()["mappings"]["properties"]
    for name in get_args(TextField):
        assert properties[name]["search_quote_analyzer"] == "zh_chars"
    for name in set(get_args(KeywordField)) - {"id"}:
        assert properties[name]["fields"]["fold"]["normalizer"] == "zh_fold"


def test_both_indexes_hold_the_same_fields():
    properties = mapping()["mappings"]["properties"]
    assert set(TEXTS) == set(get_args(TextField))
    assert set(KEYWORDS) == set(get_args(KeywordField)) - {"id"}
    assert {name for name in properties if "title" in properties[name].get("copy_to", ())} | {"title"} == set(
        HEADLINES
    )
    assert set(COUNTED) <= {name for name, field in properties.items() if field.get("type") == "keyword"}


def test_unknown_fields_are_errors_at_every_depth():
    assert mapping()["mappings"]["dynamic"] == "strict"
    assert fault({"id": "a", "title": "b", "archive": {"file": "x", "page": 1}}).reason == (
        "archive.page is no field of the mapping"
    )


def test_dates_are_those_of_elasticsearch():
    assert fault({"id": "a", "title": "b", "published_first_day": "2021-05-23"}) is None
    for wrong in ("20210523", "2021-W20-7", "2021", "2021-05-32", 20210523):
        assert fault({"id": "a", "title": "b", "published_first_day": wrong}).error_type == (
            "document_parsing_exception"
        )
