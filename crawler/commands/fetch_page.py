"""One page fetched as a crawl fetches it: robots.txt obeyed, redirects followed on its site, nothing kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:
    from crawler.items import Capture

MOST = 50  # responses that fetching one page may bring


class NotFetched(Problem):
    """A page that could not be had; the message is the reason."""

    exit_code = 4


def fetch_page(address: str) -> Capture:
    """The page at an address. Raises `NotFetched` with the reason, `UsageProblem` for a call that is
    wrong."""
    with TemporaryDirectory(prefix="shengmei-read-") as folder:
        # A process of its own: Scrapy's reactor starts only once, and there may be several addresses.
        data = f"{folder}/data"
        call = [sys.executable, "-m", "shengmei", "crawl", address, "--data", data, "--no-index"]
        done = subprocess.run([*call, "--quiet"], capture_output=True, text=True, check=False)
        if done.returncode == UsageProblem.exit_code:
            raise UsageProblem(done.stderr.strip().removeprefix("shengmei: "))
        return _newest(Path(folder) / "data", address)


def _newest(data: Path, address: str) -> Capture:
    """The last page that came."""
    from crawler.archive import read_captures
    from crawler.store import Store

    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        records = transaction.articles.capture_records(range(1, MOST))
        said = transaction.frontier.reasons()
    answered = [record for _, record in sorted(records.items()) if record.status == 200]
    if not answered:
        raise NotFetched(f"{address} could not be fetched: {'; '.join(said) or 'no answer'}")
    return next(iter(read_captures(data / "archive", answered[-1:])))
