"""The language of help and messages: that of LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as gettext reads them.

Only Chinese (`LANG=zh_CN.UTF-8`) has a catalogue; in all other languages it is English. The catalogue is that
of gettext's own domain, `messages`, so that what click says is in it as well.
"""

from __future__ import annotations

import copy
from gettext import bindtextdomain
from gettext import gettext as translated
from pathlib import Path

import click

__all__ = ["bind", "in_language", "translated"]


def bind() -> None:
    """Makes gettext look into our catalogues."""
    bindtextdomain("messages", str(Path(__file__).parent.parent / "locale"))


def in_language(command: click.Command) -> click.Command:
    """The command with its help and that of its options in the language of the user; in English itself."""
    if translated("Usage:") == "Usage:":
        return command
    made = copy.copy(command)
    made.help = translated(command.help) if command.help else command.help
    made.short_help = translated(command.short_help) if command.short_help else command.short_help
    made.params = [_option(one) if isinstance(one, click.Option) else one for one in command.params]
    if isinstance(made, click.Group):
        made.commands = {name: in_language(one) for name, one in made.commands.items()}
    return made


def _option(option: click.Option) -> click.Option:
    made = copy.copy(option)
    made.help = translated(option.help) if option.help else option.help
    return made
