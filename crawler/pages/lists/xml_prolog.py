"""What stands before the root of a sitemap, and is none of its business."""

from __future__ import annotations

import re

_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
# Tried once, where the first one begins: tried at each it would take the square of their number.
_REST_OF_DOCTYPE = re.compile(r"[^\[>]*+(?:\[.*?\]\s*+>|>)", re.DOTALL)


def without_prolog(text: str) -> str:
    """The text without declaration (its charset is decided already) and document type, whose entities and
    default attributes may be a thousand times the text."""
    text = _DECLARED.sub("", text)
    start = _DOCTYPE.search(text)
    rest = _REST_OF_DOCTYPE.match(text, start.end()) if start else None
    return text[: start.start()] + text[rest.end() :] if start and rest else text
