"""A pattern made of the addresses of articles, for a site file to be proposed.

>>> pattern_of(["https://a.cn/x/2026/0518/123456.html", "https://a.cn/y/2026/0519/123457.html"])
'^/[\\\\w-]+/\\\\d{4}/\\\\d{4}/\\\\d+\\\\.html$'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

_PIECE = re.compile(r"[0-9a-f]{16,}|\d+|[^\W\d_]+|.", re.IGNORECASE | re.DOTALL)
_DATE_LENGTHS = (2, 4, 6, 8)  # digits of a day, a year, a month, a date: of the same length in all addresses
_MOST_PATTERNS = 3
_SHARE = 0.1  # of the addresses: fewer of one form are an exception


def pattern_of(urls: Iterable[str]) -> str | None:
    """One regular expression on path and query for the usual forms of these addresses; None for none."""
    paths = [_target(url) for url in dict.fromkeys(urls)]
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for path in paths:
        pieces = _PIECE.findall(path)
        groups.setdefault(tuple(map(_kind, pieces)), []).append(pieces)
    usual = sorted(groups.values(), key=len, reverse=True)
    found = Counter({_pattern(group): len(group) for group in usual if len(group) >= _SHARE * len(paths)})
    return "|".join(pattern for pattern, _ in found.most_common(_MOST_PATTERNS)) or None


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _kind(piece: str) -> str:
    if piece.isdecimal():
        return "digits"
    if re.fullmatch(r"[0-9a-f]{16,}", piece):
        return f"hex{len(piece)}"
    return "word" if piece.isalpha() else piece


def _pattern(group: Sequence[Sequence[str]]) -> str:
    parts = [_part([pieces[place] for pieces in group]) for place in range(len(group[0]))]
    return f"^{''.join(parts)}$"


def _part(pieces: Sequence[str]) -> str:
    kind, lengths = _kind(pieces[0]), {len(piece) for piece in pieces}
    if kind.startswith("hex"):
        return rf"[0-9a-f]{{{len(pieces[0])}}}"
    if kind == "digits":
        fixed = len(lengths) == 1 and lengths <= {*_DATE_LENGTHS}
        return rf"\d{{{len(pieces[0])}}}" if fixed else r"\d+"
    if len(set(pieces)) == 1:
        return re.escape(pieces[0]).replace(r"\-", "-").replace(r"\/", "/")
    return r"[\w-]+"
