"""The Chinese catalogue: whole, compiled, with the same places to fill, and heard by who reads Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from crawler.edition_items import STATES
from crawler.health.alarms import KINDS
from crawler.items import Role
from indexer.commands.index.sync import ADVICE
from indexer.commands.index.verify import MEANING, PLAIN
from indexer.copies.kinds import Kind
from search_cli.cli import SECTIONS, root
from search_cli.corpus.cycles import WEEKDAYS
from search_cli.not_found import SAID
from shengmei.console import translation
from shengmei.console.tables import Column
from shengmei.console.text import width
from shengmei.console.translation import paragraphs
from shengmei.locale import compile_catalogue

# Calls that look a text up, and which of their arguments it is.
PLACES = dict.fromkeys(("translated", "gettext", "message", "Progress", "deferred", "with_share"), 0)
PLACES |= dict.fromkeys(("messages", "counted", "DeferredCount"), 1)
CALL = re.compile(r"shengmei (?:(?!\S {3,}\S).)*$|(?:bash|zsh|fish): |python -c ")
ROOT = Path(__file__).parent.parent.parent
CATALOGUE = compile_catalogue.FOLDER / "messages.po"
HINT = (
    "msgid in shengmei/locale/zh_CN/LC_MESSAGES/messages.po, then python -m shengmei.locale.compile_catalogue"
)


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        found = [one for one in read_po(file) if one.id]
    plain = {str(one.id): str(one.string) for one in found if not one.pluralizable}
    # Chinese has one form for one and for many, which names what the plural does.
    return plain | {one.id[1]: one.string[0] for one in found if one.pluralizable}


def helps(command: click.Command) -> Iterator[str]:
    """All that the help pages of a command and of those below it say; calls without words behind them are
    the same in every language."""
    said: list[str] = [command.short_help or ""]
    paragraphs(command.help or "", lambda one: said.append(one) or one)
    said += [one.help or "" for one in command.params if isinstance(one, click.Option)]
    yield from (one for one in said if one and not CALL.match(one))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from helps(below)


def test_every_help_of_every_command_is_in_it(chinese):
    said = {*SECTIONS, root.epilog, *helps(root)}
    said |= {line.help for lines in SECTIONS.values() for line in lines}
    assert len(said) > 250
    assert said - set(chinese) == set(), HINT


def looked_up(path: Path) -> set[str]:
    """What a file asks the catalogue for: texts, the nouns of what it counts, what progress tells of."""
    found = set()
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        place = PLACES.get(name)
        if place is not None and len(call.args) > place:
            found |= set(constants(call.args[place]))
    return found


# Files whose facts stand beside labels.
LABELLED = (
    *("shengmei/console/article.py", "search_cli/views/documents.py", "search_cli/views/health.py"),
    "indexer/commands/status.py",
)


def headings(path: Path) -> set[str]:
    """The headings of a file's tables for people, `Column("a day")`, `Column("from", "median hours")`, also
    `Column(name) for name in ("articles", "of")`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.GeneratorExp, ast.ListComp)) and isinstance(node.elt, ast.Call):
            names = node.generators[0].iter
            if is_column(node.elt) and isinstance(names, ast.Tuple):
                found |= {one for each in names.elts for one in constants(each)}
        elif isinstance(node, ast.Call) and is_column(node):
            found |= {one for one in constants(node.args[:2][-1]) if re.search("[a-z]", one)}
    return found


def is_column(call: ast.Call) -> bool:
    return getattr(call.func, "id", getattr(call.func, "attr", "")) == "Column"


def labels(path: Path) -> set[str]:
    """What stands before the facts that a file yields: `yield "Published", …`."""
    yielded = (
        one.value for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Yield)
    )
    return {one for each in yielded if isinstance(each, ast.Tuple) for one in constants(each.elts[0]) if one}


def constants(node: ast.expr) -> Iterator[str]:
    """A text, or both of `"this" if so else "that"`."""
    if isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_message_that_is_looked_up_is_in_it(chinese):
    packages = ("shengmei", "search_cli", "indexer", "crawler")
    found = {one for name in packages for path in (ROOT / name).rglob("*.py") for one in looked_up(path)}
    assert len(found) > 100
    assert found - set(chinese) == set(), HINT


def test_every_heading_and_label_is_in_it(chinese):
    found = {one for path in (ROOT / "search_cli").rglob("*.py") for one in headings(path)}
    for name in ("indexer", "crawler"):
        found |= {one for path in (ROOT / name / "commands").rglob("*.py") for one in headings(path)}
    found |= {one for name in LABELLED for one in labels(ROOT / name)}
    found |= {*WEEKDAYS, *PLAIN, "left", *MEANING, *MEANING.values()}
    found |= {
        "other",
        *ADVICE,
        *ADVICE.values(),
        *KINDS,
        *STATES,
        *SAID.values(),
        *get_args(Role),
        *get_args(Kind),
    }
    assert {"last success", "median hours", "Published", "last run"} <= found
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


def test_headings_are_in_chinese_and_names_and_values_as_they_are(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    translation.bind()
    assert [Column("articles").shown, Column("hours", "median hours").shown] == ["文章", "中位小时"]
    assert Column("articles", as_is=True).shown == "articles"
    assert Column("1", "湖北", as_is=True).shown == "湖北"


def test_a_help_page_in_chinese_is_no_wider_than_the_terminal(monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for command in ("search", "export", "collocates", "forget"):
        shown = CliRunner().invoke(root, [command, "--help"]).stdout
        prose = [line for line in shown.splitlines() if not line.startswith("  shengmei ")]
        assert max(map(width, prose)) <= 80
        assert "选项:" in prose
        assert not [line for line in prose if line.endswith(("（", "“")) or re.match(" *[，。）]", line)]
