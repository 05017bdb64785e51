"""The shell completes commands, options and site ids."""

from __future__ import annotations

import os
import subprocess

import pytest
from click.shell_completion import ShellComplete

from crawler import registry
from search_cli.cli import make_root


def completed(args: list[str], incomplete: str) -> dict[str, str | None]:
    """What the shell offers, with the help beside it."""
    completer = ShellComplete(make_root(), {}, "shengmei", "_SHENGMEI_COMPLETE")
    return {item.value: item.help for item in completer.get_completions(args, incomplete)}


def test_commands_with_their_help():
    assert completed([], "s") == {
        "sites": "List the known sites.",
        "sample": "Draw some of the hits by lot, for coding by hand.",
        "search": "Find articles.",
        "show": "Show one article with its provenance.",
        "similar": "Find articles that are like one.",
        "status": "Say in ten lines how the collection stands.",
        "store": "Upgrade a store that an older version made.",
    }


def test_options_and_choices():
    assert "--sort" in completed(["search"], "--so")
    assert set(completed(["search", "--sort"], "")) == {"score", "date", "-date"}
    assert set(completed(["completion"], "")) == {"bash", "zsh", "fish"}


@pytest.mark.parametrize("command", ["sites", "crawl"])
def test_site_ids_with_the_names_of_the_outlets(command):
    assert completed([command], "hbtv") == {"hbtv": registry.site("hbtv").name}
    assert completed([command], "demo") == {}


def test_the_installed_command_answers_the_shell(shengmei):
    words = {"COMP_WORDS": "shengmei sea", "COMP_CWORD": "1"}
    asked = {**os.environ, "_SHENGMEI_COMPLETE": "bash_complete", **words}
    done = subprocess.run([shengmei], env=asked, capture_output=True, check=False)
    assert done.stdout.decode() == "plain,search\n"


@pytest.mark.parametrize(
    ("shell", "line"), [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", "fish/completions")]
)
def test_the_script_says_how_to_install_it(run, shell, line):
    result = run("completion", shell)
    assert result.exit_code == 0
    first, *script = result.stdout.splitlines()
    assert first.startswith("# To install: ")
    assert line in first
    assert "_SHENGMEI_COMPLETE" in "\n".join(script)


def test_an_unknown_shell_is_exit_2(run):
    assert run("completion", "tcsh").exit_code == 2
