"""Texts that share nothing by chance."""

from __future__ import annotations

import random

from indexer.copies.fingerprints import fingerprints

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def made(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def shared_starts(one: str, other: str) -> list[int]:
    """Where in the first the prints begin that both have, as the ledger's posting lists tell them."""
    here, there = ({print_.hash: print_.start for print_ in fingerprints(text)} for text in (one, other))
    return sorted(start for hash_, start in here.items() if hash_ in there)
