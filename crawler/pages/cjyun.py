"""cjyun / 长江云: the CmsTop media cloud, one code base for some hundred outlets, a theme for each.

`shareVariable = {sid:'10132', aid:'1', …}` names the site and the kind of content; each theme is a rule.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.pages.base import Node, UnknownLayout
from crawler.pages.generic import GenericArticlePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.items import Kind
    from crawler.pages.html import Page

KINDS: dict[str, Kind] = {"1": "article", "2": "gallery", "4": "video", "11": "live", "12": "form"}
REDIRECT = "3"
_PATH = re.compile(r"(https?://[^/?#]+)/(?:[\w-]+/)*p/(\d+)(?:_\d+)?\.html\Z")
_VARIABLE = re.compile(r"shareVariable\s*=\s*\{([^}]{0,2000})\}")
_AID = re.compile(r"\baid['\"]?\s*:\s*['\"]?(\d+)")
_LOCATION = re.compile(r"location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']")
_TINY = 3_000

TITLES = (
    "h1.article-title",
    "h1.video-title",
    "h1.picture-title",
    "div[class*=g-container] div.a-title h1",
    "#mainarticle h2",
    "div.lmy_box02 h1",
    ".g-detailtit h2",
    "div.xiangqing_dabiaoti h2",
    ".header_details_tit h1",
    "h1.title",
)
BODIES = (
    "div.article-content",
    ".article_content",
    ".article_w",
    ".g-con",
    "div.xiangqing_three_left",
    ".Rich_text",
)


class CjyunArticlePage(GenericArticlePage):
    """All kinds and themes of cjyun; what a theme's markup does not tell is found by structure."""

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://m.hbtv.com.cn/news/p/12_2.html` gives `https://m.hbtv.com.cn/p/12.html`."""
        found = _PATH.match(folded.partition("?")[0])
        return f"{found.group(1)}/p/{found.group(2)}.html" if found else folded

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return "shareVariable" in page.text or ("cjyun.org" in page.text and bool(_PATH.match(page.url)))

    @cached_property
    def aid(self) -> str | None:
        variable = _VARIABLE.search(self.page.text)
        found = _AID.search(variable.group(1)) if variable else None
        return found.group(1) if found else None

    def kind(self) -> Kind:
        return KINDS.get(self.aid or "", "article")

    def content_id(self) -> str | None:
        found = _PATH.match(self.url)
        return found.group(2) if found else None

    def target(self) -> str | None:
        if self.aid != REDIRECT and len(self.page.text) > _TINY:
            return None
        found = _LOCATION.search(self.page.text)
        return self.page.absolute(found.group(1)) if found else None

    def title(self) -> str | None:
        title = self.first(*TITLES)
        if title is None:
            raise UnknownLayout(self.page.url, "no theme's title")
        return title

    def content(self) -> Sequence[Node]:
        return self.first_nodes(*BODIES)

    def body(self) -> tuple[str, ...]:
        return super(GenericArticlePage, self).body() if self.content() else super().body()
