"""Saved pages and what they must read as: `tests/fixtures/OUTLET/NAME.html` with `NAME.json` beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/*.html"))
_ADDRESSES = (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content"))


def expectation(page: Path) -> dict[str, Any]:
    """`{"url", "content_type", "reading"}` as NAME.json says. Where there is none: the url that the page
    states, or {}."""
    path = page.with_suffix(".json")
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    url = stated_address(page.read_bytes())
    return {"url": url} if url else {}


def stated_address(page: bytes) -> str | None:
    """The http address in the page's `<link rel="canonical">`, else in its og:url."""
    tree = LexborHTMLParser(page)
    found = (node.attributes.get(name) or "" for selector, name in _ADDRESSES for node in tree.css(selector))
    return next((url for url in found if url.startswith(("http://", "https://"))), None)


def complete(page: Path, said: dict[str, Any]) -> None:
    """Writes what the page reads as into NAME.json."""
    whole = json.dumps({**expectation(page), "reading": said}, ensure_ascii=False, indent=2)
    page.with_suffix(".json").write_text(whole + "\n", encoding="utf-8")


def differences(said: Any, expected: Any, field: str = "") -> Iterator[str]:
    """`article.title: reads '甲', the JSON says '乙'`, for each field that differs; absent is None."""
    if isinstance(said, dict) and isinstance(expected, dict):
        for name in dict.fromkeys((*expected, *said)):
            yield from differences(said.get(name), expected.get(name), f"{field}.{name}".lstrip("."))
    elif said != expected:
        yield f"{field}: reads {said!r}, the JSON says {expected!r}"
