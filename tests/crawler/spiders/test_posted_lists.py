"""Outlets whose lists and texts are given only to POST, asked on loopback."""

from __future__ import annotations

import gzip
import json

import pytest

from crawler import registry
from crawler.spiders.requests import request_for
from crawler.store import FrontierRow
from tests.crawler.spiders.test_crawl import rows, states
from tests.crawler.spiders.web import Answer
from tests.program import shengmei

LIST = "http://app.posted.example/list"
TEXT = "http://app.posted.example/text"
SITE = """
name = "示例立方"
domains = ["www.posted.example", "app.posted.example"]
lists = ["http://app.posted.example/list?channel=3&page=1"]
article_url = '^/article\\.html\\?id=\\d+$'
[[json_lists]]
endpoint = '/list\\?'
items = "data.items"
title = "title"
time = "time"
share = "http://www.posted.example/article.html?id={id}"
post = { body = '{"channel": {channel}, "page": {page}}' }
page = { parameter = "page" }
[article_data]
page = "http://www.posted.example/article.html?id={id}"
address = "http://app.posted.example/text?id={id}"
post = { body = 'id={id}&from=web' }
[[references]]
year = 2026
source = "its own pages"
"""
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "五月的湖区，水面上的雾气还没有散尽，两岸的村民已经下田插秧，田埂上人来人往。",
        "镇上的合作社把育好的秧苗送到地头，一台插秧机一天能插完三百亩。",
        "当地农技站说，今年的早稻面积比去年多出两成，种子和肥料都已经备齐。",
    )
)


def answered(address: str, body: bytes) -> Answer | None:
    if address == LIST:
        asked = json.loads(body)
        first = asked["page"] * 10 if asked["channel"] == 3 and asked["page"] <= 2 else None
        items = [
            {"id": n, "title": f"湖区的第{n}条消息", "time": "2026-05-18 09:30:00"}
            for n in (range(first, first + 2) if first else ())
        ]
        return Answer(json.dumps({"code": 0, "data": {"items": items}}).encode())
    if address == TEXT and body.endswith(b"&from=web"):
        number = body.split(b"&")[0].decode().removeprefix("id=")
        if number == "21":
            return Answer(b'{"code": 5, "message": "none"}')
        said = {"title": f"湖区的第{number}条消息", "content": BODY, "publishTime": "2026-05-18 09:30:00"}
        return Answer(json.dumps({"code": 0, "data": said}).encode())
    return None


def test_lists_and_texts_that_are_asked_for_by_post(web, data, tmp_path):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/posted.toml").write_text(SITE, encoding="utf-8")
    web.answer_to_post = answered
    call = ("crawl", "posted", "--no-index", "--data", str(data), "--delay", "0")
    own = {"SHENGMEI_SITES": str(tmp_path / "sites")}
    done = shengmei(*call, http_proxy=web.address, **own)
    assert "Traceback" not in done.stderr
    pages = [json.loads(body)["page"] for address, _, body in web.posted if address == LIST]
    assert pages == [1, 2, 3]
    assert {kind for address, kind, _ in web.posted if address == LIST} == {"application/json"}
    forms = {kind for address, kind, _ in web.posted if address == TEXT}
    assert forms == {"application/x-www-form-urlencoded"}
    assert {url.rpartition("/")[2] for url in web.asked} == {"robots.txt"}
    kept = [json.loads(text) for (text,) in rows(data, "SELECT article FROM revisions")]
    assert sorted(one["url"] for one in kept) == [
        f"https://www.posted.example/article.html?id={n}" for n in (10, 11, 20)
    ]
    assert all(one["title"].startswith("湖区的第") for one in kept)
    assert all(one["body"].startswith("五月的湖区") for one in kept)
    said = states(data)["http://www.posted.example/article.html?id=21"]
    assert said[0] == "unreadable"
    archived = b"".join(gzip.decompress(file.read_bytes()) for file in (data / "archive").rglob("*.warc.gz"))
    assert b"WARC-Target-URI: http://app.posted.example/list?channel=3&page=2\r\n" in archived
    assert b'\r\n\r\n{"channel": 3, "page": 2}\r\n' in archived
    again = shengmei("reread", "--dry-run", "--data", str(data), **own)
    assert again.returncode == 0, again.stderr
    assert "0 articles say more or other than before" in again.stderr


JOURNAL = "http://www.journal.example"
PAPER = f"""
name = "示例日报"
domains = ["www.journal.example"]
editions = ["{JOURNAL}/journal/%Y-%m-%d/getJournalPage.do?page=01&code=xxrb"]
[article_data]
page = "{JOURNAL}/staticsg/res/html/journal/detail.html?code={{code}}&date={{date}}&id={{id}}&page={{page}}"
address = "{JOURNAL}/journal/text.do?code={{code}}&date={{date}}&id={{id}}&page={{page}}"
"""


