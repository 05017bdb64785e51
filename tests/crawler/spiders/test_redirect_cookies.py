"""A cookie that a redirect sets is given back along its chain, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.spiders.redirect_cookies import RedirectCookies
from tests.crawler.spiders.test_crawl import A, B, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html

WALLED = START = f"{A}/1.html"


def moved(target: str, cookie: str) -> Answer:
    return Answer(status=302, headers={"Location": target, "Set-Cookie": cookie})


def behind_a_wall(asked: dict[str, list[str]]):
    """Answers WALLED with a redirect to itself until the cookie comes; notes the cookies of all requests."""

    def answer(address: str, cookie: str) -> Answer | None:
        asked.setdefault(address, []).append(cookie)
        if address == WALLED and "wall=1" not in cookie:
            return moved(WALLED, "wall=1; path=/; HttpOnly")
        if address == f"{A}/chain.html":
            return moved(f"{A}/step.html", "a=1")
        if address == f"{A}/step.html":
            return moved(f"{A}/end.html", "b=2")
        if address == f"{A}/away.html":
            return moved(f"{B}/end.html", "secret=1")
        return None

    return answer


def test_a_redirects_cookie_opens_the_page_behind_it(web, data):
    asked: dict[str, list[str]] = {}
    web.answer_with_cookie = behind_a_wall(asked)
    web.pages = {
        WALLED: html(article("早稻插秧")),
        f"{A}/2.html": html(article("湖区龙舟")),
        f"{A}/end.html": html(article("搬家之后")),
    }
    addresses = [WALLED, f"{A}/2.html", f"{A}/chain.html", f"{A}/away.html"]
    crawl(web, data, addresses, "--no-index")
    assert states(data)[WALLED] == ("kept", None)
    assert asked[WALLED] == ["", "wall=1"]
    assert asked[f"{A}/2.html"] == [""], "nobody else gets it"
    assert asked[f"{A}/end.html"] == ["a=1; b=2"], "a chain collects them"
    assert all("secret" not in cookie for cookies in asked.values() for cookie in cookies)


def ask(pages: dict[str, Callable[[str], Answer]]):
    """Answers each address by what its function makes of the cookies that come."""
    return lambda address, cookie: pages[address](cookie) if address in pages else None


def only_with(*cookies: str) -> Callable[[str], Answer]:
    def answer(sent: str) -> Answer:
        given = set(sent.split("; ")) if sent else set()
        return html(article("早稻插秧")) if given == set(cookies) else Answer(status=403)

    return answer


OTHER = "http://www.one.example"
CHAINS: dict[str, tuple[str, dict[str, Callable[[str], Answer]]]] = {
    "a step that sets none": (
        f"{A}/3.html",
        {
            START: lambda _: moved(f"{A}/2.html", "a=1"),
            f"{A}/2.html": lambda _: Answer(status=302, headers={"Location": "/3.html"}),
            f"{A}/3.html": only_with("a=1"),
        },
    ),
    "over a page that checks it, and back": (
        START,
        {
            START: lambda sent: html(article("早稻插秧")) if "ok=1" in sent else moved("/check", "pre=1"),
            f"{A}/check": lambda sent: moved(START, "ok=1") if sent == "pre=1" else Answer(status=403),
        },
    ),
    "one that is taken back": (
        f"{A}/3.html",
        {
            START: lambda _: moved("/2.html", "a=1"),
            f"{A}/2.html": lambda _: moved("/3.html", "a=no; Max-Age=0"),
            f"{A}/3.html": only_with(),
        },
    ),
    "for one path alone": (
        f"{A}/b/2.html",
        {
            START: lambda _: moved("/step", "a=1; path=/b"),
            f"{A}/step": lambda _: moved("/b/2.html", "c=1; path=/other"),
            f"{A}/b/2.html": only_with("a=1"),
        },
    ),
    "a refresh to itself": (
        START,
        {
            START: lambda sent: (
                html(article("早稻插秧"))
                if sent == "t=1"
                else html(
                    "<meta content='0;url=/1.html' http-equiv=refresh>", headers={"Set-Cookie": "t=1; path=/"}
                )
            )
        },
    ),
    "a script": (
        f"{A}/2.html",
        {
            START: lambda _: html(
                "<script>location.replace('/2.html')</script>", headers={"Set-Cookie": "t=1"}
            ),
            f"{A}/2.html": only_with("t=1"),
        },
    ),
}


@pytest.mark.parametrize(("end", "pages"), CHAINS.values(), ids=CHAINS)
def test_a_chain_keeps_its_cookies_as_a_browser_does(web, data, end, pages):
    web.answer_with_cookie = ask(pages)
    crawl(web, data, [START], "--no-index")
    assert states(data)[end] == ("kept", None), states(data)
    assert [url for (url,) in rows(data, "SELECT url FROM articles")] == [end.replace("http:", "https:")]


@pytest.mark.parametrize(("domain", "kept"), [("; Domain=one.example", True), ("", False)])
def test_another_host_of_the_domain_gets_those_that_are_for_it(web, data, domain, kept):
    bare = "http://one.example/news/7.html"
    web.answer_with_cookie = ask({
        bare: lambda _: moved(f"{OTHER}/n/8.html", f"a=1; path=/{domain}"),
        f"{OTHER}/n/8.html": only_with("a=1"),
    })  # fmt: skip
    crawl(web, data, [bare], "--no-index")
    assert rows(data, "SELECT count(*) FROM articles") == [(int(kept),)]


@pytest.mark.parametrize("answer", [
    moved("/check", "a=1"),
    html("<meta content='0;url=/1.html' http-equiv=refresh>", headers={"Set-Cookie": "t=1"}),
    html("<meta content='0;url=/1.html' http-equiv=refresh>"),
])  # fmt: skip
def test_a_circle_that_no_cookie_opens_ends_as_failed(web, data, answer):
    web.answer_with_cookie = ask({START: lambda _: answer, f"{A}/check": lambda _: moved(START, "b=1")})
    assert crawl(web, data, [START], "--no-index").returncode == 4
    assert "failed" in {state for state, _ in states(data).values()}
    assert rows(data, "SELECT count(*) FROM frontier WHERE state IN ('discovered', 'fetching')") == [(0,)]
    assert len(web.asked) <= 24


def test_chains_that_lead_nowhere_are_forgotten():
    cookies = RedirectCookies()
    for number in range(1_500):
        asked = Request(f"{A}/{number}.html")
        answer = Response(asked.url, status=302, headers={"Set-Cookie": "a=1"}, request=asked)
        cookies.remember(answer, f"{A}/to/{number}.html")
    given = [Request(f"{A}/to/{number}.html") for number in range(1_500)]
    for request in given:
        cookies.give_back(request, request.url)
    assert [b"Cookie" in request.headers for request in given] == [False] * 500 + [True] * 1_000
