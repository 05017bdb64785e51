"""What these tests search: every precision of a date, several kinds of names, and a hostile title."""

from __future__ import annotations

from datetime import datetime

from crawler.items import Article, Byline, Counts, Dateline, Share, Timestamp, article_id
from indexer.document import Facts
from shengmei.timezone import SHANGHAI


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


ARTICLES = (
    Article(
        url="https://news.example.cn/p/1.html",
        site="example_news",
        title="长江两岸添新绿：湖北晒出生态账本",
        kicker="绿水青山",
        series="长江行",
        column="要闻",
        channel=("首页", "要闻"),
        body="记者从会上获悉，长江两岸新增造林三万亩。\n通讯员说，长江江豚又回来了，水更清了。",
        published=Timestamp(
            at=at("2021-05-23T21:51"), precision="minute", raw="2021-05-23 21:51", found_in=".time"
        ),
        source="示例日报",
        original=Dateline(agency="新华社", place="武汉", day="5月23日", raw="新华社武汉5月23日电"),
        bylines=(
            Byline(name="王小明", role="reporter", organisation="示例日报", raw="记者 王小明"),
            Byline(name="李芳", role="responsible_editor", raw="责编 李芳"),
            Byline(name="本报评论员", role="author", raw="本报评论员", collective=True),
        ),
        share=Share(title="长江添新绿", image="http://img.example.cn/a/1.png"),
        counts=Counts(reads=0),
    ),
    Article(
        url="https://news.example.cn/p/2.html",
        site="example_news",
        title="武汉东湖樱花开了",
        body="春风里，武汉东湖樱花次第开放。长江边的步道上，市民骑行赏花。",
        published=Timestamp(at=at("2022-03-01T00:00"), precision="day", raw="2022年3月1日", found_in=".time"),
    ),
    Article(
        url="https://other.example.cn/a/3.html",
        site="other.example.cn",
        title="湖南洞庭湖迎来\x1b[2J候鸟\u202e",
        body="洞庭湖湿地迎来第一批候鸟。",
        published=Timestamp(at=at("2021-11-01T00:00"), precision="month", raw="2021年11月", found_in=".time"),
    ),
    Article(
        url="https://other.example.cn/a/4.html",
        site="other.example.cn",
        title="=1+1的故事",
        body="没有日期。",
    ),
)


def facts(article: Article) -> Facts:
    known = article.site == "example_news"
    return Facts(
        id=article_id(article.url),
        change=7,
        revision=2,
        content_hash="0" * 64,
        status="live",
        first_seen=at("2024-01-01T08:00"),
        fetched_at=at("2024-01-02T11:04:05"),
        fetched_url=article.url,
        archive_file="2024-01.warc.gz",
        archive_offset=42,
        archive_length=1234,
        site_name="示例网" if known else None,
        province="湖北" if known else None,
    )
