"""Texts that share nothing by chance."""

from __future__ import annotations

import random

from indexer.copies.fingerprints import K, fingerprints

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def made(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def shared_runs(one: str, other: str) -> set[str]:
    """The runs of characters of the prints that both have, as the ledger's posting lists tell them."""
    runs = ({text[there.start : there.start + K] for there in fingerprints(text)} for text in (one, other))
    return set.intersection(*runs)
