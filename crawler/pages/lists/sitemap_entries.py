"""The entries of a sitemap, read without a tree: it may hold a million elements, and all count but a few."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from crawler.pages.document.huge_tags import without_huge_tags
from crawler.pages.lists.xml_prolog import without_prolog

MOST_ENTRIES = 50_000  # of one sitemap, as the standard has it
_DEEPEST, _MOST_NAMES = 50, 1_000  # elements in one another, names of elements: real ones have four, twenty
_MOST_ELEMENTS = 2_000_000
_LONGEST = 2_000  # characters of a value
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OF_PICTURES = re.compile(r"image|video")  # in namespaces of what an entry shows
_WANTED = frozenset(("loc", "lastmod", "publication_date", "title"))
_ENTRIES = frozenset(("url", "sitemap"))
_END = "</url>"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """What stands in a `<url>` or a `<sitemap>`."""

    loc: str
    lastmod: str = ""
    publication_date: str = ""
    title: str = ""
    is_sitemap: bool = False

    @property
    def changed(self) -> str:
        return self.lastmod or self.publication_date


def sitemap_entries(text: str) -> tuple[list[SitemapEntry], int, tuple[str, ...]]:
    """The entries in their order, how many were left out, and why others are missing, a sentence each.

    Of more than the standard allows the first and the last half count: the newest stand at either end.
    """
    text, unread = _without_the_middle(_UNPRINTABLE.sub("", without_prolog(text)))
    text, huge = without_huge_tags(text)
    reader = _Reader()
    problem = reader.read(text.encode("utf-8", "replace"))
    cuts = (f"{huge} tags of thousands of attributes" if huge else None, problem)
    return reader.entries, unread, tuple(cut for cut in cuts if cut)


def _without_the_middle(text: str) -> tuple[str, int]:
    unread = text.count(_END) - MOST_ENTRIES
    if unread <= 0:
        return text, 0
    end, start = 0, len(text)
    for _ in range(MOST_ENTRIES // 2):
        end = text.find(_END, end) + len(_END)
    for _ in range(MOST_ENTRIES - MOST_ENTRIES // 2 + 1):
        start = text.rfind(_END, 0, start)
    return text[:end] + text[start + len(_END) :], unread


class _Enough(Exception):
    """What ends the reading of a sitemap before its end."""


@dataclass
class _Reader:
    """Listens to the parser; `entries` grows."""

    entries: list[SitemapEntry] = field(default_factory=list)
    _entry: dict[str, str] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _depth: int = 0
    _elements: int = 0
    _names: dict[str, str] = field(default_factory=dict)  # of elements and attributes: the parser's own table
    _pictures: set[str] = field(default_factory=lambda: {"image", "video"})  # prefixes of such namespaces
    _pictured: int = 0  # how deep the element stands that shows a picture; 0 outside of one

    def read(self, markup: bytes) -> str | None:
        """Why the reading ended before the end; None where it did not."""
        parser = expat.ParserCreate("utf-8", intern=self._names)
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(markup, True)
        except _Enough as reason:
            return str(reason)
        except expat.ExpatError as error:
            return f"a sitemap that is cut or no XML: {error}"[:300]
        return None

    def _doctype(self, *_: object) -> None:
        raise _Enough("a sitemap with two document types")

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise _Enough(f"a sitemap that nests more than {_DEEPEST} deep")
        if len(self._names) > _MOST_NAMES or self._elements > _MOST_ELEMENTS:
            raise _Enough("a sitemap of too many elements")
        if self._text:
            self._text, self._length = [], 0
        if self._pictured:
            return
        if attributes:
            self._declare(attributes)
        if tag.rpartition(":")[0] in self._pictures:
            self._pictured = self._depth

    def _declare(self, attributes: list[str]) -> None:
        """Notes which prefixes are of pictures, and which no longer are."""
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            prefix = "" if name == "xmlns" else name[6:] if name.startswith("xmlns:") else None
            if prefix is None:
                continue
            if _OF_PICTURES.search(value, 0, _LONGEST):
                self._pictures.add(prefix)
            else:
                self._pictures.discard(prefix)

    def _data(self, text: str) -> None:
        if self._length < _LONGEST and not self._pictured:
            self._text.append(text)
            self._length += len(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._pictured:
            if self._depth < self._pictured:
                self._pictured = 0
                self._pictures.discard("")  # the default namespace again
            return
        name = tag.rpartition(":")[2]
        if name in _ENTRIES:
            self._add(name)
        elif name in _WANTED and name not in self._entry and (value := "".join(self._text).strip()):
            self._entry[name] = value[:_LONGEST]
        if self._text:
            self._text, self._length = [], 0

    def _add(self, name: str) -> None:
        if "loc" in self._entry:
            if len(self.entries) >= MOST_ENTRIES:
                raise _Enough(f"a sitemap of more than {MOST_ENTRIES} entries")
            self.entries.append(SitemapEntry(**self._entry, is_sitemap=name == "sitemap"))
        self._entry = {}
