"""Of a run that was stopped it is known how many articles the index lacks."""

from __future__ import annotations

import pytest

from crawler.commands.crawl import Interrupted, raise_for
from crawler.outcomes import Tally
from crawler.spiders.run import Run
from crawler.store import Store
from indexer.live_feed import following
from tests.indexer.feeding import article, keep

STOPPED = Run(
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


@pytest.mark.parametrize(("lacking", "said"), [
    (1_200, "; 1,200 articles are not indexed yet: shengmei index sync"), (0, ""), (None, ""),
])  # fmt: skip
def test_ctrl_c_says_so(lacking, said):
    with pytest.raises(Interrupted) as raised:
        raise_for(STOPPED, lacking)
    assert str(raised.value).endswith(f"the next run goes on from there{said}")
