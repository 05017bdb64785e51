"""`docs fields`: the same dictionary in the terminal and in docs/."""

from __future__ import annotations

import re
from pathlib import Path

import click

from indexer.document import document
from indexer.search import field_dictionary
from indexer.search.language.parser import fields
from search_cli.cli import root
from tests.search_cli.articles import ARTICLES, facts

PAGE = Path(__file__).parent.parent.parent / "docs" / "fields.md"


def test_the_page_in_docs_is_what_the_command_prints(run):
    written = PAGE.read_text(encoding="utf-8")
    made = run("docs", "fields", "--markdown").stdout
    assert made == written, "run: shengmei docs fields --markdown > docs/fields.md"
    assert "| `bylines` | nested, several values | Each person in one role. |  | show |" in written
    assert "collectives. | `reporter:`, `reporters:` | facets, show |" in written


def test_a_person_is_told_which_command_shows_a_field(run):
    assert run("docs", "fields", "city").stdout.splitlines() == [
        "city  (keyword, .fold)",
        "    City of the outlet, where it belongs to one. Shown by facets, show.",
    ]


def test_what_shows_a_field_is_a_command_that_there_is():
    named = {one for field in field_dictionary() for one in field.shown_by.split(", ")}
    assert named - {"date: of the query language"} <= set(root.list_commands(click.Context(root)))


def test_the_dictionary_knows_which_fields_hold_several_values():
    """Compared with what the feed makes: a list there is a list here."""
    known = {field.name: field.many for field in field_dictionary()}
    for article in ARTICLES:
        for name, value in document(article, facts(article)).items():
            assert known[name] is isinstance(value, list), name
    assert {name for name, many in known.items() if many} == {
        "channel", "keywords", "reporters", "editors", "people", "bylines", "images", "videos", "attachments",
        "related", "extraction.conflicts", "doubts", "domains", "media",
        "places", "ambiguous_places",
    }  # fmt: skip


def test_the_fields_that_the_guide_types_are_fields_of_the_language():
    guide = (PAGE.parent / "search.md").read_text(encoding="utf-8")
    typed = set(re.findall(r"`([a-z_]+):", guide))
    assert typed <= set(fields())
    assert {"title", "province", "reporter", "date"} <= typed
