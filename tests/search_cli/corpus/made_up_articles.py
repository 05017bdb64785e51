"""Sixty invented articles, by lot of one seed: enough places of a few words to count."""

from __future__ import annotations

import random
from datetime import timedelta

from crawler.items import Article, Byline, Timestamp, article_id
from indexer.document import document
from indexer.search import Write
from tests.search_cli.articles import at, facts

WORDS = ("长江", "汉江", "湿地", "候鸟", "生态", "渡口", "江豚", "禁渔", "船员", "GDP", "2021", "長江")
GLUE = ("的", "了", "，", "。", "\n", "在", "", "、")


def articles() -> list[Article]:
    lot = random.Random(7)
    found = []
    for number in range(60):
        words = lot.choices(WORDS, k=lot.randint(5, 60))
        body = "".join(word + lot.choice(GLUE) for word in words)
        precision = lot.choice(["minute", "minute", "day", "month", None])
        when = at("2021-01-01T00:00") + timedelta(hours=lot.randrange(24 * 500))
        found.append(
            Article(
                url=f"https://news.example.cn/p/{number}.html",
                site=lot.choice(["example_news", "other.example.cn", "third.example.cn"]),
                title="".join(lot.choices(WORDS, k=3)),
                body=body,
                source=lot.choice(["示例日报", "示例网", None]),
                bylines=tuple(
                    Byline(name=name, role="reporter", raw=name)
                    for name in lot.sample(["王小明", "李芳", "张三"], lot.randrange(3))
                ),
                published=precision
                and Timestamp(at=when, precision=precision, raw=when.isoformat(), found_in=".time"),
            )
        )
    return found


def writes() -> list[Write]:
    return [
        Write(id=article_id(one.url), version=1, document=document(one, facts(one))) for one in articles()
    ]
