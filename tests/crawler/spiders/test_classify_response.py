"""What becomes of a request: every answer and every failure, without a crawl."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import HtmlResponse
from twisted.python.failure import Failure

from crawler.spiders import addresses_found, classify_response
from crawler.store import FrontierRow
from crawler.store.scheduling.frontier import MOST_HOPS
from tests.crawler.spiders.web import article

HOST = "http://news.one.example"
PAGE = f"{HOST}/a/1.html"
DEMO = "http://m.xingzhi.example"
LIST = f"{DEMO}/yangtze/index.html"


def row(address: str = PAGE, **more) -> FrontierRow:
    found = addresses_found.discovery(address)
    known = {"attempts": 0, "steady": 0, "hops": 0, "first": True, "title": None, "published_raw": None}
    return FrontierRow(
        url=found.url, address=address, site=found.site, **{"kind": "article", **known, **more}
    )


def answered(body: str = "", status: int = 200, address: str = PAGE, **headers: str) -> HtmlResponse:
    sent = {"Content-Type": "text/html; charset=utf-8", **headers}
    return HtmlResponse(address, status=status, headers=sent, body=body.encode())


def redirected(target: str, at: str = PAGE, status: int = 302, **more) -> classify_response.Outcome:
    return classify_response.of_response(
        row(at, **more), answered(status=status, address=at, Location=target)
    )


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_what_the_server_says_is_gone_and_the_answer_is_the_evidence(status):
    one = classify_response.of_response(row(), answered("没有了", status))
    assert (one.verdict.state, one.verdict.reason) == ("gone", f"HTTP {status}")
    assert one.capture is not None
    assert (one.capture.status, one.capture.body) == (status, "没有了".encode())


@pytest.mark.parametrize("status", [201, 204, 304, 400, 401, 403, 408, 409, 411, 412, 429, 451, 500, 503])
def test_any_other_status_is_a_failure_to_be_tried_again_and_keeps_the_answer_alone(status):
    one = classify_response.of_response(row(), answered(article("早稻插秧"), status))
    assert (one.verdict.state, one.verdict.reason) == ("failed", f"HTTP {status}")
    assert (one.article, one.discoveries, one.verdict.answered) == (None, (), True)
    assert one.capture is not None
    assert one.capture.status == status


def test_an_article_is_kept_with_the_answer_it_was_read_from():
    before = datetime.now(UTC)
    one = classify_response.of_response(row(), answered(article("早稻插秧")))
    assert before <= one.verdict.at <= datetime.now(UTC)
    assert (one.verdict.state, one.verdict.reason, one.verdict.answered) == ("kept", None, True)
    assert one.article is not None
    assert one.capture is not None
    assert (one.article.title, one.capture.url, one.verdict.at) == ("早稻插秧", PAGE, one.capture.fetched_at)
    assert (one.discoveries, one.moved_to) == ((), None)


def test_headers_that_come_twice_are_kept_twice():
    response = answered("x")
    response.headers.setlist("Set-Cookie", ["a=1", "b=2"])
    headers = classify_response.of_response(row(), response).capture.headers
    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_a_fault_of_a_page_class_keeps_the_page_with_its_problem(monkeypatch):
    def broken(_capture):
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("crawler.reader.read", broken)
    one = classify_response.of_response(row(), answered(article("早稻插秧")))
    assert one.verdict.state == "unreadable"
    assert one.verdict.reason == "reading it failed: ZeroDivisionError: a fault of ours"
    assert one.capture is not None


def test_a_redirect_within_the_site_is_followed_with_what_the_list_said():
    one = redirected("/b/2.html", title="早稻插秧", published_raw="05-01", hops=2)
    assert (one.verdict.state, one.verdict.reason) == ("alias", "HTTP 302")
    (there,) = one.discoveries
    assert (there.address, there.kind, there.hops) == (f"{HOST}/b/2.html", "article", 3)
    assert (there.title, there.published_raw, there.url) == ("早稻插秧", "05-01", one.verdict.target)


def test_a_redirect_of_a_list_leads_to_a_list():
    one = redirected("/list/2.html", f"{HOST}/list/1.html", kind="list")
    assert [there.kind for there in one.discoveries] == ["list"]


def test_a_redirect_to_another_site_is_written_down_and_not_followed():
    one = redirected("http://elsewhere.example/1.html")
    assert (one.verdict.state, one.verdict.target) == ("redirect", "https://www.elsewhere.example/1.html")
    assert one.discoveries == ()
    assert one.capture is not None


def test_the_same_page_at_https_is_asked_for_there():
    one = redirected(PAGE.replace("http:", "https:"))
    assert one.verdict.state == "alias"
    assert (one.moved_to, one.discoveries) == (PAGE.replace("http:", "https:"), ())


@pytest.mark.parametrize("status", [300, 301, 307, 399])
def test_every_status_of_a_redirect_counts_as_one(status):
    assert redirected("/b/2.html", status=status).verdict.state == "alias"


def test_redirects_end_after_some_steps():
    assert redirected("/b/2.html", hops=MOST_HOPS - 1).verdict.state == "alias"
    last = redirected("/b/2.html", hops=MOST_HOPS).verdict
    assert (last.state, last.reason) == ("failed", f"more than {MOST_HOPS} redirects in a row")


def test_a_redirect_to_no_address_is_a_failure_that_names_it():
    verdict = redirected("javascript:void(0)").verdict
    assert (verdict.state, verdict.reason) == ("failed", "redirects to 'javascript:void(0)'")


@pytest.mark.parametrize(
    ("at", "target", "state"),
    [
        (PAGE, "/", "gone"),
        (PAGE, HOST, "gone"),
        (PAGE, "/?id=7", "alias"),
        (PAGE, "http://elsewhere.example/", "redirect"),
        (f"{DEMO}/p/1.html", "/yangtze/index.html", "gone"),
        (f"{DEMO}/p/1.html", "/p/2.html", "alias"),
    ],
)
def test_an_article_sent_to_the_front_page_or_a_list_is_gone(at, target, state):
    one = redirected(target, at)
    assert one.verdict.state == state
    assert one.capture is not None
    assert one.capture.status == 302
    if state == "gone":
        assert one.verdict.reason == "HTTP 302 to the front page"


def test_a_list_sent_to_the_front_page_is_not_gone():
    assert redirected("/", f"{HOST}/list/1.html", kind="list").verdict.state == "alias"


def leading_to(target: str) -> HtmlResponse:
    return answered(f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head></html>')


def test_a_form_that_leads_on_is_followed_on_its_own_site_for_some_steps():
    one = classify_response.of_response(row(hops=1, title="早稻插秧"), leading_to("/b/2.html"))
    assert (one.verdict.state, one.article) == ("redirect", None)
    assert [(there.address, there.hops, there.title) for there in one.discoveries] == [
        (f"{HOST}/b/2.html", 2, "早稻插秧")
    ]
    assert classify_response.of_response(row(hops=MOST_HOPS), leading_to("/b/2.html")).discoveries == ()
    assert (
        classify_response.of_response(row(), leading_to("http://elsewhere.example/1.html")).discoveries == ()
    )


def listing(days: list[str], more: str = "") -> HtmlResponse:
    lines = "".join(
        f'<li><a href="/p/{n}.html" title="第{n}块田">第{n}块田</a> <time>{day}</time></li>'
        for n, day in enumerate(days, 1)
    )
    return answered(f"<html><body><ul>{lines}</ul>{more}</body></html>", address=LIST)


def listed(days: list[str], since: date | None, more: str = "") -> classify_response.Outcome:
    return classify_response.of_response(row(LIST, kind="list"), listing(days, more), since)


def test_what_a_list_leads_to_is_found_with_its_title_and_date():
    one = listed(["2026-05-01", "2026-05-02"], None)
    assert (one.verdict.state, one.article) == ("kept", None)
    assert [(link.address, link.title, link.published_raw) for link in one.discoveries] == [
        (f"{DEMO}/p/1.html", "第1块田", "2026-05-01"),
        (f"{DEMO}/p/2.html", "第2块田", "2026-05-02"),
    ]
    assert {(link.kind, link.found_on, link.site) for link in one.discoveries} == {
        ("article", one.verdict.row.url, "demo")
    }


def test_further_lists_are_found_as_lists():
    found = listed([], None, '<a href="/country/index.html">各地</a>').discoveries
    assert [(one.address, one.kind) for one in found] == [(f"{DEMO}/country/index.html", "list")]
    assert found[0].found_on == row(LIST).url


def test_since_takes_the_day_itself_and_leaves_out_the_day_before():
    days = ["2026-05-02", "2026-05-01", "2026-04-30", ""]
    found = listed(days, date(2026, 5, 1)).discoveries
    assert [link.published_raw for link in found] == ["2026-05-02", "2026-05-01", None]


NEXT = '<div id="listpage"><a href="/yangtze/index_2.html">下一页</a></div>'


@pytest.mark.parametrize(
    ("days", "since", "follows"),
    [
        (["2026-05-02"], None, True),
        (["2026-04-01"], date(2026, 5, 1), False),
        (["2026-04-01", "2026-05-01"], date(2026, 5, 1), True),
        ([], None, True),
    ],
)
def test_behind_a_list_of_old_articles_stand_older_ones(days, since, follows):
    following = listed(days, since, NEXT).next_page
    assert (following is not None) == follows
    if following is not None:
        assert (following.address, following.kind, following.again) == (
            f"{DEMO}/yangtze/index_2.html",
            "list",
            True,
        )


def failed(error: Exception) -> classify_response.Outcome:
    return classify_response.of_failure(row(), Failure(error))


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (IgnoreRequest("Forbidden by robots.txt"), "disallowed", "Forbidden by robots.txt"),
        (IgnoreRequest("grown to 40 MB"), "unreadable", "larger than 5 MB: not fetched"),
        (DownloadCancelledError("too large"), "unreadable", "larger than 5 MB: not fetched"),
        (KeyError("x"), "failed", "KeyError: 'x'"),
    ],
)
def test_a_request_without_an_answer_has_an_outcome_too(error, state, reason):
    verdict = failed(error).verdict
    assert (verdict.state, verdict.reason, verdict.answered) == (state, reason, False)


def page_of_three() -> str:
    links = "".join(f'<a href="/a/12{end}.html">{n}</a> ' for n, end in enumerate(("", "_2", "_3"), 1))
    foot = '<div class="foot">'
    return article("渡口的一天").replace(foot, f'<div class="pages">{links}</div>{foot}')


def test_a_later_page_of_an_article_leads_to_the_first():
    at = f"{HOST}/a/12_2.html"
    one = classify_response.of_response(row(at, hops=1, title="渡口"), answered(page_of_three(), address=at))
    assert (one.verdict.state, one.verdict.reason) == ("alias", "a later page of an article")
    assert [(there.address, there.hops, there.title) for there in one.discoveries] == [
        (f"{HOST}/a/12.html", 2, "渡口")
    ]
    assert one.verdict.target == one.discoveries[0].url
    assert one.capture is not None
    assert one.article is None
    last = classify_response.of_response(row(at, hops=MOST_HOPS), answered(page_of_three(), address=at))
    assert last.verdict.state == "kept"


def test_pages_that_fit_no_class_of_their_site_are_named():
    at = f"{DEMO}/p/1.html"
    one = classify_response.of_response(row(at), answered(article("早稻插秧"), address=at))
    assert one.mismatches == ("CjyunArticlePage",)
