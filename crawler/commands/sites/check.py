"""`shengmei sites check SITE…`: asks the live site what of its site file still fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from crawler.commands.sites.sites import complete_site
from shengmei.console import formats, options, streams, tables, text
from shengmei.console.translation import message
from shengmei.problems import IncompleteProblem, UsageProblem
from shengmei.reasons import reasons_in_words
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.site_files.site_check import SiteCheck

COLUMNS = (
    tables.Column("site"),
    tables.Column("what"),
    tables.Column("links", right=True),
    tables.Column("told_by", "told by"),
    tables.Column("read_by", "read by"),
    tables.Column("fields"),
    tables.Column("address"),
    tables.Column("problem"),
)


@click.command(short_help="Ask the live site what of its site file still fits.")
@click.argument("named", nargs=-1, required=True, metavar="SITE...", shell_complete=complete_site)
@click.option("--delay", type=float, help="Seconds between two requests to one platform (default: 2).")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
def check(named: tuple[str, ...], delay: float | None, form: formats.Form | None) -> None:
    """Ask the live site what of its site file still fits.

    \b
    shengmei sites check hbtv bjnews

    robots.txt is obeyed, each list and three articles of each are fetched as a crawl fetches them, and
    nothing is kept; of a newspaper the first pages of its last three editions. The table says what lists
    answer, how their links were told (by pattern, or by the form of their addresses), which page class reads
    the articles, and what differs; below it are the changed lines for the site file. Exit 4 where anything
    differs, or did not answer.
    """
    from crawler import registry

    sites = [registry.site(name) for name in dict.fromkeys(named)]
    for one in sites:
        if one.refuses or one.wants_browser or not (one.lists or one.paper):
            why = one.refuses or one.wants_browser or "it has no list to start from"
            raise UsageProblem(message("{id} cannot be checked: {why}", id=one.id, why=why))
    found = _checked(sites, delay)
    _write(found, form)
    if unfit := [one.site for one in found if one.fits is False]:
        raise IncompleteProblem(
            message("{unfit}: the site differs from its site file", unfit=", ".join(unfit))
        )
    if unknown := [one.site for one in found if one.fits is None]:
        raise IncompleteProblem(
            message(
                "{unknown}: some or all addresses gave no answer, so nothing is known of them: is there a"
                " network?",
                unknown=", ".join(unknown),
            )
        )


def _checked(sites: Sequence[Any], delay: float | None) -> list[SiteCheck]:
    from crawler.commands.fetch_page import fetch_pages
    from crawler.site_files.site_check import addresses_to_check, check_articles, check_lists, conclude

    today = datetime.now(SHANGHAI).date()
    pages = fetch_pages([address for one in sites for address in addresses_to_check(one, today)], delay)
    lists = {one.id: check_lists(one, pages) for one in sites}
    samples = [address for checked in lists.values() for each in checked for address in each.sample]
    articles = fetch_pages(list(dict.fromkeys(samples)), delay)
    return [conclude(one, lists[one.id], check_articles(one, lists[one.id], articles)) for one in sites]


def _write(found: Sequence[SiteCheck], form: formats.Form | None) -> None:
    if form == "json":
        streams.write_json([_as_data(one) for one in found], indent=2)
    elif form == "jsonl":
        for one in found:
            streams.write_json(_as_data(one))
    else:
        rows = [row for one in found for row in _rows(one)]
        if form is None:
            rows = [row | {"problem": reasons_in_words(row["problem"] or "")} for row in rows]
        formats.write_rows(form, rows, COLUMNS)
        if form is None:
            _write_proposals(found)


def _write_proposals(found: Sequence[SiteCheck]) -> None:
    for one in found:
        if one.proposals:
            streams.out()
            streams.out(message("proposed for the site file of {site}:", site=one.site))
            for line in one.proposals:
                streams.out(text.safe(f"    {line}"))


def _as_data(one: SiteCheck) -> dict[str, Any]:
    return {"site": one.site, "fits": one.fits, "rows": list(_rows(one)), "proposals": list(one.proposals)}


def _rows(one: SiteCheck) -> Iterator[dict[str, Any]]:
    for each in one.lists:
        yield {
            "site": one.site,
            "what": "edition" if each.is_edition else "list",
            "links": len(each.links),
            "told_by": ("form" if each.by_form else "pattern") if each.links else None,
            "address": each.address,
            "problem": each.problem,
        }
    for article in one.articles:
        yield {
            "site": one.site,
            "what": "article",
            "read_by": article.read_by,
            "fields": ", ".join(article.fields) or None,
            "address": article.address,
            "problem": article.problem,
        }
