"""Pages whose head carries the facts: meta publishdate, source, author, contentid (中国江苏网, 华声在线 …).

The generic reader takes time and source from there already. What it leaves is the author, because only a
family knows what that is: on other systems it is who edited the page, a user's number or the outlet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.document.metadata import AUTHOR, SOURCE
from crawler.pages.generic.page import GenericArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[\s,，、]+[\u4e00-\u9fff·]{2,4})*$")
_NO_PERSON = re.compile(r"[报网社台]$|日报|新闻|编辑|媒体|本站|管理")
# Systems with the same meta and a class of their own, or with the facts printed by the headline
_OTHERS = ("_baidu", "detailContent", "ivs_content", "TRS_Editor", "shareVariable", "detail_article")

_MARKS = frozenset(("publishdate", "contentid"))


class MetaMarkedArticlePage(GenericArticlePage):
    """The text by the generic reader; the author and the content id from the head."""

    @classmethod
    def recognises(cls, page: Page) -> bool:
        marked = page.metadata.values.keys() >= _MARKS
        return marked and not any(map(page.has, _OTHERS))

    def content_id(self) -> str | None:
        return super().content_id() or self.metadata.values.get("contentid")

    def author(self) -> str | None:
        """The meta author where it is people, and nobody whom the page prints as its editor."""
        stated = self.metadata.text(AUTHOR)
        if not stated or not _NAMES.match(stated) or _NO_PERSON.search(stated):
            return None
        printed = "".join(self.byline_texts()) + (self.metadata.text(SOURCE) or "")
        return None if stated in printed else self._found("meta author", stated)
