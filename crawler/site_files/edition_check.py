"""What of a newspaper's site file still fits: whether its last editions stand where it says."""

from __future__ import annotations

from dataclasses import replace

from crawler import list_reader, reader
from crawler.items import Capture, Link
from crawler.pages.document.page import UnknownLayout
from crawler.site import Site
from crawler.site_files.checked_list import CheckedList, Fetched, NoPage


def check_editions(site: Site, fetched: Fetched) -> tuple[CheckedList, ...]:
    """The editions that were asked for. A day without one is nothing wrong where another day has one."""
    if site.paper is None:
        return ()
    if not site.paper.editions:
        index = site.paper.index
        return (_index(index, fetched[index]),) if index in fetched and index is not None else ()
    asked = [address for address in fetched if site.owns(address) and site.edition(address) is not None]
    found = [_edition(address, fetched[address]) for address in asked]
    if any(one.problem is None for one in found):
        found = [replace(one, problem=None, wrong=None) for one in found]
    return tuple(found)


def _edition(address: str, answer: Capture | NoPage) -> CheckedList:
    if isinstance(answer, NoPage):
        return CheckedList(address=address, is_edition=True, problem=answer.reason, wrong=answer.wrong)
    try:
        said = reader.edition(answer)
    except UnknownLayout as error:
        return CheckedList(address=address, is_edition=True, problem=error.what, wrong="differs")
    links = tuple(Link(url=one.address, title=one.title) for one in said.articles)
    leads_on = len(said.pages) > 1 or bool(said.further)
    problem = None if links or leads_on else "no article of the edition stands on it"
    return CheckedList(
        address=address,
        is_edition=True,
        links=links,
        lists=len(said.pages),
        problem=problem,
        wrong="differs" if problem else None,
    )


def _index(address: str, answer: Capture | NoPage) -> CheckedList:
    if isinstance(answer, NoPage):
        return CheckedList(address=address, problem=answer.reason, wrong=answer.wrong)
    try:
        editions = list_reader.listing(answer).editions
    except UnknownLayout as error:
        return CheckedList(address=address, problem=error.what, wrong="differs")
    return CheckedList(
        address=address,
        lists=len(editions),
        problem=None if editions else "leads to no edition of the paper",
        wrong=None if editions else "differs",
    )
