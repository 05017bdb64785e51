"""An article whose address leads to a section, a login or an error page is gone, once that was seen twice;
one that leads to where it has moved is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import HtmlResponse

from crawler.archive import Archive
from crawler.items import Article
from crawler.pipelines import OutcomeWriter
from crawler.spiders.classify_response import of_response
from crawler.store import Discovery, FrontierRow, Store, Verdict
from tests.kept_articles import keep

HOST, SITE = "https://news.one.example", "news.one.example"
URL = f"{HOST}/a/1.html"
KEPT = Article(url=URL, site=SITE, title="早稻插秧", body="五月的湖区，两岸的村民已经下田插秧。")
MOVED = f"{HOST}/2026-05/12345.html"


class Crawl:
    """A store that keeps the article, and what a crawl writes into it."""

    def __init__(self, store: Store, archive: Archive) -> None:
        self.store = store
        self._failures: list[Exception] = []
        self._writer = OutcomeWriter(store, archive, lambda *_: None, self._failures.append)
        keep(store, KEPT)
        with store.writing() as transaction:
            transaction.frontier.discover([Discovery(url=URL, address=URL, site=SITE)], datetime.now(UTC))

    def _dequeued(self) -> FrontierRow:
        now = datetime.now(UTC) + timedelta(days=400)
        with self.store.writing() as transaction:
            (row,) = transaction.frontier.dequeue_urls([URL], now)
        return replace(row, first=False)

    def answered(self, response: HtmlResponse, later: timedelta) -> tuple[str, str | None]:
        """Its state and reason after an answer that came that much later."""
        one = of_response(self._dequeued(), response)
        self._writer.add(replace(one, verdict=replace(one.verdict, at=one.verdict.at + later)))
        self._writer.flush()
        assert self._failures == []
        with self.store.reading() as transaction:
            found = transaction.frontier.state(URL)
        assert found is not None
        return found

    def redirected(self, target: str, *, days: int) -> tuple[str, str | None]:
        answer = HtmlResponse(URL, status=302, headers={"Location": target})
        return self.answered(answer, timedelta(days=days))

    def status(self) -> str:
        with self.store.reading() as transaction:
            return next(one.status for one in transaction.articles.stored(transaction.articles.listed("", 9))
                        if one.article.url == URL)  # fmt: skip


@pytest.fixture
def crawl(tmp_path):
    archive = Archive(tmp_path / "archive", dict)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store:
        yield Crawl(store, archive)
    archive.close()


@pytest.mark.parametrize(
    "target",
    [
        f"{HOST}/404.html",
        f"{HOST}/common/error_404.shtml",
        f"{HOST}/notfound.html",
        f"{HOST}/login?back=%2Fa%2F1.html",
        "https://passport.other.example/sso/login.do",
        "https://www.other.example/",
        f"{HOST}/a/index.shtml",
    ],
)
def test_one_that_leads_to_no_article_is_gone_when_that_was_seen_twice(crawl, target):
    state, reason = crawl.redirected(target, days=0)
    assert (state, reason.startswith("gone once: HTTP 302 to ")) == ("failed", True)
    assert crawl.status() == "live"
    state, reason = crawl.redirected(target, days=1)
    assert state == "gone"
    assert "which is no article, first seen gone " in reason
    assert crawl.status() == "gone"
    assert crawl.redirected(target, days=31)[0] == "gone", "and stays so"


def test_a_page_that_only_leads_to_the_front_page_counts_as_a_redirect_there(crawl):
    body = '<html><head><meta http-equiv="refresh" content="0;url=/home.shtml"></head><body></body></html>'
    answer = HtmlResponse(URL, body=body.encode(), headers={"Content-Type": "text/html"})
    assert crawl.answered(answer, timedelta(0))[1].startswith("gone once: ")
    assert crawl.answered(answer, timedelta(days=1))[0] == "gone"


@pytest.mark.parametrize("target", [MOVED, f"{HOST}/show?id=12345", "https://www.other.example/p/12345.html"])
def test_one_that_leads_to_an_articles_address_has_moved(crawl, target):
    assert crawl.redirected(target, days=0)[0] in ("alias", "redirect")
    assert crawl.redirected(target, days=1)[0] in ("alias", "redirect")
    assert crawl.status() == "live"


def test_where_an_article_is_kept_the_form_of_its_address_says_nothing(crawl):
    step, end = f"{HOST}/go", f"{HOST}/reader"
    keep(crawl.store, replace(KEPT, url=end))
    with crawl.store.writing() as transaction:
        found = [Discovery(url=url, address=url, site=SITE) for url in (step, end)]
        transaction.frontier.discover(found, datetime.now(UTC))
        rows = transaction.frontier.dequeue_urls([step], datetime.now(UTC))
        transaction.frontier.record([Verdict(row=rows[0], state="alias", at=datetime.now(UTC), target=end)])
    assert crawl.redirected(end, days=0)[0] == "alias"
    assert crawl.redirected(step, days=1)[0] == "alias"
    assert crawl.status() == "live"


def test_one_that_leads_to_where_an_article_is_gone_is_gone_too(crawl):
    with crawl.store.writing() as transaction:
        transaction.frontier.discover([Discovery(url=MOVED, address=MOVED, site=SITE)], datetime.now(UTC))
        rows = transaction.frontier.dequeue_urls([MOVED], datetime.now(UTC))
        transaction.frontier.record([Verdict(row=rows[0], state="gone", at=datetime.now(UTC))])
    assert crawl.redirected(MOVED, days=0)[0] == "failed"
    assert crawl.redirected(MOVED, days=1)[0] == "gone"
