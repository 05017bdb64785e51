"""What a page states in its metadata, as it states it."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.items import Capture
from crawler.pages.document.metadata import Metadata
from crawler.pages.document.page import Page
from shengmei.timezone import SHANGHAI


def metadata(markup: str) -> Metadata:
    at = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
    return Page(Capture(url="https://www.example.cn/a/12.html", fetched_at=at, body=markup.encode())).metadata


@pytest.mark.parametrize(("written", "content"), [
    ('"老城区的树有了“体检表”"', "老城区的树有了“体检表”"),
    ('"“体检表”来了"', "“体检表”来了"),
    ('"“体检表”"', "“体检表”"),
    ("'他说\"来了\"'", '他说"来了"'),
    ("”老城区的树”", "老城区的树"),
    ("“老城区的树", "老城区的树"),
    ("＂老城区的树＂", "老城区的树"),
])  # fmt: skip
def test_quotes_of_the_text_stay_and_those_around_an_attribute_go(written, content):
    assert metadata(f"<meta name=description content={written}>").values == {"description": content}


def test_an_element_whose_name_is_in_curly_quotes_has_its_content_in_them_too():
    assert metadata("<meta name=“description” content=“老城区的树”>").values == {"description": "老城区的树"}


def test_the_first_of_a_name_counts_whatever_its_case():
    stated = metadata("<meta name=Author content=林望><meta property=author content=沈砚秋>")
    assert stated.get(("source", "author")) == ("author", "林望")
    assert stated.text(("source",)) is None


def test_what_is_hidden_is_no_metadata_for_that():
    page = metadata(
        "<link rel=stylesheet href=/a.css hidden><base hidden><script hidden>{}</script>"
        "<link rel=canonical href=https://www.example.cn/a/13.html style='display: none'>"
        "<meta name=author content=何山 hidden><p hidden>堤上</p><p>江水退去</p>"
    )
    assert {tag: len(nodes) for tag, nodes in page._elements.items()} == {
        "meta": 1, "link": 1, "base": 0, "script": 0
    }  # fmt: skip
    assert list(page.canonical_addresses) == ["https://www.example.cn/a/13.html"]
