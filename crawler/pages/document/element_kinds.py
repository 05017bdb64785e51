"""What the HTML standard says of elements by their names, as far as nesting goes (section 13.2, parsing)."""

from __future__ import annotations

from dataclasses import dataclass

_VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_NEVER_OPEN = frozenset(("html", "head", "body", "frameset"))  # twice: their attributes join the first's
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
# Left open at the end of a block, they are opened again in the next.
FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_TABLE_PARTS = frozenset(("caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
# What stands in one of these closes nothing around it.
_BOUNDARIES = frozenset((
    "applet", "button", "caption", "marquee", "math", "object", "svg", "table", "td", "template", "th",
))  # fmt: skip
# And opens again nothing that is open around it.
_MARKERS = frozenset(("applet", "caption", "marquee", "object", "td", "template", "th"))
_CLOSING_P = frozenset((
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dd",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section",
    "summary", "table", "ul", "xmp",
))  # fmt: skip
_SPECIAL = (
    _CLOSING_P | _BOUNDARIES | _TABLE_PARTS | frozenset(("iframe", "noscript", "select", "style", "script"))
)
# An item closes the one before it through these, and through no other special element.
_NO_END_OF_ITEMS = frozenset(("address", "div", "p"))
_ITEMS = frozenset(("li", "dd", "dt"))
_CELLS, _ROWS = ("td", "th", "caption"), ("tbody", "thead", "tfoot", "colgroup")
_LINES = ("rt", "rp", "rb", "rtc")
# An element of the first name closes an open one of the others, where none stands in between that forbids it.
_CLOSED_BY_THEMSELVES = {
    "li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt"), "option": ("option",),
    "optgroup": ("option", "optgroup"), "a": ("a",), "nobr": ("nobr",), "button": ("button",),
    **{f"h{level}": tuple(f"h{other}" for other in range(1, 7)) for level in range(1, 7)},
    **dict.fromkeys(_LINES, _LINES),
    **dict.fromkeys(("td", "th"), _CELLS), "tr": ("tr", *_CELLS),
    **dict.fromkeys((*_ROWS, "caption"), (*_ROWS, "tr", *_CELLS)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What an element's name says of how it nests."""

    name: str
    is_void: bool  # nothing can stand in it
    is_root: bool
    is_raw: bool  # what stands in it is no markup
    is_formatting: bool
    is_table_part: bool
    is_item: bool
    is_special: bool  # no closing tag of an element that is not special reaches beyond it
    is_boundary: bool
    is_marker: bool
    ends_items: bool
    closes_p: bool
    closes: tuple[str, ...]


def kind_of(name: str) -> Kind:
    """The kind of the elements of a name in lower case."""
    return Kind(
        name=name,
        is_void=name in _VOID,
        is_root=name in _NEVER_OPEN,
        is_raw=name in _RAW,
        is_formatting=name in FORMATTING,
        is_table_part=name in _TABLE_PARTS,
        is_item=name in _ITEMS,
        is_special=name in _SPECIAL,
        is_boundary=name in _BOUNDARIES,
        is_marker=name in _MARKERS,
        ends_items=name in _SPECIAL and name not in _NO_END_OF_ITEMS,
        closes_p=name in _CLOSING_P,
        closes=_CLOSED_BY_THEMSELVES.get(name, ()),
    )
