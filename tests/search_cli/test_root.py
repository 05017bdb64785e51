"""The command itself: its table, its help, its options, its mistakes."""

from __future__ import annotations

from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner

from crawler.commands.sites.subcommands import CommandWithSubcommands
from search_cli.cli import SECTIONS, make_root, root
from search_cli.lazy_commands import CommandEntry

LINES = [line for lines in SECTIONS.values() for line in lines]


def commands(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    """Every command and sub-command with its path."""
    ctx = click.Context(group)
    found = []
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        found.append((f"{path}{name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{path}{name} ")
        if isinstance(command, CommandWithSubcommands):
            found += [(f"{path}{name} {below}", one) for below, one in command.commands.items()]
    return found


COMMANDS = dict(commands(root))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_line_of_the_table_loads_and_says_what_the_command_says(line: CommandEntry):
    command = root.get_command(click.Context(root), line.name)
    assert command is not None
    assert command.name == line.name
    assert command.get_short_help_str(200) == line.help


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_has_help(path):
    command = COMMANDS[path]
    result = CliRunner().invoke(root, [*path.split(), "--help"])
    assert result.exit_code == 0
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts}"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_takes_the_common_options(path):
    command = COMMANDS[path]
    taken = {name for parameter in command.params for name in parameter.opts}
    assert isinstance(command, click.Group) or {"--data", "--index", "--verbose"} <= taken


def test_help_lists_every_command_on_stdout():
    for args in ([], ["--help"], ["-h"]):
        result = CliRunner().invoke(root, args)
        assert result.exit_code == 0
        assert all(f"  {line.name} " in result.stdout for line in LINES)
        assert result.stderr == ""


@pytest.mark.parametrize("name", [line.name for line in LINES])
def test_every_help_shows_a_call(name):
    """On a line of its own; a group's commands have theirs."""
    shown = CliRunner().invoke(root, [name, "--help"], terminal_width=100).stdout
    assert f"shengmei {name}" in shown.partition("\n")[2]


def test_version():
    result = CliRunner().invoke(root, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"shengmei {version('shengmei')}\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["serch", "长江"],
            "shengmei: no command 'serch'. Did you mean 'search'? See: shengmei",
        ),
        (["frobnicate"], "shengmei: no command 'frobnicate'. See: shengmei --help\n"),
        (["search", "--frsh"], "shengmei: No such option '--frsh'. Did you mean '--fresh'?"),
        (["search", "--limit", "0"], "shengmei: Invalid value for '--limit'"),
        (["search", "--sort", "size"], "shengmei: Invalid value for '--sort'"),
        (["show"], "shengmei: Missing argument 'ID|URL'."),
        (["--nosuch"], "shengmei: No such option '--nosuch'."),
        (["status", "--data", ""], "shengmei: Invalid value for '--data': it is empty. See: shengmei"),
        (["crawl", "hbtv", "https://m.hbtv.com.cn/p/1.html"], "shengmei: name sites or addresses, not both"),
        (["docs"], "shengmei: Missing command: one of fields. See: shengmei docs --help\n"),
        (["index", "dead"], "shengmei: Missing command: one of list, replay, show. See: shengmei index dead"),
    ],
)
def test_a_wrong_call_is_one_line_that_helps_and_exit_2(run, args, said):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_common_options_count_before_and_after_the_command_and_the_later_one_wins(index, tmp_path):
    missing = str(tmp_path / "missing")
    for args in (
        ["--index", index, "count"],
        ["count", "--index", index],
        ["--index", missing, "count", "--index", index],
    ):
        assert CliRunner().invoke(root, args).exit_code == 0
    assert CliRunner().invoke(root, ["--index", index, "count", "--index", missing]).exit_code == 3


def test_a_broken_configuration_is_one_line_and_exit_2_but_help_works(run, tmp_path):
    (tmp_path / "shengmei.toml").write_text("colour = true")
    result = run("count")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"shengmei: {tmp_path / 'shengmei.toml'}: unknown key 'colour'")
    assert run("count", "--help").exit_code == 0


def test_verbose_shows_where_an_error_happened(run, tmp_path):
    missing = str(tmp_path / "missing")
    for args in (["-v", "count"], ["count", "--verbose"]):
        result = run(*args, "--index", missing)
        assert result.exit_code == 3
        assert "Traceback" in result.stderr
    assert "Traceback" not in run("count", "--index", missing).stderr


def test_two_roots_do_not_share_what_one_was_given():
    assert make_root().params[0] is not root.params[0]
