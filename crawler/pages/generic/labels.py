"""How far a label reaches: `编辑：何山` in an element of its own names nobody in the elements behind it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.normalise.sources import label_end
from crawler.normalise.text import tidy
from crawler.pages.document.nodes import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.nodes import Node
    from crawler.pages.document.outline import Line

_LABEL = re.compile(
    r"[\u4e00-\u9fff]\s{0,3}[:：|丨｜│/／](?!\d)|[记記]者|通[讯訊][员員]|编辑|編輯|责编|責編|作者|来源|來源|实习生"
)
# What goes on a list or a name though its element has ended: `、`, `-`
_GOES_ON = re.compile(r"[、，,&＆\-－—–·]")
_MARK_ALONE = re.compile(r"\s*[:：|丨｜│/／]\s*$")
_VALUE_TRIM = " \t\n\u3000\xa0:：|丨｜/／"
_FORMATTING = frozenset(("b", "strong", "em", "i", "u", "font", "big", "small"))
_AROUND_PICTURE = ("a", "span", "em", "i", "b")
_HIGHEST = 12  # elements around a text that are looked at; a label and its value are never farther apart


class _Piece(NamedTuple):
    """A text of a line that is not blank; `path` has the ids of its node and of the elements around it,
    innermost first; `attached`: no blank stands between it and the text before."""

    text: str
    path: tuple[int, ...]
    tag: str
    attached: bool
    node: Node

    @property
    def element(self) -> int:
        return self.path[min(1, len(self.path) - 1)]


def fields(line: Line) -> tuple[str, ...]:
    """A line cut where the element of a label ends: `编辑：何山` and `方圆` of two `<span>` side by side.

    A label that is an element of its own reaches over the next element.
    """
    if len(line.pieces) < 2 or not _LABEL.search(line.text):
        return (line.spaced,)
    return tuple(tidy(" ".join(texts)) for texts in _cut(_pieces(line)))


def _cut(pieces: Sequence[_Piece]) -> Iterator[list[str]]:
    texts: list[str] = []
    scope: int | None = None  # the element in which the last label holds
    label: tuple[int, ...] = ()  # the path of that label while its value is still to come
    for piece in pieces:
        inside = scope is None or scope in piece.path
        if not inside and (
            label or _GOES_ON.match(piece.text.strip()) or _GOES_ON.match(texts[-1].strip()[-1:])
        ):
            scope = _branch(piece.path, label or (scope or 0,))
        elif not inside:
            yield texts
            texts, scope = [], None
        texts.append(piece.text)
        if _LABEL.search(piece.text):
            scope, label = piece.element, piece.path if _ends_with_label(piece.text) else ()
        elif not _MARK_ALONE.match(piece.text):
            label = ()
    yield texts


def _ends_with_label(text: str) -> bool:
    *_, last = _LABEL.finditer(text)
    return not text[last.end() :].strip(_VALUE_TRIM)


def _branch(path: Sequence[int], other: Sequence[int]) -> int:
    """The outermost element around a text that is not around the other text too."""
    return next((one for one in reversed(path) if one not in other), path[0])


def source_fields(line: Line) -> Iterator[str]:
    """Labels for sources, each with its value, which ends with its element: `来源：示例网` before
    `<b>159</b>`."""
    pieces = _pieces(line)
    for number, piece in enumerate(pieces):
        end = label_end(piece.text)
        if end is None:
            continue
        text, before = piece.text, piece
        if not text[end:].strip(_VALUE_TRIM) and (shown := _picture_behind(piece.node)):
            yield tidy(f"{text} {shown}")
            continue
        for following in pieces[number + 1 :]:
            if text[end:].strip(_VALUE_TRIM) and not _continues(before, following, piece.element):
                break
            text, before = text + following.text, following
        yield tidy(text)


def _picture_behind(node: Node) -> str | None:
    """What a picture right behind a text is said to show: `来源：<img alt=示例日报>`, also in a link."""
    following = node.next or (node.parent.next if node.parent else None)
    while following is not None and following.tag == "-text" and not following.text().strip():
        following = following.next
    if following is None or following.tag not in ("img", *_AROUND_PICTURE) or following.text().strip():
        return None
    picture = following if following.tag == "img" else following.css_first("img")
    return attribute(picture, "alt", "title") if picture else None


def _continues(before: _Piece, piece: _Piece, label_element: int) -> bool:
    """`人民网` `-` `人民日报`, `示例<em>晚</em>报`: one name in several elements."""
    if _GOES_ON.match(piece.text.strip()) or _GOES_ON.match(before.text.strip()[-1:]):
        return True
    within = before.element == label_element and piece.tag in _FORMATTING and label_element in piece.path
    return piece.attached and (within or piece.element == label_element) and piece.text[0].isalpha()


def _pieces(line: Line) -> list[_Piece]:
    found: list[_Piece] = []
    attached = False
    for text, node in zip(line.pieces, line.nodes, strict=False):
        if text.isspace():
            attached = False
            continue
        path = tuple(element.mem_id for element in islice(_upwards(node), _HIGHEST))
        tag = node.parent.tag if node.parent else None
        found.append(_Piece(text, path, tag or "", attached and not text[0].isspace(), node))
        attached = not text[-1].isspace()
    return found


def _upwards(node: Node) -> Iterator[Node]:
    at: Node | None = node
    while at is not None:
        yield at
        at = at.parent
