"""`shengmei demo`: the whole job on five small outlets of our own, served on loopback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from crawler.cli import crawl
from search_cli import lookup
from search_cli.commands.crawl import following, tell
from search_cli.views import hits
from shengmei.console import options, streams
from shengmei.console.translation import message, translated
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from search_cli.demo.server import DemoServer
    from shengmei.config import Config

SEARCHES = 3
HITS = 3

INTRODUCTION = """\
Five invented outlets are served on this machine: one in Hubei with two channels, some forty articles, and
what a crawler meets (a video, a live report, a redirect, a page gone, an empty one, one that fits no layout,
one that robots.txt forbids), three smaller ones in Hunan, Jiangxi and Chongqing that share some of its
stories, and a newspaper with an edition of two pages. Now they are crawled, kept, archived and indexed in
  {data}
"""
SIX_OUTLETS = """\
Six invented outlets in Hubei, Hunan and Jiangxi, which print each other's articles, are served here:
a conference, a wire, a ministry's text. Now they are crawled, kept, compared and indexed in
  {data}
"""
GO_ON_WITH_COPIES = """
Go on:  export SHENGMEI_DATA={data}
        {shengmei} copies 三省
        {shengmei} copies {first} --diff
        {shengmei} flows --by province --matrix --plot flows.png"""
CORRECTION = "An outlet has corrected an article, which is fetched again: a second revision."
STATES = """
What became of every address ({database}, table frontier):
{states}
"""
FAREWELL = """
Go on:  export SHENGMEI_DATA={data}
        {shengmei} search 长江
        {shengmei} facets province 长江经济带
        {shengmei} show {corrected} --revisions
Run the demo again: only what is due by then is fetched."""


def _called() -> str:
    """The command as a shell here finds it: `make demo` has it only in its environment's folder."""
    if shutil.which("shengmei"):
        return "shengmei"
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@click.command(short_help="Crawl small sites made for it, and search them.")
@click.option("--copies", is_flag=True, help="Six other outlets, which print each other's articles.")
@options.common_options
@click.pass_context
def demo(ctx: click.Context, copies: bool) -> None:
    """Crawl small invented outlets on this machine, keep and index them, and run three searches.

    \b
    shengmei demo
    shengmei demo --data /tmp/shengmei-demo
    shengmei demo --copies

    It has a data directory of its own, unless --data names one. Run again, it fetches only what is due.

    With --copies six outlets in three provinces are crawled, which carry one conference and a wire, and their
    articles compared, for `copies` and `flows`.
    """
    from search_cli.demo.provinces import corrected_addresses
    from search_cli.demo.server import DemoServer

    with DemoServer() as server:
        config = demo_config(
            ctx.obj, options.given(ctx), server.address, "-copies-demo" if copies else "-demo"
        )
        if copies:
            crawl_conference(config)
            return
        streams.out(INTRODUCTION.format(data=config.data))
        upgrade(config)
        with following(config) as followed:
            crawl_all(config, server)
        tell(followed, config.index)
    streams.out(STATES.format(database=store_file(config).name, states="\n".join(states(config))))
    for query, shows in searches():
        ask(config, query, shows)
    corrected = next(url for _, url in corrected_addresses())
    streams.out(FAREWELL.format(data=config.data, shengmei=_called(), corrected=corrected))


def upgrade(config: Config) -> None:
    """Upgrades the store that an older version's demo made; a copy of what it was is kept."""
    if not store_file(config).exists():
        return
    from crawler.store.migrate import migrate

    done = migrate(store_file(config))
    if done.copy is not None:
        streams.note(
            message("the store of an older demo was upgraded; as it was it stands in {copy}", copy=done.copy)
        )


def crawl_all(config: Config, server: DemoServer) -> None:
    """Crawls all outlets; the first time, what one of them corrected afterwards once more."""
    from search_cli.demo import correction, newspaper, outlet, provinces

    seen = correction.kept(config.store_path)
    if seen:
        server.correct()
    sites = (outlet.SITE, *(one.site for one in provinces.OUTLETS), newspaper.SITE)
    run = crawl(config, sites=sites, date=newspaper.edition()["day"])
    if not seen and not run.interrupted:
        server.correct()
        streams.out(CORRECTION)
        crawl_again(config, correction.make_due(config.store_path))


def crawl_again(config: Config, sites: tuple[str, ...]) -> None:
    """Crawls what is due of the sites in a process of its own: Twisted's reactor runs once in a process."""
    if _call(config, "crawl", *sites, "--no-index"):
        raise IncompleteProblem(translated("the corrected article could not be fetched: run the demo again"))


def crawl_conference(config: Config) -> None:
    """Crawls the outlets that print each other's articles, described by site files as a user writes them, and
    compares what they have."""
    from search_cli.demo.conference import addresses, write_site_files

    streams.out(SIX_OUTLETS.format(data=config.data))
    with TemporaryDirectory() as folder:
        sites = write_site_files(Path(folder))
        steps = (
            ("crawl", *sites, "--no-index"),
            ("ledger", "sync"),
            ("index", "sync", "--index", config.index),
        )
        for words in steps:
            if _call(config, *words, sites=folder):
                raise IncompleteProblem(translated("the six outlets could not be read: run the demo again"))
    streams.out(GO_ON_WITH_COPIES.format(data=config.data, shengmei=_called(), first=addresses()[0]))


def _call(config: Config, *words: str, sites: str | None = None) -> int:
    """Runs a command of ours in another process, on the demo's data and its server; returns its exit code."""
    # -P and this path: a folder named crawler where the user stands must not be taken for ours.
    command = [sys.executable, "-P", "-m", "search_cli", *words, "--data", str(config.data)]
    path = os.pathsep.join(filter(None, sys.path))
    variables = {"PYTHONPATH": path, "SHENGMEI_PROXY": config.proxy or "", "SHENGMEI_DELAY": "0"}
    variables |= {"SHENGMEI_STORE": "sqlite"} | ({"SHENGMEI_SITES": sites} if sites else {})
    return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode


def demo_config(config: Config, given: dict[str, str], proxy: str, ending: str = "-demo") -> Config:
    """The configuration, with a data directory of its own, and no delay: the sites are our own."""
    data = config.data if "data" in given else Path(str(config.data) + ending)
    index = config.index if "index" in given else str(data / "index")
    # A collection of one's own on a server is no place for invented articles.
    return replace(config, data=data, index=index, store="sqlite", proxy=proxy, delay=0.0)


def store_file(config: Config) -> Path:
    """The demo's store, which is always a file."""
    assert isinstance(config.store_path, Path)
    return config.store_path


def states(config: Config) -> Iterator[str]:
    """`  42 kept`, a state a line."""
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        for state, count in sorted(transaction.frontier.states().items(), key=lambda one: -one[1]):
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
