"""`shengmei forget`: takes an article out of store, archive and index, or masks a name in them, for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import forget as forgetting
from crawler.cli import mask
from search_cli.commands.crawl import following, tell
from shengmei.config import is_address
from shengmei.console import options, streams
from shengmei.console.text import safe
from shengmei.console.translation import translated
from shengmei.messages import message
from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:
    from shengmei.config import Config


@click.command(short_help="Take an article out, or mask a name.")
@click.argument("name", metavar="[URL|ID]", required=False)
@click.option("--person", metavar="NAME", help="Mask this name everywhere instead.")
@click.option("--site", metavar="SITE", help="With --person: only what this site said.")
@click.option("--reason", metavar="TEXT", help="Why; it is kept, so say nothing that identifies.")
@click.option("--finish", is_flag=True, help="Finish what was begun and could not be ended.")
@click.option("--no-index", is_flag=True, help="`shengmei index sync` brings it to the index later.")
@options.common_options
@click.pass_obj
def forget(
    config: Config,
    name: str | None,
    person: str | None,
    site: str | None,
    reason: str | None,
    finish: bool,
    no_index: bool,
) -> None:
    """Take the article with this address or id out of store, archive and index, for good; or mask a name.

    \b
    shengmei forget https://m.hbtv.com.cn/p/1981091.html --reason "asked by the person concerned, 2026-05-01"
    shengmei forget --person 秦望江 --site hbtv --reason "asked by the person concerned, 2026-05-01"

    All its revisions and responses go. What stays is the address with the reason, so that it is not collected
    again; that holds for an address of which nothing was kept, too. A name becomes ■ in every text, revision
    and archived page, of whoever bears it, and in what is fetched later. Neither can be undone. No crawl may
    be running. Copies made before are named, and are yours to delete (docs/personal-data.md).
    """
    why = (reason or "").strip()
    if [bool(name), person is not None, finish].count(True) != 1 or not (finish or why):
        raise UsageProblem(
            translated("name an address or id, or a --person, and a --reason; or --finish what was begun")
        )
    if site is not None and person is None:
        raise UsageProblem(translated("--site goes with --person"))
    if person is not None:
        mask(config, person, site, why)
    else:
        forgetting(config, name, why)
    if no_index or not (is_address(config.index) or Path(config.index).exists()):
        streams.note(translated("an index learns of it at the next `shengmei index sync`"))
    else:
        with following(config, create=False) as followed:
            pass
        tell(followed, config.index)
    for line in copies(config):
        streams.note(safe(line))


def copies(config: Config) -> list[str]:
    """What may still hold it, line by line: other indexes, and copies that this store knows of."""
    from crawler.store import Store
    from indexer.search import kept_indexes

    with Store.open(config.store_path) as store, store.reading() as transaction:
        fed = [one.address for one in transaction.changes.fed_indexes() if not one.retired]
        backups = transaction.backups.known()
    others = sorted(set(fed) - {config.index})
    lines = [
        message("may still hold it: index {index}: shengmei index sync --index {same}", index=one, same=one)
        for one in others
    ]
    try:
        kept = kept_indexes(config.index)
    except Problem:  # a server that does not answer, which `tell` has said
        kept = []
    lines += [
        message("may still hold it: index {index}, kept beside: shengmei index drop-old", index=one.name)
        for one in kept
    ]
    old = sorted(config.data.glob("shengmei-version-*.sqlite"))
    lines += [message("may still hold it: {file}, a copy from before an upgrade", file=one) for one in old]
    return lines + [
        message("may still hold it: {place}, a backup of {day}", place=path, day=at) for path, at in backups
    ]
