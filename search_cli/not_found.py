"""Why an address is no article of the index, as far as the store knows, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shengmei.config import Config
from shengmei.console import streams
from shengmei.console.text import safe
from shengmei.console.translation import message, translated
from shengmei.reasons import reason_in_words

if TYPE_CHECKING:
    from crawler.store import Transaction

# What became of an address (the frontier's states), and what a person can do about it.
SAID = {
    "discovered": "it is known, but not fetched yet: shengmei crawl",
    "fetching": "it is being fetched, or was when a crawl was stopped: shengmei crawl",
    "kept": "it is kept, but not in this index yet: shengmei index sync",
    "redirect": "its page leads to another address, which may be an article",
    "alias": "its page leads to another address of the same site, which may be an article",
    "empty": "its page shows nothing; a crawl will look again",
    "failed": "it could not be fetched; a crawl will try again",
    "unreadable": "its page was fetched and archived, but not understood",
    "gone": "its page was gone before it was ever kept",
    "disallowed": "robots.txt forbids to fetch it",
}


def why(config: Config, url: str) -> str:
    """`: its page was fetched …`, for the end of a line; empty where no store at hand knows the address."""
    if not config.store_path.exists():
        return ""
    from crawler.cli import canonical
    from crawler.store import Store

    with only_noted(), Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        for address in dict.fromkeys((url, canonical(url))):
            if (known := transaction.frontier.state(address)) is not None:
                return f": {_reason(transaction, address, *known)}"
    return ""


@contextmanager
def only_noted() -> Iterator[None]:
    """A store that cannot be opened becomes a note on stderr: the index has answered already."""
    from crawler.store import StoreError

    try:
        yield
    except StoreError as problem:
        streams.note(message("the store was not asked: {problem}", problem=safe(str(problem))))


def _reason(transaction: Transaction, address: str, state: str, error: str | None) -> str:
    reason = f" ({reason_in_words(error)})" if error else ""
    return translated(SAID.get(state, state)) + reason + _place(transaction, address, state)


def _place(transaction: Transaction, address: str, state: str) -> str:
    """Where the archive keeps the page, of an address whose page could not be read; else empty."""
    if state != "unreadable":
        return ""
    after = translated("; after an update of shengmei try: shengmei reread")
    capture = dict(transaction.frontier.unread()).get(address)
    for one in transaction.articles.capture_records([capture]).values() if capture is not None else ():
        at = {"file": one.file, "offset": one.offset, "length": one.length}
        return message("; as served it is in {file} at byte {offset}, {length} bytes", **at) + after
    return after
