"""The language of help and messages: that of LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as gettext reads them.

Only Chinese (`LANG=zh_CN.UTF-8`) has a catalogue; in all other languages it is English. The catalogue is that
of gettext's own domain, `messages`, so that what click says is in it as well.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from gettext import bindtextdomain, ngettext, pgettext
from gettext import gettext as translated
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shengmei.messages import message

if TYPE_CHECKING:
    import click

    from shengmei.deferred_messages import DeferredMessage

__all__ = [
    "alarm_kind",
    "bind",
    "copy_term",
    "heading",
    "in_language",
    "message",
    "messages",
    "paragraphs",
    "role_name",
    "shown",
    "translated",
]

_AS_IT_IS = "\b"  # how click marks a paragraph that is not to be wrapped: calls, with words behind some


def bind() -> None:
    """Makes gettext look into our catalogues."""
    bindtextdomain("messages", str(Path(__file__).parent.parent / "locale"))


def shown(said: DeferredMessage) -> str:
    """A sentence that was made for whatever language, in that of the user."""
    return said.in_words(translated)


def heading(text: str) -> str:
    """A heading or label in the language of the user: `articles` is 文章 alone, where one counts 3 篇文章."""
    return _in_context("heading", text)


def alarm_kind(kind: str) -> str:
    """What an alarm of `health` is called: `field` is 字段缺失 there, where a heading says 字段."""
    return _in_context("alarm", kind)


def copy_term(word: str) -> str:
    """What a copy is, how that is known, what it changed: `first`, `declared`, `cut at the end`."""
    return _in_context("copy", word)


def role_name(role: str) -> str:
    """A role in a byline for people: `reporter` is 记者."""
    return _in_context("role", role)


def _in_context(context: str, text: str) -> str:
    """What the text means there; where it means the same everywhere, that."""
    said = pgettext(context, text)
    return said if said != text else translated(text)


def messages(one: str, many: str, number: int, **values: Any) -> str:
    """`one` or `many`, as the number wants it, in the language of the user; `{number}` is a place too."""
    return ngettext(one, many, number).format(number=number, **values)


def in_language(command: click.Command) -> click.Command:
    """The command with its help and that of its options in the language of the user; in English itself."""
    if is_english():
        return command
    import click  # only for who shows a help: most of what is said here is said from a script as well

    from shengmei.console.help_pages import WideContext

    made = copy.copy(command)
    made.context_class = WideContext
    made.help = paragraphs(command.help, translated) if command.help else command.help
    made.short_help = translated(command.short_help) if command.short_help else command.short_help
    made.params = [_option(one) if isinstance(one, click.Option) else one for one in command.params]
    if isinstance(made, click.Group):
        made.commands = {name: in_language(one) for name, one in made.commands.items()}
    return made


def is_english() -> bool:
    """Whether the user's language has no catalogue."""
    return translated("Usage:") == "Usage:"


def paragraphs(text: str, said: Callable[[str], str]) -> str:
    """A help with `said` made of each of its paragraphs, which are on one line then, and of each line of a
    paragraph that is not to be wrapped. So the help can be wrapped anew in the code with no other text."""
    found = []
    for paragraph in cleandoc(text).split("\n\n"):
        if paragraph.startswith(_AS_IT_IS):
            _, *lines = paragraph.splitlines()
            found.append("\n".join([_AS_IT_IS, *(said(line) for line in lines)]))
        else:
            found.append(said(" ".join(paragraph.split())))
    return "\n\n".join(found)


def _option(option: click.Option) -> click.Option:
    made = copy.copy(option)
    made.help = translated(option.help) if option.help else option.help
    return made
