"""Newspapers' editions: which pages a day's edition has, which articles stand on them, and what is lacking.

What became of each address stands in the frontier; here is which edition it belongs to, and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, case, func, or_, select, update

from crawler.edition_items import EditionPage, EditionReading, EditionState, PlaceInEdition
from crawler.store.databases.upserts import insert_new, insert_or_update
from crawler.store.newspapers.edition_tables import edition_articles, edition_pages, editions
from crawler.store.scheduling.frontier_rows import LIST
from crawler.store.schema import articles, frontier
from crawler.store.values import stamp

# What the address of an article may have come to for its edition to be complete, where nothing is kept of it.
HAD = ("kept", "redirect", "alias", "forgotten")
# What is asked for once more when somebody asks for its edition again.
LACKING = ("discovered", "failed", "empty", "gone")


class Editions:
    """The editions on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask_for(self, site: str, day: date, entries: Sequence[str], at: datetime) -> None:
        """Writes down that an edition is asked for, and the addresses (canonical) that lead to it."""
        row = {"site": site, "day": day.isoformat(), "asked_at": stamp(at)}
        _ASKED_FOR.write(self._connection, [row])
        pages = [EditionPage(url=url, address=url) for url in entries]
        self._add_pages(site, day, pages, printed=False)

    def record(self, site: str, url: str, reading: EditionReading, at: datetime) -> None:
        """Adds what the page at `url` tells of its edition."""
        day, now = reading.day, stamp(at)
        self.ask_for(site, day, [url, *(one.url for one in reading.further)], at)
        self._add_pages(site, day, reading.pages, printed=True)
        self._add_articles(site, reading)
        read = [url] if not reading.whole else [url, *(one.url for one in reading.pages)]
        marked = update(edition_pages).where(*_of(edition_pages, site, day), edition_pages.c.url.in_(read))
        self._connection.execute(marked.values(read_at=now))
        whole = update(editions).where(*_of(editions, site, day)).values(read_at=now)
        self._connection.execute(whole)

    def lead(self, url: str, target: str) -> None:
        """The address of a page led to another one of the same edition."""
        of = select(edition_pages.c.site, edition_pages.c.day).where(edition_pages.c.url == url)
        for site, day in self._connection.execute(of).all():
            page = EditionPage(url=target, address=target)
            self._add_pages(site, date.fromisoformat(day), [page], printed=False)

    def tried(self, url: str, reason: str) -> None:
        """A page of an edition could not be had: the edition says why."""
        of = select(edition_pages.c.site, edition_pages.c.day).where(edition_pages.c.url == url)
        for site, day in self._connection.execute(of).all():
            told = update(editions).where(editions.c.site == site, editions.c.day == day)
            self._connection.execute(told.values(problem=reason))

    def place(self, urls: Sequence[str]) -> dict[str, PlaceInEdition]:
        """Where articles stood, by address, as far as editions list them."""
        found = (
            select(
                edition_articles.c.url,
                edition_articles.c.day,
                edition_articles.c.position,
                edition_pages.c.number,
                edition_pages.c.name,
            )
            .outerjoin(
                edition_pages,
                and_(
                    edition_pages.c.site == edition_articles.c.site,
                    edition_pages.c.day == edition_articles.c.day,
                    edition_pages.c.url == edition_articles.c.page,
                ),
            )
            .where(edition_articles.c.url.in_(urls))
        )
        return {
            row.url: PlaceInEdition(
                day=date.fromisoformat(row.day),
                number=row.number,
                name=row.name,
                position=row.position or None,
            )
            for row in self._connection.execute(found)
        }

    def addresses(self, site: str, day: date) -> list[str]:
        """The addresses (canonical) of an edition: its pages in order, then its articles."""
        pages = select(edition_pages.c.url).where(*_of(edition_pages, site, day))
        listed = select(edition_articles.c.url).where(*_of(edition_articles, site, day))
        found = self._connection.execute(pages.order_by(edition_pages.c.position)).scalars().all()
        return [*found, *self._connection.execute(listed.order_by(edition_articles.c.position)).scalars()]

    def wake(self, site: str, day: date, at: datetime, answered_before: datetime | None = None) -> None:
        """What an edition lacks is due now: with `answered_before` only what was answered before then."""
        pages = select(edition_pages.c.url).where(
            *_of(edition_pages, site, day), edition_pages.c.read_at.is_(None)
        )
        listed = (
            select(edition_articles.c.url)
            .outerjoin(articles, articles.c.url == edition_articles.c.url)
            .where(*_of(edition_articles, site, day), articles.c.id.is_(None))
        )
        woken = 0
        # A page that could not be read is asked for again too; an article like that is read from the archive.
        for urls, states in ((pages, (*LACKING, "unreadable")), (listed, LACKING)):
            lacking = update(frontier).where(frontier.c.url.in_(urls), frontier.c.state.in_(states))
            if answered_before is not None:
                lacking = lacking.where(frontier.c.fetched_at < stamp(answered_before))
            woken += self._connection.execute(lacking.values(due_at=stamp(at))).rowcount
        if woken:
            asked = update(editions).where(*_of(editions, site, day))
            self._connection.execute(asked.values(problem=None))

    def states(
        self, sites: Sequence[str] = (), first: date | None = None, last: date | None = None
    ) -> list[EditionState]:
        """How far editions are kept, the newest first; of all newspapers and days where none are named."""
        asked = select(editions).order_by(editions.c.day.desc(), editions.c.site)
        if sites:
            asked = asked.where(editions.c.site.in_(sites))
        if first is not None:
            asked = asked.where(editions.c.day >= first.isoformat())
        if last is not None:
            asked = asked.where(editions.c.day <= last.isoformat())
        return [self._state(row._mapping) for row in self._connection.execute(asked).all()]

    def contents(self, site: str, day: date) -> Iterator[dict[str, Any]]:
        """The pages of an edition in order, each with its articles in order and what became of them."""
        listed = (
            select(edition_articles, frontier.c.state, frontier.c.title)
            .outerjoin(frontier, frontier.c.url == edition_articles.c.url)
            .where(*_of(edition_articles, site, day))
            .order_by(edition_articles.c.position, edition_articles.c.url)
        )
        entries = self._connection.execute(listed).all()
        printed = select(edition_pages).where(*_of(edition_pages, site, day), edition_pages.c.printed == 1)
        pages = sorted(self._connection.execute(printed).all(), key=_place)
        known = {page.url for page in pages}
        for page in pages:
            yield {
                "page": page.number,
                "page_name": page.name,
                "url": page.url,
                "read_at": page.read_at,
                "articles": [_article(one) for one in entries if one.page == page.url],
            }
        if loose := [_article(one) for one in entries if one.page not in known]:
            yield {"page": None, "page_name": None, "url": None, "read_at": None, "articles": loose}

    def a_first_page(self, site: str, index: str) -> str | None:
        """The address, as fetched, of a page of an edition to which a paper's index (canonical) has led."""
        from_index = or_(frontier.c.found_on == index, frontier.c.found_on.is_(None))
        newest = select(frontier.c.address).where(
            frontier.c.site == site, frontier.c.priority == LIST, frontier.c.kind == "edition", from_index
        )
        return self._connection.execute(newest.order_by(frontier.c.discovered_at.desc()).limit(1)).scalar()

    def under_way(self, urls: Sequence[str]) -> set[str]:
        """Those of a few addresses that are being fetched."""
        fetched = select(frontier.c.url).where(frontier.c.url.in_(urls), frontier.c.state == "fetching")
        return set(self._connection.execute(fetched).scalars())

    def unknown(self, urls: Sequence[str]) -> set[str]:
        """Those of a few addresses that the frontier does not have yet."""
        known = select(frontier.c.url).where(frontier.c.url.in_(urls))
        return set(urls).difference(self._connection.execute(known).scalars())

    def _state(self, row: RowMapping) -> EditionState:
        site, day = row["site"], date.fromisoformat(row["day"])
        pages = select(func.count(), func.count(edition_pages.c.read_at)).where(
            *_of(edition_pages, site, day), edition_pages.c.printed == 1
        )
        of_pages = self._connection.execute(pages).one()
        # Of an article that is kept a later visit may have failed, or found it gone.
        had = func.count().filter(or_(frontier.c.state.in_(HAD), articles.c.id.is_not(None)))
        listed = (
            select(func.count(), had)
            .select_from(edition_articles)
            .outerjoin(frontier, frontier.c.url == edition_articles.c.url)
            .outerjoin(articles, articles.c.url == edition_articles.c.url)
            .where(*_of(edition_articles, site, day))
        )
        of_articles = self._connection.execute(listed).one()
        return EditionState(
            site=site,
            day=day,
            pages=of_pages[0],
            pages_read=of_pages[1],
            articles=of_articles[0],
            articles_kept=of_articles[1],
            problem=row["problem"],
        )

    def _add_pages(self, site: str, day: date, pages: Sequence[EditionPage], *, printed: bool) -> None:
        rows = [
            {
                "site": site,
                "day": day.isoformat(),
                "url": one.url,
                "printed": int(printed),
                "position": place if printed else 0,
                "number": one.number,
                "name": one.name,
            }
            for place, one in enumerate(pages, 1)
        ]
        if not printed:
            _LEADING.write(self._connection, rows)
            return
        # One that names fewer pages than are known (下一版 alone) tells nothing of their order.
        known = select(func.count()).where(*_of(edition_pages, site, day), edition_pages.c.printed == 1)
        of_all = len(pages) >= self._connection.execute(known).scalar_one()
        (_PRINTED if of_all else _SOME_PRINTED).write(self._connection, rows)

    def _add_articles(self, site: str, reading: EditionReading) -> None:
        rows = [
            {
                "site": site,
                "day": reading.day.isoformat(),
                "url": one.url,
                "page": one.page,
                "position": one.position,
            }
            for one in reading.articles
        ]
        _LISTED.write(self._connection, rows)


