"""What of a site file still fits: sites of several systems, as they were and after they have changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import registry
from crawler.items import Capture
from crawler.pages.families import cjyun, enorth, founder, trs
from crawler.site import Site
from crawler.site_files.checked_list import NoPage
from crawler.site_files.draft_pattern import pattern_of
from crawler.site_files.site_check import SiteCheck, check_articles, check_lists, conclude
from tests.crawler.spiders.web import article

AT = datetime(2026, 5, 24, 12, tzinfo=UTC)
BASE = "https://www.checked.example"
LIST = f"{BASE}/news/"
TITLES = ("渡口的灯修好了三盏", "堤上的守夜人又添一个", "春耕正忙田间地头机声隆隆", "县里的桥通车了两天")
FORMS = {
    "trs": (trs.ARTICLE_URL, "/xw/202605/t20260518_90{}.shtml"),
    "founder": (founder.ARTICLE_URL, "/2026-05/18/content_91{}.htm"),
    "enorth": (enorth.ARTICLE_URL, "/system/2026/05/18/03001{}.shtml"),
    "cjyun": (cjyun.ARTICLE_URL, "/p/12{}.html"),
    "own": (r"^/detail/\d{16}\.html$", "/detail/177907680012{}.html"),
}


def site_of(system: str) -> Site:
    return Site(
        id="checked", name="示例查报", domains=("www.checked.example", ".checked.example"), lists=(LIST,),
        article_url=FORMS[system][0],
    )  # fmt: skip


def capture(url: str, body: str) -> Capture:
    return Capture(url=url, fetched_at=AT, body=body.encode())


def served(form: str) -> tuple[list[str], str]:
    """The articles' addresses in this form, and the list that leads to them."""
    addresses = [BASE + form.format(1200 + n) for n in range(len(TITLES))]
    links = zip(addresses, TITLES, strict=True)
    items = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in links)
    return addresses, f'<html><head><meta charset="utf-8"></head><ul>{items}</ul></html>'


def check(monkeypatch, site: Site, pages: dict[str, Capture | NoPage]) -> SiteCheck:
    monkeypatch.setattr(registry, "site_for", lambda url: site if site.owns(url) else None)
    lists = check_lists(site, pages)
    return conclude(site, lists, check_articles(site, lists, pages))


@pytest.mark.parametrize("system", FORMS)
def test_a_site_as_its_file_says_fits(monkeypatch, system):
    addresses, listed = served(FORMS[system][1])
    pages: dict[str, Capture | NoPage] = {LIST: capture(LIST, listed)}
    pages |= {url: capture(url, article(title)) for url, title in zip(addresses, TITLES, strict=True)}
    found = check(monkeypatch, site_of(system), pages)
    assert found.fits
    assert (len(found.lists[0].links), found.lists[0].by_form) == (4, False)
    assert [one.fields for one in found.articles] == [("title", "published", "source", "body")] * 3


@pytest.mark.parametrize(("before", "after", "proposed"), [
    ("trs", "own", r'article_url=r"^/detail/\d+\.html$"'),
    ("founder", "trs", r'article_url=r"^/xw/\d{6}/t\d{8}_\d{6}\.shtml$"'),
    ("enorth", "founder", r'article_url=r"^/\d{4}-\d{2}/\d{2}/content_\d{6}\.htm$"'),
    ("own", "cjyun", r'article_url=r"^/p/\d{6}\.html$"'),
])  # fmt: skip
def test_a_site_with_new_addresses_has_a_new_pattern_proposed(monkeypatch, before, after, proposed):
    addresses, listed = served(FORMS[after][1])
    pages: dict[str, Capture | NoPage] = {LIST: capture(LIST, listed)}
    pages |= {url: capture(url, article(title)) for url, title in zip(addresses, TITLES, strict=True)}
    found = check(monkeypatch, site_of(before), pages)
    assert found.proposals == (proposed,)
    assert found.lists[0].problem == "no link fits article_url; 4 have the form of articles"
    assert not found.fits


@pytest.mark.parametrize(
    ("answer", "problem", "proposals"),
    [
        (NoPage("HTTP 404", "gone"), "HTTP 404", ("lists=()",)),
        (NoPage("HTTP 404 of another kind"), "HTTP 404 of another kind", ()),
        (NoPage("forbidden by robots.txt"), "forbidden by robots.txt", ()),
        (NoPage("no answer", "unreachable"), "no answer", ()),
        (capture(LIST, "<html><p>系统维护中</p></html>"), "no link to an article", ()),
        (capture(LIST, '{"code": 1}'), 'a JSON answer that names no article: {"code": 1}', ()),
        (capture(f"{BASE}/", "<html></html>"), "no link to an article", (f'lists=("{BASE}/",)',)),
        (capture("https://portal.example.net/", "<html></html>"),
         "leads to another outlet: https://portal.example.net/", ()),
    ],
)  # fmt: skip
def test_a_list_that_is_no_longer_what_it_was(monkeypatch, answer, problem, proposals):
    found = check(monkeypatch, site_of("trs"), {LIST: answer})
    assert (found.lists[0].problem, found.proposals) == (problem, proposals)


def test_of_what_gave_no_answer_nothing_is_known(monkeypatch):
    addresses, listed = served(FORMS["trs"][1])
    no_answer = NoPage("no answer", "unreachable")
    assert check(monkeypatch, site_of("trs"), {LIST: no_answer}).fits is None
    pages: dict[str, Capture | NoPage] = {LIST: capture(LIST, listed), addresses[0]: no_answer}
    pages |= {url: capture(url, article(title)) for url, title in zip(addresses[1:], TITLES, strict=False)}
    assert check(monkeypatch, site_of("trs"), pages).fits is None
    pages[addresses[1]] = NoPage("HTTP 404", "gone")
    assert check(monkeypatch, site_of("trs"), pages).fits is False


def test_an_article_that_says_too_little_or_cannot_be_had_is_said_to(monkeypatch):
    addresses, listed = served(FORMS["trs"][1])
    pages: dict[str, Capture | NoPage] = {LIST: capture(LIST, listed), addresses[0]: NoPage("HTTP 500")}
    pages[addresses[1]] = capture(addresses[1], "<html><div id=app></div><script>go()</script></html>")
    pages[addresses[2]] = capture(addresses[2], article(TITLES[2]))
    found = check(monkeypatch, site_of("trs"), pages)
    assert [one.problem for one in found.articles] == ["HTTP 500", "no title", None]


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        ([], None),
        (["https://a.cn/a/12.html", "https://a.cn/bc/345.html"], r"^/[\w-]+/\d+\.html$"),
        (["https://a.cn/x/2026/0518/123456.html", "https://a.cn/y/2026/0519/1234567.html"],
         r"^/[\w-]+/\d{4}/\d{4}/\d+\.html$"),
        (["https://a.cn/content/s66f3c0a1e4b0a2d3c4e5f601.html", "https://a.cn/?id=12"],
         r"^/content/s[0-9a-f]{24}\.html$|^/\?id=\d{2}$"),
    ],
)  # fmt: skip
def test_a_pattern_of_addresses(addresses, pattern):
    assert pattern_of(addresses) == pattern
