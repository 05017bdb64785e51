"""`shengmei sites new URL`: begins a site file and its fixture from a page of the outlet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shengmei.console import options, streams
from shengmei.console.translation import message, messages
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from crawler.items import Capture
    from crawler.site_files.site_draft import Draft

_CHECKOUT = (Path("crawler/sites"), Path("tests/fixtures"))


@click.command(short_help="Begin a site file from a page of the outlet.")
@click.argument("url")
@click.option(
    "--from",
    "saved",
    type=click.Path(exists=True, dir_okay=False),
    help="A saved page, instead of the live one at URL.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False),
    help="Directory for both (default: the places of a checkout, else this directory).",
)
@options.common_options
def new(url: str, saved: str | None, folder: str | None) -> None:
    """Begin a site file, and the skeleton of its fixture, from a page of the outlet: a list, or an article.

    \b
    shengmei sites new https://www.example.cn/news/
    shengmei sites new https://www.example.cn/news/ --from saved.html

    What the page says is filled in: name, host, family, the pattern of its articles; the rest is marked TODO.
    Nothing that is there is written over.
    """
    from crawler import registry
    from crawler.address_facts import facts_of
    from crawler.pages.base import UnknownLayout
    from crawler.site_files.site_draft import draft

    if facts_of(url).canonical is None:
        raise UsageProblem(message("{url!r} is no http address", url=url[:80]))
    if known := registry.site_for(url):
        raise UsageProblem(message("the outlet is known as {id}: shengmei sites check {id}", id=known.id))
    try:
        made = draft(_page(url, saved), datetime.now(UTC).year)
    except UnknownLayout as error:
        raise UsageProblem(f"{url[:200]}: {error.what}") from error
    for path in _write(made, folder):
        streams.out(str(path))
    left = made.text.count("TODO")
    streams.note(
        messages(
            "{number:,} place is marked TODO; how it goes on: docs/add-a-site.md",
            "{number:,} places are marked TODO; how it goes on: docs/add-a-site.md",
            left,
        )
    )


def _page(url: str, saved: str | None) -> Capture:
    from crawler.items import Capture

    if saved is None:
        from crawler.commands.fetch_page import fetch_page

        return fetch_page(url)
    try:
        body = Path(saved).read_bytes()
    except OSError as error:
        raise UsageProblem(message("{saved} cannot be read: {error}", saved=saved, error=error)) from error
    return Capture(url=url, fetched_at=datetime.now(UTC), body=body)


def _write(made: Draft, folder: str | None) -> list[Path]:
    in_checkout = folder is None and all(place.is_dir() for place in _CHECKOUT)
    base = Path(folder or ".")
    sites, fixtures = _CHECKOUT if in_checkout else (base, base / "fixtures")
    files = {
        sites / f"{made.id}.py": made.text.encode(),
    }
    if made.fixture is not None:
        files |= {
            fixtures / made.id / "article.html": made.page,
            fixtures / made.id / "article.json": made.fixture.encode(),
        }
    if there := next((path for path in files if path.exists()), None):
        raise UsageProblem(message("{there} is there already", there=there))
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise UsageProblem(message("cannot be written: {error}", error=error)) from error
    return list(files)
