"""A command that may be followed by names of things, as `shengmei sites hbtv`, or by a command of its own."""

from __future__ import annotations

from typing import Any

import click


class CommandWithSubcommands(click.Command):
    """A command whose first argument may name one of `commands`; any other is an argument of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands: dict[str, click.Command] = {}

    def add_command(self, command: click.Command) -> None:
        assert command.name is not None
        self.commands[command.name] = command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args and args[0] in self.commands:
            command = self.commands[args[0]]
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.commands:
            with formatter.section("Commands"):
                formatter.write_dl([(name, one.get_short_help_str()) for name, one in self.commands.items()])
        super().format_epilog(ctx, formatter)
