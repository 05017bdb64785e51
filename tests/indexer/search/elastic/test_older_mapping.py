"""An index on a server that an older program made: what its mapping lacks is refused."""

from __future__ import annotations

import pytest

from indexer.search import Query, SearchError, Write, open_index
from indexer.search.elastic import mapping
from indexer.search.language.parser import parse
from indexer.search.missing_fields import MissingFields
from tests.indexer.server_addresses import delete


def test_a_mapping_of_this_program_lacks_nothing():
    assert mapping.missing_fields(mapping.properties()) == ()
    assert mapping.uncompared_fields(mapping.properties()) == ()


def test_a_field_is_missing_without_what_queries_compare():
    older = mapping.properties()
    del older["series"]
    older["city"].pop("fields")
    assert mapping.missing_fields(older) == ("series",)
    assert mapping.uncompared_fields(older) == ("city",)


def test_a_document_is_written_without_what_a_mapping_lacks():
    """A strict mapping would refuse all of it."""
    document = {"id": "a", "title": "渡口", "confidence": 0.43, "doubts": ["time_missing"]}
    older = MissingFields(address="http://server", names=("confidence", "doubts"))
    assert older.held(document) == {"id": "a", "title": "渡口"}
    assert MissingFields(address="http://server", names=()).held(document) is document


@pytest.mark.server
def test_what_it_lacks_is_refused_with_the_remedy(elasticsearch_server, monkeypatch):
    whole = mapping.properties()
    monkeypatch.setattr(mapping, "properties", lambda: {n: one for n, one in whole.items() if n != "series"})
    address = f"{elasticsearch_server}/older"
    open_index(address, create=True).close()
    monkeypatch.setattr(mapping, "properties", lambda: whole)
    try:
        with open_index(address) as index:
            written = {"id": "1" * 32, "title": "渡口", "series": "长江行"}
            assert index.write([Write(id=written["id"], version=1, document=written)]) == []
            assert index.get(written["id"]) == {"id": "1" * 32, "title": "渡口"}
            assert index.count(parse("江 province:湖北")) == 0
            with pytest.raises(SearchError, match="without the field series: run `shengmei index rebuild`"):
                index.facet(Query(), "series")
            assert "what the index lacks: the field series" in index.rebuild_benefits()
            assert index.info().details["lacks"].startswith("the field series")
    finally:
        delete(address)
