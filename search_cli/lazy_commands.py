"""A group of commands known by a table: `--help` lists them, and only the one called is imported."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import click

from search_cli import exit_codes
from shengmei.console import options, pager, streams, translation
from shengmei.console.text import near


@dataclass(frozen=True)
class CommandEntry:
    """A command: its name, where it is (`module:attribute`), and the short help that it has itself."""

    name: str
    target: str
    help: str


class LazyGroup(click.Group):
    """`sections`: a heading and its lines, in the order of `--help`; `paged`: the commands whose answers are
    read in a pager."""

    def __init__(
        self,
        *args: Any,
        sections: dict[str, tuple[CommandEntry, ...]],
        paged: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.paged = paged
        self.lines = {line.name: line for lines in sections.values() for line in lines}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        line = self.lines.get(cmd_name)
        if line is None:
            return None
        module, attribute = line.target.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return translation.in_language(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in self.paged and not ctx.resilient_parsing:
            pager.allow()
        if name in self.lines or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        said = translation.translated("no command {name!r}.").format(name=name)
        raise click.UsageError(f"{said}{near(name, self.lines)}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        wide = max(map(len, self.lines))
        for heading, lines in self.sections.items():
            with formatter.section(translation.translated(heading)):
                told = [(line.name.ljust(wide), translation.translated(line.help)) for line in lines]
                formatter.write_dl(told)

    def make_context(self, *args: Any, **how: Any) -> click.Context:
        told = translation.in_language(self)
        if told is not self:
            told.epilog = translation.translated(self.epilog) if self.epilog else None
        return click.Group.make_context(told, *args, **how)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        found = [line for line in self.lines.values() if line.name.startswith(incomplete)]
        names = [CompletionItem(line.name, help=line.help) for line in found]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            if options.verbose(ctx):
                traceback.print_exc()
            raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002
        windows_expand_args: bool = True,  # noqa: ARG002
        **extra: Any,
    ) -> Any:
        """Runs a command to its end and exits with our codes, after one line of ours at most."""
        streams.prepare()
        name = prog_name or "shengmei"
        arguments = list(sys.argv[1:] if args is None else args)
        sys.exit(exit_codes.ending(lambda: self._run(arguments, name, complete_var, extra)))

    def _run(self, args: list[str], name: str, complete_var: str | None, extra: dict[str, Any]) -> int | None:
        if "_SHENGMEI_COMPLETE" in os.environ:
            from search_cli.completion import shells

            shells.register()
        self._main_shell_completion(extra, name, complete_var)
        with self.make_context(name, args, **extra) as ctx:
            code = self.invoke(ctx)
        return code if isinstance(code, int) else None
