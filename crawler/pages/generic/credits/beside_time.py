"""What both the source and the people are found with that stand by the headline without a label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.bylines.names import has_surname, is_person
from crawler.normalise.text import tidy
from crawler.pages.generic.named_elements import named_around
from crawler.pages.lines.info_lines import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line
    from crawler.pages.generic.named_elements import Name

DATED = re.compile(rf"{DAY}|民[国國]\s?\d{{2,3}}\s?[-年/.]")
SEPARATORS = re.compile(r"[\s|丨｜·•/／、,，;；\[\]【】]+")
LABELLED = re.compile(r"[:：](?!\d)|作者|编辑|責|责编|记者|記者|来源|來源|通讯员")
_LONGEST_MARKED = 48  # characters


def marked(name: Name, lines: Sequence[Line]) -> Iterator[str]:
    """The texts of elements named so that stand in these lines."""
    printed = ["".join(line.text.split()) for line in lines]
    if not printed:
        return
    for node in named_around(lines, name):
        text = tidy(node.text(separator=" "))
        flat = "".join(text.split())
        if 2 <= len(flat) <= _LONGEST_MARKED and any(flat in line for line in printed):
            yield text


def words_of(line: Line) -> list[str]:
    """The words of a line between blanks, bars and commas."""
    return [word for word in SEPARATORS.split(line.spaced) if word]


def is_name(text: str) -> bool:
    """`何山`: two or three characters that begin with a surname, and no other word."""
    return 1 < len(text) < 4 and has_surname(text) and is_person(text, trusted=False)
