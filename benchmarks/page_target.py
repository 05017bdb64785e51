"""A saved page that is to be damaged: which lines are title, time and text, and how they are changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from crawler.normalise.text import bare
from crawler.pages.document.nodes import Node, Tree
from crawler.pages.document.outline import Line, Outline
from crawler.pages.lines.info_lines import DAY

TIME = re.compile(DAY)
_HEAD = 30  # lines around a headline among which its time stands


@dataclass
class Target:
    """A page to damage: its tree and lines, which of them are title, time and text, another page's words."""

    tree: Tree
    outline: Outline
    answer: dict[str, Any]
    donor: dict[str, Any]
    random: Random

    @property
    def titles(self) -> list[Line]:
        wanted = bare(self.answer["title"])
        return [line for line in self.outline.lines if bare(line.text) == wanted]

    @property
    def times(self) -> list[Line]:
        """The lines with a date by the headline, else those of the day that is right."""
        lines = self.outline.lines
        at = next((number for number, line in enumerate(lines) if line in self.titles), 0)
        day = (self.answer["publish_time"] or "")[:10]
        body = set(self.text)
        return [
            line
            for number, line in enumerate(lines)
            if TIME.search(line.text)
            and line not in body
            and (abs(number - at) <= _HEAD or day in re.sub(r"[年月/.]", "-", line.text))
        ]

    @property
    def text(self) -> list[Line]:
        wanted = {bare(line) for line in self.answer["body"].split("\n")}
        return [line for line in self.outline.lines if len(line.text) > 4 and bare(line.text) in wanted]


def other_time(target: Target) -> str:
    number = target.random.randint
    day = f"{number(2004, 2025)}-{number(1, 12):02}-{number(1, 28):02}"
    return f"{day} {number(7, 22):02}:{number(0, 59):02}"


def element(line: Line) -> Node:
    """The element that holds a line: its paragraph, where it has one."""
    node = line.nodes[0]
    while node.parent is not None and (node.tag in ("-text", "span", "a", "b", "strong", "font")):
        node = node.parent
    return node


def write(line: Line, text: str, html: str = "") -> None:
    """The line says `text`, or is the elements of `html`."""
    for node in line.nodes[1:]:
        node.replace_with("")
    if html and line.nodes:
        for piece in nodes(html):
            line.nodes[0].insert_before(piece)
    if line.nodes:
        line.nodes[0].replace_with(text)


def replace_text(node: Node, text: str) -> None:
    for child in list(node.iter(include_text=True)):
        child.replace_with(text)


def insert_html(node: Node, html: str, *, before: bool = False) -> None:
    pieces = nodes(html)
    for piece in pieces if before else reversed(pieces):
        (node.insert_before if before else node.insert_after)(piece)


def nodes(html: str) -> Sequence[Node]:
    root = Tree(f"<html><body>{html}</body></html>").body
    return list(root.iter(include_text=True)) if root else []
