"""An index that an older program made lacks a field: commands say so, and `index rebuild` adds it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from indexer.search.embedded import directory, schema
from search_cli.cli import root


@pytest.fixture
def data(run, store, tmp_path, monkeypatch):
    """Store, and an index without the column for cities."""
    without = [one for one in schema.columns().items() if one[0] not in ("city", "city_folded")]
    older, now = schema.schema(without), schema.schema()
    with monkeypatch.context() as patched:
        patched.setattr(directory, "schema", lambda: older)
        patched.setattr(directory, "digest", lambda: "of-an-older-program")
        assert run(str(tmp_path / "data" / "index"), "sync").exit_code == 0
    monkeypatch.setattr(directory, "schema", lambda: now)
    store.close()
    return tmp_path / "data"


def call(data, *args: str) -> Result:
    return CliRunner().invoke(root, ["--data", str(data), *args])


def check(data, name: str) -> tuple[str, str]:
    (found,) = [
        one for one in json.loads(call(data, "doctor", "--json").stdout)["checks"] if one["name"] == name
    ]
    return found["state"], found["text"]


def test_what_it_lacks_is_refused_said_and_added(data):
    remedy = "was made without the field city: run `shengmei index rebuild`, which adds it\n"
    for args in (["facets", "city"], ["count", "city:武汉"], ["compare", "长江", "--over", "city"]):
        refused = call(data, *args)
        assert (refused.exit_code, refused.stdout) == (3, ""), args
        assert refused.stderr.endswith(remedy), args
    assert call(data, "count", "长江").stdout == "6\n"
    assert check(data, "rebuild") == (
        "warn",
        "shengmei index rebuild would gain what the index lacks: the field city",
    )
    assert "lacks the field city" in check(data, "search")[1]
    status = json.loads(call(data, "index", "status", "--json").stdout)
    assert status["lacks"] == "the field city (shengmei index rebuild adds what is lacking)"
    assert call(data, "index", "rebuild").exit_code == 0
    assert call(data, "facets", "city", "--json").exit_code == 0
    assert check(data, "rebuild") == ("ok", "an index made anew would be the same")
    assert "lacks" not in json.loads(call(data, "index", "status", "--json").stdout)
