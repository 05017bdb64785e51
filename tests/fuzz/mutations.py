"""Saved pages mutated by a seed: bytes flipped, tags dropped, doubled and swapped, pages cut and spliced."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb'[\w:-]{1,30}="[^"<>]{0,300}"')
_CHARSETS = ("utf-8", "gb18030", "gbk", "big5", "utf-16", "cp1252", "shift_jis")
_TOKENS = (
    b"<", b">", b'"', b"'", b"&", b"\0", b"\xff", b"</div>", b"<div>", b"<p>", b"<b>", b"<table>", b"<tr>",
    b"<td>", b"<a href=", b"<!--", b"-->", b"<script>", b"</script>", b"<textarea>", b"<template>", b"<svg>",
    b"<select>", b"<title>", b"<base href=//[>", b"{", b"}", b"[", b'{"a":', b"NaN", b"1e999", b"\\ud800",
    b"&#xd800;", b"&#0;", b"\xed\xa0\x80", b"\xe2\x80\xae", b"9" * 400, b"99999-99-99", b"2026-02-30 25:61",
    b"http://[::1", *map(str.encode, ("编辑：", "（记者", "来源：", "\u3000", "年", "²", "٣")),
)  # fmt: skip

Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


def mutated(pages: Sequence[bytes], seed: int) -> bytes:
    """One of the pages after one to six mutations; the same for the same seed and pages."""
    chance = random.Random(seed)
    page = chance.choice(pages)
    for _ in range(chance.randint(1, 6)):
        page = chance.choice(_MUTATIONS)(page, chance, pages)
    return page


def _flip_bytes(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(page)
    for _i in range(min(len(page), chance.choice((1, 20, 400)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert_tokens(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(page)
    for _i in range(chance.randint(1, 20)):
        at = chance.randint(0, len(changed))
        changed[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 2, 50))
    return bytes(changed)


def _change_tags(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Drops, doubles, or swaps with another tag of the page, a few or many of its tags."""
    tags, share = _TAG.findall(page), chance.choice((0.01, 0.1, 0.5))

    def changed(found: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return found[0]
        return chance.choice((b"", found[0] * 2, chance.choice(tags)))

    return _TAG.sub(changed, page)


def _swap_attributes(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    attributes, share = _ATTRIBUTE.findall(page), chance.choice((0.05, 0.5))
    return _ATTRIBUTE.sub(
        lambda found: chance.choice(attributes) if chance.random() < share else found[0], page
    )


def _cut(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = sorted(chance.randint(0, len(page)) for _i in range(2))
    return chance.choice((page[:end], page[start:], page[:start] + page[end:]))


def _repeat(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A run of the page many times over."""
    start = chance.randint(0, len(page))
    run = page[start : start + chance.choice((10, 100, 1_000))]
    return page[:start] + run * chance.choice((2, 20, 300)) + page[start:]


def _swap_encodings(page: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return page.decode(chance.choice(_CHARSETS), "replace").encode(chance.choice(_CHARSETS), "replace")


def _splice(page: bytes, chance: random.Random, pages: Sequence[bytes]) -> bytes:
    other = chance.choice(pages)
    return page[: chance.randint(0, len(page))] + other[chance.randint(0, len(other)) :]


_MUTATIONS: tuple[Mutation, ...] = (
    _flip_bytes, _insert_tokens, _change_tags, _swap_attributes, _cut, _repeat, _swap_encodings, _splice,
)  # fmt: skip
