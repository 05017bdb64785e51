"""Where a page sends its reader by itself: `<meta http-equiv=refresh>`, and `location` set by a script."""

from __future__ import annotations

import html
import re
from functools import cached_property
from itertools import islice

_MOST = 50_000  # characters; a page that only leads on is short
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript\s*>", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{1,2000}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh""", re.IGNORECASE)
# The address may itself be in quotes, of the kind that the attribute has not.
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_REFRESH_TO = re.compile(r"""^\s*[\d.]{1,6}\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"'\s]+)""", re.IGNORECASE)
_QUOTED = r"""(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|`[^`\n$]{0,2000}`)"""
_TERM = rf"(?:{_QUOTED}|[A-Za-z_$][\w$]{{0,40}})"
_TERMS = rf"{_TERM}(?:\s*\+\s*{_TERM}){{0,6}}"  # '/n/' + id + '.html'
_LOCATION = re.compile(
    rf"""\blocation(?:\.href|\[\s*["']href["']\s*\])?\s*=(?!=)\s*({_TERMS})"""
    rf"""|\blocation\.(?:replace|assign)\s*\(\s*({_TERMS})"""
    rf"""|\b(?:window|self|top|parent)\.(?:open|navigate)\s*\(\s*({_TERMS})\s*,\s*["']_(?:self|top|parent)["']""",
    re.IGNORECASE,
)
_QUOTES = "\"'`"
_MOST_NAMES, _NEAR = 200, 50  # names and redirects; characters behind one that are looked at
_OF_A_PAGE = re.compile(r"\.\w{2,5}(?:[?#].*)?$")
_ONE_TERM = re.compile(_TERM)
_ASSIGNED = re.compile(
    rf"""(?<![\w$.])([A-Za-z_$][\w$]{{0,40}})\s*=(?!=)\s*({_TERMS})(?=\s*(?:[;}},<]|$|\n))"""
)


def stated_redirect(markup: str) -> str | None:
    """The address, as written, that a script or a refresh leads to; None where a page leads nowhere.

    `<meta content="0;url=/2.html" http-equiv="refresh">`, `location.replace('/2.html')` and
    `var to = '/2.html'; location.href = to` give `/2.html`. What is commented out leads nowhere; a refresh
    without an address loads the page itself again.
    """
    shown = _COMMENT.sub("", markup[:_MOST])
    script = _Script(shown)
    for found in islice(_LOCATION.finditer(shown), _MOST_NAMES):
        more = shown[found.end() : found.end() + _NEAR].lstrip()[:1]
        if address := script.address(found[1] or found[2] or found[3], whole=more not in tuple("+.([?")):
            return html.unescape(address).strip()
    return stated_refresh(markup)


class _Script:
    """The texts that a script sets its names to."""

    def __init__(self, text: str) -> None:
        self._text = text

    def address(self, terms: str, *, whole: bool) -> str | None:
        """`'/n/' + id + '.html'`, where the script sets `id = '7'`, gives `/n/7.html`.

        Where a name is set to no text, or more follows (not `whole`), the address is what stands first, if
        that is a page: `'/n/7.html' + location.search`.
        """
        texts = [self._text_of(term) for term in _ONE_TERM.findall(terms)]
        if whole and None not in texts:
            return "".join(filter(None, texts)) or None
        return texts[0] if texts[0] and _OF_A_PAGE.search(texts[0]) else None

    def _text_of(self, term: str) -> str | None:
        return term[1:-1] if term[0] in _QUOTES else self._named.get(term)

    @cached_property
    def _named(self) -> dict[str, str]:
        """The names that are set to a text, with the text that each is set to first."""
        named: dict[str, str] = {}
        for found in islice(_ASSIGNED.finditer(self._text), _MOST_NAMES):
            parts = [
                term[1:-1] if term[0] in _QUOTES else named.get(term) for term in _ONE_TERM.findall(found[2])
            ]
            if None not in parts:
                named.setdefault(found[1], "".join(filter(None, parts)))
        return named


def stated_refresh(markup: str) -> str | None:
    """The address, as written, of a refresh alone; a script may wait for a click."""
    shown = _COMMENT.sub("", markup[:_MOST])
    return _refresh(_NOSCRIPT.sub("", shown)) or _refresh(shown)


def _refresh(markup: str) -> str | None:
    for tag in _META.findall(markup):
        content = _CONTENT.search(tag) if _IS_REFRESH.search(tag) else None
        written = next((value for value in content.groups() if value), "") if content else ""
        if found := _REFRESH_TO.match(html.unescape(written)):
            return found[1]
    return None
