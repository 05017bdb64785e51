"""`shengmei sites`: which outlets are known, how, and how old the evidence is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from shengmei.console import article, formats, options, streams
from shengmei.console.tables import Column
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from crawler.site import Site

COLUMNS = (
    Column("id"),
    Column("name"),
    Column("province"),
    Column("city"),
    Column("family"),
    Column("year", "evidence", right=True),
    Column("age", right=True),
)


def complete_site(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Site ids for the shell, with the outlets' names beside them."""
    from click.shell_completion import CompletionItem

    from crawler import registry

    return [
        CompletionItem(site.id, help=site.name)
        for site in registry.all_sites()
        if site.id.startswith(incomplete) and not site.invented
    ]


@click.command(short_help="List the known sites.")
@click.argument("site_id", required=False, metavar="[ID]", shell_complete=complete_site)
@formats.format_options("json", "jsonl", "csv")
@options.common_options
def sites(site_id: str | None, form: formats.Form | None) -> None:
    """List the known sites, or show what is known of one.

    \b
    shengmei sites
    shengmei sites hbtv

    The age counts the years since the evidence that a site's rules rest on. The invented outlets of
    `shengmei demo` are shown only when named.
    """
    from crawler import registry

    if site_id is None:
        real = (site for site in registry.all_sites() if not site.invented)
        formats.write_rows(form, map(described, real), COLUMNS)
        return
    row = described(registry.site(site_id))
    if form == "json":
        streams.write_json(row, indent=2)
    elif form:
        formats.write_rows(form, [row], COLUMNS)
    else:
        article.show_facts(_facts(row), streams.columns())


def described(site: Site) -> dict[str, Any]:
    """A site as data."""
    year = max((one.year for one in site.references), default=None)
    return {
        "id": site.id,
        "name": site.name,
        "province": site.province,
        "city": site.city,
        "organisation": site.organisation,
        "owner": site.owner,
        "family": family(site),
        "domains": list(site.domains),
        "lists": list(site.lists),
        "throttle_group": site.throttle_group,
        "year": year,
        "age": None if year is None else datetime.now(SHANGHAI).year - year,
        "evidence": [{"year": one.year, "source": one.source} for one in site.references],
    }


def family(site: Site) -> str | None:
    """The family (module of crawler.pages.families) whose page class reads the site; `generic` for none."""
    if not site.article_pages:
        return None
    package = "crawler.pages.families."
    ancestors = [base.__module__ for base in site.article_pages[0].__mro__]
    found = next((module for module in ancestors if module.startswith(package)), "generic")
    return found.removeprefix(package)


def _facts(row: dict[str, Any]) -> list[article.Fact]:
    evidence = [f"{one['year']}  {one['source']}" for one in row["evidence"]]
    plain = {**row, "evidence": evidence, "year": None, "age": None}
    return [(name, _lines(value)) for name, value in plain.items()]


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [] if value is None else [str(value)]
