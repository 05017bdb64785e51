"""What README, CONTRIBUTING and docs/ show is run: `console` gives what it says, `sh` calls what exists.

In a `console` block, a line after `$ ` is a command and the lines below it are lines of its output, in order;
`…` stands for any lines between. The commands run over the data of `shengmei demo`, in one directory.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from search_cli.cli import root

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def blocks(language: str) -> list[tuple[str, str]]:
    """Name (page and number) and text of each block in that language."""
    return [
        (f"{page.relative_to(ROOT)}-{number}", text)
        for page in PAGES
        for number, (found, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
        if found == language
    ]


def named(found: list[tuple[str, str]]):
    return [pytest.param(text, id=name) for name, text in found]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A directory in which the demo has run, and its environment."""
    folder = tmp_path_factory.mktemp("docs")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "SHENGMEI_DATA": str(folder / "data"), "COLUMNS": "100"}
    environment |= {"SHENGMEI_CONFIG": os.devnull, "NO_COLOR": "1"}
    done = subprocess.run(
        ["shengmei", "demo", "--data", str(folder / "data")], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder, environment


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Commands with the lines that they are to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line.rstrip())
    return found


@pytest.mark.parametrize("block", named(blocks("console")))
def test_a_console_block_gives_what_it_shows(block, home):
    folder, environment = home
    for command, expected in steps(block):
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=60
        )
        said = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
        assert done.returncode == 0, f"$ {command}\n{done.stderr}"
        place = 0
        for line in expected:
            if line.strip() == "…":
                continue
            assert line in said[place:], f"$ {command}\nlacks: {line}\nsays:\n" + "\n".join(said)
            place = said.index(line, place) + 1


ASKING = [
    re.split(r" [#|]", line)[0]
    for name, block in blocks("sh")
    if name.startswith("README")
    for line in block.splitlines()
    if line.startswith("shengmei") and not line.startswith("shengmei crawl")
]


@pytest.mark.parametrize("command", ASKING)
def test_what_the_readme_asks_finds_something_in_the_demos_data(command, home):
    folder, environment = home
    fixtures = folder / "tests" / "fixtures"
    if not fixtures.exists():
        fixtures.parent.mkdir()
        fixtures.symlink_to(ROOT / "tests" / "fixtures")
    done = subprocess.run(shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_readme_asks():
    assert len(ASKING) >= 8


@pytest.mark.parametrize("block", named(blocks("sh")))
def test_an_sh_block_calls_what_exists(block):
    for line in block.splitlines():
        for part in re.split(r"&&|\|(?!\|)|;", line.split(" #")[0]):
            words = shlex.split(part)
            if "shengmei" in words[:1]:
                parsed(words[1:])
            elif words[:1] == ["make"]:
                targets = (ROOT / "Makefile").read_text()
                assert all(f"\n{word}:" in targets for word in words[1:] if "=" not in word), line


def parsed(words: list[str]) -> None:
    """Parses a call as the command would, without running it; a wrong one raises."""
    words = [word for word in words if not word.startswith((">", "<"))]
    group: click.Command = root
    with click.Context(root, info_name="shengmei") as ctx:
        while isinstance(group, click.Group):
            known = ((number, group.get_command(ctx, word)) for number, word in enumerate(words))
            place, command = next((one for one in known if one[1] is not None), (0, None))
            if command is None:  # one that does something itself too, as `shengmei worker`
                assert group.invoke_without_command, words
                made = group.make_context(group.name, list(words), parent=ctx)
                assert not [*made._protected_args, *made.args], words
                return
            group, words = command, words[:place] + words[place + 1 :]
        group.make_context(words[0] if words else "", list(words), parent=ctx)


@pytest.mark.parametrize("call", ["nothing", "worker lisst", "worker --for", "store --dry-run", "crawl --no"])
def test_a_call_of_what_does_not_exist_is_none(call):
    with pytest.raises((AssertionError, click.UsageError)):
        parsed(call.split())


@pytest.mark.parametrize("package", ["crawler", "indexer"])
def test_the_list_of_rooms_names_every_module(package):
    rooms = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8").partition("## A page is read")[0]
    modules = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / package).glob("[a-z]*")}
    modules = {name for name in modules if name.endswith((".py", "/"))}
    assert not [name for name in sorted(modules) if f"`{name}`" not in rooms]


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])
def test_links_lead_to_files_that_are_there(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
