"""Other libraries that find near-duplicates, on the texts of `make bench-copies`: rensa, datasketch, simhash.

All get the text as the ledger compares it, in runs of five characters, which served them best in trials.
MinHash has 128 permutations in 64 bands of 2, which finds the most; SimHash compares all pairs, so that no
index loses any. simhash had its last version in 2022 and is the one that most use; today's numpy runs it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH
from simhash import Simhash

Pair = tuple[int, int]
RUN = 5  # characters
PERMUTATIONS, BANDS = 128, 64
BITS = 12  # of 64, in which two that are alike differ at most


@dataclass(frozen=True, kw_only=True)
class Peer:
    """What a library finds: pairs with its own measure of how alike they are, and what that cost, in
    milliseconds of processor time a text."""

    name: str
    pairs: Mapping[Pair, float]
    cost: float


def peers(texts: Mapping[int, str]) -> list[Peer]:
    """Each library on the same texts, by number."""
    runs = {number: _runs(text) for number, text in texts.items()}
    found = []
    for name, ask in (("rensa", _rensa), ("datasketch", _datasketch), ("simhash", _simhash)):
        before = time.process_time()
        pairs = ask(runs)
        cost = (time.process_time() - before) * 1000 / len(texts)
        found.append(Peer(name=name, pairs=pairs, cost=cost))
    return found


def best(peer: Peer, true: set[Pair], tolerated: set[Pair]) -> tuple[float, float, float]:
    """Threshold, precision and recall at the peer's best F1, as if it had been told which; pairs that are
    tolerated count neither way."""
    ranked = sorted(
        ((value, pair) for pair, value in peer.pairs.items() if pair not in tolerated), reverse=True
    )
    right, chosen = 0, (0.0, 0.0, 0.0, 0.0)
    for place, (value, pair) in enumerate(ranked, 1):
        right += pair in true
        if place < len(ranked) and ranked[place][0] == value:
            continue
        precision, recall = right / place, right / len(true)
        measure = 2 * precision * recall / (precision + recall) if right else 0.0
        chosen = max(chosen, (measure, value, precision, recall))
    return chosen[1:]


def recalls(found: Sequence[Iterable[Pair]], kinds: Mapping[str, Sequence[Pair]]) -> dict[str, list[float]]:
    """By kind of pair, the share that each of `found` has."""
    sets = [set(one) for one in found]
    return {
        kind: [sum(pair in one for pair in pairs) / len(pairs) for one in sets]
        for kind, pairs in sorted(kinds.items())
    }


def _runs(text: str) -> list[str]:
    return sorted({text[start : start + RUN] for start in range(max(len(text) - RUN + 1, 1))})


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _rensa(runs: Mapping[int, list[str]]) -> dict[Pair, float]:
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    hashes = {}
    pairs: set[Pair] = set()
    for number, some in runs.items():
        hashes[number] = RMinHash(num_perm=PERMUTATIONS, seed=1)
        hashes[number].update(some)
        pairs.update(_ordered(number, other) for other in index.query(hashes[number]))
        index.insert(number, hashes[number])
    return {(a, b): float(hashes[a].jaccard(hashes[b])) for a, b in pairs}


def _datasketch(runs: Mapping[int, list[str]]) -> dict[Pair, float]:
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    hashes = {}
    pairs: set[Pair] = set()
    for number, some in runs.items():
        hashes[number] = MinHash(num_perm=PERMUTATIONS, seed=1)
        hashes[number].update_batch([one.encode() for one in some])
        pairs.update(_ordered(number, other) for other in index.query(hashes[number]))
        index.insert(number, hashes[number])
    return {(a, b): float(hashes[a].jaccard(hashes[b])) for a, b in pairs}


def _simhash(runs: Mapping[int, list[str]]) -> dict[Pair, float]:
    values = {number: Simhash(some).value for number, some in runs.items()}
    numbers = list(values)
    hashes = numpy.array([values[number] for number in numbers], dtype=numpy.uint64)
    found: dict[Pair, float] = {}
    by_hash = defaultdict(list)
    for place in range(len(numbers)):
        by_hash[int(hashes[place])].append(place)
    distinct = numpy.array(list(by_hash), dtype=numpy.uint64)
    for one, places in by_hash.items():
        distances = numpy.bitwise_count(distinct ^ numpy.uint64(one))
        for other in numpy.flatnonzero(distances <= BITS):
            alike = 1 - int(distances[other]) / 64
            for a in places:
                for b in by_hash[int(distinct[other])]:
                    if a < b:
                        found[_ordered(numbers[a], numbers[b])] = alike
    return found
