"""Texts and passages come back as they were packed."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from indexer.copies.alignment import Passage
from indexer.copies.packing import packed_passages, packed_text, unpacked_passages, unpacked_text
from tests.indexer.copies.made_up_texts import made

PLACE = st.integers(0, 2**31)


@given(st.text(st.characters()))
def test_a_text_comes_back(text):
    assert unpacked_text(packed_text(text)) == text


def test_half_of_a_character_and_what_is_beyond_the_basic_plane_come_back():
    for text in ("渡口\ud800开了", "𠮷野家\ue000", "ｕ"):
        assert unpacked_text(packed_text(text)) == text


@given(st.lists(st.builds(Passage, PLACE, PLACE, PLACE, PLACE, PLACE)))
def test_passages_come_back(passages):
    assert unpacked_passages(packed_passages(passages)) == tuple(passages)


def test_they_take_less_than_text():
    text = made(1, 600)
    assert len(packed_text(text)) < len(zlib.compress(text.encode(), 9))
    assert len(packed_passages([Passage(0, 120, 1000, 1120, 120), Passage(130, 400, 1200, 1470, 268)])) <= 16
