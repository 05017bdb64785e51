"""What commands that read the ledger share: opening it, saying that it is behind, periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.takings import Taking
from search_cli.corpus.flows import Period
from shengmei.config import Config
from shengmei.console import streams
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import UsageProblem


@contextmanager
def opened(config: Config) -> Iterator[LedgerReader]:
    """The configured ledger, with a note on stderr where it lacks articles. Raises `LedgerError`."""
    with LedgerReader.open(config.ledger_place) as ledger:
        _note_lag(config, ledger)
        yield ledger


def _note_lag(config: Config, ledger: LedgerReader) -> None:
    if not config.store_path.exists():
        return
    from crawler.store import Store
    from crawler.store.article_stories import GROUPED

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        behind = transaction.changes.behind(ledger.cursor, without=GROUPED)
    if behind:
        streams.note(
            message("the ledger is {behind} articles behind the store: `shengmei ledger sync`", behind=behind)
        )


def period(since: str | None, until: str | None) -> Period:
    """The Beijing days of `--since` and `--until`; raises `UsageProblem`."""
    found = Period(_day("--since", since), _day("--until", until))
    if found.since and found.until and found.since > found.until:
        raise UsageProblem(
            message("--since {since} is after --until {until}", since=found.since, until=found.until)
        )
    return found


def _day(option: str, said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said is not None else None
    except ValueError:
        raise UsageProblem(
            message("{option} must be a day such as 2026-05-01, not {said!r}", option=option, said=said)
        ) from None


def caption(takings: Sequence[Taking], period: Period) -> str:
    """What a picture shows: `26 articles, 20 declared, since 2026-05-01`."""
    declared = sum(one.basis == "declared" for one in takings)
    return message(
        "{articles}, {declared:,} declared{period}",
        articles=counted(len(takings), "article"),
        declared=declared,
        period=period.label(),
    )
