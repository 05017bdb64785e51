"""Prints and passages come back as they were packed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.copies.alignment import Passage
from indexer.copies.fingerprints import BITS
from indexer.copies.ledger.packing import (
    PRINT_BYTES,
    packed_passages,
    packed_prints,
    unpacked_passages,
    unpacked_prints,
)

PLACE = st.integers(0, 2**31)


@given(st.sets(st.integers(0, 2**BITS - 1)))
def test_prints_come_back(hashes):
    assert unpacked_prints(packed_prints(hashes)) == hashes
    assert len(packed_prints(hashes)) == PRINT_BYTES * len(hashes)


@given(st.lists(st.builds(Passage, PLACE, PLACE, PLACE, PLACE, PLACE)))
def test_passages_come_back(passages):
    assert unpacked_passages(packed_passages(passages)) == tuple(passages)


def test_passages_take_few_bytes():
    assert len(packed_passages([Passage(0, 120, 1000, 1120, 120), Passage(130, 400, 1200, 1470, 268)])) <= 16
