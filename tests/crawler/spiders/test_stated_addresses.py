"""Pages that call another address their own are aliases of it where it reads the same, and only there."""

from __future__ import annotations

import pytest

from tests.crawler.spiders.test_crawl import again, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html

SITE = "http://a.stated.example"
WEB, WAP = f"{SITE}/news/12.html", f"{SITE}/wap/12.html"
KEPT = "https://a.stated.example/news/12.html"


def stating(address: str, title: str = "早稻插秧", **more) -> Answer:
    link = f'<link rel="canonical" href="{address}"></head>'
    return html(article(title, **more).replace("</head>", link))


def kept(data) -> list[str]:
    return [url for (url,) in rows(data, "SELECT url FROM articles ORDER BY url")]


@pytest.mark.parametrize("urls", [[WEB, WAP], [WAP, WEB], [WAP]], ids=["web first", "wap first", "wap alone"])
def test_one_article_is_kept_and_the_other_address_is_its_alias(web, data, urls):
    web.pages = {WEB: stating(WEB), WAP: stating(WEB)}
    assert crawl(web, data, urls).returncode == 0
    assert kept(data) == [KEPT]
    state, reason = states(data)[WAP]
    assert (state, reason) == ("alias", "its page states this address, which reads the same")
    assert rows(data, "SELECT target FROM frontier WHERE state = 'alias'") == [(KEPT,)]
    assert rows(data, "SELECT count(*) FROM captures") == [(2,)], "what the alias answered is in the archive"


@pytest.mark.parametrize("property_", ["og:url"])
def test_open_graph_states_it_too(web, data, property_):
    meta = f'<meta property="{property_}" content="{WEB}"></head>'
    page = html(article("早稻插秧").replace("</head>", meta))
    web.pages = {WEB: page, WAP: page}
    assert crawl(web, data, [WAP, WEB]).returncode == 0
    assert kept(data) == [KEPT]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=404),
        Answer(status=503),
        html(article("湖区龙舟赛周末开桨", "四十二支龙舟队将在湖上争先。", day=3)),
        html("<html><body><p>首页</p></body></html>"),
    ],
    ids=["gone", "down", "another article", "nothing"],
)
def test_what_states_an_address_that_shows_something_else_is_kept_under_its_own(web, data, answer):
    web.pages = {WEB: answer, WAP: stating(WEB)}
    crawl(web, data, [WAP])
    assert "https://a.stated.example/wap/12.html" in kept(data)


def test_a_template_that_states_one_article_on_every_page_loses_none(web, data):
    pages = {
        f"{SITE}/wap/{n}.html": stating(WEB, f"第{n}条新闻", text=f"第{n}段话。" * 20) for n in range(20, 24)
    }
    web.pages = {WEB: stating(WEB), **pages}
    assert crawl(web, data, list(pages)).returncode == 0
    assert len(kept(data)) == 5


@pytest.mark.parametrize(
    "stated",
    [f"{SITE}/", f"{SITE}/list_12.html", "http://www.elsewhere.example/news/12.html"],
    ids=["the front page", "a list", "another outlet"],
)
def test_what_is_no_article_of_the_outlet_is_not_even_fetched(web, data, stated):
    web.pages = {WAP: stating(stated)}
    assert crawl(web, data, [WAP]).returncode == 0
    assert kept(data) == ["https://a.stated.example/wap/12.html"]
    assert stated not in web.asked


def test_two_pages_that_each_state_the_other_are_one(web, data):
    web.pages = {WEB: stating(WAP), WAP: stating(WEB)}
    assert crawl(web, data, [WEB]).returncode == 0
    assert len(kept(data)) == 1


def test_an_end_before_the_stated_address_is_fetched_loses_nothing(web, data):
    web.pages = {WEB: stating(WEB), WAP: stating(WEB)}
    assert crawl(web, data, [WAP], "--max-pages", "1").returncode == 0
    assert kept(data) == ["https://a.stated.example/wap/12.html"]
    assert states(data)[WEB][0] == "discovered"


def test_what_was_kept_apart_is_joined_when_it_is_fetched_again(web, data):
    web.pages = {WEB: stating(WEB), WAP: html(article("早稻插秧"))}
    assert crawl(web, data, [WEB, WAP]).returncode == 0
    assert len(kept(data)) == 2
    web.pages[WAP] = stating(WEB)
    again(data)
    assert crawl(web, data, [WAP]).returncode == 0
    statuses = dict(rows(data, "SELECT url, status FROM articles"))
    assert statuses == {KEPT: "live", "https://a.stated.example/wap/12.html": "joined"}
    assert states(data)[WAP][0] == "alias"
