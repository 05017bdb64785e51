"""Articles that a server gives as JSON, the text inside."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler import reader
from crawler.items import Capture

URL = "https://api.cmc.hebtv.com/cmsback/api/article/getMyArticleDetail?tenantId=1&articleId=123"
TEXT = (
    "<p>青石埠渡口的灯坏了半个月，昨天傍晚修好了。摆渡人说，船还没有靠岸，就看见了自己的影子。</p>"
    "<p>（记者 宋知秋）渡口的灯一共三盏，村里人夜里过河再也不用打手电了。</p><script>go()</script>"
)


def read(body: str | bytes, charset: str = "utf-8"):
    sent = body if isinstance(body, bytes) else body.encode(charset)
    headers = (("Content-Type", "application/json"),)
    return reader.read(
        Capture(url=URL, fetched_at=datetime(2026, 5, 24, tzinfo=UTC), body=sent, headers=headers)
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_an_answer_with_an_article_is_read_as_one(charset):
    data = {
        "title": "渡口的灯修好了三盏",
        "content": TEXT,
        "publishTime": "2026-05-18 09:30:00",
        "source": "冀时",
    }
    article = read(json.dumps({"code": 0, "data": data}, ensure_ascii=False), charset).article
    assert article is not None
    assert (article.site, article.title, article.source) == ("hebtv", "渡口的灯修好了三盏", "冀时")
    assert article.body.startswith("青石埠渡口的灯坏了半个月")
    assert "go()" not in article.body
    assert article.published is not None
    assert article.published.at.isoformat() == "2026-05-18T09:30:00+08:00"
    assert [one.name for one in article.bylines] == ["宋知秋"]


@pytest.mark.parametrize(
    "body",
    [
        '{"code": 1, "message": "sign error"}',
        "[" * 10_000,
        '{"data": {"title": "',
        "[]",
        '{"data": null}',
        b"{\xff",
    ],
)
def test_an_answer_without_an_article_is_none(body):
    said = read(body)
    assert said.article is None
    assert said.reason
