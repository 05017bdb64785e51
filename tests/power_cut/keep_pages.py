"""Run with the recorder: keeps batches of pages as a crawl does, says when each is kept, and prunes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import prune
from crawler.store import Store
from tests.crawler.archive.keeping import Keeping, page

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
BATCHES, PAGES = 7, 3  # every third page is as it was in the batch before


def main(data: Path) -> None:
    with Keeping(data, rotate_at=12_000) as keeping:
        for batch in range(BATCHES):
            at = NOW + timedelta(days=batch)
            keeping.keep(*(page(0 if n == 0 else batch * PAGES + n, at) for n in range(PAGES)))
            (data / f"kept-{batch}").touch()  # in the log that is where the batch had been kept
    with Store.open(data / "shengmei.sqlite") as store:
        folder = data / "archive"
        prune.prune(store, folder, prune.choose(store, folder, older_than=NOW + timedelta(days=99)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
