"""A print is found in exactly the texts that have it, in whatever order they came and went."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from indexer.copies.fingerprints import BITS
from indexer.copies.ledger.databases import ledger_at
from indexer.copies.ledger.fingerprint_index import FingerprintIndex


@pytest.fixture
def index(new_ledger):
    connection = ledger_at(new_ledger()).connect({}, create=True)
    with connection.writing():
        yield FingerprintIndex(connection)
    connection.close()


def test_what_comes_and_goes_is_what_a_dictionary_has(index):
    drawn = random.Random(3)
    # Few buckets, and bytes that meet across the border of two entries.
    hashes = [
        bucket << 16 | low for bucket in (0, 1, (1 << BITS - 16) - 1) for low in (0, 1, 256, 257, 0xFFFF)
    ]
    texts = [0, 1, 256, 257, 65_535, 65_536, 65_537, 200_000]
    there: defaultdict[int, set[int]] = defaultdict(set)
    for _ in range(400):
        text = drawn.choice(texts)
        some = set(drawn.sample(hashes, 5))
        if drawn.random() < 0.6:
            index.add(text, [one for one in some if text not in there[one]])
            for one in some:
                there[one].add(text)
        else:
            index.remove(text, [one for one in some if text in there[one]])
            for one in some:
                there[one].discard(text)
    for text in texts:
        index.remove(text, [123 << 16])  # which none has
    for _ in range(2):  # what is yet to be written is found as what was
        found = index.texts_with([*hashes, 7, 7])
        assert {one: sorted(texts) for one, texts in found.items()} == {
            one: sorted(texts) for one, texts in there.items() if texts
        }
        index.flush()
        index = FingerprintIndex(index._connection)


def test_what_was_taken_back_leaves_no_row(index):
    index.add(5, [1, 2 << 16])
    index.remove(5, [1, 2 << 16])
    assert index._connection.rows("SELECT count(*) FROM prints") == [(0,)]
