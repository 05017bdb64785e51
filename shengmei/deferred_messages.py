"""Sentences that are made where nobody knows yet who reads them: a program reads English, a person the
language of the terminal. They are kept as a text with named values, and put into words where they are shown.

>>> str(deferred("nothing new for {days}", days=DeferredCount(3, "day")))
'nothing new for 3 days'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from shengmei.reasons import reason_in_words


@dataclass(frozen=True)
class DeferredCount:
    """A number of things: `1 day`, `3 days`, `1,204 days`."""

    number: int
    noun: str

    def in_words(self, translate: Callable[[str], str]) -> str:
        """A language that says the noun in another way has one form of it for one and for many."""
        said = translate(self.noun)
        plural = "" if said != self.noun or self.number == 1 else "s"
        return f"{self.number:,} {said}{plural}"

    def __str__(self) -> str:
        return self.in_words(str)


@dataclass(frozen=True)
class DeferredReason:
    """A reason as the store keeps it (reasons.py)."""

    reason: str

    def in_words(self, translate: Callable[[str], str]) -> str:
        return reason_in_words(self.reason, translate)

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True)
class DeferredMessage:
    """A text with places such as `{days}`, and what stands in them; `str` of it is English."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def in_words(self, translate: Callable[[str], str]) -> str:
        """The text as `translate` says it, with the values in its places, each said in the same way."""
        filled = {
            name: value if isinstance(value, (str, int)) else value.in_words(translate)
            for name, value in self.values
        }
        return translate(self.text).format(**filled)

    def __str__(self) -> str:
        return self.in_words(str)


Value: TypeAlias = str | int | DeferredCount | DeferredReason | DeferredMessage


def deferred(text: str, **values: Value) -> DeferredMessage:
    """The text with the values for its places; the catalogue of messages has the text as it stands here."""
    return DeferredMessage(text, tuple(values.items()))
