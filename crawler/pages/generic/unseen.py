"""Text that nobody sees until a script shows it: `display:none`, `<textarea>`, `<template>`, `<noscript>`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.normalise.text import bare
from crawler.pages.document.bounded_markup import bounded
from crawler.pages.document.nodes import Node
from crawler.pages.document.outline import Outline, Unseen
from crawler.pages.generic.body import SHORT_BODY, box_around
from crawler.pages.generic.line_weights import is_prose
from crawler.pages.lines.boilerplate import is_boilerplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crawler.pages.document.outline import MediaElement
    from crawler.pages.generic.body_span import Span

_OF_OTHERS = re.compile(
    r"comment|footer|copyright|sidebar|recommend|relat|nav|share|hot|rank|pinglun|reply|login|modal|dialog|pop|mask|tip|toast"
    r"|agreement|privacy|wechat|weixin|qrcode|app",
    re.IGNORECASE,
)
_OPENS = re.compile(r"展开|展開|全文|剩余|显示全部|查看全部|(?:阅读|查看)更多|余下")
_LONGEST_BUTTON, _BUTTON_NEAR = 20, 4  # characters; lines below a text
_LEAST, _ALONE, _FAR_MORE = 40, 60, 2.5  # characters of prose; times as many as are seen
_MOST = 200  # elements that are looked at
_TAGS = re.compile(r"^\s*<[^>]*>|</\w+>\s*$")
_COMPARED = 20  # characters in which a hidden text begins like what is seen of it


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What of an article is hidden: all of it, or parts by the line of the outline they stand before."""

    whole: Node | None = None
    parts: Mapping[int, Outline] = field(default_factory=dict)

    def merged(self, seen: Sequence[tuple[int, str]]) -> tuple[str, ...]:
        """The lines seen, which are given with their numbers, and the hidden ones at their places."""
        known = {text for _, text in seen}
        more = [
            (at - 1, text) for at, part in self.parts.items() for text in part.texts() if text not in known
        ]
        return tuple(text for _, text in sorted([*seen, *more], key=lambda one: one[0]))

    @property
    def media(self) -> Iterator[MediaElement]:
        return (shown for part in self.parts.values() for shown in part.media)


def hidden(outline: Outline, span: Span) -> Hidden:
    """What is hidden of the text in these lines: parts that go on from it, or all where little is seen."""
    if outline.unseen and (parts := _going_on(outline, span)):
        return Hidden(parts=parts)
    seen = "".join(line.text for line in outline.lines[span.first : span.end])
    if len(seen) >= SHORT_BODY and not (outline.unseen and opens_more(outline, span)):
        return Hidden()
    whole = whole_text(outline, seen)
    return Hidden(whole=whole.root if whole else None)


def whole_text(outline: Outline, seen: str = "") -> Outline | None:
    """The hidden text that is the article where hardly anything is seen, or that begins with what is seen."""
    hidden_texts = _texts([*outline.unseen[:_MOST], *_form_fields(outline)], _ALONE)
    best = max((text for _, text in hidden_texts), key=_prose, default=None)
    if best is None:
        return None
    begins = len(seen) >= _COMPARED and bare("".join(best.texts())).startswith(bare(seen)[:_COMPARED])
    return best if _prose(best) > len(seen) * (1 if begins else _FAR_MORE) else None


def _form_fields(outline: Outline) -> Iterator[Unseen]:
    """Hidden form fields whose value is markup, of which an editor or a script makes the text."""
    fields = outline.root.css("input[type=hidden]") if outline.root else []
    for node in fields[:_MOST]:
        if "<" in (node.attributes.get("value") or ""):
            yield Unseen(0, node, -1)


def _going_on(outline: Outline, span: Span) -> dict[int, Outline]:
    """Hidden parts in the boxes of the text, or in the one around them where a button opens them."""
    if span.first >= span.end:
        return {}
    boxes = {box_around(outline, at) for at in range(span.first, span.end) if at not in span.inserts} - {-1}
    last = box_around(outline, span.end - 1)
    if last >= 0 and opens_more(outline, span):
        boxes.add(outline.boxes[last].parent)
    near = [
        unseen
        for unseen in outline.unseen[:_MOST]
        if unseen.box in boxes and span.first < unseen.line <= span.end
    ]
    return {kept_back.line: text for kept_back, text in _texts(near, _LEAST)}


def opens_more(outline: Outline, span: Span) -> bool:
    """Whether a button right below these lines, or in the last of them, opens more of the text."""
    near = outline.lines[max(span.first, span.end - 1) : span.end + _BUTTON_NEAR]
    return any(len(line.text) <= _LONGEST_BUTTON and _OPENS.search(line.text) for line in near)


def _texts(elements: Iterable[Unseen], least: int) -> Iterator[tuple[Unseen, Outline]]:
    for unseen in elements:
        attributes = unseen.node.attributes
        if _OF_OTHERS.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            continue
        text = _outline(unseen)
        if _prose(text) >= least:
            yield unseen, text


def _outline(unseen: Unseen) -> Outline:
    node = unseen.node
    if node.tag in ("textarea", "script"):
        written = node.text()
    elif node.tag == "input":
        written = node.attributes.get("value") or ""
    elif node.tag in ("template", "noscript"):
        written = _TAGS.sub("", node.html or "")
    else:
        return Outline(node)
    return Outline(bounded(written if "<" in written else written.replace("\n", "<br>")).tree.body)


def _prose(text: Outline) -> int:
    """How many characters of sentences; none in what is mostly links or a notice of rights."""
    running = [line for line in text.lines if not line.linked and not is_boilerplate(line.text)]
    return sum(len(line.text) for line in running if is_prose(line))
