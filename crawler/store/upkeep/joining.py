"""Two articles that are one: kept under two addresses, they become revisions of one article, none is lost.

The responses stay under the address that gave them; the change log tells indexes that one of the ids is no
more, and the table `joined` says what became of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from crawler.items import article_id
from crawler.store.article_batch import as_written
from crawler.store.schema import articles, changes, dead_letters, forgotten, frontier, joined, revisions
from crawler.store.values import stamp

_PORTION = 1_000  # rows of the frontier looked at in one go
_LEADS_ON = ("alias", "redirect", "forgotten")  # states of addresses that are no article's own


class Joining:
    """What was joined, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, url: str, into: str, at: datetime) -> bool:
        """Makes the article at the canonical address `url` part of the one at `into`, which need not be there
        yet; False where there is none at `url`, or where one of the two was forgotten or joined before."""
        connection = self._connection
        old, new = self._article(url), self._article(into)
        if old is None or old["status"] == "joined" or (new is not None and new["status"] == "joined"):
            return False
        if not self.lead_on(url, into):
            return False
        key = article_id(into)
        if new is None:
            connection.execute(insert(articles), [{**old, "id": key, "url": into}])
        newest = self._move_revisions(old["id"], key, into)
        connection.execute(
            update(articles).where(articles.c.id == key).values(_of_both(old, new or old, newest))
        )
        self._leave(old["id"], url, key, at)
        log = [(old["id"], "joined"), (key, "revised" if new else "new")]
        rows = [{"article_id": one, "what": what, "at": stamp(at)} for one, what in log]
        connection.execute(insert(changes), rows)
        return True

    def lead_on(self, url: str, into: str) -> bool:
        """Makes the address `url` an alias of `into`, to which it gives its row where the frontier does not
        know that; False for one that is not there, and where one of the two was forgotten."""
        connection = self._connection
        row = connection.execute(select(frontier).where(frontier.c.url == url)).first()
        if row is None or url == into or self._is_forgotten(url, into):
            return False
        if connection.execute(select(frontier.c.url).where(frontier.c.url == into)).first() is None:
            connection.execute(insert(frontier), [{**row._mapping, "url": into}])
        alias = {"state": "alias", "target": into, "due_at": None, "last_error": "the same as its target"}
        connection.execute(update(frontier).where(frontier.c.url == url).values(alias))
        return True

    def into(self, article_key: str) -> str | None:
        """The id of the article that this one was joined with; None for one that was not."""
        found = select(joined.c.into_id).where(joined.c.article_id == article_key)
        return self._connection.execute(found).scalar_one_or_none()

    def moved(self, canonical: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Addresses whose canonical form is another one by today's rules, each with that form."""
        last = ""
        while True:
            some = select(frontier.c.url, frontier.c.state).where(frontier.c.url > last)
            rows = self._connection.execute(some.order_by(frontier.c.url).limit(_PORTION)).all()
            if not rows:
                return
            last = rows[-1].url
            own = (row.url for row in rows if row.state not in _LEADS_ON)
            yield from ((url, today) for url in own if (today := canonical(url)) != url)

    def _article(self, url: str) -> dict[str, Any] | None:
        row = self._connection.execute(select(articles).where(articles.c.url == url)).first()
        return dict(row._mapping) if row else None

    def _is_forgotten(self, *urls: str) -> bool:
        found = select(forgotten.c.url).where(forgotten.c.url.in_(urls))
        return self._connection.execute(found).first() is not None

    def _move_revisions(self, old: str, new: str, url: str) -> dict[str, Any]:
        """Numbers the revisions of both anew, in the order in which they were fetched, those that say the
        same as the one before left out; returns number, reading and hash of the newest."""
        both = select(revisions).where(revisions.c.article_id.in_((old, new)))
        order = (revisions.c.article_id, revisions.c.revision, revisions.c.extraction)
        found = [dict(row._mapping) for row in self._connection.execute(both.order_by(*order))]
        apart = [list(group) for _, group in groupby(found, lambda row: (row["article_id"], row["revision"]))]
        apart.sort(key=lambda readings: (readings[0]["fetched_at"], readings[0]["revision"]))
        kept = [
            readings
            for before, readings in zip([None, *apart], apart, strict=False)
            if before is None or before[-1]["content_hash"] != readings[-1]["content_hash"]
        ]
        rows = [
            {**row, "article_id": new, "revision": number, "article": _under(url, row["article"])}
            for number, readings in enumerate(kept, 1)
            for row in readings
        ]
        self._connection.execute(delete(revisions).where(revisions.c.article_id.in_((old, new))))
        self._connection.execute(insert(revisions), rows)
        return {name: rows[-1][name] for name in ("revision", "extraction", "content_hash")}

    def _leave(self, old: str, url: str, key: str, at: datetime) -> None:
        """Of the other id stay its row and what it was joined into."""
        connection = self._connection
        left = {"status": "joined", "content_hash": "", "content_id": None, "evidence": None}
        connection.execute(update(articles).where(articles.c.id == old).values(left))
        connection.execute(delete(dead_letters).where(dead_letters.c.article_id == old))
        connection.execute(update(joined).where(joined.c.into_id == old).values(into_id=key))
        row = {"article_id": old, "url": url, "into_id": key, "at": stamp(at)}
        connection.execute(insert(joined), [row])


def _of_both(old: dict[str, Any], new: dict[str, Any], newest: dict[str, Any]) -> dict[str, Any]:
    """The row of the joined article: there as long as one of the two addresses still shows it."""
    shows = old if new["status"] == "gone" and old["status"] != "gone" else new
    changed = newest["revision"] > 1 and shows["status"] == "live"
    return {
        "first_seen": min(old["first_seen"], new["first_seen"]),
        "last_seen": max(old["last_seen"], new["last_seen"]),
        "status": "changed" if changed else shows["status"],
        "evidence": shows["evidence"],
        **newest,
    }


def _under(url: str, written: str) -> str:
    """A written article under another address."""
    return as_written({**json.loads(written), "url": url})
