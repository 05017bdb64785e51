"""Which texts hang together by copies, kept as texts come: a story that grows by a print is told without
reading all pairs of its texts.

A group is `plain` while no text of it can hold two strangers' texts, whatever the times of publication: then
it is one story. Of a group that is not, and of a text that is in none, the pairs themselves tell
(`LedgerReader.connected`); such a group may be larger than what hangs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from indexer.copies.edges import Edge
from indexer.copies.ledger.databases import LedgerConnection
from indexer.copies.story_building import can_be_disjoint


class TextGroups:
    """The groups of a ledger, on its connection: the tables `groups` and `plain_groups`."""

    def __init__(self, connection: LedgerConnection) -> None:
        self._connection = connection

    def join(self, text: int, copies: Collection[Edge]) -> None:
        """A text that is new, with the pairs of copies that it makes with those that came before it."""
        if not copies:
            return
        others = {one.b if one.a == text else one.a for one in copies}
        asked = "SELECT text, grp, least FROM groups WHERE text IN ({})"
        rows = {row[0]: row[1:] for row in self._connection.among(asked, list(others))}
        groups = {row[0] for row in rows.values()}
        plain = self._are_plain(groups) and not self._can_hold_strangers(text, copies, rows)
        label = min(groups) if len(groups) == 1 else self._new_label()
        if groups != {label}:
            self._connection.run_all(
                "UPDATE groups SET grp = ? WHERE grp = ?", ((label, one) for one in groups)
            )
            self._connection.run_all("DELETE FROM plain_groups WHERE grp = ?", ((one,) for one in groups))
        self._add({text, *others} - rows.keys(), label)
        self._write_least(copies, {other: least for other, (_, least) in rows.items()})
        self._set_plain(label, plain=plain)

    def _write_least(self, copies: Iterable[Edge], known: Mapping[int, int | None]) -> None:
        """The characters that the least part covers of each text that has parts."""
        fewer: dict[int, int] = {}
        for one in copies:
            before = fewer.get(one.b, known.get(one.b))
            if before is None or one.covered_b < before:
                fewer[one.b] = one.covered_b
        least = "UPDATE groups SET least = ? WHERE text = ?"
        self._connection.run_all(least, ((covered, whole) for whole, covered in fewer.items()))

    def doubt(self, texts: Iterable[int]) -> None:
        """Pairs of these are copies now, or are none any more."""
        numbers = list(texts)
        asked = "SELECT text, grp FROM groups WHERE text IN ({})"
        there: dict[int, int] = dict(self._connection.among(asked, numbers))
        for one in sorted(set(numbers) - there.keys()):
            self._add([one], self._new_label())
        for group in set(there.values()):
            self._set_plain(group, plain=False)

    def drop(self, text: int) -> None:
        """A text that is printed no more: the others may fall apart."""
        row = self._connection.row("SELECT grp FROM groups WHERE text = ?", (text,))
        if row:
            self._set_plain(row[0], plain=False)
            self._connection.run("DELETE FROM groups WHERE text = ?", (text,))

    def plain_with(self, texts: Sequence[int]) -> dict[int, list[int]]:
        """By text, all that hang together with it, where they are one story; of the others the pairs must
        tell."""
        asked = "SELECT text, grp FROM groups JOIN plain_groups USING (grp) WHERE text IN ({})"
        labels: dict[int, int] = dict(self._connection.among(asked, texts))
        together: dict[int, list[int]] = defaultdict(list)
        asked = "SELECT grp, text FROM groups WHERE grp IN ({})"
        for label, text in self._connection.among(asked, list(set(labels.values()))):
            together[label].append(text)
        return {text: together[label] for text, label in labels.items()}

    def settle(self, texts: Collection[int], copies: Collection[Edge]) -> None:
        """All that hang together, with all pairs: they are a plain group from now on, if they can be."""
        parts: dict[int, list[int]] = defaultdict(list)
        lengths = {}
        for one in copies:
            parts[one.b].append(one.covered_b)
            lengths[one.b] = one.length_b
        if any(can_be_disjoint(there, lengths[whole]) for whole, there in parts.items()):
            return
        label = self._new_label()
        self._connection.run_all("DELETE FROM groups WHERE text = ?", ((one,) for one in texts))
        rows = ((one, label, min(parts[one], default=None)) for one in texts)
        self._connection.run_all("INSERT INTO groups VALUES (?, ?, ?)", rows)
        self._set_plain(label, plain=True)

    def _can_hold_strangers(
        self, text: int, copies: Collection[Edge], rows: Mapping[int, Sequence[Any]]
    ) -> bool:
        """Whether the new text, or one that it is a part of, may have two parts that share nothing."""
        own = [one.covered_b for one in copies if one.b == text]
        if can_be_disjoint(own, next((one.length_b for one in copies if one.b == text), 0)):
            return True
        for one in copies:
            least = rows.get(one.b, (0, None))[1] if one.b != text else None
            if least is not None and can_be_disjoint([least, one.covered_b], one.length_b):
                return True
        return False

    def _are_plain(self, groups: Collection[int]) -> bool:
        asked = self._connection.among("SELECT grp FROM plain_groups WHERE grp IN ({})", list(groups))
        return len(list(asked)) == len(groups)

    def _set_plain(self, group: int, *, plain: bool) -> None:
        if plain:
            self._connection.run("INSERT INTO plain_groups VALUES (?) ON CONFLICT DO NOTHING", (group,))
        else:
            self._connection.run("DELETE FROM plain_groups WHERE grp = ?", (group,))

    def _add(self, texts: Iterable[int], group: int) -> None:
        rows = ((one, group) for one in texts)
        self._connection.run_all("INSERT INTO groups (text, grp) VALUES (?, ?)", rows)

    def _new_label(self) -> int:
        return int(self._connection.rows("SELECT coalesce(max(grp), 0) + 1 FROM groups")[0][0])
