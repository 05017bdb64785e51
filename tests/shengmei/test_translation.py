"""The Chinese catalogue: whole, compiled, with the same places to fill, and heard by who reads Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from search_cli.cli import SECTIONS, root
from shengmei.locale import compile_catalogue

ROOT = Path(__file__).parent.parent.parent
CATALOGUE = compile_catalogue.FOLDER / "messages.po"
HINT = (
    "msgid in shengmei/locale/zh_CN/LC_MESSAGES/messages.po, then python -m shengmei.locale.compile_catalogue"
)


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_every_command_and_every_option_of_asking_is_in_it(chinese):
    said = {root.help, root.epilog, *SECTIONS}
    for lines in SECTIONS.values():
        said |= {line.help for line in lines}
    for line in SECTIONS["Ask"]:
        command = root.get_command(click.Context(root), line.name)
        said |= {one.help for one in command.params if isinstance(one, click.Option)}
    assert said - set(chinese) == set(), HINT


def looked_up(path: Path) -> set[str]:
    """What a file asks the catalogue for by name."""
    calls = [
        one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.Call)
    ]
    names = {one: getattr(one.func, "id", getattr(one.func, "attr", "")) for one in calls}
    asked = [one for one in calls if names[one] in ("translated", "gettext")]
    return {arg.value for one in asked for arg in one.args if isinstance(arg, ast.Constant)}


def test_every_message_that_is_looked_up_is_in_it(chinese):
    packages = ("shengmei", "search_cli", "indexer", "crawler")
    found = {one for name in packages for path in (ROOT / name).rglob("*.py") for one in looked_up(path)}
    assert len(found) > 5
    assert found - set(chinese) == set(), HINT


def test_every_message_is_translated_with_the_same_places_to_fill(chinese):
    for english, said in chinese.items():
        assert re.search("[一-鿿]", said), english
        places = [sorted(re.findall(r"\{\w+(?:!r)?\}", text)) for text in (english, said)]
        assert places[0] == places[1], english


def test_what_is_installed_is_the_compiled_catalogue():
    compiled = (compile_catalogue.FOLDER / "messages.mo").read_bytes()
    assert compiled == compile_catalogue.compiled(), "python -m shengmei.locale.compile_catalogue"


@pytest.mark.parametrize("variable", ["LANG", "LC_ALL", "LANGUAGE"])
def test_who_reads_chinese_gets_help_and_messages_in_chinese(monkeypatch, variable):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    english = CliRunner().invoke(root, ["--help"]).stdout
    monkeypatch.setenv(variable, "zh_CN.UTF-8")
    shown = CliRunner().invoke(root, ["--help"]).stdout
    assert "查找文章。" in shown
    assert "提问:" in shown
    assert "Find articles." not in shown
    assert "显示的结果数。" in CliRunner().invoke(root, ["search", "--help"]).stdout
    assert "补上" in CliRunner().invoke(root, ["index", "--help"]).stdout
    assert "没有命令 'serch'。 您是不是想说 'search'？" in CliRunner().invoke(root, ["serch"]).stderr
    monkeypatch.setenv(variable, "de_DE.UTF-8")
    assert CliRunner().invoke(root, ["--help"]).stdout == english
