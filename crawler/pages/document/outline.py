"""A page as people see it: lines of text in order, with the boxes they stand in. One walk gives all of it.

Block elements and `<br>` end a line. Scripts, styles, form fields, templates (`{{ … }}`) and what is marked
hidden give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.normalise.text import tidy
from crawler.pages.document.line_kinds import BLOCK, BREAK, LINK, MEDIA, SILENT, TEXT, kinds, unlisted
from crawler.pages.document.nodes import Node, attribute
from crawler.pages.document.preformatted import keeps_breaks, paragraphs_of

_TEMPLATES = frozenset(("text/template", "text/html", "text/x-template", "text/plain", "text/tmpl"))
_KEPT_BACK = frozenset(("noscript", "textarea", "template"))
IMAGE_ADDRESS = re.compile(r"https?://\S+\.(?:jpe?g|png|webp)", re.IGNORECASE)
_LONGEST_ADDRESS = 300
# Not visibility: WeChat's pages hide their whole text so, until a script has run.
# And of styles only what is looked at: what hides, and what shows line breaks.
SUSPECTS = '[style*="none" i], [style*="white-space" i], [hidden]'
_PRE_DEPTH = 3  # elements around a text that may say that its line breaks are shown
HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Box:
    """An element that holds lines `first` up to `end`, seen from outside `parent` (-1: none)."""

    __slots__ = ("_marks", "end", "first", "node", "parent")

    def __init__(self, node: Node, parent: int, first: int) -> None:
        self.node, self.parent, self.first, self.end = node, parent, first, first
        self._marks: str | None = None

    @property
    def tag(self) -> str:
        return self.node.tag or ""

    @property
    def marks(self) -> str:
        """Class and id, which often say what the box is for."""
        if self._marks is None:
            attributes = self.node.attributes
            self._marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        return self._marks


class Anchor:
    """A link: its text as printed, its address as written, and the line it begins in."""

    __slots__ = ("href", "line", "text")

    def __init__(self, href: str, line: int) -> None:
        self.href, self.line, self.text = href, line, ""


class MediaElement(NamedTuple):
    """An image, a video or a player, the line it stands in or before, the lines of its outline, and the box
    around it (-1: none); a copy is for browsers without scripts."""

    line: int
    tag: str
    node: Node
    lines: list[Line]
    box: int
    is_copy: bool = False

    @property
    def below(self) -> str | None:
        """The text of the line it stands in or before."""
        return self.lines[self.line].text if self.line < len(self.lines) else None


class Line:
    """A run of text between two breaks; `linked` counts its characters that are links.

    `pieces` are its texts by element, as printed; `nodes` the text nodes they come from, one for each piece.
    """

    __slots__ = ("_spaced", "box", "linked", "nodes", "pieces", "text")

    def __init__(
        self, text: str, pieces: Sequence[str], linked: int, box: int, nodes: Sequence[Node] = ()
    ) -> None:
        self.text, self.pieces, self.linked, self.box, self.nodes = text, pieces, linked, box, nodes
        self._spaced: str | None = None

    @property
    def spaced(self) -> str:
        """The text with a blank between elements: `来源：甲报` and `作者：乙` side by side are two things."""
        if self._spaced is None:
            self._spaced = self.text if len(self.pieces) == 1 else tidy(" ".join(self.pieces))
        return self._spaced


class Unseen(NamedTuple):
    """An element that nobody sees until a script shows it, the line it stands before, its box (-1: none)."""

    line: int
    node: Node
    box: int


class Outline:
    """The lines, boxes, links and media of a tree, in document order, `without` what a selector finds.

    `suspects`: what the selector `SUSPECTS` finds in the tree, for who has looked for it; others may be among
    it.
    """

    def __init__(self, root: Node | None, without: str = "", suspects: Sequence[Node] | None = None) -> None:
        self.root = root
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.anchors: list[Anchor] = []
        self.media: list[MediaElement] = []
        self.unseen: list[Unseen] = []
        self.printed_images: list[str] = []
        self._texts: tuple[str, ...] | None = None
        self._left_out: frozenset[int] = frozenset()
        self._suspects: frozenset[int] = frozenset()
        if root is not None:
            if without:
                self._left_out = frozenset(node.mem_id for node in root.css(without))
            # Asked for once: the attributes of every element cost more than all else that is asked of it.
            found = root.css(SUSPECTS) if suspects is None else suspects
            self._suspects = self._left_out.union(node.mem_id for node in found)
            self._walk(root)

    def texts(self) -> tuple[str, ...]:
        if self._texts is None:
            self._texts = tuple([line.text for line in self.lines])
        return self._texts

    def ancestors(self, box: int, most: int = 1 << 30) -> list[int]:
        """The box and those that hold it, innermost first, at `most` so many; -1 has none."""
        found: list[int] = []
        while box >= 0 and len(found) < most:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def _walk(self, root: Node) -> None:  # noqa: C901
        # This loop sees every node of every page and is a third of the time that reading one takes. That is
        # why it is one function with its state in local variables, and what is frequent comes first. A pile,
        # because pages nest ten thousand deep: the elements around a node, with box and link outside them.
        pile: list[tuple[Node, int, Anchor | None]] = []
        pieces: list[str] = []
        nodes: list[Node] = []
        linked, box = 0, -1
        link: Anchor | None = None
        kind_of, lines, boxes, suspects = kinds().get, self.lines, self.boxes, self._suspects
        node: Node | None = root
        while node is not None:
            kind = kind_of(node.tag_id) or unlisted(node)
            if kind == TEXT:
                # Half of all nodes are the blanks between blocks: told from texts without making a str.
                if not pieces and node.is_empty_text_node:
                    pass
                elif not (text := node.text_content) or text.isspace():
                    if pieces and text:
                        pieces.append(" ")
                        nodes.append(node)
                elif not ("{{" in text or "http" in text or "nonceStr" in text) or self._is_text(text):
                    pieces.append(text)
                    nodes.append(node)
                    if link is not None:
                        linked += len(text.strip())
                        link.text += text
            elif kind != SILENT:
                if pieces and kind >= BREAK:
                    self._line(pieces, linked, box, nodes)
                    pieces, nodes, linked = [], [], 0
                if kind == MEDIA:
                    suspect = bool(suspects) and node.mem_id in suspects
                    if not (suspect and self._is_left_out(node, node.attributes)):
                        self.media.append(MediaElement(len(lines), node.tag or "", node, lines, box))
                elif kind != BREAK and (child := node.first_child) is not None:
                    suspect = bool(suspects) and node.mem_id in suspects and node is not root
                    if not (suspect and self._is_left_out(node, node.attributes)):
                        pile.append((node, box, link))
                        if kind == BLOCK:
                            boxes.append(Box(node, box, len(lines)))
                            box = len(boxes) - 1
                        elif kind == LINK and (href := node.attributes.get("href")):
                            link = Anchor(href, len(lines))
                            self.anchors.append(link)
                        node = child
                        continue
                    if suspect:
                        self.unseen.append(Unseen(len(lines), node, box))
            elif (tag := node.tag) in _KEPT_BACK or (tag == "script" and _is_template(node)):
                self._keep_back(node, box)
            following = node.next if pile else None
            while following is None and pile:
                node, outer, link = pile.pop()
                if outer != box:
                    if pieces:
                        self._line(pieces, linked, box, nodes)
                        pieces, nodes, linked = [], [], 0
                    boxes[box].end = len(lines)
                    box = outer
                following = node.next if pile else None
            node = following
        if pieces:
            self._line(pieces, linked, box, nodes)

    def _keep_back(self, node: Node, box: int) -> None:
        """Notes what a page keeps for scripts, or for browsers without them."""
        self.unseen.append(Unseen(len(self.lines), node, box))
        for copy in node.css("img") if node.tag == "noscript" else ():
            self.media.append(MediaElement(len(self.lines), "img", copy, self.lines, box, is_copy=True))

    def _is_left_out(self, node: Node, attributes: dict[str, str | None]) -> bool:
        if self._left_out and node.mem_id in self._left_out:
            return True
        if "hidden" in attributes or ((style := attributes.get("style")) and HIDING.search(style)):
            self._address(node.text())
            return True
        return False

    def _is_text(self, text: str) -> bool:
        """No templates that no script has filled, no share configs printed bare, no addresses of images."""
        if "nonceStr" in text:
            # Above the config, in the same text, may stand the address of an image.
            for line in text.splitlines():
                self._address(line)
            return False
        return "{{" not in text and not ("http" in text and self._address(text))

    def _address(self, text: str) -> bool:
        """An image's address printed as text is that image, shown or hidden; it is no text."""
        if len(text) < _LONGEST_ADDRESS and IMAGE_ADDRESS.fullmatch(text := text.strip()):
            self.printed_images.append(text)
            return True
        return False

    def _keeps_breaks(self, box: int) -> bool:
        for number in self.ancestors(box, _PRE_DEPTH):
            node = self.boxes[number].node
            # Only what has a style is asked for it; the root is not among the suspects.
            styled = number == 0 or node.tag == "pre" or node.mem_id in self._suspects
            if styled and keeps_breaks(node):
                return True
        return False

    def _line(self, pieces: list[str], linked: int, box: int, nodes: list[Node]) -> None:
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if "\n" in text and self._keeps_breaks(box):
            whole = 2 * linked > len(text)
            parts = paragraphs_of(text)
            self.lines += [Line(part, (part,), whole and len(part), box, nodes[:1]) for part in parts]
            return
        if not text.isprintable() or text[0] == " " or text[-1] == " " or "  " in text:
            text = tidy(text)
        if text:
            # Tuples take half the memory of lists, and a page may have twenty thousand lines.
            linked = linked and min(linked, len(text))
            self.lines.append(Line(text, tuple(pieces), linked, box, tuple(nodes)))


def _is_template(script: Node) -> bool:
    """`<script type="text/template">` holds elements that another script shows."""
    return (attribute(script, "type") or "").lower() in _TEMPLATES
