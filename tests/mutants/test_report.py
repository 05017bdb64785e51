"""The count of `make mutants` says what is killed, what is explained, and what nobody has looked at."""

from __future__ import annotations

import pytest

from tests.mutants.explained import Explanations
from tests.mutants.measure import Outcome
from tests.mutants.report import report

KILLED = Outcome(file="dates.py", function="read", outcome="killed")
ENDLESS = Outcome(file="dates.py", function="read", outcome="timeout", old="n += 1", new="n -= 1")
SURVIVOR = Outcome(file="dates.py", function="read", outcome="survived", old="n < 3", new="n <= 3")
UNTESTED = Outcome(file="feed.py", function="write", outcome="no tests", old="return 1", new="return 2")

EXPLAINED = """
[[explained]]
reason = "n is never 3"
mutants = [{ file = "dates.py", function = "read", old = "n < 3", new = "n <= 3" }]
"""


@pytest.fixture
def explanations(tmp_path):
    def written(text: str) -> Explanations:
        file = tmp_path / "explained.toml"
        file.write_text(text, "utf-8")
        return Explanations.read(file)

    return written


def rows(capsys) -> list[list[str]]:
    return [line.split() for line in capsys.readouterr().out.splitlines() if line]


def test_what_is_killed_or_explained_passes(explanations, capsys):
    assert report([KILLED, ENDLESS, SURVIVOR], explanations(EXPLAINED), listed=False) == 0
    assert rows(capsys)[1] == ["dates.py", "3", "2", "1", "1", "0", "0"]


@pytest.mark.parametrize("left", [SURVIVOR, UNTESTED])
def test_what_nobody_looked_at_is_counted_and_fails(explanations, capsys, left):
    assert report([KILLED, left], explanations("explained = []"), listed=True) == 1
    shown = rows(capsys)
    assert ["total", "2", "1", "1", "0", "1", "0"] in shown
    assert ["+", *left.new.split()] in shown


def test_what_was_not_tried_is_no_success(explanations, capsys):
    untried = Outcome(file="feed.py", function="write", outcome="not checked", old="return 1", new="return 2")
    assert report([KILLED, untried], explanations("explained = []"), listed=False) == 1
    assert ["total", "2", "1", "0", "0", "0", "1"] in rows(capsys)


def test_an_explanation_of_what_is_killed_by_now_fails(explanations, capsys):
    assert report([KILLED], explanations(EXPLAINED), listed=False) == 1
    assert ["+", "n", "<=", "3"] in rows(capsys)


def test_explanations_of_files_that_were_not_measured_stand(explanations):
    other = Outcome(file="feed.py", function="write", outcome="killed")
    assert report([other], explanations(EXPLAINED), listed=False) == 0


@pytest.mark.parametrize("broken", [EXPLAINED + EXPLAINED, EXPLAINED.replace("n is never 3", " ")])
def test_every_explanation_stands_once_and_has_a_reason(explanations, broken):
    with pytest.raises(ValueError, match="explained twice, or without a reason"):
        explanations(broken)
