"""Texts that share nothing by chance."""

from __future__ import annotations

import random

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def made(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))
