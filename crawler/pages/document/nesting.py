"""Which elements are around which in markup, told from its tags, without the parser.

The parser looks through all open elements at every tag of a block: `<div>` opened 200,000 times takes it two
minutes. This walk takes a second, because it keeps the places of each name.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from functools import cache

from crawler.pages.document.element_kinds import Kind, kind_of
from crawler.pages.document.tags import TAG

_MOST_PENDING, _MOST_ALIKE = 300, 3  # formatting elements left open at a time, and of those the same
_NOT_RAW = ("svg", "math", "select")  # in these a script is no raw text
MOST_ROOTS = 5  # `<html>` and `<body>` tags: each is compared with what the ones before have said
_MADE_BY_CLOSING = ("p", "br")  # `</p>` where none is open is an empty paragraph
_COMMENT = kind_of("!--")
_NONE, _SEVERAL = -1, -2
_NOWHERE: array[int] = array("i")


class Nesting:
    """Which elements are open at each tag of a text, much as the parser sees them.

    Where both may differ, an element counts as open for longer here, so that depth is never counted too low.
    Elements are numbers, and what is known of them stands in arrays: a page may have half a million.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # By element: where its tag begins and ends, where the element ends, and whether it has a closing tag.
        self.start, self.end, self.until = (array("i") for _ in range(3))
        self.is_closed = bytearray()
        # How many elements are around it, how many deep it is itself, the element whose closing tag closes
        # it, how many like it stand before it in the same element.
        self.depth, self.height, self.closer, self.rank = (array("i") for _ in range(4))
        self.left_open: set[int] = set()  # formatting elements that go on behind their block
        self.kind = list[Kind]()
        self.last = bytearray()  # whether no more like it stand behind it in the same element
        # Those open; by place the only child of each, or `_NONE`, or `_SEVERAL`: then the last of each name.
        self.open, self.child = array("i"), array("i", [_NONE])
        self.children: dict[int, dict[str, int]] = {}
        # The places among those open of each name; of what ends the search for a name; of cells and the like.
        self.places: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self.special, self.item_ends, self.boundaries = array("i"), array("i"), array("i")
        self.pending: list[list[int]] = [[]]  # formatting elements to be opened again, by cell
        self.copies = self.position = 0
        # What adjoins is one run.
        self.roots, self.root_runs = 0, list[tuple[int, int]]()
        self._follow()

    def _follow(self) -> None:
        text, position, search = self.text, 0, TAG.search
        opened, closed, add = self._opened, self._closed, self._add
        kinds: dict[str, Kind] = {}
        while found := search(text, position):
            start, position = found.span()
            self.position = start
            slash, name = found.groups()
            if name is None:
                add(_COMMENT, start, position)
                continue
            if (kind := kinds.get(name)) is None:
                lower = name.lower()
                kind = kinds[name] = kinds.setdefault(lower, kind_of(lower))
            if slash:
                closed(kind, start, position)
            elif kind.is_void:
                add(kind, start, position)
            elif kind.is_root:
                self._repeat_root(start, position)
            else:
                opened(kind, start, position)
                if kind.is_raw and not any(map(self.places.get, _NOT_RAW)):
                    raw = _closing_tag(kind.name).search(text, position)
                    position = raw.start() if raw else len(text)
        self.position = len(text)
        while self.open:
            self._pop()

    def closing(self, number: int) -> int:
        """Where the closing tag of an element begins that has one."""
        return self.text.rindex("</", self.end[number], self.until[number])

    def _add(self, kind: Kind, start: int, end: int) -> int:
        """A new element inside those open; its number."""
        number = len(self.start)
        self.start.append(start)
        self.end.append(end)
        self.depth.append(len(self.open))
        self.is_closed.append(0)
        self.height.append(0)
        self.until.append(end)
        self.last.append(1)
        self.kind.append(kind)
        before = self._before(kind.name, number)
        if before != _NONE:
            self.last[before] = 0
        self.rank.append(0 if before == _NONE else self.rank[before] + 1)
        return number

    def _before(self, name: str, number: int) -> int:
        """The last child of this name in the innermost open element; from now on that is `number`."""
        only, place = self.child[-1], len(self.open)
        if only == _NONE:
            self.child[-1] = number
            return _NONE
        if only != _SEVERAL:
            self.child[-1] = _SEVERAL
            self.children[place] = {self.kind[only].name: only}
        known = self.children[place]
        before, known[name] = known.get(name, _NONE), number
        return before

    def _repeat_root(self, start: int, end: int) -> None:
        self.roots += 1
        if self.root_runs and self.root_runs[-1][1] == start:
            self.root_runs[-1] = self.root_runs[-1][0], end
        elif self.roots > MOST_ROOTS:
            self.root_runs.append((start, end))

    def _opened(self, kind: Kind, start: int, end: int) -> None:
        if kind.is_table_part and not self.places["table"]:
            return
        if self.text[end - 2] == "/" and (self.places["svg"] or self.places["math"]):
            self._add(kind, start, end)
            return
        if kind.closes_p:
            self._close_to(self._place("p", self.boundaries))
        if kind.closes:
            self._close_to(self._first_closed(kind))
        if kind.is_special and self.pending[-1]:
            self.copies += len(self.pending[-1])
        self._push(kind, self._add(kind, start, end))

    def _first_closed(self, kind: Kind) -> int:
        """The place from which on an element closes those before it; -1 where it closes none."""
        places = [place for name in kind.closes if (place := self._place(name, self._reach(kind))) >= 0]
        outermost = min if kind.is_table_part else max  # a row closes the row around a cell, too
        return outermost(places, default=-1)

    def _reach(self, kind: Kind) -> array[int]:
        """What stands between an element and one before it that it would close."""
        if kind.is_table_part:
            return self.places["table"]
        return self.item_ends if kind.is_item else self.special

    def _push(self, kind: Kind, number: int) -> None:
        place = len(self.open)
        self.open.append(number)
        self.child.append(_NONE)
        self.places[kind.name].append(place)
        if kind.is_special:
            self.special.append(place)
            if kind.ends_items:
                self.item_ends.append(place)
            if kind.is_boundary:
                self.boundaries.append(place)
            if kind.is_marker:
                self.pending.append([])

    def _pop(self) -> tuple[int, Kind]:
        number = self.open.pop()
        kind = self.kind[number]
        self.until[number] = self.position
        if self.child.pop() == _SEVERAL:
            del self.children[len(self.open) + 1]
        self.places[kind.name].pop()
        if kind.is_special:
            self.special.pop()
            if kind.ends_items:
                self.item_ends.pop()
            if kind.is_boundary:
                self.boundaries.pop()
            if kind.is_marker:
                self.pending.pop()
        if self.open and self.height[self.open[-1]] <= self.height[number]:
            self.height[self.open[-1]] = self.height[number] + 1
        return number, kind

    def _closed(self, kind: Kind, start: int, end: int) -> None:
        if kind.is_formatting and self.pending[-1] and self._forget_pending(kind.name):
            return
        barrier = self.boundaries
        if kind.is_table_part:
            barrier = self.places["table"]
        elif kind.is_boundary:
            barrier = _NOWHERE
        elif not kind.is_special and not kind.is_formatting:
            barrier = self.special
        place = self._place(kind.name, barrier)
        if place < 0:
            if kind.name in _MADE_BY_CLOSING:
                self._add(kind, start, end)
            return
        number = self.open[place]
        if kind.name == "form" and place < len(self.open) - 1:
            return  # closes itself and nothing in it: it counts as open until what is around it closes
        if kind.is_formatting and self.special and self.special[-1] > place:
            self.left_open.add(number)  # the blocks in it stay open, and get a copy of it
            self.copies += 1
            return
        self.is_closed[number] = 1
        self._note_closer(place, number)
        self._close_to(place)
        self.until[number] = end

    def _note_closer(self, place: int, number: int) -> None:
        """The closing tag of the element at a place closes those in it, too."""
        if (unclosed := self.open[place + 1 :]) and len(self.closer) < len(self.start):
            self.closer.extend([_NONE] * (len(self.start) - len(self.closer)))
        for inner in unclosed:
            self.closer[inner] = number

    def _place(self, name: str, barrier: array[int]) -> int:
        """The place of the innermost open element of a name, or -1 where a barrier stands inside it."""
        places = self.places[name]
        if not places or (barrier and barrier[-1] > places[-1]):
            return -1
        return places[-1]

    def _close_to(self, place: int) -> None:
        """Closes the elements from a place on; formatting among them is opened again by what follows."""
        if place < 0:
            return
        while len(self.open) > place + 1:
            number, kind = self._pop()
            if kind.is_formatting:
                self.left_open.add(number)
                self._keep_pending(number)
        self._pop()

    def _keep_pending(self, number: int) -> None:
        """Of those that are written alike the parser opens three again."""
        pending = self.pending[-1]
        if len(pending) >= _MOST_PENDING:
            return
        written = self.written(number)
        if sum(self.written(one) == written for one in pending) < _MOST_ALIKE:
            pending.append(number)

    def written(self, number: int) -> str:
        return self.text[self.start[number] : self.end[number]]

    def _forget_pending(self, name: str) -> bool:
        pending = self.pending[-1]
        for at in range(len(pending) - 1, -1, -1):
            start = self.start[pending[at]] + 1
            if self.text[start : start + len(name)].lower() == name:
                del pending[at]
                return True
        return False


@cache
def _closing_tag(name: str) -> re.Pattern[str]:
    """Where an element ends whose content is no markup."""
    return re.compile(rf"</{name}[\t\n\f\r />]", re.IGNORECASE)
