"""Lists that lead to nothing that is kept are not followed for ever, whatever new addresses they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.outcomes.discoveries import FRUITLESS, TURNED_BACK, Discoveries
from crawler.outcomes.learned_parameters import LearnedParameters
from crawler.outcomes.outcome import Outcome
from crawler.store import Discovery, FrontierRow, Store, Verdict

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
PAGES = 3 * FRUITLESS


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


def discovery(path: str, kind: str, found_on: str | None) -> Discovery:
    url = f"http://one.example/{path}"
    return Discovery(url=url, address=url, site="one", kind=kind, found_on=found_on)  # type: ignore[arg-type]


def pages_read(
    store: Store, state: Callable[[int], str], text: Callable[[int], str] = str
) -> tuple[int, tuple[str, ...]]:
    """How many pages of a pager are read, each with an address of its own that comes to `state` and, where
    that is `kept`, shows `text`; and what is said of the last one."""
    discoveries = Discoveries(LearnedParameters(lambda *_: None))
    with store.writing() as transaction:
        transaction.frontier.discover([discovery("list/0", "list", None)], NOW)
        for number in range(PAGES):
            due = {row.kind: row for row in transaction.frontier.dequeue("one", 2, NOW)}
            came = [page_of_list(due["list"], number)]
            if "article" in due:
                verdict = Verdict(row=due["article"], state=state(number), at=NOW)  # type: ignore[arg-type]
                shown = Article(url=verdict.row.url, site="one", title="早稻插秧", body=text(number))
                later = replace(verdict, due_at=NOW.replace(year=2030))
                came.append(Outcome(verdict=later, article=shown if verdict.state == "kept" else None))
            came = discoveries.worth_following(came)
            discoveries.write(transaction, came, NOW)
            transaction.frontier.record([one.verdict for one in came])
            if came[0].next_page is None:
                return number, came[0].cuts
    return PAGES, ()


def page_of_list(row: FrontierRow, number: int) -> Outcome:
    return Outcome(
        verdict=Verdict(row=row, state="kept", at=NOW),
        discoveries=(discovery(f"p/{number}", "article", row.url),),
        next_page=discovery(f"list/{number + 1}", "list", row.url),
    )


@pytest.mark.parametrize("state", ["alias", "gone", "empty", "unreadable"])
def test_a_pager_of_new_addresses_that_come_to_nothing_ends_and_that_is_said(store, state):
    assert pages_read(store, lambda _: state) == (FRUITLESS, (TURNED_BACK,))


@pytest.mark.parametrize("state", ["kept", "failed", "redirect", "disallowed"])
def test_a_pager_whose_addresses_are_kept_or_may_be_goes_on(store, state):
    assert pages_read(store, lambda _: state) == (PAGES, ())


def test_a_pager_that_shows_one_article_under_ever_new_addresses_ends(store):
    pages, said = pages_read(store, lambda _: "kept", lambda _: "江州市的早稻开始插秧。")
    assert (pages, said) == (FRUITLESS + 1, (TURNED_BACK,))


def test_so_does_one_that_shows_the_same_few_in_turn(store):
    pages, _ = pages_read(store, lambda _: "kept", lambda page: f"第{page % 5}块田插秧。")
    assert pages == FRUITLESS + 5


def test_one_article_that_is_kept_in_twenty_pages_is_enough(store):
    assert pages_read(store, lambda page: "kept" if page % FRUITLESS == 5 else "gone") == (PAGES, ())


def test_a_list_read_by_a_clock_that_was_ahead_is_followed_to_its_next_page(store):
    with store.writing() as transaction:
        transaction.frontier.discover([discovery("list/0", "list", None)], NOW)
        (row,) = transaction.frontier.dequeue("one", 1, NOW)
        read_in_a_year = replace(row, first=False, fetched_at=NOW.replace(year=2027))
        one = page_of_list(read_in_a_year, 0)
        transaction.frontier.discover(one.discoveries, NOW)  # as another list showed it
        Discoveries(LearnedParameters(lambda *_: None)).write(transaction, [one], NOW)
        assert transaction.frontier.state("http://one.example/list/1") is not None
