"""Which parameters of an outlet's addresses name no article: what its pages showed, and what was made of it.

`12.html?k=a` and `12.html?k=b` that read the same are evidence that `k` names nothing; two that differ in it
alone and are different articles that it does, and then it counts for nothing else of that outlet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, func, select, update

from crawler.store.databases.upserts import insert_new, insert_or_update
from crawler.store.scheduling.frontier_rows import Discovery, new_row
from crawler.store.schema import TAKEN_OUT, address_parameters, articles, frontier
from crawler.store.values import chunks, stamp

ENOUGH = 3  # articles that read the same without a parameter, before others are joined by it
MOST_COMPARED = 20  # articles that differ from a new one in the value of a parameter
Says = Literal["same", "different"]
_WRITTEN = insert_or_update(
    address_parameters, lambda new: {name: new[name] for name in ("page", "other", "says", "at")}
)
_KEPT = (
    select(articles.c.url)
    .where(articles.c.url >= bindparam("first"), articles.c.url < bindparam("last"))
    .order_by(articles.c.url)
    .limit(MOST_COMPARED)
)


@dataclass(frozen=True, kw_only=True)
class ParametersOfSite:
    """The parameters of an outlet that name no article, and those against which something speaks."""

    name_nothing: frozenset[str]
    name_articles: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two addresses of one outlet that differ in a parameter: `page` is `url` without it."""

    url: str
    name: str
    site: str
    page: str
    other: str
    says: Says


@dataclass(frozen=True, kw_only=True)
class Joined:
    """An address that is not fetched, because it differs from `page` in parameters that name nothing."""

    found: Discovery
    names: tuple[str, ...]
    page: str


class AddressParameters:
    """Their table on one connection, and the rows of the frontier that follow from it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known_of(self, site: str) -> ParametersOfSite:
        """What is known of the parameters of an outlet: one names no article where `ENOUGH` articles read the
        same without it, and nothing speaks against it."""
        table = address_parameters.c
        counted = (
            select(table.name, table.says, func.count(table.page.distinct()))
            .where(table.site == site, table.says != "joined")
            .group_by(table.name, table.says)
        )
        rows = self._connection.execute(counted).all()
        against = {name for name, says, _ in rows if says != "same"}
        same = {name for name, says, pages in rows if says == "same" and pages >= ENOUGH}
        return ParametersOfSite(name_nothing=frozenset(same - against), name_articles=frozenset(against))

    def kept_beside(self, url: str) -> list[str]:
        """Canonical addresses of kept articles that begin as this one does, up to the value of one of its
        parameters."""
        path, _, query = url.partition("?")
        parts = query.split("&")
        begins = [
            f"{path}?{'&'.join([*parts[:at], parts[at].partition('=')[0]])}" for at in range(len(parts))
        ]
        found = [
            one
            for begin in begins
            for one in self._connection.execute(_KEPT, {"first": f"{begin}=", "last": f"{begin}>"}).scalars()
        ]
        return [one for one in dict.fromkeys(found) if one != url]

    def kept_apart(self, site: str, names: Collection[str]) -> list[str]:
        """Addresses under which articles are kept that read the same without one of these parameters."""
        table = address_parameters.c
        told = (table.site == site, table.name.in_(names), table.says == "same")
        parts = [
            select(column)
            .join_from(address_parameters, articles, articles.c.url == column)
            .where(*told, articles.c.status.not_in(TAKEN_OUT))
            for column in (table.url, table.other)
        ]
        found = [url for part in parts for url in self._connection.execute(part).scalars()]
        return list(dict.fromkeys(found))

    def record(self, compared: Sequence[Comparison], at: datetime) -> None:
        """Writes down what was compared. Where a parameter turns out to name articles, what was joined by it
        is fetched."""
        rows = [{**vars(one), "at": stamp(at)} for one in compared]
        _WRITTEN.write(self._connection, rows)
        table = address_parameters.c
        for site, name in {(one.site, one.name) for one in compared if one.says == "different"}:
            joined = select(table.url).where(table.site == site, table.name == name, table.says == "joined")
            self._part(self._connection.execute(joined).scalars().all(), at)

    def join(self, joined: Sequence[Joined], at: datetime) -> None:
        """Writes down addresses that are taken for others, as their aliases; those that are known stay."""
        if not joined:
            return
        now = stamp(at)
        rows = [
            new_row(one.found, now)
            | {
                "state": "alias",
                "due_at": None,
                "target": one.page,
                "last_error": f"its outlet names no article by {', '.join(one.names)}",
            }
            for one in joined
        ]
        insert_new(frontier).write(self._connection, rows)
        told = [
            {
                "url": one.found.url,
                "name": name,
                "site": one.found.site,
                "page": one.page,
                "other": one.page,
                "says": "joined",
                "at": now,
            }
            for one in joined
            for name in one.names
        ]
        insert_new(address_parameters).write(self._connection, told)

    def part_from(self, pages: Sequence[str], at: datetime) -> None:
        """These addresses showed no article: where none is kept of one, what was joined to it is fetched
        itself."""
        table = address_parameters.c
        for some in chunks(pages):
            kept = select(articles.c.url).where(articles.c.url.in_(some))
            joined = select(table.url).where(table.other.in_(some), table.says == "joined")
            self._part(self._connection.execute(joined.where(table.other.not_in(kept))).scalars().all(), at)

    def known(self, urls: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        """State and title, as a list printed it, of those of these addresses that the frontier has."""
        columns = (frontier.c.url, frontier.c.state, frontier.c.title)
        parts = (select(*columns).where(frontier.c.url.in_(some)) for some in chunks(list(urls)))
        return {row.url: (row.state, row.title) for part in parts for row in self._connection.execute(part)}

    def _part(self, urls: Sequence[str], at: datetime) -> None:
        for some in chunks(urls):
            table = address_parameters
            apart = update(table).where(table.c.url.in_(some), table.c.says == "joined")
            self._connection.execute(apart.values(says="apart", at=stamp(at)))
            alias = update(frontier).where(frontier.c.url.in_(some), frontier.c.state == "alias")
            again = {"state": "discovered", "due_at": stamp(at), "target": None, "last_error": None}
            self._connection.execute(alias.values(again))
