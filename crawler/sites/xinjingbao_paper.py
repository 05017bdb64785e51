"""新京报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="xinjingbao_paper",
    name="新京报",
    province="北京",
    city="北京",
    organisation="新京报",
    domains=("epaper.bjnews.com.cn",),
    paper=Newspaper(editions=("http://epaper.bjnews.com.cn/html/%Y/%Y%m%d/data.json",)),
    references=(
        Reference(
            year=2026, source="public code: html/{yyyy}/{yyyymmdd}/data.json, pageNo, onePageArticleList"
        ),
    ),
)
