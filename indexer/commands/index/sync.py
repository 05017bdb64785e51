"""`shengmei index sync | watch | status`: bring the index up to the store, and see how far it is."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from indexer.commands.index.open_feed import PATIENCE, ended, feed_ledger, feeding, looking
from shengmei.console import formats, options, streams
from shengmei.console.article import format_time
from shengmei.console.progress import Progress
from shengmei.console.text import counted, pad, safe
from shengmei.console.translation import heading, message, messages, translated
from shengmei.problems import IncompleteProblem, as_raised

if TYPE_CHECKING:
    from indexer.feed import Feed
    from indexer.search import KeptIndex
    from shengmei.config import Config

SHOWN = 5
ADVICE = {"kept": "index drop-old deletes it", "unfinished": "index rebuild goes on with it"}


@click.command(short_help="Feed the index what it does not have yet.")
@click.option("--patience", type=click.FloatRange(min=0), default=PATIENCE, show_default=True,
              metavar="SECONDS", help="How long to wait for an index that does not answer.")  # fmt: skip
@options.common_options
@click.pass_obj
def sync(config: Config, patience: float) -> None:
    """Feed the index what it does not have yet; made where there is none. For cron, or after a crawl.

    Where there is a ledger of copies (`shengmei ledger sync` makes one), it is fed first, and articles whose
    stories changed are written again.
    """
    from indexer.memory import share_one_arena

    share_one_arena()
    with feeding(config, create=True) as feed:
        ledger = feed_ledger(config)
        with Progress() as progress:
            fed = feed.sync(patience=patience, on_progress=progress)
        ended(fed, feed.info(patience=patience).documents, config, ledger)


@click.command(short_help="Feed the index whatever the store gets, until stopped.")
@click.option("--every", type=click.FloatRange(min=0.1), default=5.0, show_default=True, metavar="SECONDS",
              help="How long to wait between two looks at the store.")  # fmt: skip
@options.common_options
@click.pass_obj
def watch(config: Config, every: float) -> None:
    """Feed the index whatever the store gets, until stopped by SIGTERM (exit 0) or Ctrl-C (130); and before
    it the ledger of copies, where there is one.

    A server that goes away is waited for, and an index that was replaced or deleted meanwhile is opened
    anew, each with a line on stderr. Stopped at any moment, nothing is lost.
    """
    from indexer.memory import share_one_arena
    from indexer.watch import watch_store

    share_one_arena()
    with until_terminated():
        watch_store(config.store_path, config.index, ledger=config.ledger_place, every=every, say=_say)


def _say(line: str) -> None:
    streams.note(safe(line))


@contextmanager
def until_terminated() -> Iterator[None]:
    """SIGTERM ends what is done here, and a line says so."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    except BaseException as error:
        if not isinstance(as_raised(error), _Terminated):
            raise
        streams.note(translated("stopped: what the index has, it has acknowledged"))
    finally:
        signal.signal(signal.SIGTERM, before)


class _Terminated(BaseException):
    """SIGTERM was received. A BaseException, as KeyboardInterrupt is: no `except Exception` catches it."""


def _terminate(*_: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the first one is enough
    raise _Terminated


@click.command(short_help="Show how far the index is behind the store.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def status(config: Config, form: formats.Form | None) -> None:
    """Show what the index is, how far it is behind the store, what it refused, and what is kept beside it."""
    from indexer.search import NotAllowed, kept_indexes

    with looking(config) as feed:
        said = _status(feed)
        shown, others = feed.dead(SHOWN), feed.others()
    kept: list[KeptIndex] = []
    try:
        kept = kept_indexes(config.index)
    except NotAllowed:
        streams.note(translated("what is kept beside it is not shown: the login may read this index alone"))
    if form == "json":
        rest = {"dead": [one.__dict__ for one in shown], "others": others}
        streams.write_json({**said, **rest, "beside": [one.__dict__ for one in kept]}, indent=2)
    else:
        for line in _lines(said, others, kept):
            streams.out(safe(line))
        for one in shown:
            streams.out(safe(_line("refused", f"{one.article_id}: {one.error_type}: {one.reason}")))
    if said["refused"]:
        raise IncompleteProblem(
            messages(
                "{number:,} document was refused: see `shengmei index dead list`",
                "{number:,} documents were refused: see `shengmei index dead list`",
                said["refused"],
            )
        )


def _status(feed: Feed) -> dict[str, Any]:
    info, lag = feed.info(), feed.lag()
    said = {"index": info.address, "kind": info.kind, "identity": info.identity, "format": info.format}
    # What the server calls the index is said as `name`: `index` is the address.
    details = {"name" if key == "index" else key: value for key, value in info.details.items()}
    return said | {"documents": info.documents, "behind": lag.behind, "refused": lag.dead} | details


def _lines(said: dict[str, Any], others: dict[str, int], kept: list[KeptIndex]) -> list[str]:
    created = format_time(said["created"], "minute") if "created" in said else ""
    made = {"created": message("{time} in Beijing", time=created)} if created else {}
    lines = [_line(name, f"{value}") for name, value in (said | made).items()]
    for other, behind in others.items():
        fed = message("{index}, fed from this store too: {behind} behind", index=other, behind=behind)
        lines.append(_line("other", fed))
    for one in kept:
        size = f"{one.name}, {counted(one.documents, 'document')}, {one.size / 1e6:.1f} MB"
        lines.append(_line(one.state, f"{size}: {translated(ADVICE[one.state])}"))
    return lines


def _line(name: str, value: str) -> str:
    return f"{pad(heading(name), 10)} {value}"
