"""`shengmei index verify`: does the index hold what the store says?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shengmei.console import formats, options, streams
from shengmei.console.progress import Progress
from shengmei.console.text import counted, pad, safe
from shengmei.console.translation import heading, message, translated
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from indexer.verify import Verified
    from shengmei.config import Config

PLAIN = ("articles", "documents", "refused", "waiting")
MEANING = {
    "missing": "not in the index",
    "stale": "in an older version",
    "newer": "in a version that the store never gave",
    "surplus": "unknown to the store",
}


@click.command(short_help="Compare the index with the store, and mend it.")
@click.option("--repair", is_flag=True, help="Write what is missing or wrong, delete what is too much.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def verify(config: Config, repair: bool, form: formats.Form | None) -> None:
    """Compare every id and version of the index with the store; exit code 4 when differences stay.

    Before that the files of an index in a directory are compared with their checksums (exit code 3).
    What is still to be fed (`index sync`) or was refused (`index dead list`) is counted, and no difference.
    """
    from crawler.store import Store
    from crawler.store.open_to_look import open_to_look
    from indexer.looking import index_to_look_at
    from indexer.search import open_index
    from indexer.verify import Verifier

    with (
        Store.open(config.store_path) if repair else open_to_look(config.store_path) as store,
        open_index(config.index) if repair else index_to_look_at(config.index) as index,
        Progress("documents") as progress,
    ):
        verified = Verifier(store, index, config.index).verify(repair=repair, on_progress=progress)
    if form == "json":
        streams.write_json(_written(verified), indent=2)
    else:
        for line in _lines(verified):
            streams.out(safe(line))
    if verified.open:
        advice = "shengmei index rebuild" if repair else "shengmei index verify --repair"
        raise IncompleteProblem(
            message(
                "{differences} between index and store: `{advice}`",
                differences=counted(verified.open, "difference"),
                advice=advice,
            )
        )


def _written(verified: Verified) -> dict[str, Any]:
    kinds = {name: {"count": one.count, "ids": one.ids} for name, one in verified.found.kinds().items()}
    return {name: getattr(verified, name) for name in PLAIN} | kinds | {"left": verified.open}


def _lines(verified: Verified) -> list[str]:
    lines = [_line(name, f"{getattr(verified, name)}") for name in PLAIN]
    for name, one in verified.found.kinds().items():
        ids = f": {', '.join(one.ids)}{' …' if one.count > len(one.ids) else ''}" if one.ids else ""
        lines.append(_line(name, f"{one.count} {translated(MEANING[name])}{ids}"))
    return [*lines, _line("left", f"{verified.open}")]


def _line(name: str, value: str) -> str:
    return f"{pad(heading(name), 10)} {value}"
