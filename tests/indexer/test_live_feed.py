"""Of a run that was stopped it is known how many articles the index lacks."""

from __future__ import annotations

import threading

import pytest

from crawler.commands.crawl import Interrupted, raise_for
from crawler.outcomes.outcome import Tally
from crawler.spiders.run import RunResult
from crawler.store import Store
from indexer.feed import Fed
from indexer.live_feed import Following, following
from indexer.search import IndexBusy
from tests.indexer.feeding import article, keep

STOPPED = RunResult(
    tally=Tally(), still_due=3, bounded=False, strange_time=None, seconds=1.0, interrupted=True, next_due=None
)


def test_a_run_that_was_stopped_says_what_is_not_indexed_yet(tmp_path):
    path, index = tmp_path / "data" / "shengmei.sqlite", str(tmp_path / "data" / "index")
    with Store.open(path, create=True) as store, following(path, index) as followed:
        followed.leave()
        keep(store, article(1), article(2))
    assert (followed.behind, followed.written) == (2, 0)
    with following(path, index) as again:
        pass
    assert (again.behind, again.written) == (None, 2)


class WrittenByAnother:
    """An index that another crawl is writing to, for the first two looks."""

    def __init__(self) -> None:
        self.looks = 0

    def sync(self, *, stopped) -> Fed:  # noqa: ARG002 (as the index's feed)
        self.looks += 1
        if self.looks < 3:
            raise IndexBusy("the index is being written by another process")
        return Fed(written=2, refused=0, waiting=0)


def test_the_last_look_waits_for_another_crawl_that_writes_to_the_index():
    followed, opened = Following(), WrittenByAnother()
    thread = threading.Thread(target=lambda: None)
    thread.start()
    followed.end(thread, opened)  # type: ignore[arg-type]  # what is used of it
    assert (followed.problem, followed.written, opened.looks) == (None, 2, 3)


@pytest.mark.parametrize(("lacking", "said"), [
    (1_200, "; 1,200 articles are not indexed yet: shengmei index sync"), (0, ""), (None, ""),
])  # fmt: skip
def test_ctrl_c_says_so(lacking, said):
    with pytest.raises(Interrupted) as raised:
        raise_for(STOPPED, lacking)
    assert str(raised.value).endswith(f"the next run goes on from there{said}")
