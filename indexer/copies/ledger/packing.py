"""Prints and passages in few bytes, as the ledger keeps them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from indexer.copies.alignment import Passage

PRINT_BYTES = 4
_PRINT = struct.Struct(">I")


def packed_prints(hashes: Iterable[int]) -> bytes:
    """Four bytes each, sorted."""
    return b"".join(one.to_bytes(PRINT_BYTES, "big") for one in sorted(hashes))


def unpacked_prints(packed: bytes) -> set[int]:
    """What `packed_prints` was given."""
    return {one for (one,) in _PRINT.iter_unpack(packed)}


def packed_passages(passages: Iterable[Passage]) -> bytes:
    """Each passage by what it is behind the one before it, in numbers of as few bytes as they need."""
    packed = bytearray()
    a = b = 0
    for one in passages:
        length = one.a_end - one.a_start
        for number in (
            one.a_start - a,
            length,
            one.b_start - b,
            one.b_end - one.b_start - length,
            length - one.same,
        ):
            number = 2 * number if number >= 0 else -2 * number - 1
            if number <= 0x7F:
                packed.append(number)
            else:
                packed += _number(number)
        a, b = one.a_end, one.b_end
    return bytes(packed)


def unpacked_passages(packed: bytes) -> tuple[Passage, ...]:
    """What `packed_passages` was given."""
    numbers = list(_numbers(packed))
    found = []
    a = b = 0
    for place in range(0, len(numbers), 5):
        behind, length, b_behind, longer, other = numbers[place : place + 5]
        a_start, b_start = a + behind, b + b_behind
        a, b = a_start + length, b_start + length + longer
        found.append(Passage(a_start, a, b_start, b, length - other))
    return tuple(found)


def _number(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    packed = bytearray()
    while number > 0x7F:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def _numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            yield -(number + 1) // 2 if number & 1 else number // 2
            number = shift = 0
