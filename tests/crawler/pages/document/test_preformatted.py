"""Texts whose line breaks are shown are cut into paragraphs, and endless ones cost no more than others."""

from __future__ import annotations

import tracemalloc

import pytest

from crawler.pages.document.preformatted import paragraphs_of


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("　　早稻插\n秧。\n　　江水退了。", ["早稻插秧。", "江水退了。"]),
        ("早稻插秧。\n\n江水退了。", ["早稻插秧。", "江水退了。"]),
        ("早稻插秧。\n江水退了。", ["早稻插秧。", "江水退了。"]),
    ],
)
def test_paragraphs(text, paragraphs):
    assert paragraphs_of(text) == paragraphs


def test_a_text_of_endless_lines_takes_a_few_times_its_memory():
    text = "灯" + "\n　" * 700_000 + "灯"
    tracemalloc.start()
    try:
        found = paragraphs_of(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found[0] == found[-1] == "灯"
    assert peak < 10 * 2 * len(text)  # each character takes two bytes
