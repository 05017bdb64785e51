"""`shengmei sites`: which outlets are known, how, and how old the evidence is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from crawler.commands.sites.evidence import kind_of, write_counts
from crawler.commands.sites.stale import stale_lists
from crawler.commands.sites.subcommands import CommandWithSubcommands
from crawler.commands.sites.told_by_address import write_facts
from shengmei.console import article, formats, options, streams
from shengmei.console.tables import Column
from shengmei.console.translation import message, messages, translated
from shengmei.problems import IncompleteProblem, UsageProblem
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from crawler.site import Site
    from shengmei.config import Config

COLUMNS = (
    Column("id"),
    Column("name"),
    Column("province"),
    Column("city"),
    Column("family"),
    Column("year", "evidence", right=True),
    Column("age", right=True),
)
STALE = Column("stale_lists", "stale", right=True)  # shown where there are any


def complete_site(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Site ids for the shell, with the outlets' names beside them."""
    from click.shell_completion import CompletionItem

    from crawler import registry

    return [
        CompletionItem(site.id, help=site.name)
        for site in registry.all_sites()
        if site.id.startswith(incomplete) and not site.invented
    ]


@click.command(cls=CommandWithSubcommands, short_help="List the known sites.")
@click.argument("named", nargs=-1, metavar="[ID]|[URL]...", shell_complete=complete_site)
@click.option("--address", "by_address", is_flag=True, help="Say what each URL is (- for lines of stdin).")
@click.option("--table", "as_table", is_flag=True, help="Count them by province, kind and year of evidence.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def sites(
    config: Config, named: tuple[str, ...], by_address: bool, as_table: bool, form: formats.Form | None
) -> None:
    """List the known sites, show what is known of one, or say what addresses are.

    \b
    shengmei sites
    shengmei sites hbtv
    shengmei sites --address https://m.hbtv.com.cn/p/12.html
    shengmei sites --table

    With --address nothing is fetched: each line says whether the address is an article's, a list's or an
    edition's, of which site and family, and the day that it names; --json gives a line of JSON for each.
    The age counts the years since the evidence that a site's rules rest on. The invented outlets of
    `shengmei demo` are shown only when named.
    """
    if as_table:
        if named or by_address:
            raise UsageProblem("--table counts all sites: name none")
        write_counts(form)
    elif by_address:
        if not named:
            raise UsageProblem(translated("name addresses, or - to read them from the standard input"))
        write_facts(named, form)
    elif len(named) > 1:
        raise UsageProblem(translated("name one site (addresses: --address)"))
    elif named:
        _write_one(config, named[0], form)
    else:
        _write_all(config, form)


def _write_all(config: Config, form: formats.Form | None) -> None:
    from crawler import registry

    for problem in registry.own().refused.values():
        streams.note(message("shengmei: refused: {problem}", problem=problem))
    stale = stale_lists(config.store_path)
    rows = [described(site, stale) for site in registry.all_sites() if not site.invented]
    formats.write_rows(form, rows, (*COLUMNS, STALE) if any(stale.values()) else COLUMNS)
    if registry.own().refused:
        raise IncompleteProblem(
            messages(
                "{number:,} outlet of your own was refused",
                "{number:,} outlets of your own were refused",
                len(registry.own().refused),
            )
        )


def _write_one(config: Config, name: str, form: formats.Form | None) -> None:
    from crawler import registry

    row = described(registry.site(name), stale_lists(config.store_path))
    if form == "json":
        streams.write_json(row, indent=2)
    elif form:
        formats.write_rows(form, [row], COLUMNS)
    else:
        article.show_facts(_facts(row), streams.columns())


def described(site: Site, stale: dict[str, list[str]]) -> dict[str, Any]:
    """A site as data; `stale`: by site, the lists on which nothing fits its pattern."""
    from crawler import registry

    year = max((one.year for one in site.references), default=None)
    return {
        "id": site.id,
        "name": site.name,
        "kind": kind_of(site),
        "province": site.province,
        "city": site.city,
        "organisation": site.organisation,
        "owner": site.owner,
        "family": registry.family_of(site),
        "domains": list(site.domains),
        "lists": list(site.lists),
        "stale_lists": stale.get(site.id, []),
        "file": registry.own().origins.get(site.id),
        "refuses": site.refuses,
        "wants_browser": site.wants_browser,
        "throttle_group": site.throttle_group,
        "year": year,
        "age": None if year is None else datetime.now(SHANGHAI).year - year,
        "evidence": [{"year": one.year, "source": one.source} for one in site.references],
    }


def _facts(row: dict[str, Any]) -> list[article.Fact]:
    evidence = [f"{one['year']}  {one['source']}" for one in row["evidence"]]
    plain = {**row, "evidence": evidence, "year": None, "age": None}
    return [(name, _lines(value)) for name, value in plain.items()]


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [] if value is None else [str(value)]
