"""What changed in a text, word by word: Chinese by characters, Latin letters and digits by whole runs.

`[-…-]` went and `{+…+}` came, as `git diff --word-diff` writes it; on a terminal in red and green.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from shengmei.console import streams

_TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
ALIKE = 0.5  # the least that two paragraphs have in common that are one, edited
LONGEST = 4_000  # tokens of a paragraph that is compared word by word: the time grows with the square

Piece = tuple[str, str]  # `=`, `-` or `+`, and the text


def paragraph_differences(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """The paragraphs that went, came or were edited, in order, each as pieces; equal ones are left out."""
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        next_new = j1
        for before in old[i1:i2]:
            pair = next((at for at in range(next_new, j2) if _is_edited(before, new[at])), None)
            if pair is None:
                yield [("-", before)]
                continue
            yield from ([("+", one)] for one in new[next_new:pair])
            yield word_differences(before, new[pair])
            next_new = pair + 1
        yield from ([("+", one)] for one in new[next_new:j2])


def word_differences(old: str, new: str) -> list[Piece]:
    """`十二家` and `十四家` give `十`, -`二`, +`四`, `家`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for what, i1, i2, j1, j2 in _opcodes(before, after):
        if what == "equal":
            pieces.append(("=", "".join(before[i1:i2])))
        else:
            pieces += [("-", "".join(before[i1:i2]))] if i1 < i2 else []
            pieces += [("+", "".join(after[j1:j2]))] if j1 < j2 else []
    return pieces


def marked(pieces: Sequence[Piece]) -> str:
    """The pieces in one line: `十[-二-]{+四+}家`."""
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[what].format(text) for what, text in pieces)


def coloured(line: str) -> str:
    """A marked line with its marks in colour where stdout shows colours."""
    line = re.sub(r"\[-(?:(?!\[-).)*?-\]", lambda found: streams.style(found[0], fg="red"), line)
    return re.sub(r"\{\+(?:(?!\{\+).)*?\+\}", lambda found: streams.style(found[0], fg="green"), line)


def _is_edited(old: str, new: str) -> bool:
    """Whether a paragraph is another one, edited."""
    matcher = SequenceMatcher(None, old[:LONGEST], new[:LONGEST], autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _opcodes(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As difflib's; what is equal for one character between two changes belongs to the change."""
    if max(len(before), len(after)) > LONGEST:
        yield "replace", 0, len(before), 0, len(after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = matcher.get_opcodes()
    open_: tuple[str, int, int, int, int] | None = None  # a change that may go on
    for number, (what, i1, i2, j1, j2) in enumerate(found):
        lonely = what == "equal" and 0 < number < len(found) - 1 and len("".join(before[i1:i2])) == 1
        if what != "equal" or lonely:
            open_ = ("replace", open_[1] if open_ else i1, i2, open_[3] if open_ else j1, j2)
            continue
        if open_:
            yield open_
            open_ = None
        yield what, i1, i2, j1, j2
    if open_:
        yield open_
