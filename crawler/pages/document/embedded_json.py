"""Articles that only a script holds: `__INITIAL_STATE__`, `__NEXT_DATA__`, `var gArticleJson`, JSON-LD.

A last resort: what is printed is read first, and scripts are not looked at where it is enough.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from crawler.normalise.text import bare, tidy

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

_TIME_FIELD = re.compile(
    r"(?:pub(?:lish|lished)?|release|news|post|create|input|ori_?create|article|display|show|x|p)_?"
    r"(?:time|date|at|on)(?:str|stamp)?",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"(?:=|\(|,|:|>|return)\s*([{\[]\s*[{\[\"'}])|^[^\S\n]*+([{\[])", re.MULTILINE)
_PREFIX = re.compile(
    r"^(?:doc|news|article|art|info|detail|content)_?(?=title|source|content|author|editor|body|text|pub)"
)
# JSON in a string: JSON.parse('{…}')
_PARSED = re.compile(r"""JSON\.parse\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": ""}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TEXTS = (
    *(
        "content",
        "articlebody",
        "body",
        "contenthtml",
        "html",
        "text",
        "detail",
        "maincontent",
        "contenttext",
    ),
    *("widgetcontent", "contentdata", "data", "article_content", "content_html", "newscontent", "artcontent"),
)
_TITLES = ("title", "headline", "name", "widgettitle", "articletitle", "newstitle", "doctitle")
_SOURCES = ("source", "sourcename", "media", "medianame", "copyfrom", "origin", "from", "publisher")
_AUTHORS = ("author", "authorname", "writer", "authors", "reporter")
_EDITORS = ("editor", "editorname", "liability", "responsibleeditor")
_LEAST = 40  # Chinese characters of a text
_MOST_OBJECTS, _DEEPEST, _MOST_SEEN = 60, 14, 20_000
_MOST_PARSED = 4  # strings of JSON in a script
_MOST_WASTED = 5_000_000  # characters decoded for nothing


@dataclass(frozen=True, kw_only=True)
class EmbeddedArticle:
    """An article as a script holds it; `text` is markup."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None


class EmbeddedJson:
    """`EmbeddedJson(page)`: the articles that the scripts of a page hold."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def article(self, titles: tuple[str, ...]) -> EmbeddedArticle | None:
        """The longest text of an object that has one of these titles, or of any object where none does."""
        wanted = {bare(title) for title in titles}
        best: tuple[tuple[bool, int, bool], EmbeddedArticle] | None = None
        for thing in self._objects:
            if (found := _read(thing)) is None:
                continue
            stated = bare(found.title or "")
            known = len(stated) > 3 and any(stated in title or title in stated for title in wanted if title)
            # Of `{"code": 0, "data": {…}}` the inner object has the title.
            rank = (known, len(_HAN.findall(found.text)), bool(stated))
            if best is None or rank > best[0]:
                best = rank, found
        return best[1] if best else None

    @cached_property
    def _objects(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for node in self._page.all("script"):
            text = node.text()
            if len(_HAN.findall(text)) + text.count("\\u") >= _LEAST:
                for data in _loaded(text):
                    found += _dicts(data)
        return found


def _loaded(text: str) -> Iterator[Any]:
    """The JSON values in a script, from its first bracket on."""
    decoder, end = json.JSONDecoder(strict=False), 0
    for parsed in islice(_PARSED.finditer(text), _MOST_PARSED):
        with contextlib.suppress(ValueError, RecursionError):
            yield decoder.decode(_unescaped(parsed[1] or parsed[2] or ""))
    wasted = 0  # what is broken at its end is broken from each of its brackets on
    for number, match in enumerate(_OBJECT.finditer(text)):
        start = match.start(1) if match[1] else match.start(2)
        if start < end:
            continue
        if number > _MOST_OBJECTS or wasted > _MOST_WASTED:
            return
        try:
            data, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            wasted += error.pos - start
            continue
        except RecursionError:
            continue
        yield data


def _unescaped(text: str) -> str:
    """What a string of a script says: `\\u6c5f`, `\\x22` and `\\'` as the characters that they stand for."""
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2]:
        return chr(int(code, 16))
    return _ESCAPED.get(escape[3], escape[3])


def _dicts(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON value, outer ones first."""
    pile: deque[tuple[Any, int]] = deque([(data, 0)])
    for _ in range(_MOST_SEEN):
        if not pile:
            return
        thing, depth = pile.popleft()
        if isinstance(thing, dict):
            yield thing
        if depth < _DEEPEST and isinstance(thing, dict | list):
            inner = thing.values() if isinstance(thing, dict) else thing
            pile += [(value, depth + 1) for value in inner if isinstance(value, dict | list)]


def _read(thing: dict[str, Any]) -> EmbeddedArticle | None:
    lower: dict[str, Any] = {}
    for key, value in thing.items():
        lower.setdefault(_PREFIX.sub("", key.lower()), value)  # docTitle, news_content
    lower |= {key.lower(): value for key, value in thing.items()}
    texts = [text for key in _TEXTS if key in lower and (text := _running(lower[key]))]
    if not texts:
        return None
    return EmbeddedArticle(
        text=max(texts, key=len),
        title=_first(lower, _TITLES),
        published=next((tidy(str(value)) for key, value in lower.items() if _is_time(key, value)), None),
        source=_first(lower, _SOURCES),
        author=_first(lower, _AUTHORS),
        editor=_first(lower, _EDITORS),
    )


def _running(value: Any) -> str | None:
    """A text of some length: a string, or the strings of a list of paragraphs or of `{"data": …}` blocks."""
    if isinstance(value, dict):
        value = value.get("contentList") or value.get("content") or value.get("list")
    if isinstance(value, list):
        paragraphs = [one if isinstance(one, str) else _block(one) for one in value]
        value = "\n".join(f"<p>{one}</p>" for one in paragraphs if one)
    if not isinstance(value, str) or len(_HAN.findall(value)) < _LEAST:
        return None
    return value if "<" in value else value.replace("\n", "<br>")


def _block(block: Any) -> str:
    """The text of `{"type": "text", "data": "…"}`."""
    if not isinstance(block, dict):
        return ""
    return next((block[key] for key in ("data", "text", "content") if isinstance(block.get(key), str)), "")


def _first(thing: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = thing.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and tidy(value):
            return tidy(value)
    return None


def _is_time(key: str, value: Any) -> bool:
    return bool(_TIME_FIELD.fullmatch(key)) and isinstance(value, str | int) and not isinstance(value, bool)
