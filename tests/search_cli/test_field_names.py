"""The names of fields that help and mistakes tell are those of the field table."""

from __future__ import annotations

import pytest

from indexer.search import counted_fields, typed
from indexer.search.language.parser import short_names
from search_cli.commands.facets import facets


@pytest.mark.parametrize(("command", "names"), [
    ("facets", [typed(name) for name in counted_fields()]),
    ("search", short_names()),
])  # fmt: skip
def test_help_names_the_fields_there_are(run, command, names):
    said = " ".join(run(command, "--help").stdout.split())
    assert f"Fields: {' '.join(names)}" in said
    assert "cluster" not in said
    assert "{" not in said


def test_a_command_keeps_the_text_that_its_translation_is_found_by(run):
    before = facets.help
    run("facets", "--help")
    assert facets.help == before
    assert "{counted_fields}" in before


def test_what_nothing_fills_is_an_unknown_field(run):
    for args in (["facets", "cluster"], ["search", "cluster:a"], ["search", "--fields", "cluster"]):
        refused = run(*args)
        assert (refused.exit_code, "no field" in refused.stderr) == (2, True), args
    assert "Did you mean 'status'" in run("facets", "statuss").stderr
