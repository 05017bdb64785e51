"""Founder (方正翔宇): `/2021-05/23/content_12345678.htm`, for web sites and for newspapers page by page.

The system writes what it knows of an article into one comment, `<!--enpproperty <date>…<title>…
/enpproperty-->`, and puts the text between `<!--enpcontent-->` and `<!--/enpcontent-->` or into
`<founder-content>`. The author there is mostly empty: the last lines of the text name who wrote it.
"""

from __future__ import annotations

import html
import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from crawler.items import Edition
from crawler.normalise import dates
from crawler.normalise.text import tidy
from crawler.pages.document.line_kinds import INLINE_ELEMENTS
from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.page import Node, Page

ARTICLE_URL = r"/content_\d+(?:_\d{1,2})?\.html?$"
LIST_URL = r"/node_\d+(?:_\d{1,3})?\.html?$"
_PATH = re.compile(r"(https?://[^?#]{1,300}/content_(\d+))(?:_\d{1,2})?(\.html?)")
_LONGEST_PROPERTY = 20_000
_MOST_STARTS = 4  # real pages write the comment once or twice
_VALUE = re.compile(r"<(\w{2,20})>(.{0,2000}?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,200}>")
_MARKS = ("<!--enpproperty", "<!--enpcontent")
# A midnight is how the system writes a day: 2022-02-13 00:00:00:0
_TAIL = re.compile(r"\s00:00:00(?:[.:]0+)?$|[.:]0+$")
_CLOCK = re.compile(r"\d{1,2}\s?[:：时]\s?\d{2}")
# 第A01版：头版 · A01版：要闻
_EDITION = re.compile(r"第?\s?([A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s?版\s?[:：]\s?(\S{1,12})$")


class FounderArticlePage(LayoutArticlePage):
    """Web pages of Founder; the comment after a layout names the outlet, and the year."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(body="founder-content"),
        Layout(body="#ozoom"),
        Layout(title=".newsContent_title h1", body=".newsContent_Detailed"),  # 海口网 2019
        Layout(title="h1.h1-news", body=".article-content"),  # 深圳新闻网 2019
        Layout(title=".g-content-t", body=".g-content-c"),  # 贵阳网 2019
        Layout(title=".dbt", body=".contents"),  # 重庆日报 2019
        Layout(body=".main_article"),  # 金羊网 2019
        Layout(body=".cont-news"),  # 东南网 2019
    )
    furniture = "founder-title, founder-date, h1"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://www.cqrb.cn/2021-05/23/content_12_2.htm` gives the address without `_2`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(3)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://www.cqrb.cn/2021-05/23/content_12.htm` gives `12`."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return _is_founder(page) and not _is_paper(page)

    @cached_property
    def properties(self) -> dict[str, str]:
        """What the comment says; {} where there is none."""
        _, begun, rest = self.page.text.partition("<!--enpproperty")
        comment, ended, _ = rest[:_LONGEST_PROPERTY].partition("/enpproperty")
        values = _VALUE.finditer(comment) if begun and ended else ()
        found = {value.group(1): tidy(html.unescape(_TAG.sub(" ", value.group(2)))) for value in values}
        return {name: value for name, value in found.items() if value}

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        if stated := self.properties.get("title"):
            yield stated, "enpproperty"
        yield from super().stated_titles()

    def stated_sources(self) -> Iterator[tuple[str, str]]:
        if name := self.properties.get("sourcename") or self.properties.get("source"):
            yield name, "enpproperty"

    @cached_property
    def layout(self) -> Layout:
        """Where the system marks the text itself, no layout is needed."""
        return Layout(body="") if self._marked_text else super().layout

    def content(self) -> Sequence[Node]:
        return self._found("enpcontent", marked) if (marked := self._marked_text) else super().content()

    @cached_property
    def _marked_text(self) -> Sequence[Node]:
        """What stands between the comments; what holds it where its lines are not all elements."""
        starts = islice(self.page.comments("enpcontent"), _MOST_STARTS)
        return next(filter(None, map(_between, starts)), ())

    def content_id(self) -> str | None:
        stated = self.properties
        return super().content_id() or stated.get("articleid") or stated.get("paperarticleid")

    def kicker(self) -> str | None:
        return self._stated("introtitle")

    def subtitle(self) -> str | None:
        return self._stated("subtitle")

    def column(self) -> str | None:
        return self._stated("nodename")

    def author(self) -> str | None:
        return self._stated("author") or super().author()

    def keywords(self) -> str | None:
        return self._stated("keyword") or super().keywords()

    def published(self) -> str | None:
        """What is printed where it has a clock time, or a label; else the system's own time."""
        printed, stated = super().published(), _TAIL.sub("", self.properties.get("date", ""))
        if not stated or (printed and (_CLOCK.search(printed) or _differs(printed, stated))):
            return printed
        return self._found("enpproperty", stated)

    def _stated(self, name: str) -> str | None:
        value = self.properties.get(name)
        return self._found("enpproperty", value) if value else None


class FounderPaperPage(FounderArticlePage):
    """An article of a newspaper page: 版次 and 版名, 引题 and 副题, and the day from the address."""

    furniture = "#Title, #PreTitle, #SubTitle, h1"

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return _is_founder(page) and _is_paper(page)

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        yield from ((text, "#Title") for node in self.page.all("#Title") if (text := self.text_of(node)))
        yield from super().stated_titles()

    def kicker(self) -> str | None:
        return self.first("#PreTitle") or super().kicker()

    def subtitle(self) -> str | None:
        return self.first("#SubTitle") or super().subtitle()

    def edition(self) -> Edition | None:
        """The page that is open: `第A01版：头版`; the other pages of the paper are links."""
        for line in self.page.outline.lines:
            if not line.linked and (found := _EDITION.match(line.text)):
                return self._found("版次", Edition(number=found.group(1), name=found.group(2)))
        return None


def _is_founder(page: Page) -> bool:
    # One search of the whole page instead of two, where it has none of them, as most pages.
    return page.has("<founder-content") or (page.has("<!--enp") and any(map(page.has, _MARKS)))


def _differs(printed: str, stated: str) -> bool:
    """Whether a day is printed behind a label, and is another than the system's."""
    days = [time.at.date() for text in (printed, stated) if (time := dates.read_time(text, ""))]
    return len(days) > 1 and days[0] != days[1] and dates.is_labelled(printed)


def _is_paper(page: Page) -> bool:
    """Newspapers show the printed page with an area for each article, and have an id of their own."""
    return page.has("PagePicMap") or page.has("<paperid>")


def _between(start: Node) -> list[Node]:
    """The elements from the comment on up to its counterpart; [] where nothing is printed there."""
    found: list[Node] = []
    node = start.next
    while node is not None and (node.comment_content or "").strip() != "/enpcontent":
        found.append(node)
        node = node.next
    shown = [node for node in found if node.tag != "-comment" and (node.text() or "").strip()]
    if not shown:
        return []
    loose = any(node.tag == "-text" or node.tag in INLINE_ELEMENTS for node in shown)
    return [start.parent] if loose and start.parent is not None else found
