"""What servers say of an error, in one line."""

from __future__ import annotations

import pytest

from indexer.search.elastic.client import cause

CLAUSES = {"type": "too_many_nested_clauses", "reason": "Query contains too many nested clauses"}
SHARDS = {"type": "search_phase_execution_exception", "reason": "all shards failed"}


@pytest.mark.parametrize(("error", "reason"), [
    ({**SHARDS, "root_cause": [CLAUSES]}, "all shards failed: Query contains too many nested clauses"),
    ({**SHARDS, "root_cause": [CLAUSES], "caused_by": {"reason": "no room"}}, "all shards failed: no room"),
    ({**SHARDS, "root_cause": [SHARDS]}, "all shards failed"),
    ({**SHARDS, "root_cause": []}, "all shards failed"),
    ({"type": "x", "reason": "two\nlines \x1b[2J"}, "two lines [2J"),
    ({}, ""),
])  # fmt: skip
def test_the_reason_of_an_error_is_told(error, reason):
    assert cause({"error": error})[1] == reason
