"""cjyun / 长江云: the CmsTop media cloud, one code base for some hundred outlets, a layout for each.

`shareVariable = {sid:'10132', aid:'1', …}` names the site and the kind of content; each layout is a rule,
tried in order. A page whose title no layout knows is an unknown layout; what else a layout does not tell (the
body of m.hbtv.com.cn's layout of 2020, say) is found by the structure of the page.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.items import Counts, Media
from crawler.normalise import dates
from crawler.normalise.share import original_image
from crawler.normalise.text import read_count, tidy
from crawler.pages.base import Node, UnknownLayout, attribute
from crawler.pages.fields import media
from crawler.pages.generic.page import GenericArticlePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.items import Kind
    from crawler.pages.document.page import Page

# What the site files of the family share: paths of articles and lists, and who answers for all of them.
ARTICLE_URL = r"^/(?:[\w-]+/)*p/\d+\.html"
LIST_URL = r"^/[\w-]+/(?:index(?:_\d+)?\.html)?$|^/index/nei/content\?"
THROTTLE_GROUP = "cjyun.org"

# aid of shareVariable; the whole site of hbtctv.cn had no other (87,060 pages, 2026)
KINDS: dict[str, Kind] = {"1": "article", "2": "gallery", "4": "video", "11": "live", "12": "form"}
REDIRECT = "3"
# /p/12.html, /{catalog}/p/12.html, and further pages of one article
PATH = re.compile(r"(https?://[^/?#]+)/(?:[\w-]+/)*p/(\d+)(?:[_-]?(?:page)?[_-]?\d{1,3})?\.html")
# m-x.cjyun.org and x.cjyun.org serve the same pages to telephones and to others
_MOBILE = re.compile(r"(https?://)m-(?=[\w-]+\.cjyun\.org\b)")
_VARIABLE = re.compile(r"shareVariable\s*=\s*\{([^}]{0,2000})")
_AID = re.compile(r"\baid['\"]?\s*:\s*['\"]?(\d+)")
_DATED = re.compile(rf"\d{{4}}\s*[-年/.]\s*\d{{1,2}}|{dates.WITHOUT_YEAR}")
_HERE = re.compile(r"(?:您?(?:当前|现在)?的?位置|首页)\s*[:：]?")
_STEP = re.compile(r"(?:(?<!\s)\s+)?(?:>>?|›|»|/|→|＞)\s*")

# (layout, rule) as ../docs/sites.md tells where each was seen; the newest first
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
)
LIVE_TITLE = "h1.title:not([class^=lo])"  # h1.logo is the outlet's own name
DATES = (
    "time[class*=date]",
    "time",
    "#lmy_information01 .information_box span",
    "div.fxandtime_left ul li",
    ".header_details_tit_tip span",
    ".date",
)
SOURCES = ("#lmy_information01 .information_box a", ".header_details_tit_tip span:nth-of-type(2)")
BODIES: dict[Kind, tuple[str, ...]] = {
    "article": (
        "div.article-content",
        "#mainarticle .article_content",
        ".article_content",
        ".article_w",
        ".g-con",
        "div.xiangqing_three_left",
        ".Rich_text",
    ),
    "gallery": ("div.picture-content",),
    "video": ("div.video-content",),
    "live": ("div.body-live",),
    "form": (".signup-main", "#signup-main"),
}
PICTURES = "#big-list img[data-img], .big-images img[data-img]"
COVERS = ".section-cover[data-image], section[data-image]"


class CjyunArticlePage(GenericArticlePage):
    """All kinds and layouts of cjyun."""

    furniture = "div.sharebox, #big-list, .big-images, h1, time, form"
    platform = "cjyun.org"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://m-x.cjyun.org/news/p/12_2.html` gives `https://x.cjyun.org/p/12.html`."""
        found = PATH.match(folded)
        return _MOBILE.sub(r"\1", f"{found.group(1)}/p/{found.group(2)}.html") if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://m.hbtv.com.cn/p/12.html` gives `12`."""
        found = PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return page.has("shareVariable") or (bool(PATH.match(page.url)) and page.has("cjyun.org"))

    @cached_property
    def aid(self) -> str | None:
        variable = _VARIABLE.search(self.page.text)
        found = _AID.search(variable.group(1)) if variable else None
        return found.group(1) if found else None

    def kind(self) -> Kind:
        if self.aid is None:
            return self._kind_shown
        if self.aid not in KINDS:
            raise UnknownLayout(self.page.url, f"unknown kind of content, aid {self.aid}")
        return KINDS[self.aid]

    @cached_property
    def _kind_shown(self) -> Kind:
        """Where no script names the kind: the first whose element the page has."""
        having = (kind for kind, rules in BODIES.items() if any(map(self.page.all, rules)))
        return next(having, "article")

    def target(self) -> str | None:
        return self.scripted_target() if self.aid == REDIRECT else super().target()

    def title(self) -> str | None:
        rules = (*TITLES, LIVE_TITLE) if self.kind() in ("live", "form") else TITLES
        title = self.first(*rules)
        if title is None:
            raise UnknownLayout(self.page.url, "no layout's title")
        return title

    def content(self) -> Sequence[Node]:
        return self.first_nodes(*BODIES[self.kind()])[:1]

    def published(self) -> str | None:
        printed = self.first(*DATES, where=_DATED)
        return self.readable_time(printed) or super().published() or printed

    def source(self) -> str | None:
        return self.first(*SOURCES) or super().source()

    def source_url(self) -> str | None:
        linked = next(iter(self.first_nodes(SOURCES[0])), None)
        return self.page.absolute(attribute(linked, "href")) if linked else None

    def channel(self) -> tuple[str, ...]:
        """The breadcrumb: links under `#listcate`, or `首页 > 新闻 > 正文` in one line."""
        steps = self.all("#listcate a") or tuple(_STEP.split(self.first(".lmy_dw") or ""))
        cleaned = (tidy(_HERE.sub("", step)) for step in steps)
        return tuple(step for step in cleaned if step and step != "正文")

    def counts(self) -> Counts | None:
        printed = super().counts() or Counts()
        likes = read_count(self.maybe("#support"))
        counts = Counts(reads=printed.reads, likes=printed.likes if likes is None else likes)
        return None if counts == Counts() else counts

    def images(self) -> tuple[Media, ...]:
        gallery = [picture for node in self.page.all(PICTURES) if (picture := media.image(self.page, node))]
        covers = [picture for node in self.page.all(COVERS) if (picture := self._cover(node))]
        shown = {
            picture.url: picture
            for picture in reversed([*gallery, *covers, *media.images(self.page, self.media_elements())])
        }
        return tuple(reversed(shown.values())) or media.printed_images(self.page)

    def _cover(self, node: Node) -> Media | None:
        url = self.page.absolute(attribute(node, "data-image"))
        return Media(url=original_image(url)) if url else None
