"""What the crawls did at each site, for those who must say how far a corpus can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, func, or_, select, union

from crawler.store.databases.days import beijing_day_of
from crawler.store.scheduling.frontier_rows import LIST
from crawler.store.schema import articles, captures, frontier

# An address in one of these states led to an article, here or under another address.
ARRIVED = ("kept", "redirect", "alias")
# Of more sites than these all responses are read in the order in which they lie in the file: of a million of
# 60 sites in half the time that looking them up by address takes.
FEW = 10


class CrawlHistory:
    """What crawls did, on one connection; ask for some thousand sites at a time at most (SQLite's limit)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self, sites: Sequence[str]) -> Iterator[tuple[str, Iterator[str]]]:
        """Each of the sites that was ever answered, with the Beijing days (`2021-05-24`) of its answers in
        order; a site's days are to be read before the next site. Of articles all responses in the archive
        count; of a list, which is not archived, only the last answer is known."""
        kept = select(frontier.c.site, beijing_day_of(captures.c.fetched_at).label("day")).join(
            captures, captures.c.url == frontier.c.url
        )
        if len(sites) <= FEW:
            kept = kept.where(frontier.c.site.in_(sites))
        # By priority, which an index has: there are far fewer lists than articles.
        last = select(frontier.c.site, beijing_day_of(frontier.c.fetched_at)).where(
            frontier.c.site.in_(sites), frontier.c.priority == LIST
        )
        asked = frozenset(sites)
        every = union(kept, last).subquery()
        ordered = select(every).where(every.c.day.is_not(None)).order_by(every.c.site, every.c.day)
        for site, rows in groupby(self._connection.execute(ordered), key=lambda row: str(row[0])):
            if site in asked:
                yield site, (str(row[1]) for row in rows)

    def missing(self, sites: Sequence[str]) -> dict[tuple[str, str, str], int]:
        """By site, kind and state: lists that are not read, and article addresses under which no article was
        ever kept. One that was kept and is gone or fails today is not missing."""
        counted = (
            select(frontier.c.site, frontier.c.kind, frontier.c.state, func.count())
            .outerjoin(articles, articles.c.url == frontier.c.url)
            .where(frontier.c.site.in_(sites), frontier.c.state.not_in(ARRIVED))
            .where(or_(frontier.c.kind == "list", articles.c.id.is_(None)))
            .group_by(frontier.c.site, frontier.c.kind, frontier.c.state)
        )
        return {(row[0], row[1], row[2]): row[3] for row in self._connection.execute(counted)}
