"""`shengmei demo`: the whole job on a small outlet of our own, served on loopback."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import crawl
from search_cli import lookup
from search_cli.commands.crawl import following, tell
from search_cli.views import hits
from shengmei.console import options, streams

if TYPE_CHECKING:
    from shengmei.config import Config

SEARCHES = 3
HITS = 3

INTRODUCTION = """\
An invented outlet in Hubei is served on this machine: a front page, two channels, some forty articles,
and what a crawler meets: a video, a live report, a redirect, a page gone, an empty one, one that fits no
layout, one that robots.txt forbids. Now it is crawled, kept, archived and indexed in
  {data}
"""
STATES = """
What became of every address ({database}, table frontier):
{states}
"""
FAREWELL = """
Go on:  export SHENGMEI_DATA={data}
        {shengmei} search 长江
        {shengmei} show ID
Run the demo again: only what is due by then is fetched."""


def _called() -> str:
    """The command as a shell here finds it: `make demo` has it only in its environment's folder."""
    if shutil.which("shengmei"):
        return "shengmei"
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@click.command(short_help="Crawl a small site made for it, and search it.")
@options.common_options
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Crawl a small invented outlet on this machine, keep and index it, and run three searches.

    \b
    shengmei demo
    shengmei demo --data /tmp/shengmei-demo

    It has a data directory of its own, unless --data names one. Run again, it fetches only what is due.
    """
    from search_cli.demo.server import DemoServer

    with DemoServer() as server:
        config = demo_config(ctx.obj, options.given(ctx), server.address)
        streams.out(INTRODUCTION.format(data=config.data))
        with following(config) as followed:
            crawl(config, sites=("demo",))
        tell(followed, config.index)
    streams.out(STATES.format(database=config.store_path.name, states="\n".join(states(config))))
    for query, shows in searches():
        ask(config, query, shows)
    streams.out(FAREWELL.format(data=config.data, shengmei=_called()))


def demo_config(config: Config, given: dict[str, str], proxy: str) -> Config:
    """The configuration, with a data directory of its own, and no delay: it is our own site."""
    data = config.data if "data" in given else Path(str(config.data) + "-demo")
    index = config.index if "index" in given else str(data / "index")
    return replace(config, data=data, index=index, proxy=proxy, delay=0.0)


def states(config: Config) -> Iterator[str]:
    """`kept 42`, a state a line."""
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        for state, count in sorted(transaction.frontier.states("demo").items(), key=lambda one: -one[1]):
            yield f"  {count:>4} {state}"


def searches() -> list[tuple[str, str]]:
    """The searches that the demo runs, each with what it shows."""
    lines = files("search_cli.demo").joinpath("queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [(one["query"], one["shows"]) for one in map(json.loads, lines[:SEARCHES])]


def ask(config: Config, words: str, shows: str) -> None:
    """Runs a search and prints it as `shengmei search` does."""
    streams.out(f"\n$ shengmei search '{words}'\n  # {shows}\n")
    query = lookup.question([words])
    with lookup.opened(config) as index:
        hits.write(None, query, config.index, index.search(query, limit=HITS), 0)
