"""The store's contract holds on each database."""

from __future__ import annotations

import pytest

from tests.postgresql import ONE_STORE


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a new store is to be: a file, or a database that has its tables and no rows."""
    if request.param == "sqlite":
        return tmp_path / "data" / "shengmei.sqlite"
    return ONE_STORE.emptied()
