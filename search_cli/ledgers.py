"""What commands that read the ledger share: opening it, and saying that it is behind the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from indexer.copies.ledger_reader import LedgerReader
from shengmei.config import Config
from shengmei.console import streams


@contextmanager
def opened(config: Config) -> Iterator[LedgerReader]:
    """The configured ledger, with a note on stderr where it lacks articles. Raises `LedgerError`."""
    with LedgerReader.open(config.ledger_path) as ledger:
        _note_lag(config, ledger)
        yield ledger


def _note_lag(config: Config, ledger: LedgerReader) -> None:
    if not config.store_path.exists():
        return
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        behind = transaction.changes.behind(ledger.cursor)
    if behind:
        streams.note(f"the ledger is {behind} articles behind the store: `shengmei ledger sync`")
