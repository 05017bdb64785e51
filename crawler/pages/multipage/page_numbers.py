"""Page numbers in addresses: which addresses are further pages of one article.

>>> page_number("https://www.example.cn/a/12.html", "https://www.example.cn/a/12_2.html")
2
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.normalise.addresses import normalised

MOST_PAGES = 60  # of one article; what goes on for longer is a trap, or a calendar

# 12_2 12_02 12-2 12_p2 12_page_2 12page2; a longer number is an article's own.
_SUFFIX = re.compile(r"(?:[_-](?:p[_-]?)?|[_-]?page[_-]?)(\d{1,3})", re.IGNORECASE)
_SUFFIXED = re.compile(rf"(.*[^/_-]){_SUFFIX.pattern}\Z", re.IGNORECASE)
_FOLDER = re.compile(r"/?(\d{1,3})/?")
_EXTENSION = re.compile(r"\.[A-Za-z]{1,5}\Z")
_PARAMETERS = frozenset((
    "p", "pn", "pg", "page", "pageno", "page_no", "pagenum", "pageindex", "pagenumber", "currentpage",
))  # fmt: skip
# What stands for "all pages in one": 12_all.html, 12.html?page=all, 12.html?full=1
_WHOLE = re.compile(r"[_-](?:all|full|whole|total|single|quanwen|0)(?:_1)?", re.IGNORECASE)
_WHOLE_NAMES = frozenset(("all", "full", "whole", "showall", "viewall", "onepage", "single"))
_WHOLE_VALUES = frozenset(("all", "full", "whole", "total", "single", "0", "-1"))


class _Split(NamedTuple):
    origin: str
    stem: str  # of the path: all but the extension
    extension: str
    query: frozenset[tuple[str, str]]


def page_number(root: str, other: str) -> int | None:
    """The page number that `other` has and the article's address `root` has not; 0 for `root` itself.

    None: another address. `https://x.example.cn/a/13.html` is no page of `https://x.example.cn/a/12.html`.
    """
    own, its = _split(root), _split(other)
    if own.origin != its.origin:
        return None
    if own.query == its.query:
        return 0 if own == its else _number_in_path(own, its)
    if own[:3] == its[:3] and own.query < its.query and len(added := its.query - own.query) == 1:
        ((name, value),) = added
        return int(value) if name.lower() in _PARAMETERS and re.fullmatch(r"\d{1,3}", value) else None
    return None


def is_whole(root: str, other: str) -> bool:
    """Whether `other` is `root` with a word for all pages in one: `12_all.html`, `12.html?page=all`."""
    own, its = _split(root), _split(other)
    if own.origin != its.origin or own.extension != its.extension:
        return False
    if own.query == its.query:
        return its.stem.startswith(own.stem) and bool(_WHOLE.fullmatch(its.stem[len(own.stem) :]))
    added = its.query - own.query
    if own.stem != its.stem or not own.query < its.query or len(added) != 1:
        return False
    ((name, value),) = added
    return name.lower() in _WHOLE_NAMES or (name.lower() in _PARAMETERS and value.lower() in _WHOLE_VALUES)


def roots(url: str) -> tuple[tuple[str, int], ...]:
    """What `url` may be a page of, with its number there: `…/12_2.html` gives `…/12.html` and 2.

    Only what a number up to MOST_PAGES may mean; whether it does, only the page can say.
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return ()
    found: list[tuple[str, int]] = []
    stem, extension = _stem(split.path)
    if suffixed := _SUFFIXED.match(stem):
        path = f"{suffixed.group(1)}{extension}"
        found.append((split._replace(path=path).geturl(), int(suffixed.group(2))))
    folder, _, number = stem.rstrip("/").rpartition("/")
    if folder and re.fullmatch(r"\d{1,3}", number):
        path = f"{folder}{extension or stem[len(stem.rstrip('/')) :]}"
        found.append((split._replace(path=path).geturl(), int(number)))
    pairs = parse_qsl(split.query, keep_blank_values=True)
    for name, value in pairs:
        if name.lower() in _PARAMETERS and re.fullmatch(r"\d{1,3}", value):
            rest = urlencode([pair for pair in pairs if pair != (name, value)])
            found.append((split._replace(query=rest).geturl(), int(value)))
    return tuple((root, number) for root, number in found if number <= MOST_PAGES)


def _number_in_path(own: _Split, its: _Split) -> int | None:
    if not its.stem.startswith(own.stem):
        return None
    added = its.stem[len(own.stem) :]
    if own.extension == its.extension and not own.stem.endswith("/"):
        if found := _SUFFIX.fullmatch(added):
            return int(found.group(1))
    elif its.extension:
        return None
    # /a/12/2.html and /a/12/2 of /a/12.html, /a/slug/2/ of /a/slug/
    inside = added.startswith("/") or own.stem.endswith("/")
    found = _FOLDER.fullmatch(added) if inside else None
    return int(found.group(1)) if found else None


def _split(url: str) -> _Split:
    """What an address is compared by; a broken one is all stem, and so no page of any other."""
    try:
        split = urlsplit(normalised(url))
    except ValueError:
        return _Split("", url, "", frozenset())
    stem, extension = _stem(split.path)
    query = frozenset(parse_qsl(split.query, keep_blank_values=True))
    return _Split(f"{split.scheme}://{split.netloc}", stem, extension, query)


def _stem(path: str) -> tuple[str, str]:
    found = _EXTENSION.search(path)
    return (path[: found.start()], found.group()) if found else (path, "")
