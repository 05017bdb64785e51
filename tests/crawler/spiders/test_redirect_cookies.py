"""A cookie that a redirect sets is given back along its chain, and to nobody else."""

from __future__ import annotations

from tests.crawler.spiders.test_crawl import A, B, crawl, states
from tests.crawler.spiders.web import Answer, article, html

WALLED = f"{A}/1.html"


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
