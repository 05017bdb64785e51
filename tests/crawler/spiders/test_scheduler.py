"""How often the scheduler looks into the frontier: each look is a transaction."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from scrapy import Request

from crawler.spiders import scheduler
from crawler.spiders.scheduler import FrontierScheduler

AT_ONCE = 2


@dataclass
class Source:
    """A frontier in memory, in the place of the spider: addresses that are due, by throttle group."""

    due: dict[str, deque[str]]
    scheduler: FrontierScheduler | None = None
    looks: list[set[str]] = field(default_factory=list)  # the groups that were full, at each look

    def dequeue(self, most: int, full_groups: set[str]) -> list[Request]:
        self.looks.append(set(full_groups))
        ready = {group: urls for group, urls in self.due.items() if group not in full_groups}
        each = most // max(len(ready), 1)
        return [
            Request(urls.popleft(), meta={"download_slot": group})
            for group, urls in ready.items()
            for _ in range(min(each, len(urls)))
        ]

    def max_in_flight(self, group: str) -> int:  # noqa: ARG002
        return AT_ONCE

    def waits_for_answer(self) -> bool:
        return False

    def may_send(self, request: Request) -> bool:  # noqa: ARG002
        return True


def source(**counts: int) -> tuple[Source, FrontierScheduler]:
    """So many addresses due of each group."""
    due = {
        name: deque(f"http://{name}.example/{n}.html" for n in range(count)) for name, count in counts.items()
    }
    one = Source(due)
    return one, FrontierScheduler(one)


def sent(queue: FrontierScheduler) -> list[str]:
    """What can be sent now, until nothing more can."""
    return [request.meta["download_slot"] for request in iter(queue.next_request, None)]


def test_a_page_that_leads_to_nothing_costs_no_look_at_the_frontier(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 1000.0)
    frontier, queue = source(a=20)
    assert sent(queue) == ["a", "a"]
    for _ in range(18):
        queue.release_slot("a")
        assert sent(queue) == ["a"]
    looks = len(frontier.looks)
    assert looks <= 2
    queue.release_slot("a")  # its queue is empty, and the last look may have left something
    assert sent(queue) == []
    assert len(frontier.looks) == looks + 1
    frontier.due["a"].append("http://a.example/new.html")
    assert sent(queue) == []  # nobody said that it was found
    queue.expect_more()
    assert sent(queue) == ["a"]


def test_a_group_that_has_run_dry_is_asked_for_more_and_a_full_one_is_not(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 1000.0)
    frontier, queue = source(hangs=100, quick=100)
    assert sorted(sent(queue)) == ["hangs", "hangs", "quick", "quick"]
    for _ in range(90):
        queue.release_slot("quick")
        assert sent(queue) == ["quick"]
    assert {"hangs"} in frontier.looks
    assert len(frontier.looks) <= 6


def test_without_anything_under_way_the_frontier_is_looked_at(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 1000.0)
    frontier, queue = source(a=1)
    assert sent(queue) == ["a"]
    frontier.due["b"] = deque(["http://b.example/1.html"])
    assert sent(queue) == []
    queue.release_slot("a")
    assert sent(queue) == ["b"]


def test_what_becomes_due_meanwhile_is_found_after_a_while(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 0.0)
    frontier, queue = source(hangs=1)
    assert sent(queue) == ["hangs"]
    frontier.due["b"] = deque(["http://b.example/1.html"])
    assert sent(queue) == ["b"]


def test_platforms_that_hang_keep_no_other_one_waiting(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 1000.0)
    hanging = {f"hangs{number}": 1000 for number in range(9)}
    _, queue = source(**hanging, one=200, two=200, three=200)
    under_way = sent(queue)
    assert {group: under_way.count(group) for group in (*hanging, "one", "two", "three")} == dict.fromkeys(
        (*hanging, "one", "two", "three"), AT_ONCE
    )
    for _ in range(190):
        for healthy in ("one", "two", "three"):
            queue.release_slot(healthy)
            assert sent(queue) == [healthy]
