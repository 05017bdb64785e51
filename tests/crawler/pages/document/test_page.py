"""The page: its tree, its marks, and when it goes."""

from __future__ import annotations

import gc
import weakref
from datetime import datetime

import pytest

from crawler.items import Capture
from crawler.pages.document.page import Page
from crawler.pages.families.trs import TrsArticlePage
from shengmei.timezone import SHANGHAI

AT = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def page(body: str) -> Page:
    return Page(Capture(url="https://www.example.cn/a/12.html", fetched_at=AT, body=body.encode()))


def test_a_page_goes_as_soon_as_nobody_has_it():
    """Trees are large: they must not wait until Python looks for circles."""
    gc.disable()
    try:
        one = page("<title>灯</title><meta name=author content=林望><p>堤上")
        assert (one.metadata.title, one.metadata.values) == ("灯", {"author": "林望"})
        assert one.outline.texts() == ("堤上",)
        gone = weakref.ref(one)
        del one
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("long", "left_out", "lines"),
    [
        ("<p " + "a=1 " * 4_000 + ">甲</p>", True, ("甲", "乙")),  # its tag is left out, its text is not
        ("<p title='" + "长" * 9_000 + "'>甲</p>", False, ("甲", "乙")),
        ("<script>" + "a = 1; " * 4_000 + "</script>", False, ("乙",)),
        ("<p>甲 " + "a=1 " * 3_000 + "</p>", False, ("甲 " + "a=1 " * 2_999 + "a=1", "乙")),
    ],
    ids=["tag", "attribute", "script", "text"],
)
def test_only_tags_of_thousands_of_attributes_are_left_out(long, left_out, lines):
    found = page("<div>" + "<!-- -->" * 25_000 + long + "<p>乙</p>")
    assert (bool(found.all("wbr")), found.outline.texts()) == (left_out, lines)


@pytest.mark.parametrize(
    ("markup", "recognised"),
    [
        ("<div class=TRS_Editor>", True),
        ("<div class=MY_TRS_Editor2><div class='a TRS_Editor'>", True),
        ("<div class=TRS_Editors>", False),
        ("createPageHTML (1, 0)", True),
        ("function createPageHTML(count) {}", False),
        ("function createPageHTML(count) {} createPageHTML(2, 0)", True),
    ],
)
def test_marks_are_whole_names(markup, recognised):
    assert TrsArticlePage.recognises(page(markup)) is recognised
