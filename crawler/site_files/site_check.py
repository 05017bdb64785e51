"""What of an outlet's site file still fits its site: its lists, what they lead to, and what articles read as.

Nothing is fetched here: captures go in, or the reasons why there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler import list_reader, reader, registry
from crawler.items import AUTHOR_ROLES, Capture
from crawler.pages.document.page import Page, UnknownLayout
from crawler.site import Site
from crawler.site_files.checked_list import CheckedList, Fetched, NoPage, Wrong
from crawler.site_files.draft_pattern import pattern_of
from crawler.site_files.edition_check import check_editions

EDITIONS = 3  # of a newspaper: on some days it may not appear
FIELDS = ("title", "published", "source", "authors", "body")


@dataclass(frozen=True, kw_only=True)
class CheckedArticle:
    """What an article of a list reads as. `read_by`: the page class; `fields`: those of FIELDS there are;
    `problem` and `wrong` as of a list."""

    address: str
    found_on: str
    read_by: str | None = None
    family: str | None = None  # whose marks the page has, where no class of the site fits
    fields: tuple[str, ...] = ()
    problem: str | None = None
    wrong: Wrong | None = None


@dataclass(frozen=True, kw_only=True)
class SiteCheck:
    """All that was looked at, and the lines of the site file that are proposed to be changed."""

    site: str
    lists: tuple[CheckedList, ...]
    articles: tuple[CheckedArticle, ...]
    proposals: tuple[str, ...]

    @property
    def fits(self) -> bool | None:
        """None where nothing differs of what answered, and something did not answer."""
        wrong = {one.wrong for one in self.lists} | {one.wrong for one in self.articles}
        wrong -= {None}
        if self.proposals or wrong - {"unreachable"}:
            return False
        return None if wrong else True


def addresses_to_check(site: Site, today: date) -> tuple[str, ...]:
    """Its lists; of a newspaper the first pages of its last editions, or what leads to the newest."""
    if site.paper is None:
        return site.lists
    days = (today - timedelta(days=number) for number in range(1, EDITIONS + 1))
    found = tuple(address for day in days for address in site.paper.addresses(day))
    return found or tuple(filter(None, (site.paper.index,)))


def check_lists(site: Site, fetched: Fetched) -> tuple[CheckedList, ...]:
    if site.paper is not None:
        return check_editions(site, fetched)
    return tuple(_list(address, fetched[address]) for address in site.lists)


def check_articles(site: Site, lists: Sequence[CheckedList], fetched: Fetched) -> tuple[CheckedArticle, ...]:
    """The first articles of each list, each once."""
    found: dict[str, CheckedArticle] = {}
    for one in lists:
        for address in one.sample:
            if address in fetched and address not in found:
                found[address] = _article(site, address, one.address, fetched[address])
    return tuple(found.values())


def conclude(site: Site, lists: Sequence[CheckedList], articles: Sequence[CheckedArticle]) -> SiteCheck:
    """With the lines that would make the site file fit."""
    return SiteCheck(
        site=site.id,
        lists=tuple(lists),
        articles=tuple(articles),
        proposals=tuple(_proposals(site, lists, articles)),
    )


def _list(address: str, answer: Capture | NoPage) -> CheckedList:
    if isinstance(answer, NoPage):
        return CheckedList(address=address, problem=answer.reason, wrong=answer.wrong)
    moved = answer.url if registry.canonical(answer.url) != registry.canonical(address) else None
    if moved and registry.site_for(moved) != registry.site_for(address):
        elsewhere = f"leads to another outlet: {moved}"
        return CheckedList(address=address, moved_to=moved, problem=elsewhere, wrong="differs")
    try:
        found = list_reader.listing(answer)
    except UnknownLayout as error:
        return CheckedList(address=address, moved_to=moved, problem=error.what, wrong="differs")
    problem = f"leads to {moved}" if moved else "; ".join(found.cuts) or None
    if found.by_form:
        problem = f"no link fits article_url; {len(found.articles)} have the form of articles"
    elif not found.articles:
        problem = "no link to an article"
    return CheckedList(
        address=address,
        links=found.articles,
        by_form=found.by_form,
        lists=len(found.lists),
        moved_to=moved,
        problem=problem,
        wrong="differs" if problem else None,
    )


def _article(site: Site, address: str, found_on: str, answer: Capture | NoPage) -> CheckedArticle:
    if isinstance(answer, NoPage):
        why = answer.reason
        return CheckedArticle(address=address, found_on=found_on, problem=why, wrong=answer.wrong)
    reading = reader.read(answer)
    article = reading.article
    if article is None or article.extraction is None:
        why = reading.reason or reading.state
        return CheckedArticle(address=address, found_on=found_on, problem=why, wrong="differs")
    has = {
        "title": bool(article.title),
        "published": article.published is not None,
        "source": bool(article.source),
        "authors": any(one.role in AUTHOR_ROLES for one in article.bylines),
        "body": bool(article.body),
    }
    lacking = [name for name in ("title", "published", "body") if not has[name]]
    problem: str | None = None
    wrong: Wrong | None = None
    if lacking:
        problem, wrong = f"no {', '.join(lacking)}", "differs"
    own = {one.__name__ for one in site.article_pages}
    misfits = [name for name in reading.mismatches if name in own]
    if misfits and problem is None:
        problem, wrong = f"does not fit {', '.join(misfits)}", "misfit"
    if not site.is_article(address) and (reason := list_reader.no_article(answer, reading)):
        problem, wrong = reason, "no article"
    page = Page(answer)
    return CheckedArticle(
        address=address,
        found_on=found_on,
        read_by=article.extraction.page,
        family=next((_family(one) for one in registry.families() if one.recognises(page)), None),
        fields=tuple(name for name in FIELDS if has[name]),
        problem=problem,
        wrong=wrong,
    )


def _proposals(site: Site, lists: Sequence[CheckedList], articles: Sequence[CheckedArticle]) -> list[str]:
    found: list[str] = []
    if site.paper is not None:
        if lists and all(one.wrong not in (None, "unreachable") for one in lists):
            found.append("paper=…: shengmei sites new URL makes the address of a page of today's edition")
        return found
    moved = {one.address: one.moved_to for one in lists if one.moved_to and site.owns(one.moved_to)}
    gone = [one.address for one in lists if one.wrong == "gone"]
    if moved or gone:
        left = [moved.get(address, address) for address in site.lists if address not in gone]
        found.append(f"lists=({''.join(f'{address!r}, ' for address in left).strip()})".replace("'", '"'))
    unfit = [one.address for one in articles if not one.read_by or one.wrong == "no article"]
    new = [link.url for one in lists if one.by_form for link in one.links if link.url not in unfit]
    if new and (pattern := pattern_of(new)):
        kept = f"|{site.article_url}" if any(not one.by_form and one.links for one in lists) else ""
        found.append(f'article_url=r"{pattern}{kept}"')
    misfits = [one for one in articles if one.wrong == "misfit"]
    families = {one.family for one in misfits if one.family}
    if misfits and len(misfits) == len([one for one in articles if one.read_by]):
        if len(families) == 1:
            found.append(f"article_pages: the pages have the marks of the family {families.pop()}")
        else:
            found.append("article_pages: no class of the site fits; the generic reader reads them")
    return found


def _family(page_class: type) -> str:
    return page_class.__module__.rpartition(".")[2]
