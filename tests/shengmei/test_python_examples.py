"""docs/python.md: every example runs over the demo's data and prints what is shown under it."""

from __future__ import annotations

import re

import pytest

from tests.shengmei.python_examples import PAGE, examples, prepared, printed

EXAMPLES = examples()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    return folder, prepared(folder)


def test_there_are_thirteen_and_each_is_run():
    page = PAGE.read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^## (\d+)\.", page, re.MULTILINE)] == list(range(1, 14))
    assert len(EXAMPLES) == page.count("```python\n") == 14  # and one of what goes wrong


@pytest.mark.parametrize(("code", "answer"), EXAMPLES)
def test_an_example_prints_what_is_shown(code, answer, home):
    folder, environment = home
    assert printed(code, folder, environment) == answer
