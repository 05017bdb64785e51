"""How long the feed waits for an index that does not answer."""

from __future__ import annotations

import pytest

from crawler.store import Store
from indexer.feed import Feed
from indexer.search import IndexUnavailable, Refused, open_index
from tests.indexer.feeding import Troubled, article, keep


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "index")


@pytest.fixture
def index(address):
    with open_index(address, create=True) as opened:
        yield opened


class Clock:
    """Stands in for the module `time`: who sleeps moves it on."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("indexer.feed.time", clock)
    return clock


def test_pauses_grow_to_a_minute_and_vary_by_half(store, address, index, clock):
    keep(store, article(0))
    trouble = [IndexUnavailable("busy")] * 10
    assert Feed(store, Troubled(index, *trouble), address).sync(patience=900).written == 1
    expected = [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert len(clock.slept) == len(expected)
    for slept, most in zip(clock.slept, expected, strict=True):
        assert most / 2 <= slept <= most
    assert len({slept / most for slept, most in zip(clock.slept, expected, strict=True)}) > 1


def test_no_pause_goes_beyond_what_patience_allows(store, address, index, clock):
    keep(store, article(0))
    feeding = Feed(store, Troubled(index, *[IndexUnavailable("busy")] * 50), address)
    with pytest.raises(IndexUnavailable):
        feeding.sync(patience=100)
    assert 30 < clock.now <= 100


@pytest.mark.usefixtures("clock")
def test_a_pause_that_just_fits_is_made(store, address, index):
    keep(store, article(0))
    assert Feed(store, Troubled(index, IndexUnavailable("busy")), address).sync(patience=0.5).written == 1


class Silent:
    """An index that does not answer the first `times` questions of one name."""

    def __init__(self, index, name, times=3):
        self._index, self._name, self._times = index, name, times

    def __getattr__(self, name):
        asked = getattr(self._index, name)
        return self._unanswered(asked) if name == self._name else asked

    def _unanswered(self, asked):
        def answer(*arguments):
            if self._times:
                self._times -= 1
                raise IndexUnavailable("busy")
            return asked(*arguments)

        return answer


def refusing_all(batch):
    return [Refused(write=one, error_type="strict_dynamic_mapping", reason="unknown") for one in batch]


@pytest.mark.usefixtures("clock")
def test_patience_covers_the_first_request_and_the_last(store, address, index):
    keep(store, article(0))
    assert Feed(store, Silent(index, "newest_version"), address).sync(patience=60).written == 1
    refuses = Silent(Troubled(index, refusing_all), "info")  # asked for the format, after the refusal
    keep(store, article(1))
    assert Feed(store, refuses, address).sync(patience=60).refused == 1
    last = Feed(store, Silent(index, "info"), address)
    assert last.sync(patience=60).written == 0
    assert last.info(patience=60).documents == 1
    with pytest.raises(IndexUnavailable):
        Feed(store, Silent(index, "info"), address).info()
