"""The tables of an outlet's TOML file, `[[json_lists]]` and the like, checked against what they describe."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args, get_type_hints

from crawler.pages.lists.json_list import Paging
from crawler.pages.lists.posted import Post

_INNER: dict[str, type[Any]] = {"post": Post, "page": Paging}  # tables that stand in others
_WORDS: dict[type[Any], str] = {str: "text", int: "a number"}


class TomlProblem(ValueError):
    """What is wrong, and in which line."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.line = line


def line_of(key: str, text: str) -> int | None:
    """The line of a file in which a key is set."""
    found = re.search(rf"^[ \t]*(?:\[+\s*)?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def thing_of_table(kind: type[Any], said: Mapping[str, Any], key: str, text: str, number: int = 0) -> Any:
    """The thing that a table describes, the `number`-th that is called `key`; raises `TomlProblem`."""
    place = _Place(key, text, number)
    given = {}
    hints = get_type_hints(kind)
    for name, value in said.items():
        if name not in hints:
            raise TomlProblem(f"{key}: unknown key {name!r}; known: {', '.join(hints)}", place.line(name))
        inner = _INNER.get(name) if isinstance(value, Mapping) else None
        if inner is not None and inner in get_args(hints[name]):
            value = thing_of_table(inner, value, key, text, number)
        if not _fits(value, hints[name]):
            raise TomlProblem(
                f"{key}: {name} must be {_in_words(hints[name])}, not {value!r}", place.line(name)
            )
        given[name] = value
    if lacking := [one.name for one in dataclasses.fields(kind) if one.name not in given and _is_needed(one)]:
        raise TomlProblem(f"{key}: {lacking[0]} is missing", place.line(key))
    try:
        return kind(**given)
    except ValueError as error:
        raise TomlProblem(f"{key}: {error}", place.line(key)) from error


@dataclasses.dataclass(frozen=True)
class _Place:
    """Where a table stands in its file."""

    key: str
    text: str
    number: int

    def line(self, name: str) -> int | None:
        """The line in which a key of the table is set, or the one with which the table begins."""
        heads = list(re.finditer(rf"^[ \t]*\[+\s*{re.escape(self.key)}\b", self.text, re.MULTILINE))
        if self.number >= len(heads):
            return line_of(self.key, self.text)
        start = heads[self.number].start()
        following = re.search(r"^[ \t]*\[", self.text[heads[self.number].end() :], re.MULTILINE)
        end = heads[self.number].end() + following.start() if following else len(self.text)
        found = re.search(rf"(?<![\w\"'.{{]){re.escape(name)}\s*[=.]", self.text[start:end])
        return self.text.count("\n", 0, start + (found.start() if found else 0)) + 1


def _is_needed(one: dataclasses.Field[Any]) -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def _fits(value: Any, hint: Any) -> bool:
    kinds = get_args(hint) or (hint,)
    return not isinstance(value, bool) and any(isinstance(value, kind) for kind in kinds)


def _in_words(hint: Any) -> str:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    return " or ".join(_WORDS.get(kind, "a table: { … }") for kind in kinds)
