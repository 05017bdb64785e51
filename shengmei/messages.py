"""A text in the language of the user, for those on which the console stands too."""

from __future__ import annotations

from gettext import gettext
from typing import Any


def message(text: str, **values: Any) -> str:
    """The text in the language of the user, with the values in its places: `{name}`, `{number:,}`. English
    until the command line has named the catalogues (`shengmei.console.translation.bind`)."""
    return gettext(text).format(**values)
