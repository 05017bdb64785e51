"""A feed as its parser gets it: of each of its first entries what says where it leads, what it is called and
when it was published.

The parser takes what nobody asks for here (texts, authors, pictures, markup that nests) apart to the last
letter, some of it in the square of its length.
"""

from __future__ import annotations

import re

from crawler.pages.document.huge_tags import without_huge_tags
from crawler.pages.lists.entries import MOST_ARTICLES

_TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][\w:.-]*+)[^>]*+(?:>|\Z)|!\[CDATA\[.*?(?:\]\]>|\Z)|!--.*?(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_ENTRIES = frozenset(("item", "entry"))
_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
# Of an entry, by the last part of the element's name.
_KEPT = frozenset((
    "title", "link", "guid", "id", "pubdate", "published", "issued", "updated", "modified", "date", "created",
))  # fmt: skip
_MOST_OF_ONE = 15  # such elements of an entry
_LONGEST, _LONGEST_TAG = 2_000, 5_000  # characters of the content of one; of a tag, with all namespaces
_MOST_ROOTS = 20
_EMPTY = frozenset(("br", "hr", "img", "wbr"))  # of HTML, which nobody closes
_CDATA = "<![CDATA["
_BARE = re.compile(r"<(?![a-zA-Z/!?])|&(?!#?\w{1,40};)")
_MARKUP = re.compile(r"<[^<>]*+>?|\]\]>")


def bounded_feed(text: str) -> tuple[str, tuple[str, ...]]:
    """The feed with what is asked of its first entries alone; and what of it was not looked at."""
    text, huge = without_huge_tags(text)
    reduced = _Reduced(text)
    cuts = [f"{huge} tags of thousands of attributes"] if huge else []
    if reduced.left_out:
        cuts.append(f"{reduced.left_out} of {reduced.left_out + MOST_ARTICLES} links")
    return reduced.text, tuple(cuts)


class _Reduced:
    """One walk over the tags of a feed; `text` is what is kept, `left_out` how many entries are not."""

    def __init__(self, text: str) -> None:
        self.left_out = 0
        self._kept: list[str] = []
        self._roots: list[str] = []  # the names of those that are open
        self._entry = ""  # the name of the open entry
        self._entries = self._of_one = 0
        child: re.Match[str] | None = None  # the tag of an element of the entry
        for tag in _TAG.finditer(text):
            slash, name = tag.groups()
            if name is None:
                continue
            local = name.rpartition(":")[2].lower()
            if local in _ENTRIES:
                child = None
                self._begin_or_end(tag[0], name, closes=bool(slash))
            elif child:
                if slash and name == child[2]:
                    self._add(child, local, text[child.end() : tag.start()])
                    child = None
            elif self._entry and not slash and local not in _EMPTY:
                if tag[0][-2:-1] == "/":
                    self._add(tag, local)
                else:
                    child = tag
            elif local in _ROOTS and not slash and not self._entries and len(self._roots) < _MOST_ROOTS:
                self._roots.append(name)
                self._kept.append(_short(tag[0], name))

    @property
    def text(self) -> str:
        opened = [*self._roots, self._entry] if self._entry else self._roots
        return "".join((*self._kept, *(f"</{name}>" for name in reversed(opened))))

    def _begin_or_end(self, tag: str, name: str, *, closes: bool) -> None:
        if self._entry:  # also where the one before was left open
            self._kept.append(f"</{self._entry}>")
            self._entry = ""
        if closes or tag[-2:-1] == "/":
            return
        if self._entries == MOST_ARTICLES:
            self.left_out += 1
            return
        self._entries += 1
        self._entry, self._of_one = name, 0
        self._kept.append(_short(tag, name))

    def _add(self, tag: re.Match[str], local: str, content: str | None = None) -> None:
        """Keeps an element of the entry, if it is asked for; `content`: of one that holds something."""
        if local not in _KEPT or self._of_one == _MOST_OF_ONE or len(tag[0]) > _LONGEST_TAG:
            return
        self._of_one += 1
        self._kept.append(tag[0] if content is None else f"{tag[0]}{_bounded(content)}</{tag[2]}>")


def _short(tag: str, name: str) -> str:
    return tag if len(tag) <= _LONGEST_TAG and tag.endswith(">") else f"<{name}>"


def _bounded(content: str) -> str:
    if len(content) > _LONGEST:
        content = _MARKUP.sub("", content[:_LONGEST].replace(_CDATA, ""))
    return content if _CDATA in content else _BARE.sub(_escaped, content)


def _escaped(found: re.Match[str]) -> str:
    return "&lt;" if found[0] == "<" else "&amp;"
