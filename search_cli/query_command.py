"""Commands that take a query: its words may begin with a minus, and their help names the fields there are."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from itertools import islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

stories_option = click.option("--stories", is_flag=True, help="Count stories: all copies of a text are one.")


class QueryCommand(click.Command):
    """`search -武汉 长江 --limit 5`: a word that is no option of the command is a word of the query.

    In the help `{query_fields}` stands for the fields of the query language, `{counted_fields}` for those
    that facets count.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        valued = {name for one in options if not (one.is_flag or one.count) for name in one.opts}
        return super().parse_args(ctx, words_last(args, valued))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Options, and words that must not occur: `-source:新` begins as an option does."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-") and not incomplete.startswith("--"):
            for param in self.get_params(ctx):
                if isinstance(param, click.Argument) and param.nargs == -1:
                    found += param.shell_complete(ctx, incomplete)
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shown = copy(self)  # the command itself keeps the text that its translation is found by
        shown.help = with_field_names(self.help or "")
        super(QueryCommand, shown).format_help_text(ctx, formatter)


def with_field_names(text: str) -> str:
    """The help of a command with the names of fields in it, from the field table."""
    if "_fields}" not in text:
        return text
    from indexer.search import counted_fields, typed
    from indexer.search.language.parser import short_names

    counted = " ".join(typed(name) for name in counted_fields())
    return text.replace("{query_fields}", " ".join(short_names())).replace("{counted_fields}", counted)


def words_last(args: Iterable[str], valued: set[str]) -> list[str]:
    """Options first, then `--` and the words; `valued` options take the next argument (`--sort -date`)."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            words += rest
        elif _is_option(arg):
            value = list(islice(rest, 1 if arg in valued else 0))
            if arg in valued and not value:
                return [*options, arg]  # click says what it lacks; `--` would be taken for its value
            options += [arg, *value]
        else:
            words.append(arg)
    return [*options, "--", *words]


def _is_option(arg: str) -> bool:
    """`--limit`, `-v`; not `-武汉`, `-title:武汉`, `-(长沙 OR 武汉)`: a short option is one ASCII letter."""
    return arg.startswith("--") or (len(arg) == 2 and arg[0] == "-" and arg[1].isascii() and arg[1].isalnum())
