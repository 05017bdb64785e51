"""安徽网."""

from crawler.pages.families.cmstop import CmsTopArticlePage
from crawler.site import Reference, Site


class AhwangArticle(CmsTopArticlePage):
    def source(self) -> str | None:
        return self.first(".ina_source") or super().source()

    def author(self) -> str | None:
        """A button to tip somebody off, 向Ta爆料, stands behind the name."""
        return (self.first(".ina_author") or "").partition("向Ta")[0].strip() or super().author()


SITE = Site(
    id="ahwang",
    name="安徽网",
    province="安徽",
    domains=("www.ahwang.cn", "ahwang.cn", ".ahwang.cn"),
    lists=("http://www.ahwang.cn/",),
    article_url=r"/\d*/*\d+\.s?html?$|/\w*_\d+\.s?html?$",
    article_pages=(AhwangArticle,),
    references=(
        Reference(
            year=2019,
            source=(
                "rule sets of 2018-19: .ina_news_text, .ina_data, "
                ".ina_source, .ina_author, .ina_content; older #article"
            ),
        ),
    ),
)
