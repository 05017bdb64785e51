"""Where a page sends its reader by itself: `<meta http-equiv=refresh>`, and `location` set by a script."""

from __future__ import annotations

import html
import re
from functools import cached_property
from itertools import islice

_MOST = 50_000  # characters; a page that only leads on is short
# In a script `<!--` begins no comment of the page: old templates hide scripts from browsers that have none.
_COMMENT_OR_SCRIPT = re.compile(
    r"<!--.*?(?:-->|\Z)|(<script\b[^<>]*+>)(.*?)(?=</script|\Z)", re.DOTALL | re.IGNORECASE
)
_TEXT_OR_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*+(?:"|(?=\n)|\Z)|'(?:\\.|[^'\\\n])*+(?:'|(?=\n)|\Z)|`(?:\\.|[^`\\])*+(?:`|\Z))"""
    r"""|(?<!\\)//[^\n]*|<!--[^\n]*|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)
# Its own server, which an address without one names too.
_OWN_SERVER = (
    re.compile(
        r"""(?:(?:window|document|self|top)\.)?location\.(?:origin\b|protocol\s*\+\s*(?:"//"|'//'|`//`)"""
        r"""\s*\+\s*(?:(?:window|document|self|top)\.)?location\.host(?:name)?\b)\s*\+\s*(?=["'`])"""
    ),
    re.compile(
        r"\$\{\s*(?:window\.|document\.)?location\.(?:origin\s*\}"
        r"|protocol\s*\}//\$\{\s*(?:window\.|document\.)?location\.host(?:name)?\s*\})(?=/)"
    ),
)
_NOSCRIPT = re.compile(r"<noscript\b.*?(?:</noscript\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"""<meta\b(?:=\s*"[^"]{0,2000}"|=\s*'[^']{0,2000}'|[^<>]){1,2000}+>""", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh""", re.IGNORECASE)
# The address may itself be in quotes, of the kind that the attribute has not.
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_REFRESH_TO = re.compile(r"""^\s*[\d.]{1,6}\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"'\s]+)""", re.IGNORECASE)
_QUOTED = r"""(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|`[^`\n$]{0,2000}`)"""
_TERM = rf"(?:{_QUOTED}|[A-Za-z_$][\w$]{{0,40}})"
_TERMS = rf"{_TERM}(?:\s*\+\s*{_TERM}){{0,6}}"  # '/n/' + id + '.html'
_LOCATION = re.compile(
    rf"""\blocation(?:["']\s*\])?(?:\s*\.\s*href|\s*\[\s*["']href["']\s*\])?\s*=(?!=)\s*({_TERMS})"""
    rf"""|\blocation(?:["']\s*\])?\s*\.\s*(?:replace|assign)\s*\(\s*({_TERMS})"""
    rf"""|\b(?:window|self|top|parent)\.open\s*\(\s*({_TERMS})\s*,\s*["']_(?:self|top|parent)["']"""
    rf"""|\bwindow\.navigate\s*\(\s*({_TERMS})"""
    rf"""|\(\s*(?:window\.)?location\s*\)\s*\.\s*(?:attr|prop)\s*\(\s*["']href["']\s*,\s*({_TERMS})""",
    re.IGNORECASE,
)
_QUOTES = "\"'`"
_MOST_NAMES, _NEAR = 200, 50  # names and redirects; characters behind one that are looked at
_IF = re.compile(r"\bif\s*+\((?!\s*+!)", re.IGNORECASE)
_TELEPHONE = re.compile(r"userAgent|mobile|iphone|android", re.IGNORECASE)
_BLOCK, _CHOICE = 200, 100  # characters between such a test and the redirect, in braces and behind `?`
_BEFORE = 600  # characters before a redirect in which such a test stands
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
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
    shown = _shown(markup)
    for own in _OWN_SERVER:
        shown = own.sub("", shown)
    script, for_telephones = _Script(shown), None
    for found in islice(_LOCATION.finditer(shown), _MOST_NAMES):
        more = shown[found.end() : found.end() + _NEAR].lstrip()[:1]
        terms = next(filter(None, found.groups()))
        if address := script.address(terms, whole=more not in tuple("+.([?")):
            if not _is_for_telephones(shown[max(0, found.start() - _BEFORE) : found.start()]):
                return html.unescape(address).strip()
            for_telephones = for_telephones or html.unescape(address).strip()
    return stated_refresh(markup) or for_telephones


def _is_for_telephones(before: str) -> bool:
    """Whether what stands before a redirect tests for telephones.

    `if (/Mobile/.test(navigator.userAgent)) {` does, and `navigator.userAgent.match(/iphone/i) ? `.
    """
    statement = _last_statement(before)
    above, _, block = before.rpartition("{")
    tests = [statement] if "}" in block or len(block) > _BLOCK else [statement, _last_statement(above)]
    for one in tests:
        found = _IF.search(one)
        if found and _TELEPHONE.search(one, found.end()):
            return True
    test, _, choice = statement.rpartition("?")
    return len(choice) <= _CHOICE and "useragent" in test.lower()


def _last_statement(script: str) -> str:
    return script[max(map(script.rfind, "{};")) + 1 :]


def _shown(markup: str) -> str:
    """The markup without what is commented out, in it and in its scripts."""

    def without_comments(found: re.Match[str]) -> str:
        return f"{found[1]}{_TEXT_OR_COMMENT.sub(_text_alone, found[2])}" if found[1] else ""

    return _COMMENT_OR_SCRIPT.sub(without_comments, markup[:_MOST])


def _text_alone(found: re.Match[str]) -> str:
    return found[1] or " "


def _unescaped(text: str) -> str:
    r"""`\/n\/7.html`, `\u002fn/7.html` as scripts write it gives `/n/7.html`."""

    def character(found: re.Match[str]) -> str:
        return chr(int(found[1] or found[2], 16)) if found[1] or found[2] else found[3]

    return _ESCAPED.sub(character, text) if "\\" in text else text


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
        return _unescaped(term[1:-1]) if term[0] in _QUOTES else self._named.get(term)

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
    shown = _shown(markup)
    return _refresh(_NOSCRIPT.sub("", shown)) or _refresh(shown)


def _refresh(markup: str) -> str | None:
    for tag in _META.findall(markup):
        content = _CONTENT.search(tag) if _IS_REFRESH.search(tag) else None
        written = next((value for value in content.groups() if value), "") if content else ""
        if found := _REFRESH_TO.match(html.unescape(written)):
            return found[1]
    return None
