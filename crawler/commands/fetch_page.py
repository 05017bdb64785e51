"""One page fetched as a crawl fetches it: robots.txt obeyed, redirects followed on its site, nothing kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:
    from crawler.items import Capture
    from crawler.site_files.checked_list import NoPage

MOST = 50  # responses that fetching one page may bring
MOST_RESPONSES = 1_000  # of several
_MOST_REDIRECTS = 5


class NotFetched(Problem):
    """A page that could not be had; the message is the reason."""

    exit_code = 4


def fetch_page(address: str) -> Capture:
    """The page at an address. Raises `NotFetched` with the reason, `UsageProblem` for a call that is
    wrong."""
    with _crawled([address], None) as data:
        return _newest(data, address)


def fetch_pages(addresses: Sequence[str], delay: float | None = None) -> dict[str, Capture | NoPage]:
    """The pages at addresses, where redirects lead to, or why one could not be had; fetched in one crawl.

    `delay`: seconds between two requests to one platform, as of a crawl. Raises `UsageProblem`.
    """
    if not addresses:
        return {}
    from crawler import registry
    from crawler.store import Store

    with _crawled(addresses, delay) as data:
        by_url = {registry.canonical(one.url): one for one in _captures(data)}
        with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
            states = {one: transaction.frontier.state(registry.canonical(one)) for one in addresses}
    ends = {address: _end_of_redirects(address, by_url) for address in addresses}
    return {
        address: end if end and end.status == 200 else _no_page(end, states[address])
        for address, end in ends.items()
    }


def _no_page(answer: Capture | None, state: tuple[str, str | None] | None) -> NoPage:
    """Why an address gave no page. One that robots.txt forbids was not asked, and is known for it."""
    from crawler.site_files.checked_list import NoPage

    name, reason = state or ("", None)
    if answer is None:
        return NoPage(reason or "no answer", "differs" if name == "disallowed" else "unreachable")
    return NoPage(reason or f"HTTP {answer.status}", "gone" if answer.status in (404, 410) else "differs")


@contextmanager
def _crawled(addresses: Sequence[str], delay: float | None) -> Iterator[Path]:
    """A data directory into which the addresses were crawled, removed afterwards."""
    with TemporaryDirectory(prefix="shengmei-read-") as folder:
        # A process of its own: Scrapy's reactor starts only once, and there may be several crawls.
        data, listed = f"{folder}/data", Path(folder) / "addresses.txt"
        listed.write_text("\n".join(addresses), encoding="utf-8")
        call = [
            sys.executable,
            "-m",
            "shengmei",
            "crawl",
            "--urls",
            str(listed),
            "--data",
            data,
            "--no-index",
        ]
        call += ["--quiet"] if delay is None else ["--quiet", "--delay", str(delay)]
        variables = {**os.environ, "SHENGMEI_STORE": "sqlite"}
        done = subprocess.run(call, env=variables, capture_output=True, text=True, check=False)
        if done.returncode == UsageProblem.exit_code:
            said = done.stderr.strip().removeprefix("shengmei: ")
            raise UsageProblem(said.replace(f"{listed}, line 1: ", ""))
        yield Path(data)


def _captures(data: Path) -> list[Capture]:
    """All responses that came, in order."""
    from crawler.archive import read_captures
    from crawler.store import Store

    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        records = transaction.articles.capture_records(range(1, MOST_RESPONSES))
    return list(read_captures(data / "archive", [record for _, record in sorted(records.items())]))


def _end_of_redirects(address: str, by_url: Mapping[str, Capture]) -> Capture | None:
    from crawler import registry
    from crawler.normalise.addresses import absolute

    capture = by_url.get(registry.canonical(address))
    for _ in range(_MOST_REDIRECTS):
        headers = {name.lower(): value for name, value in capture.headers} if capture else {}
        if capture is None or not 300 <= capture.status < 400 or "location" not in headers:
            return capture
        target = absolute(capture.url, headers["location"])
        following = by_url.get(registry.canonical(target)) if target else None
        if following is None:
            return capture
        capture = following
    return capture


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
