"""Fingerprints of a text: hashes of runs of nine characters, of which winnowing keeps about one in nine.

Two texts that share a run of 24 characters share a fingerprint (Schleimer, Wilkerson and Aiken 2003:
k + w - 1).
"""

from __future__ import annotations

from typing import NamedTuple

K = 9  # characters of a run
WINDOW = 16  # runs, of which the one with the least hash is kept
BITS = 31  # four bytes in SQLite; hashes that are equal by chance cost an alignment and give no passage

_BASE = 0x100000001B3
_MASK = (1 << 64) - 1
_TOP = pow(_BASE, K, 1 << 64)
_SCATTER = 0x9E3779B97F4A7C15  # the least of neighbouring hashes must not go with the characters


class Fingerprint(NamedTuple):
    """A hash of `BITS` bits, and where in the text its run begins."""

    hash: int
    start: int


def fingerprints(text: str) -> list[Fingerprint]:
    """The fingerprints of a text in order; of one shorter than `WINDOW + K - 1` its least, of one shorter
    than `K` none."""
    hashes = _hashes(text)
    if not hashes:
        return []
    if len(hashes) <= WINDOW:
        return [_rightmost_least(hashes, 0, len(hashes))]
    kept = [_rightmost_least(hashes, 0, WINDOW)]
    for end in range(WINDOW, len(hashes)):
        last = kept[-1]
        if last.start <= end - WINDOW:
            kept.append(_rightmost_least(hashes, end - WINDOW + 1, end + 1))
        elif hashes[end] <= last.hash:
            kept.append(Fingerprint(hashes[end], end))
    return kept


def _rightmost_least(hashes: list[int], start: int, end: int) -> Fingerprint:
    least = min(hashes[start:end])
    place = end - 1
    while hashes[place] != least:
        place -= 1
    return Fingerprint(least, place)


def _hashes(text: str) -> list[int]:
    """A rolling hash of each run of `K` characters, scattered to `BITS` bits."""
    codes = [ord(one) for one in text]
    rolling = 0
    for code in codes[: K - 1]:
        rolling = (rolling * _BASE + code) & _MASK
    hashes = []
    leaving = [0, *codes]
    for code, left in zip(codes[K - 1 :], leaving, strict=False):
        rolling = (rolling * _BASE + code - left * _TOP) & _MASK
        mixed = ((rolling ^ (rolling >> 32)) * _SCATTER) & _MASK
        hashes.append((mixed ^ (mixed >> 29)) >> (64 - BITS))
    return hashes
