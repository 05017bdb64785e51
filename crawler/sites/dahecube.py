"""大河财立方, of 河南日报报业集团. A script draws its pages; lists and texts are JSON, asked for by POST."""

from crawler.article_data import ArticleData
from crawler.pages.lists.json_list import JsonList, Paging
from crawler.pages.lists.posted import Post
from crawler.site import Reference, Site

CHANNELS = (1, 2, 4, 5, 19, 29, 33, 36, 37)  # 推荐, 豫股, 财经, 金融, 科创, 投融, 专栏, 投教, 党史
CONTENT_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"  # as its own pages call what is JSON

SITE = Site(
    id="dahecube",
    name="大河财立方",
    province="河南",
    city="郑州",
    domains=("www.dahecube.com", "app.dahecube.com"),
    lists=tuple(
        f"https://app.dahecube.com/napi/news/pc/list?channelid={channel}&pno=1&psize=15"
        for channel in CHANNELS
    ),
    article_url=r"^/article\.html\?(?:.*&)?artid=\d+",
    json_lists=(
        JsonList(
            endpoint=r"/napi/news/pc/list\?",
            post=Post(
                body='{"channelid": {channelid}, "pno": {pno}, "psize": {psize}}', content_type=CONTENT_TYPE
            ),
            items="data.items",
            share="https://www.dahecube.com/article.html?artid={recid}",
            title="title",
            time="pubtime",
            page=Paging(parameter="pno", most=5),
        ),
    ),
    article_data=ArticleData(
        page="https://www.dahecube.com/article.html?artid={artid}",
        address="https://app.dahecube.com/napi/news/pc/artinfo?artid={artid}",
        post=Post(body='{"artid": {artid}}', content_type=CONTENT_TYPE),
    ),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): POST /napi/news/pc/list {channelid, pno, psize} "
                "gives data.items (recid, title, pubtime), /napi/news/pc/artinfo {artid} data.content; "
                "/article.html?artid={id}"
            ),
        ),
    ),
)
