"""A tree as a reader sees it: lines of text in order, with the boxes they stand in. One walk gives all of it.

Block elements and `<br>` end a line. Scripts, styles, form fields, templates (`{{ … }}`) and what is marked
hidden give nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.normalise.text import tidy

if TYPE_CHECKING:
    from collections.abc import Callable

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
IMAGE_ADDRESS = re.compile(r"https?://\S+\.(?:jpe?g|png|webp)", re.IGNORECASE)
_LONGEST_ADDRESS = 300
# Not visibility: WeChat's pages hide their whole text so, until a script has run.
HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Box:
    """An element that holds lines `first` up to `end`, seen from outside `parent` (-1: none)."""

    __slots__ = ("end", "first", "node", "parent")

    def __init__(self, node: Node, parent: int, first: int) -> None:
        self.node, self.parent, self.first, self.end = node, parent, first, first

    @property
    def tag(self) -> str:
        return self.node.tag or ""

    @property
    def marks(self) -> str:
        """Class and id, which often say what the box is for."""
        attributes = self.node.attributes
        return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


class Anchor:
    """A link: its text as printed, its address as written, and the line it begins in."""

    __slots__ = ("href", "line", "node", "text")

    def __init__(self, href: str, line: int, node: Node) -> None:
        self.href, self.line, self.node, self.text = href, line, node, ""


class Shown(NamedTuple):
    """An image, a video or a player, the line it stands in or before, and the lines of its outline."""

    line: int
    tag: str
    node: Node
    lines: list[Line]

    @property
    def below(self) -> str | None:
        """The text of the line it stands in or before."""
        return self.lines[self.line].text if self.line < len(self.lines) else None


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

    def __init__(self, root: Node | None, without: str = "") -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.anchors: list[Anchor] = []
        self.media: list[Shown] = []
        self.printed_images: list[str] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._box = -1
        self._link: Anchor | None = None
        self._left_out: frozenset[int] = frozenset()
        if root is not None:
            if without:
                self._left_out = frozenset(node.mem_id for node in root.css(without))
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
        # A pile, because pages nest ten thousand deep: the elements around a node, with what holds outside
        # them. This loop sees every node of every page: what is frequent comes first, and calls little.
        pile: list[tuple[Node, int, Anchor | None]] = []
        node: Node | None = root
        while node is not None:
            box, link, child = self._box, self._link, None
            if (tag := node.tag) == "-text":
                if text := node.text_content:
                    self._text(text)
            elif (enter := _ENTER.get(tag or "", Outline._enter_block)) is not None:
                child = enter(self, node)
            if child is not None:
                pile.append((node, box, link))
                node = child
                continue
            following = node.next if pile else None
            while following is None and pile:
                node, box, link = pile.pop()
                if box != self._box:
                    self._close_box()
                self._box, self._link = box, link
                following = node.next if pile else None
            node = following
        if self._pieces:
            self._break()

    def _enter_inline(self, node: Node) -> Node | None:
        child = node.first_child
        return None if child is None or self._is_left_out(node, node.attributes) else child

    def _enter_link(self, node: Node) -> Node | None:
        attributes = node.attributes
        child = node.first_child
        if child is None or self._is_left_out(node, attributes):
            return None
        if href := attributes.get("href"):
            self._link = Anchor(href, len(self.lines), node)
            self.anchors.append(self._link)
        return child

    def _enter_block(self, node: Node) -> Node | None:
        if ":" in (node.tag or ""):  # o:p and st1:chsdate are what word processors leave
            return self._enter_inline(node)
        if self._pieces:
            self._break()
        child = node.first_child
        if child is None or self._is_left_out(node, node.attributes):
            return None
        self.boxes.append(Box(node, self._box, len(self.lines)))
        self._box = len(self.boxes) - 1
        return child

    def _close_box(self) -> None:
        if self._pieces:
            self._break()
        self.boxes[self._box].end = len(self.lines)

    def _enter_media(self, node: Node) -> None:
        if not self._is_left_out(node, node.attributes):
            self.media.append(Shown(len(self.lines), node.tag or "", node, self.lines))

    def _enter_break(self, _: Node) -> None:
        if self._pieces:
            self._break()

    def _is_left_out(self, node: Node, attributes: dict[str, str | None]) -> bool:
        if self._left_out and node.mem_id in self._left_out:
            return True
        if "hidden" in attributes or ((style := attributes.get("style")) and HIDING.search(style)):
            self._address(node.text())
            return True
        return False

    def _text(self, text: str) -> None:
        if text.isspace():
            if self._pieces:
                self._pieces.append(" ")
            return
        # Templates that no script has filled, and share configs printed bare, are no text.
        if "nonceStr" in text:
            self._config(text)
            return
        if "{{" in text or ("http" in text and self._address(text)):
            return
        self._pieces.append(text)
        if self._link is not None:
            self._linked += len(text.strip())
            self._link.text += text

    def _config(self, text: str) -> None:
        """Above a bare share config, in the same text, may stand the address of an image."""
        for line in text.splitlines():
            self._address(line)

    def _address(self, text: str) -> bool:
        """An image's address printed as text is that image, shown or hidden; it is no text."""
        if len(text) < _LONGEST_ADDRESS and IMAGE_ADDRESS.fullmatch(text := text.strip()):
            self.printed_images.append(text)
            return True
        return False

    def _break(self) -> None:
        text = tidy("".join(self._pieces))
        if text:
            self.lines.append(Line(text, self._pieces, min(self._linked, len(text)), self._box))
        self._pieces, self._linked = [], 0


_ENTER: dict[str, Callable[[Outline, Node], Node | None] | None] = {
    "": None,
    "-comment": None,
    **dict.fromkeys(SILENT),
    **dict.fromkeys(INLINE, Outline._enter_inline),
    **dict.fromkeys(MEDIA, Outline._enter_media),
    "a": Outline._enter_link,
    "br": Outline._enter_break,
}
