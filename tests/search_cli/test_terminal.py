"""On a terminal: colour, and tables as wide as it is; in a pipe: neither."""

from __future__ import annotations

import os

import pytest

from shengmei.console.text import width


def test_matches_are_coloured_unless_nobody_wants_it(on_terminal, index):
    asked = ("--index", index, "search", "江豚")
    assert "\x1b[31m\x1b[1m江豚\x1b[0m" in on_terminal(*asked)
    assert "\x1b" not in on_terminal(*asked, NO_COLOR="1")
    assert "\x1b" not in on_terminal(*asked, TERM="dumb")


def test_what_a_page_wrote_is_no_escape_sequence(on_terminal, index):
    for form in ((), ("--json",), ("--jsonl",), ("--csv",)):
        shown = on_terminal("--index", index, "search", "洞庭湖", "--limit", "1", *form, NO_COLOR="1")
        assert "洞庭湖" in shown
        assert not set("\x1b\u202e") & set(shown)


def test_a_table_fits_the_terminal_and_a_pipe_gets_all_of_it(on_terminal, program):
    narrow = on_terminal("sites", COLUMNS="50", NO_COLOR="1").splitlines()
    assert max(map(width, narrow)) <= 50
    assert "…" in "".join(narrow)
    piped = program("sites", env={**os.environ, "COLUMNS": "50"}).stdout.decode()
    assert "…" not in piped


@pytest.mark.parametrize("forms", [("--json", "--csv"), ("--jsonl", "--json"), ("--csv", "--jsonl")])
def test_two_forms_contradict_each_other(run, forms):
    result = run("search", "长江", *forms)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{forms[0]} and {forms[1]} contradict each other" in result.stderr or (
        f"{forms[1]} and {forms[0]} contradict each other" in result.stderr
    )
    assert run("search", "长江", "--csv", "--csv").exit_code == 0


def test_colour_is_as_asked_for(run, monkeypatch):
    red = "\x1b[31m"
    assert red not in run("search", "长江").stdout
    assert red in run("search", "长江", "--color", "always").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert red in run("search", "长江").stdout
    assert red not in run("search", "长江", "--color", "never").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert red not in run("search", "长江").stdout


def test_docs_wraps(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(width, run("docs", "fields").stdout.splitlines())) <= 60


# Shows what it is given between two lines of its own.
PAGER = "echo begun; cat; echo ended"


def test_an_answer_is_read_in_a_pager_in_colour_and_as_wide_as_the_terminal(on_terminal, index):
    asked = ("--index", index, "search", "江豚")
    plain = on_terminal(*asked, COLUMNS="60")
    assert on_terminal(*asked, COLUMNS="60", SHENGMEI_PAGER=PAGER) == f"begun\n{plain}ended\n"
    assert on_terminal(*asked, COLUMNS="60", PAGER=PAGER) == f"begun\n{plain}ended\n"
    assert "\x1b[31m" in plain


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM": "dumb"},
        {"SHENGMEI_PAGER": ""},
        {"SHENGMEI_PAGER": "cat"},
        {"SHENGMEI_PAGER": "no-such-program -x"},
    ],
)
def test_no_pager_where_none_is_wanted_or_there_is_none(on_terminal, index, variables):
    shown = on_terminal(
        "--index", index, "search", "江豚", **{"PAGER": PAGER, "SHENGMEI_PAGER": PAGER, **variables}
    )
    assert "江豚" in shown
    assert "begun" not in shown


@pytest.mark.parametrize("asked", [("--no-pager", "search", "江豚"), ("search", "江豚", "--no-pager")])
def test_no_pager_for_who_says_so(on_terminal, index, asked):
    shown = on_terminal("--index", index, *asked, PAGER=PAGER)
    assert "江豚" in shown
    assert "begun" not in shown


def test_an_error_needs_no_pager(on_terminal, index):
    assert on_terminal("--index", index, "search", "没有这个词", PAGER=PAGER).startswith(
        "shengmei: nothing found"
    )
    assert "begun" not in on_terminal("completion", "bash", PAGER=PAGER)


def test_who_leaves_the_pager_early_sees_no_more(on_terminal, index):
    shown = on_terminal("--index", index, "search", "--json", SHENGMEI_PAGER="head -1")
    assert shown == "{\n"


def test_a_pipe_has_no_pager(program, index):
    done = program("--index", index, "search", "江豚", env={**os.environ, "PAGER": PAGER})
    assert b"begun" not in done.stdout
