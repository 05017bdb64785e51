"""How people write the page of a newspaper."""

from __future__ import annotations

import pytest

from indexer.search import Keyword
from indexer.search.language.parser import parse


@pytest.mark.parametrize("typed", ["1", "01", "第1版", "第01版", "1版", "第一版"])
def test_one_page_of_a_newspaper_is_written_in_many_ways(typed):
    assert parse(f"page:{typed}").root == Keyword("page_number", "1")


@pytest.mark.parametrize("typed", ["A01", "a1", "第A01版"])
def test_a_page_of_a_section_is_another(typed):
    assert parse(f"page:{typed}").root == Keyword("page_number", "A1")
