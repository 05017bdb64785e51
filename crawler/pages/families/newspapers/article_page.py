"""An article of a known newspaper in no family's layout: 引题 and 副题 are headings beside the headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import bare
from crawler.pages.generic.page import GenericArticlePage
from crawler.pages.lines.info_lines import is_info_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line

_HEADINGS = re.compile(r"h[1-6]")
_SHORTEST, _LONGEST = 4, 70  # characters of a kicker or subtitle
_STEPS = 3  # elements up from a text in which its heading may be


class NewspaperArticlePage(GenericArticlePage):
    """Papers print a heading above and below the headline; web pages have a breadcrumb and a time there."""

    def kicker(self) -> str | None:
        if found := super().kicker():
            return found
        return self._by_headline(
            "heading above the headline",
            lambda lines, at, title: _heading(lines[max(0, at - 1) : at], title),
        )

    def subtitle(self) -> str | None:
        if found := super().subtitle():
            return found
        return self._by_headline(
            "heading below the headline",
            lambda lines, at, title: _heading(lines[at + 1 : at + 2], title),
        )


def _heading(lines: Sequence[Line], title: str) -> str | None:
    """The line, where it is a heading, and neither the title once more nor a line of facts."""
    for line in lines:
        text = line.text
        fits = _SHORTEST <= len(text) <= _LONGEST and not line.linked and bare(text) != bare(title)
        if fits and not is_info_line(text) and _is_heading(line):
            return text
    return None


def _is_heading(line: Line) -> bool:
    node = line.nodes[0].parent if line.nodes else None
    for _ in range(_STEPS):
        if node is None:
            return False
        if _HEADINGS.fullmatch(node.tag or ""):
            return True
        node = node.parent
    return False
