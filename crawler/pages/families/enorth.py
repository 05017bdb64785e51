"""Enorth WebPublisher (北方网 made it): `/system/2024/10/25/001234567.shtml`, mostly in gb2312.

Each outlet has its own templates; only the addresses and the comments that the system leaves are shared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

# What the site files of the family share. Lists count down, /system/more/{17 digits}/{0000}/{name}_{8}.shtml
ARTICLE_URL = r"/system/(?:\d{4}/\d{2}/\d{2}|\d{8})/\d+(?:_\d{1,2})?\.s?html?$"
LIST_URL = r"/system/more/[\w/]+\.s?html?$|/index\.s?html?$"
# Articles of several pages go on as 001234567_01.shtml.
_PATH = re.compile(
    r"(https?://[^/?#]+/(?:[\w-]+/)*system/(?:\d{4}/\d{2}/\d{2}|\d{8})/(\d+))(?:_\d{1,2})?(\.s?html?)"
)
# Looked for first: the pattern takes as long as ten such searches.
_NAMES = ("enorth", "Enorth", "ENORTH")
_MARK = re.compile(r"<!--\s{0,3}enorth\s|<page\s{1,3}cms=\"enorth", re.IGNORECASE)


class EnorthArticlePage(LayoutArticlePage):
    """All layouts of Enorth; the comment names the outlets where one was seen, and the year."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(title=".end-k h1", body=".neirong p"),  # 东北网 2024
        Layout(title=".tt_news", body="#p-detail"),  # 东北网 2019
        Layout(title=".neirong h1", body=".duanluo"),  # 东北网 2019
        Layout(title="span#layer213", body="#layer216"),  # 云南网 2019-21
        Layout(title="span#layer213", body="#imgContent"),  # 云南网, galleries
        Layout(title=".a-header h1", body=".a-container"),  # 中国甘肃网 2019
        Layout(body="#conter2018", published="#nleft span"),  # 每日甘肃网 2019
        Layout(title=".black24", body="#div_content", published="#div3 span"),  # 内蒙古新闻网 2019
        Layout(body="body:has(.post_source) .text"),  # 长城网 2019
        Layout(title="#docTitle, #gjTitle", body="#fontzoom"),  # 长城网 2019
        Layout(title="p.newstittle", body=".news", published=".newsly span"),  # 北国网 2019
        Layout(title="h1.p_center", body=".news"),  # 北国网 2019
        Layout(title=".text_title h1", body="#rwb_zw"),  # 东北新闻网 2019
        Layout(
            title=".contentt", body=".contentcon", source=".contenttime a:nth-of-type(2)"
        ),  # 东北新闻网 2019
        Layout(title=".BiaoTi", body=".Content, #Zoom"),  # 大江网 2019-21
        Layout(title="[data-toggle=title]", body="[data-toggle=content]"),  # 大江网, phones
        Layout(title="#ArticleTitle", body="#ArticleContent"),  # 青海新闻网 2019
        Layout(title="span.zi14hei, #title1", body="#zoom"),  # 青海新闻网 2019
        Layout(title=".page_h2, #xw_biaot", body="#bs_content"),  # 南海网 2019
        Layout(title=".heading h1, .title h1", body=".text.mt20, .content"),  # 多彩贵州网 2019
        Layout(title=".left h1", body=".content p"),  # 四川新闻网 2019
    )
    furniture = "h1"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://www.dbw.cn/system/2024/10/25/001234567_01.shtml` gives the address without `_01`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(3)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://www.dbw.cn/system/2024/10/25/001234567.shtml` gives `001234567`."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url)) or (any(map(page.has, _NAMES)) and bool(_MARK.search(page.text)))
