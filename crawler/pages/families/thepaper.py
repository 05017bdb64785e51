"""澎湃新闻: the article is JSON in `script#__NEXT_DATA__`; before about 2021 it was printed in the page."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.items import Media
from crawler.pages.document.bounded_markup import bounded
from crawler.pages.document.nodes import Tree
from crawler.pages.families.layouts import Layout, LayoutArticlePage
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.page import Node, Page

ARTICLE_URL = r"/newsDetail_forward_\d+$|^/detail/\d+$"
_ABOUT = ".news_about p"
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_PATH = ("props", "pageProps", "detailData", "contentDetail")


class ThepaperArticlePage(LayoutArticlePage):
    """Both forms of a page."""

    layouts: ClassVar[tuple[Layout, ...]] = (Layout(title="h1.news_title", body=".news_txt"),)

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`/detail/27330012`, as telephones have it, and `/newsDetail_forward_27330012` are one article."""
        return folded.replace("thepaper.cn/detail/", "thepaper.cn/newsDetail_forward_", 1)

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://www.thepaper.cn/newsDetail_forward_27330012` gives `27330012`."""
        name = url.rsplit("/", 1)[-1].removeprefix("newsDetail_forward_")
        return name if name.isdecimal() else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return page.has("contentDetail") and page.has("__NEXT_DATA__")

    @cached_property
    def detail(self) -> dict[str, Any]:
        """What the page's JSON says of the article; {} on a page of the old form."""
        node = self.page.maybe("script#__NEXT_DATA__")
        try:
            data = json.loads(node.text(), strict=False) if node else {}
        except (ValueError, RecursionError):
            return {}
        for step in _PATH:
            data = data.get(step) if isinstance(data, dict) else None
        return data if isinstance(data, dict) else {}

    @cached_property
    def layout(self) -> Layout:
        return Layout(body="") if self._said("content") else super().layout

    def content_id(self) -> str | None:
        number = self.detail.get("contId")
        return str(number) if isinstance(number, int) else self._said("contId") or super().content_id()

    def title(self) -> str | None:
        return self._said("name") or super().title()

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        if stated := self._said("name"):
            yield stated, "__NEXT_DATA__"
        yield from super().stated_titles()

    @cached_property
    def _text(self) -> Tree | None:
        printed = self._said("content")
        return bounded(printed).tree if printed else None

    def content(self) -> Sequence[Node]:
        text = self._text.body if self._text else None
        return self._found("__NEXT_DATA__", [text]) if text else super().content()

    def published(self) -> str | None:
        """publishTime counts milliseconds; pubTime is what is shown, and may be `5小时前`."""
        stamp = self.detail.get("publishTime")
        if isinstance(stamp, int) and 0 < stamp < 10**13:
            moment = datetime.fromtimestamp(stamp // 1000, SHANGHAI)
            return self._found("__NEXT_DATA__", f"{moment:%Y-%m-%d %H:%M:%S}")
        return self._said("pubTime") or self.first(_ABOUT, where=_DATED) or super().published()

    def source(self) -> str | None:
        return self.first(_ABOUT, where=_DATED) or super().source()

    def author(self) -> str | None:
        """Of the old form: what stands above the line with the time, where anything does."""
        above = self.first(_ABOUT)
        return self._said("author") or (above if above and not _DATED.search(above) else None)

    def summary(self) -> str | None:
        return self._said("summary") or super().summary()

    def keywords(self) -> str | None:
        tags = [tag for tag in map(_name, self._listed("tagList")) if tag]
        return "、".join(tags) or super().keywords()

    def column(self) -> str | None:
        node = self.detail.get("nodeInfo")
        return _name(node) if isinstance(node, dict) else None

    def images(self) -> tuple[Media, ...]:
        return super().images() or tuple(self._media("images"))

    def videos(self) -> tuple[Media, ...]:
        return super().videos() or tuple(self._media("videos"))

    def _media(self, name: str) -> Iterator[Media]:
        for entry in self._listed(name):
            found = _text_in(entry, "url", "src")
            if found and (url := self.page.absolute(found)):
                yield Media(url=url, caption=_text_in(entry, "description"))

    def _listed(self, name: str) -> list[Any]:
        value = self.detail.get(name)
        return value if isinstance(value, list) else []

    def _said(self, name: str) -> str | None:
        value = self.detail.get(name)
        return (
            self._found("__NEXT_DATA__", value.strip()) if isinstance(value, str) and value.strip() else None
        )


def _name(entry: object) -> str | None:
    """Tags are texts, or objects with `tag` or `name`."""
    return entry if isinstance(entry, str) else _text_in(entry, "tag", "name")


def _text_in(entry: object, *names: str) -> str | None:
    if not isinstance(entry, dict):
        return None
    values = (entry.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value), None)
