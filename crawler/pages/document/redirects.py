"""Where a page sends its reader by itself: `<meta http-equiv=refresh>`, and `location` set by a script."""

from __future__ import annotations

import html
import re

_MOST = 50_000  # characters; a page that only leads on is short
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript\s*>", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{1,2000}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh""", re.IGNORECASE)
# The address may itself be in quotes, of the kind that the attribute has not.
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_REFRESH_TO = re.compile(r"""^\s*[\d.]{1,6}\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"'\s]+)""", re.IGNORECASE)
_LOCATION = re.compile(
    r"""\blocation(?:\.href)?\s*=(?!=)\s*(["'`])([^"'`\n]+)\1"""
    r"""|\blocation\.(?:replace|assign)\s*\(\s*(["'`])([^"'`\n]+)\3\s*\)"""
    r"""|\b(?:window|self|top|parent)\.(?:open|navigate)\s*\(\s*(["'`])([^"'`\n]+)\5\s*,\s*["']_(?:self|top|parent)["']""",
    re.IGNORECASE,
)


def stated_redirect(markup: str) -> str | None:
    """The address, as written, that a script or a refresh leads to; None where a page leads nowhere.

    `<meta content="0;url=/2.html" http-equiv="refresh">` and `location.replace('/2.html')` give `/2.html`.
    What is commented out leads nowhere; a refresh without an address loads the page itself again.
    """
    shown = _COMMENT.sub("", markup[:_MOST])
    if found := _LOCATION.search(shown):
        return html.unescape(found[2] or found[4] or found[6]).strip()
    return stated_refresh(markup)


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
