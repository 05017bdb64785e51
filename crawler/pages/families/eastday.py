"""东方网: headline, time and text in `#ivs_title`, `#ivs_date`, `#ivs_content`; 作者 and 选稿."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.normalise.text import tidy
from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page


class EastdayArticlePage(LayoutArticlePage):
    """The layout of 2024, and those of 2018-19."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(title="#ivs_title", body="#ivs_content", published="#ivs_date"),
        Layout(title="#biaoti", body="#zw"),
        Layout(title="h1.blue22", body="[id^=zw]"),
    )

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return page.has("ivs_content")

    def content_id(self) -> str | None:
        return super().content_id() or self.metadata.values.get("contentid")

    def author(self) -> str | None:
        """`作者：林晚晴` without its label; None where the label is printed with nobody behind it."""
        for text in self.all("span.author"):
            label, _, name = text.replace(":", "：").partition("：")
            if label.strip() == "作者" and tidy(name):
                return tidy(name)
        return None

    def editor(self) -> str | None:
        """None: `#editor_baidu` holds who picked the article, and 选稿 is printed before the name."""
        return None
