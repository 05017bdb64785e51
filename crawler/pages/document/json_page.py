"""A JSON answer with an article in it, as a page: it is read like the article in a script of a page."""

from __future__ import annotations

import json
from dataclasses import replace

from crawler.items import Capture
from crawler.pages.document.page import Page

_PAGE = '<html><head><meta charset="utf-8"></head><body><script>{}</script></body></html>'


def page_of(capture: Capture) -> Page:
    """The page of a capture; of an answer that is JSON, a page that holds it in a script."""
    page = Page(capture)
    text = page.text.lstrip("\ufeff \t\r\n")
    if text[:1] not in ("{", "[") or not _is_json(text):
        return page
    body = _PAGE.format(text.replace("</", "<\\/"))  # the same JSON, that ends no script
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(replace(capture, body=body.encode("utf-8", "replace"), headers=headers))


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True
