"""What a node means for the lines of a page: it ends one, stands in one, or gives nothing."""

from __future__ import annotations

from functools import cache

from crawler.pages.document.nodes import Node, Tree

_SILENT = frozenset((
    "script", "style", "template", "noscript", "head", "title", "textarea", "select", "option",
    "datalist", "object", "svg", "canvas", "math",
))  # fmt: skip
INLINE_ELEMENTS = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "iframe", "video", "audio", "embed", "source", "picture", "button",
))  # fmt: skip
_MEDIA = frozenset(("img", "video", "iframe", "embed", "audio"))
# Whatever stands in none of these is a block too; these are only recognised faster.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
))  # fmt: skip
# From `BREAK` on a node ends a line.
TEXT, SILENT, INLINE, LINK, MEDIA, BREAK, BLOCK = range(1, 8)


@cache
def kinds() -> dict[int, int]:
    """Kinds by the parser's numbers of element names; it numbers names that it does not know page by page."""
    parser = Tree("<p>text<!-- comment -->")
    text, comment = parser.css("p")[0].iter(include_text=True)
    known = {
        **dict.fromkeys(_BLOCKS, BLOCK), **dict.fromkeys(_SILENT, SILENT),
        **dict.fromkeys(INLINE_ELEMENTS, INLINE), **dict.fromkeys(_MEDIA, MEDIA), "a": LINK, "br": BREAK,
    }  # fmt: skip
    by_number = {parser.create_node(tag).tag_id: kind for tag, kind in known.items()}
    return {**by_number, text.tag_id: TEXT, comment.tag_id: SILENT}


def unlisted(node: Node) -> int:
    """The kind of an element of no known name: o:p and st1:chsdate are what word processors leave."""
    tag = node.tag
    if not tag:
        return SILENT
    return INLINE if ":" in tag else BLOCK
