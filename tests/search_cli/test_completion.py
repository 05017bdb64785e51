"""The shell completes commands, options, site ids, and fields and values of queries."""

from __future__ import annotations

import os
import shlex
import subprocess

import pytest
from click.shell_completion import CompletionItem, ShellComplete

from crawler import registry
from search_cli.cli import make_root
from search_cli.completion import candidates, shells


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
        "store": "Upgrade a store, or copy it to another database.",
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


def asked(index: str, *args: str) -> list[str]:
    """What is offered for the last argument, where the index is the small one."""
    *before, incomplete = args
    return list(completed(["--index", index, *before], incomplete))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("search", "agen"), ["agency:"]),
        (("search", "长江 -agen"), ["长江 -agency:"]),
        (("search", "-agen"), ["-agency:"]),
        (("search", "(agen"), ["(agency:"]),
        (("search", "agency:新"), ["agency:新华社"]),
        (("count", "agency:"), ["agency:新华社"]),
        (("timeline", "AGENCY：新"), []),
        (("timeline", "agency：新"), ["agency：新华社"]),
        (("search", "长江 -agency:新"), ["长江 -agency:新华社"]),
        (("search", "-agency:新"), ["-agency:新华社"]),
        (("search", "长江", "reporter:王"), ["reporter:王小明"]),
        (("compare", "长江", "--density", "--against", "source:示"), ["source:示例日报"]),
        (("search", "has:agen"), ["has:agency"]),
        (("search", "year:202"), ["year:2021", "year:2022"]),
        (("search", "agency:没有"), []),
        (("search", "nofield:x"), []),
        (("search", "body:长"), []),
        (("search", 'source:"示'), ["source:示例日报"]),
        (("facets", "agen"), ["agency"]),
        (("facets", "source,agen"), ["source,agency"]),
        (("facets", "agency,agen"), []),
        (("crosstab", "year", "agen"), ["agency"]),
        (("search", "--fields", "title,share.im"), ["title,share.image"]),
        (("sample", "--by", "report"), []),
        (("export", "--by", "provin"), ["province"]),
        (("docs", "fields", "share.im"), ["share.image"]),
    ],
)
def test_fields_facets_and_values(index, typed, offered):
    assert asked(index, *typed) == offered


def test_values_say_how_many_articles_have_them(index):
    assert completed(["--index", index, "search"], "site:") == {
        "site:example_news": "2 articles",
        "site:other.example.cn": "2 articles",
    }


def test_no_index_is_no_message(capfd):
    assert asked("/no/such/index", "search", "agency:") == []
    assert capfd.readouterr() == ("", "")


def test_a_value_with_blanks_is_quoted_for_the_query():
    assert [candidates.quoted(one) for one in ("新华社", "长江日报 客户端", "（图）", "12:30")] == [
        "新华社",
        '"长江日报 客户端"',
        '"（图）"',
        '"12:30"',
    ]


@pytest.mark.parametrize(
    ("line", "args", "incomplete"),
    [
        ("shengmei search source:新", ["search"], "source:新"),
        ("shengmei search 长江 ", ["search", "长江"], ""),
        ("shengmei search '长江 source:", ["search"], "长江 source:"),
        ("shengmei search '长江 ", ["search"], "长江 "),
        ("shengmei ", [], ""),
    ],
)
def test_bash_hands_over_the_line(monkeypatch, line, args, incomplete):
    monkeypatch.setenv("COMP_WORDS", line)
    bash = shells.Bash(make_root(), {}, "shengmei", "_SHENGMEI_COMPLETE")
    assert bash.get_completion_args() == (args, incomplete)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("shengmei search source:", """plain,source:'"a b"'"""),
        ("shengmei search 'source:", 'plain,source:"a b"'),
        ("shengmei search it\\'s source:", """plain,source:'"a b"'"""),
    ],
)
def test_bash_gets_quotes_where_it_would_cut(monkeypatch, line, written):
    monkeypatch.setenv("COMP_WORDS", line)
    bash = shells.Bash(make_root(), {}, "shengmei", "_SHENGMEI_COMPLETE")
    assert bash.format_completion(CompletionItem('source:"a b"')) == written


def test_bash_puts_the_field_down_once(shengmei, index):
    """As bash calls it: a colon ends a word, so what it replaces begins behind it."""
    script = f"""
    PATH={shlex.quote(os.path.dirname(shengmei))}:$PATH
    eval "$(shengmei completion bash)"
    COMP_LINE='shengmei search agency:新' COMP_POINT=25 COMP_WORDS=(shengmei search agency : 新) COMP_CWORD=4
    _shengmei_completion shengmei; echo "${{COMPREPLY[*]}}"
    COMPREPLY=() COMP_LINE="shengmei search 'agency:新" COMP_WORDS=(shengmei search "'agency:新") COMP_CWORD=2
    COMP_POINT=26; _shengmei_completion shengmei; echo "${{COMPREPLY[*]}}"
    """
    environment = {**os.environ, "SHENGMEI_INDEX": index, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, check=False)
    assert done.stdout.decode().splitlines() == ["新华社", "agency:新华社"]


def test_zsh_is_told_what_goes_on_behind_it():
    zsh = shells.Zsh(make_root(), {}, "shengmei", "_SHENGMEI_COMPLETE")
    assert (
        zsh.format_completion(CompletionItem("source:", type="part", help="来源")) == "part\nsource\\:\n来源"
    )
    assert zsh.format_completion(CompletionItem("source:新华社")) == "plain\nsource:新华社\n_"
