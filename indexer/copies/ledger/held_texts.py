"""The texts that a ledger compares: it keeps fingerprints of them, and has the texts from the store."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.copies.comparable import Comparable

_MOST = 2_000  # texts in memory

# The wordings of articles, by id: body and printed dateline of the present one, then of earlier ones.
Wordings = Callable[[Sequence[str]], Mapping[str, Sequence[tuple[str, str | None]]]]


def digest(text: Comparable) -> bytes:
    """Of all that a comparison looks at: what two texts have in common that are compared as one."""
    said = f"{text.dateline} {text.text} {text.said_numbers}"
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class HeldTexts:
    """Texts by their number in the ledger: those used last, the others from the store."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._held: OrderedDict[int, Comparable] = OrderedDict()

    def hold(self, number: int, text: Comparable) -> None:
        """Remembers a text, and forgets the one that was used longest ago where there are too many."""
        self._held[number] = text
        self._held.move_to_end(number)
        if len(self._held) > _MOST:
            self._held.popitem(last=False)

    def forget_all(self) -> None:
        """What a transaction that is taken back had numbered: its numbers are given again."""
        self._held.clear()

    def get(
        self, wanted: Mapping[int, bytes], printed_by: Callable[[Sequence[int]], Iterable[tuple[int, str]]]
    ) -> dict[int, Comparable]:
        """The texts with these numbers and digests; `printed_by` tells of numbers the articles that print
        them. One that no article of the store has, in none of its revisions, is left out: it was forgotten or
        masked, which the change log has yet to say, or it is damaged."""
        found = {number: self._held[number] for number in wanted if number in self._held}
        missing = [number for number in wanted if number not in found]
        articles: dict[int, list[str]] = {}
        for number, article in printed_by(missing) if missing else ():
            articles.setdefault(number, []).append(article)
        found |= self._read(wanted, {number: printed[:1] for number, printed in articles.items()})
        others = {number: printed[1:] for number, printed in articles.items() if number not in found}
        found |= self._read(wanted, others)
        for number, text in found.items():
            self.hold(number, text)
        return found

    def _read(
        self, wanted: Mapping[int, bytes], articles: Mapping[int, Sequence[str]]
    ) -> dict[int, Comparable]:
        """What the store has of these texts in these articles."""
        ids = [article for printed in articles.values() for article in printed]
        wordings = self._wordings(ids) if ids else {}
        found = {}
        for number, printed in articles.items():
            texts = (Comparable.of(*one) for article in printed for one in wordings.get(article, ()))
            there = next((text for text in texts if digest(text) == wanted[number]), None)
            if there is not None:
                found[number] = there
        return found
