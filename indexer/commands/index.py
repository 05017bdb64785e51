"""`shengmei index …`: feed an index from the store, see how far it is, build it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from crawler.console import formats, options, streams
from crawler.console.text import safe
from crawler.problems import IncompleteProblem

if TYPE_CHECKING:
    from crawler.config import Config
    from indexer.feed import Fed, Feed

SHOWN = 5


@click.group(short_help="Feed an index from the store, or see how far it is.")
def index() -> None:
    """Feed an index from the store, or see how far it is."""


@index.command(short_help="Feed the index what it does not have yet.")
@click.option("--patience", type=click.FloatRange(min=0), default=60.0, show_default=True, metavar="SECONDS",
              help="How long to wait for an index that does not answer.")  # fmt: skip
@options.common_options
@click.pass_obj
def sync(config: Config, patience: float) -> None:
    """Feed the index what it does not have yet; made where there is none. For cron, or after a crawl."""
    with feeding(config, create=True) as feed:
        _end(feed.sync(patience=patience, told=_teller()), feed, config.index)


@index.command(short_help="Show how far the index is behind the store.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def status(config: Config, form: formats.Form | None) -> None:
    """Show what the index is, how far it is behind the store, and what it refused."""
    with feeding(config, create=False) as feed:
        said = _status(feed)
        refused, others = feed.dead(), feed.others()
    if form == "json":
        dead = [one.__dict__ for one in refused]
        streams.write_json({**said, "dead": dead, "others": others}, indent=2)
    else:
        for name, value in said.items():
            streams.out(f"{name:<10} {safe(str(value))}")
        for address, behind in others.items():
            streams.out(f"other      {safe(address)}, fed from this store too: {behind} behind")
        for one in refused[:SHOWN]:
            streams.out(f"refused    {one.article_id}: {safe(one.error_type)}: {safe(one.reason)}")
    if refused:
        raise IncompleteProblem(
            f"{len(refused)} documents were refused: `shengmei index rebuild` offers them anew"
        )


@index.command(short_help="Build the index anew, then put it in the place of the old one.")
@options.common_options
@click.pass_obj
def rebuild(config: Config) -> None:
    """Build the index anew beside the old one, which answers until the new one is whole, then swap them."""
    from crawler.store import Store
    from indexer.feed import Feed
    from indexer.search import rebuilding

    with Store.open(config.store_path) as store, rebuilding(config.index) as fresh:
        fed = Feed(store, fresh, config.index).sync(patience=60.0, told=_teller())
    with feeding(config, create=False) as feed:
        _end(fed, feed, config.index)


@contextmanager
def feeding(config: Config, *, create: bool) -> Iterator[Feed]:
    """The configured index as a feed of the configured store."""
    from crawler.store import Store
    from indexer.feed import Feed
    from indexer.search import open_index

    with Store.open(config.store_path) as store, open_index(config.index, create=create) as opened:
        yield Feed(store, opened, config.index)


def _status(feed: Feed) -> dict[str, Any]:
    info, lag = feed.info(), feed.lag()
    said = {"index": info.address, "kind": info.kind, "identity": info.identity, "format": info.format}
    return said | {"documents": info.documents, "behind": lag.behind, "refused": lag.dead} | info.details


def _end(fed: Fed, feed: Feed, address: str) -> None:
    streams.note(f"index {address}: {fed.written} documents written, {feed.info().documents} in all")
    if fed.refused:
        raise IncompleteProblem(f"{fed.refused} documents were refused: see `shengmei index status`")


def _teller() -> Any:
    """Draws how far it is, where stderr is a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda done, to_do: click.echo(f"\r\x1b[K{done} of {to_do} articles", nl=done >= to_do, err=True)
