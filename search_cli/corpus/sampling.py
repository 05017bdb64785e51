"""Samples that are the same whenever and wherever they are drawn again: by lot of the seed and a name.

Each thing has a number that its name and the seed give (a hash); those with the smallest numbers are the
sample. So it does not depend on the order in which an index hands them out, and what an index gains later
changes a sample only where it is drawn itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from heapq import nsmallest


def lot(name: str, seed: int) -> int:
    """The number that decides whether this is drawn, the same on every machine."""
    digest = hashlib.blake2b(f"{seed}\n{name}".encode("utf-8", "replace"), digest_size=16).digest()
    return int.from_bytes(digest)


def drawn(names: Iterable[str], size: int, seed: int) -> list[str]:
    """`size` of the names, or all where there are fewer; in the order of their lots."""
    return nsmallest(size, names, key=lambda name: (lot(name, seed), name))


def shares_of(sizes: Mapping[str, int], total: int, *, equal: bool = False) -> dict[str, int]:
    """How many of each stratum make a sample of `total`: in proportion to their sizes, or equally many.

    In proportion, by largest remainders: `{"湖北": 60, "湖南": 30, "江西": 10}` and 10 give 6, 3 and 1.
    Equally, what a small stratum cannot give the others do.
    """
    total = min(total, sum(sizes.values()))
    if equal:
        return _equal(sizes, total)
    everything = sum(sizes.values()) or 1
    exact = {name: total * size / everything for name, size in sizes.items()}
    found = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(sizes, key=lambda name: (found[name] - exact[name], name))
    for name in by_remainder[: total - sum(found.values())]:
        found[name] += 1
    return found


def _equal(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    found = dict.fromkeys(sizes, 0)
    left = total
    while left:
        open_ones = sorted(name for name, size in sizes.items() if found[name] < size)
        each = max(1, left // len(open_ones))
        for name in open_ones:
            more = min(each, sizes[name] - found[name], left)
            found[name] += more
            left -= more
    return found