def _printed(new: Any) -> dict[str, Any]:
    """A name is kept over none; an address that was thought to lead to pages may be one itself."""
    kept = {name: func.coalesce(edition_pages.c[name], new[name]) for name in ("number", "name")}
    return {"printed": 1, "position": new.position, **kept}


def _some_printed(new: Any) -> dict[str, Any]:
    """As `_printed`, but a page that has a place stays there."""
    placed = case((edition_pages.c.printed == 1, edition_pages.c.position), else_=new.position)
    return {**_printed(new), "position": placed}


def _listed(new: Any) -> dict[str, Any]:
    """The page that lists an article itself knows its place; one that only leads to pages does not."""
    placed = or_(edition_articles.c.page.is_not(None), new.position == 0)
    return {
        "page": func.coalesce(edition_articles.c.page, new.page),
        "position": case((placed, edition_articles.c.position), else_=new.position),
    }


_ASKED_FOR = insert_new(editions)
_LEADING, _PRINTED = insert_new(edition_pages), insert_or_update(edition_pages, _printed)
_SOME_PRINTED = insert_or_update(edition_pages, _some_printed)
_LISTED = insert_or_update(edition_articles, _listed)


def _place(page: Any) -> tuple[int, int, str, str]:
    """What pages are ordered by: their place, then 2 before 10."""
    number = page.number or ""
    return page.position, len(number), number, page.url


def _of(table: Any, site: str, day: date) -> tuple[Any, Any]:
    return table.c.site == site, table.c.day == day.isoformat()


def _article(row: Any) -> dict[str, Any]:
    return {"position": row.position or None, "title": row.title, "url": row.url, "state": row.state}
