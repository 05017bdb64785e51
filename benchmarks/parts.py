"""What the time of reading a page goes to: each part without what it asks of others, as shares."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial, wraps
from typing import Any

from crawler import reader, registry
from crawler.items import Capture
from crawler.normalise import datelines
from crawler.pages.base import ArticlePage
from crawler.pages.document.metadata import Metadata
from crawler.pages.document.outline import Outline
from crawler.pages.document.page import Page
from crawler.pages.fields import bylines, dates, related, source
from crawler.pages.generic import page
from crawler.pages.generic.page import GenericArticlePage

ROUNDS = 3
REST = "all else"
# Who owns what is timed, and its name. Patched for a measurement only: the reader knows of no clock.
PLACES: tuple[tuple[str, Any, str], ...] = (
    ("decode", Page, "_decoded"),
    ("parse", Page, "tree"),
    ("outline", Outline, "__init__"),
    ("metadata", Page, "_looked_for"),
    ("metadata", Page, "metadata_elements"),
    *(("metadata", Metadata, name) for name in ("values", "json_ld", "title", "_baidu_elements")),
    ("share", Page, "printed_share"),
    ("share", ArticlePage, "_share"),
    ("title", page, "find_headline"),
    ("body", GenericArticlePage, "_printed_body"),
    ("time", dates, "choose_published"),
    ("time", dates, "choose_modified"),
    ("source", source, "choose_source"),
    ("bylines", bylines, "collect_bylines"),
    ("dateline", datelines, "read_dateline"),
    ("related", related, "related"),
    ("pager", reader, "_paged"),
    ("confidence", reader, "_judged"),
)
FIELDS = {
    "title": "title", "body": "body", "published": "time", "modified": "time", "source": "source",
    "author": "bylines", "editor": "bylines", "images": "media", "videos": "media", "attachments": "media",
    "related": "related",
}  # fmt: skip


class Clock:
    """Adds up processor time by part; what one part asks of another counts for the other."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)  # seconds
        self._within = [REST]
        self._since = time.process_time()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        self._turn()
        self._within.append(name)
        try:
            yield
        finally:
            self._turn()
            self._within.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*given: Any, **named: Any) -> Any:
            with self.part(name):
                return function(*given, **named)

        return call

    def find(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """`ArticlePage.find`, each method of a page class counted for its field's part."""

        def call(article_page: ArticlePage, method: Callable[[], Any]) -> Any:
            with self.part(FIELDS.get(method.__name__, REST)):
                return function(article_page, method)

        return call

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._within[-1]] += now - self._since
        self._since = now


@contextmanager
def ticking(clock: Clock) -> Iterator[None]:
    """Every part timed meanwhile."""
    undo: list[Callable[[], None]] = []
    for name, owner, called in PLACES:
        _wrap(owner, called, partial(clock.timed, name), undo)
    for family in registry.families():
        marks = vars(family)["recognises"]
        undo.append(partial(setattr, family, "recognises", marks))
        setattr(family, "recognises", classmethod(clock.timed("families", marks.__func__)))  # noqa: B010 - no method to mypy
    _wrap(ArticlePage, "find", clock.find, undo)
    try:
        yield
    finally:
        for one in reversed(undo):
            one()


def _wrap(owner: Any, name: str, timed: Callable[..., Any], undo: list[Callable[[], None]]) -> None:
    found = vars(owner)[name]
    if isinstance(found, cached_property):
        undo.append(partial(setattr, found, "func", found.func))
        found.func = timed(found.func)
    else:
        undo.append(partial(setattr, owner, name, found))
        setattr(owner, name, timed(found))


def shares(captures: Sequence[Capture]) -> list[tuple[str, float]]:
    """The parts and what share of the time each takes, the largest first."""
    clock = Clock()
    with ticking(clock):
        for _ in range(ROUNDS):
            for capture in captures:
                with clock.part(REST):
                    reader.read(capture)
    whole = sum(clock.spent.values())
    return sorted(((name, spent / whole) for name, spent in clock.spent.items()), key=lambda part: -part[1])


def table(captures: Sequence[Capture]) -> str:
    lines = [f"  {name:<10} {share:6.1%}" for name, share in shares(captures)]
    return "\n".join(["the time a page takes, by part", *lines])
