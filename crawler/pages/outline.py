"""A tree as a reader sees it: lines of text in order, with the boxes they stand in. One walk gives all of it.

Block elements and `<br>` end a line. Scripts, styles, form fields, templates (`{{ … }}`) and what is marked
hidden give nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import tidy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

SILENT = frozenset((
    "script", "style", "template", "noscript", "head", "title", "textarea", "select", "option",
    "datalist", "object", "svg", "canvas", "math",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "iframe", "video", "audio", "embed", "source", "picture", "button",
))  # fmt: skip
MEDIA = frozenset(("img", "video", "iframe", "embed", "audio"))
HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class Box:
    """An element that holds lines `first` up to `end`, seen from outside `parent` (-1: none)."""

    __slots__ = ("end", "first", "marks", "node", "parent", "tag")

    def __init__(self, tag: str, marks: str, parent: int, first: int, node: Node) -> None:
        self.tag, self.marks, self.parent, self.first, self.end, self.node = (
            tag,
            marks,
            parent,
            first,
            first,
            node,
        )


class Anchor:
    """A link: its text as printed, its address as written, and the line it begins in."""

    __slots__ = ("href", "line", "node", "text")

    def __init__(self, href: str, line: int, node: Node) -> None:
        self.href, self.line, self.node, self.text = href, line, node, ""


class Line:
    """A run of text between two breaks; `linked` counts its characters that are links."""

    __slots__ = ("box", "linked", "pieces", "text")

    def __init__(self, text: str, pieces: list[str], linked: int, box: int) -> None:
        self.text, self.pieces, self.linked, self.box = text, pieces, linked, box

    @property
    def spaced(self) -> str:
        """The text with a blank between elements: `来源：甲报` and `作者：乙` side by side are two things."""
        return tidy(" ".join(self.pieces))


class Outline:
    """The lines, boxes, links and media of a tree, in document order."""

    def __init__(self, root: Node | None) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.anchors: list[Anchor] = []
        self.media: list[tuple[int, str, Node]] = []  # line it stands before or in, tag, node
        self._pieces: list[str] = []
        self._linked = 0
        self._box = -1
        self._link: Anchor | None = None
        if root is not None:
            self._walk(root)

    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)

    def ancestors(self, box: int) -> list[int]:
        """The box and those around it, innermost first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def _walk(self, root: Node) -> None:
        # Explicit, because pages nest ten thousand deep; a tuple on the pile is the end of an element.
        pile: list[Node | tuple[int, Anchor | None, bool]] = [root]
        while pile:
            item = pile.pop()
            if isinstance(item, tuple):
                self._leave(*item)
                continue
            following = item.next if item is not root else None
            if following is not None:
                pile.append(following)
            self._enter(item, pile)
        self._break()

    def _enter(self, node: Node, pile: list[Node | tuple[int, Anchor | None, bool]]) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return
        if tag == "br":
            self._break()
        if not tag or tag[0] == "-" or tag in SILENT or tag == "br":
            return
        attributes = node.attributes
        if _hidden(attributes):
            return
        if tag in MEDIA:
            self.media.append((len(self.lines), tag, node))
            return
        inline = tag in INLINE or ":" in tag  # o:p and st1:chsdate are what word processors leave
        pile.append((self._box, self._link, inline))
        if tag == "a":
            self._open_link(attributes.get("href"), node)
        if not inline:
            self._open_box(tag, attributes, node)
        if (child := node.first_child) is not None:
            pile.append(child)

    def _leave(self, box: int, link: Anchor | None, inline: bool) -> None:
        if not inline:
            self._break()
            self.boxes[self._box].end = len(self.lines)
        self._box, self._link = box, link

    def _text(self, text: str) -> None:
        if "{{" in text or not text:
            return
        self._pieces.append(text)
        if self._link is not None and (shown := text.strip()):
            self._linked += len(shown)
            self._link.text += text

    def _open_link(self, href: str | None, node: Node) -> None:
        if href:
            self._link = Anchor(href, len(self.lines), node)
            self.anchors.append(self._link)

    def _open_box(self, tag: str, attributes: dict[str, str | None], node: Node) -> None:
        self._break()
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        self.boxes.append(Box(tag, marks, self._box, len(self.lines), node))
        self._box = len(self.boxes) - 1

    def _break(self) -> None:
        if not self._pieces:
            return
        text = tidy("".join(self._pieces))
        if text:
            self.lines.append(Line(text, self._pieces, min(self._linked, len(text)), self._box))
        self._pieces, self._linked = [], 0


def _hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and HIDING.search(style))
