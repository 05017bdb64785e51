"""The account of a simulated year: it balances where the store has everything, and names what it has not. The
year itself, with its kills, is `make crash`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from tests.crash.account import Stored, make_account
from tests.crash.kept import differences
from tests.crash.outlet import ADDRESS, SimulatedOutlet
from tests.crash.plan import BEGAN, DAY, HOUR, STEP, Life, make_year
from tests.crash.year import NAMES, Kills, Took

YEAR = make_year(1)
LOOKS = (DAY, 3 * DAY, 7 * DAY, 30 * DAY)  # after publication, the first hour's aside


def everything() -> dict[str, Stored]:
    """What the store of a crawler has that missed nothing."""
    return {life.path: Stored(status=status(life), revisions=said(life)) for life in YEAR.lives}


def said(life: Life):
    return tuple((story.title, story.body[-1], story.source or None) for _, story in life.versions)


def status(life: Life) -> str:
    if life.withdrawn:
        return "returned" if life.restored else "gone"
    return "changed" if len(life.versions) > 1 else "live"


def one(what) -> Life:
    return next(life for life in YEAR.lives if what(life))


def test_the_year_has_something_of_everything():
    assert {life.withdrawal for life in YEAR.lives if life.withdrawn} == {
        "404",
        "410",
        "notice",
        "front page",
    }
    assert any(life.restored for life in YEAR.lives)
    assert {outage.kind for outage in YEAR.outages} == {"no answer", "busy", "broken"}
    assert make_year(1) == YEAR
    assert make_year(2) != YEAR
    assert STEP % DAY == HOUR


def test_a_look_stands_between_any_two_things_that_happen_to_an_article():
    for life in YEAR.lives:
        found = next(at for at in YEAR.crawls if at > life.published)
        looks = [
            found,
            *(next((at for at in YEAR.crawls if at > life.published + age), None) for age in LOOKS),
        ]
        happens = [since for since, _ in life.versions[1:]] + [life.withdrawn] * bool(life.withdrawn)
        assert all(since > looks[0] for since in happens) or any(o.begins < found for o in YEAR.outages)
        for before, after in pairwise(happens):
            assert any(before < look < after for look in looks if look)


def test_the_account_of_a_store_that_has_everything_balances():
    account = make_account(YEAR, everything())
    assert account.wrong == []
    assert account.happened == account.stored
    assert account.happened["published"] == len(YEAR.lives)
    assert min(account.happened.values()) > 9


@pytest.mark.parametrize(("which", "change", "named"), [
    (lambda _: True, None, "published, not kept"),
    (lambda life: life.versions[1:], lambda held: replace(held, revisions=held.revisions[:1]), "revisions"),
    (lambda life: life.withdrawn, lambda held: replace(held, status="live"), "status live, not"),
    (lambda _: True, lambda held: replace(held, revisions=held.revisions * 2), "revisions"),
])  # fmt: skip
def test_what_the_store_has_not_is_named(which, change, named):
    held, path = everything(), one(which).path
    if change is None:
        del held[path]
    else:
        held[path] = change(held[path])
    (line,) = make_account(YEAR, held).wrong
    assert line.startswith(f"{path}: {named}")


def test_what_nobody_published_is_named():
    made_up = {"/p/1.html": Stored(status="live", revisions=(("题", "文", None),))}
    assert make_account(YEAR, everything() | made_up).wrong == ["/p/1.html: kept, never published"]


def test_what_two_directories_differ_in_is_named():
    assert differences({"articles": {1, 2}}, {"articles": {2, 3}}) == [
        "articles: only without kills: 1",
        "articles: only with kills: 3",
    ]


def test_the_outlet_serves_what_its_year_says_and_grows_only_in_counts():
    life = one(lambda each: each.withdrawn and each.restored and each.withdrawal == "404")
    outlet = SimulatedOutlet(YEAR)

    def ask(at):
        outlet.set_time(at)
        return outlet._page(life.path)

    before = ask(life.published + HOUR)
    assert life.versions[0][1].title in before.body.decode()
    assert ask(life.published - HOUR).status == 404
    assert (ask(life.withdrawn + HOUR).status, ask(life.restored + HOUR).status) == (404, 200)
    outlet.set_time(BEGAN)
    assert outlet._page(f"{ADDRESS}/nothing.html").status == 404
    outlet._server.server_close()


def test_kills_that_came_too_late_are_made_up_for():
    took = {(step, name): Took(1.0, 9) for step in range(9) for name in NAMES[step % 3]}
    kills = Kills(40, Random(1), took)
    planned = [kills.of_step(step) for step in range(8)]
    done = Counter(len(moments) for chosen in planned for moments in chosen.values())
    assert sum(number * count for number, count in done.items()) <= 40
    kills.missed(3)
    assert sum(map(len, kills.of_step(8).values())) == 43 - sum(
        len(moments) for chosen in planned for moments in chosen.values()
    )