def test_the_texts_of_an_edition_in_json_that_stand_at_addresses_of_their_own(web, data, tmp_path):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/journal.toml").write_text(PAPER, encoding="utf-8")
    pages = [{"pnumber": "01", "pname": "要闻"}, {"pnumber": "02", "pname": "城事"}]
    for page in pages:
        number = page["pnumber"]
        listed = [{"id": int(number) * 10, "title": f"湖区的第{number}版消息"}]
        said = {"pagelist": pages, "articlelist": listed}
        address = f"{JOURNAL}/journal/2026-05-18/getJournalPage.do?page={number}&code=xxrb"
        web.pages[address] = Answer(json.dumps(said).encode())
        text = {"title": listed[0]["title"], "content": BODY, "publishTime": "2026-05-18 06:00:00"}
        web.pages[
            f"{JOURNAL}/journal/text.do?code=xxrb&date=2026-05-18&id={listed[0]['id']}&page={number}"
        ] = Answer(json.dumps(text).encode())
    call = ("crawl", "journal", "--date", "2026-05-18", "--no-index", "--data", str(data), "--delay", "0")
    done = shengmei(*call, http_proxy=web.address, SHENGMEI_SITES=str(tmp_path / "sites"))
    assert "journal 2026-05-18: 2 pages, 2 articles, complete" in done.stderr, done.stderr
    kept = [json.loads(text) for (text,) in rows(data, "SELECT article FROM revisions")]
    assert {(one["paper"], one["edition_date"], one["page"], one["page_name"]) for one in kept} == {
        ("示例日报", "2026-05-18", "01", "要闻"),
        ("示例日报", "2026-05-18", "02", "城事"),
    }
    assert all("/journal/detail.html?code=xxrb&date=2026-05-18&id=" in one["url"] for one in kept)
    assert all(one["body"].startswith("五月的湖区") for one in kept)


def test_what_is_sent_for_an_address_that_is_asked_for_by_post():
    paper = registry.site("dahecube")
    known = paper.json_list(paper.lists[0])
    assert known is not None
    sent = known.posted("https://app.dahecube.com/napi/news/pc/list?channelid=4&psize=15")
    assert sent is not None
    assert (sent.address, sent.body) == (
        "https://app.dahecube.com/napi/news/pc/list",
        b'{"channelid": 4, "pno": 1, "psize": 15}',
    )
    with pytest.raises(ValueError, match="its body needs channelid"):
        known.posted("https://app.dahecube.com/napi/news/pc/list?psize=15")
    with pytest.raises(ValueError, match="is no JSON"):
        known.posted('https://app.dahecube.com/napi/news/pc/list?channelid=4,"x":&psize=15')
    page = "https://www.dahecube.com/article.html?artid=245173"
    data = "https://app.dahecube.com/napi/news/pc/artinfo?artid=245173"
    assert paper.canonical(data) == page
    assert paper.is_article(data)
    assert paper.article_data is not None
    assert paper.article_data.address_of(f"{page}&from=timeline") == data
    assert paper.article_data.address_of("https://www.dahecube.com/article.html?cartid=1") is None


def row_of(address: str, kind: str = "article") -> FrontierRow:
    return FrontierRow(
        url=registry.canonical(address),
        address=address,
        site="dahecube",
        kind=kind,
        attempts=0,
        steady=0,
        hops=0,
        first=True,
        title=None,
        published_raw=None,
    )


def test_a_list_is_asked_for_by_post_whoever_asks():
    address = "https://app.dahecube.com/napi/news/pc/list?channelid=4&pno=2&psize=15"
    for kind in ("list", "article"):  # the latter: addresses that somebody names, as `sites check` does
        request = request_for(row_of(address, kind), address, iter, iter)
        assert (request.method, request.url, request.body) == (
            "POST",
            "https://app.dahecube.com/napi/news/pc/list",
            b'{"channelid": 4, "pno": 2, "psize": 15}',
        )
        assert request.meta["asked"] == address
    page = "https://www.dahecube.com/article.html?artid=12"
    request = request_for(row_of(page), page, iter, iter)
    assert (request.url, request.body) == (
        "https://app.dahecube.com/napi/news/pc/artinfo",
        b'{"artid": 12}',
    )
    other = "https://www.dahecube.com/index.html"
    assert request_for(row_of(other, "list"), other, iter, iter).method == "GET"
