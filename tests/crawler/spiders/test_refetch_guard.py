"""An article that is kept is not damaged by what its address answers later."""

from __future__ import annotations

import gzip
import sqlite3
from datetime import datetime, timedelta

import pytest

from tests.crawler.spiders.test_crawl import A, a_day_later, again, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html
from tests.program import shengmei

URL = f"{A}/1.html"
FIRST = article("早稻插秧")


def page(title: str, body: str) -> Answer:
    return html(f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>")


SOMETHING_ELSE = {
    "a challenge": page(
        "访问验证", "<p>您的访问过于频繁，请完成安全验证后继续访问本站，给您带来不便敬请谅解。</p>" * 3
    ),
    "a login": page("用户登录", "<form><input name=user><input type=password></form>"),
    "maintenance": page("系统维护", "<p>系统正在升级维护，请稍后再访问本站。</p>"),
    "an empty shell": page("早稻插秧_示例网", "<div id=app></div><script src=/app.js></script>"),
    "another article": html(
        article("湖区龙舟赛周末开桨", "四十二支龙舟队将在湖上争先。", day=3)
        .replace(
            "五月的湖区，水面上的雾气还没有散尽，两岸的村民已经下田插秧，田埂上人来人往。", "湖边搭起了看台。"
        )
        .replace(
            "当地农技站说，今年的早稻面积比去年多出两成，种子和肥料都已经备齐，农户不必担心。", "奖品是粽子。"
        )
    ),
    "a list": page(
        "新闻列表",
        "".join(f"<p><a href=/{n}.html>第{n}条新闻，标题写得很长很长，有十几个字</a></p>" for n in range(30)),
    ),
    "a payment, below the headline": html(
        article("早稻插秧", "x").split("<p>")[0]
        + """
<p>本文为付费内容，请登录示例日报客户端订阅后阅读全文，新用户首月免费。</p></div></div></body></html>"""
    ),
    "nothing": html("  "),
    "half an answer": Answer(gzip.compress(FIRST.encode())[:-9], headers={"Content-Encoding": "gzip"}),
    "an error": Answer(b"", status=503),
}


@pytest.fixture
def kept(web, data):
    """The article as it was kept first."""
    web.pages = {URL: html(FIRST)}
    assert crawl(web, data, [URL]).returncode == 0
    return body(data)


def body(data) -> str:
    ((written,),) = rows(data, "SELECT article FROM revisions")
    return written


@pytest.mark.parametrize("answer", SOMETHING_ELSE.values(), ids=SOMETHING_ELSE)
def test_what_is_no_edit_becomes_no_revision(web, data, kept, answer):
    web.pages[URL] = answer
    again(data)
    done = crawl(web, data, [URL])
    assert done.returncode == 4, done.stderr
    assert "due and wait" not in done.stderr, "it was tried once more in the same run"
    assert rows(data, "SELECT revision, status FROM articles") == [(1, "live")]
    assert body(data) == kept
    state, reason = states(data)[URL]
    assert state == "failed", reason
    assert rows(data, "SELECT due_at IS NOT NULL FROM frontier") == [(1,)], "it is tried again"
    web.pages[URL] = html(FIRST)
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    assert states(data)[URL] == ("kept", None)


@pytest.mark.usefixtures("kept")
def test_an_article_is_gone_when_it_was_seen_gone_twice_a_day_apart(web, data):
    web.pages[URL] = Answer(b"<h1>404</h1>", status=404)
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    state, reason = states(data)[URL]
    assert state == "failed"
    assert reason.startswith("gone once: HTTP 404, first seen ")
    ((fetched, due),) = rows(data, "SELECT fetched_at, due_at FROM frontier")
    waits = datetime.fromisoformat(due) - datetime.fromisoformat(fetched)
    assert timedelta(hours=23) < waits <= timedelta(days=1)
    again(data)
    crawl(web, data, [URL])
    assert states(data)[URL] == (state, reason), "on the same day it is the same sighting"
    a_day_later(data)
    assert crawl(web, data, [URL]).returncode == 0
    assert states(data)[URL][0] == "gone"
    assert rows(data, "SELECT status, evidence IS NOT NULL FROM articles") == [("gone", 1)]
    assert len(rows(data, "SELECT * FROM captures WHERE status = 404")) == 3, "each sighting has its evidence"
    found = shengmei("search", "早稻插秧", "--data", str(data), check=True).stdout
    assert "早稻插秧" in found


@pytest.mark.usefixtures("kept")
def test_a_failure_between_two_sightings_does_not_forget_the_first(web, data):
    web.pages[URL] = Answer(status=410)
    again(data)
    crawl(web, data, [URL])
    web.pages[URL] = Answer(status=502)
    again(data)
    assert crawl(web, data, [URL]).returncode == 4
    state, reason = states(data)[URL]
    assert state == "failed"
    assert reason.startswith("gone once: HTTP 410, first seen ")
    assert reason.endswith("since then HTTP 502")
    web.pages[URL] = Answer(status=404)
    a_day_later(data)
    crawl(web, data, [URL])
    assert rows(data, "SELECT status FROM articles") == [("gone",)]


@pytest.mark.usefixtures("kept")
def test_an_article_seen_gone_once_that_is_back_was_never_gone(web, data):
    web.pages[URL] = Answer(status=404)
    again(data)
    crawl(web, data, [URL])
    web.pages[URL] = html(FIRST)
    a_day_later(data)
    crawl(web, data, [URL])
    assert rows(data, "SELECT what FROM changes") == [("new",)]
    web.pages[URL] = Answer(status=404)
    again(data)
    crawl(web, data, [URL])
    assert rows(data, "SELECT status FROM articles") == [("live",)], "it begins anew"


@pytest.mark.usefixtures("kept")
def test_an_edit_is_a_revision_as_ever(web, data):
    web.pages[URL] = html(article("早稻插秧：合作社添了八台插秧机", "一天能插完五百亩。", day=2))
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    assert rows(data, "SELECT revision, status FROM articles") == [(2, "changed")]


@pytest.mark.usefixtures("kept")
def test_an_article_that_is_taken_back_in_a_sentence_is_a_revision(web, data):
    head = FIRST.split("<p>")[0]
    web.pages[URL] = html(f"{head}<p>本报道有误，特此更正并致歉。</p></div></div></body></html>")
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    assert rows(data, "SELECT revision, status FROM articles") == [(2, "changed")]
    assert "本报道有误" in rows(data, "SELECT article FROM revisions ORDER BY revision DESC")[0][0]


@pytest.mark.usefixtures("kept")
def test_a_beginning_whose_rest_is_in_an_app_leaves_the_text_as_it_is(web, data, kept):
    first = FIRST[: FIRST.index("</p>") + 4]
    web.pages[URL] = html(f"{first}</div><div class=more>打开APP阅读全文</div></div></body></html>")
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    assert (rows(data, "SELECT revision FROM articles"), body(data)) == ([(1,)], kept)


def test_what_was_never_an_article_is_gone_at_once(web, data):
    web.pages = {}
    crawl(web, data, [URL])
    assert states(data)[URL] == ("gone", "HTTP 404")
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        assert store.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_a_notice_that_it_was_deleted_is_a_sighting_like_any_other(web, data):
    web.pages = {URL: html(FIRST)}
    crawl(web, data, [URL])
    web.pages[URL] = page("404 页面不存在", "<h2>抱歉，您访问的页面不存在</h2><p>3秒后自动返回首页。</p>")
    again(data)
    assert crawl(web, data, [URL]).returncode == 0
    state, reason = states(data)[URL]
    assert state == "failed"
    assert reason.startswith("gone once: a notice: ")
    a_day_later(data)
    crawl(web, data, [URL])
    assert rows(data, "SELECT status FROM articles") == [("gone",)]


def test_notices_at_first_sight_are_no_articles(web, data):
    deleted, login = f"{A}/deleted.html", f"{A}/login.html"
    web.pages = {
        deleted: page("提示", "<p>该文章已被删除</p>"),
        login: page("用户登录", "<p>请登录后查看</p><form><input type=password></form>"),
    }
    assert crawl(web, data, [deleted, login]).returncode == 4
    assert rows(data, "SELECT count(*) FROM articles") == [(0,)]
    assert {address: state for address, (state, _) in states(data).items()} == {
        deleted: "gone",
        login: "failed",
    }
