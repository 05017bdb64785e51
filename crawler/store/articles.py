"""Articles, their revisions and readings, and the captures they were read from. Nothing is overwritten."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from crawler.items import Article, article_id
from crawler.store.article_batch import (
    ArticleBatch,
    ChangeKind,
    FetchedArticle,
    as_written,
    digest_of_said,
    says_the_same,
    written_form,
)
from crawler.store.captures import CaptureRecord, capture_row, with_originals
from crawler.store.counting import count_by
from crawler.store.databases.upserts import insert_all
from crawler.store.history.outlet_days import DayCount, OutletDays, article_counts, beijing_day
from crawler.store.outlet_profile import OutletProfile, outlet_profile
from crawler.store.schema import TAKEN_OUT, articles, captures, changes, joined, revisions, sites
from crawler.store.stored_article import STORED, StoredArticle, stored_article
from crawler.store.uncompared import Uncompared
from crawler.store.values import content_hash, stamp


class Articles:
    """The articles on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def capture(self, captured: Sequence[CaptureRecord]) -> list[int]:
        """Writes down responses that the archive holds; returns their ids, in order."""
        if not captured:
            return []
        top = self._connection.execute(select(func.coalesce(func.max(captures.c.id), 0))).scalar_one()
        rows = [capture_row(one, top + n) for n, one in enumerate(captured, 1)]
        insert_all(self._connection, captures, rows)
        return [row["id"] for row in rows]

    def keep(self, kept: Sequence[FetchedArticle], at: datetime) -> list[ChangeKind]:
        """Keeps what was fetched: `new`, `revised`, `returned` (after gone), or `same`. The change log gets
        an entry for each but the last."""
        known = self._current([article_id(one.article.url) for one in kept])
        batch, done = ArticleBatch(at), list[ChangeKind]()
        for one in kept:
            key = article_id(one.article.url)
            done.append(batch.keep(key, one, known.get(key)))
            known[key] = batch.rows[key]
        batch.write(self._connection)
        Uncompared(self._connection).add(kept, done)
        counts: Counter[DayCount] = Counter()
        for one, kind in zip(kept, done, strict=True):
            counts.update(article_counts(one.article, kind, one.fetched_at))
        OutletDays(self._connection).add(counts)
        return done

    def reread(self, article_key: str, revision: int, article: Article, at: datetime) -> bool:
        """Keeps today's reading of a revision's page beside the earlier ones, as a new extraction of the
        same revision; False when it says what the newest one said."""
        newest = self._newest_reading(article_key, revision)
        if newest is None:
            return False
        if article_id(article.url) != article_key:  # fetched under an address that was joined with this one
            article = replace(article, url=json.loads(newest.article)["url"])
        said = written_form(article)
        written = as_written(said)
        if says_the_same(newest.article, written):
            return False
        row = {**newest._mapping, "extraction": newest.extraction + 1, "read_at": stamp(at)}
        row |= {"article": written, "content_hash": content_hash(said)}
        self._connection.execute(insert(revisions), [row])
        current = and_(articles.c.id == article_key, articles.c.revision == revision)
        values = {"extraction": row["extraction"], "content_hash": row["content_hash"]}
        if self._connection.execute(update(articles).where(current).values(values)).rowcount:
            change = {"article_id": article_key, "what": "reread", "at": stamp(at)}
            self._connection.execute(insert(changes), [change])
        return True

    def outlet_profile(self, site: str) -> OutletProfile | None:
        """What the outlet's newest articles usually have; None where there are too few."""
        return outlet_profile(self._connection, site)

    def gone(self, url: str, capture_id: int, at: datetime) -> bool:
        """Marks an article gone, with the capture that shows it; False for one that is unknown or gone."""
        there = and_(articles.c.url == url, articles.c.status.not_in(("gone", *TAKEN_OUT)))
        values = {"status": "gone", "evidence": capture_id}
        if not self._connection.execute(update(articles).where(there).values(values)).rowcount:
            return False
        change = {"article_id": article_id(url), "what": "gone", "at": stamp(at)}
        self._connection.execute(insert(changes), [change])
        site = self._connection.execute(select(articles.c.site).where(articles.c.url == url)).scalar_one()
        OutletDays(self._connection).add({DayCount(site, beijing_day(at), "article", "gone"): 1})
        return True

    def record_site(self, facts: dict[str, str | None]) -> None:
        """Writes the facts of an outlet: `id`, `name`, `province`, `city`, `organisation`."""
        known = select(sites).where(sites.c.id == facts["id"])
        row = self._connection.execute(known).first()
        if row is None:
            self._connection.execute(insert(sites), [facts])
        elif dict(row._mapping) != facts:
            self._connection.execute(update(sites).where(sites.c.id == facts["id"]).values(facts))

    def site_names(self) -> dict[str, str]:
        """The names of the outlets that have one, by site id."""
        named = select(sites.c.id, sites.c.name).where(sites.c.name.is_not(None))
        return {row[0]: row[1] for row in self._connection.execute(named)}

    def stored(self, ids: Sequence[str]) -> list[StoredArticle]:
        """The current state of the articles, in the order of the ids; unknown ids are left out."""
        # All rows first: of an answer that is left half read, because an article is damaged, SQLite keeps the
        # snapshot, and the next one to write on this connection is told that the database is locked.
        found = self._connection.execute(STORED.where(articles.c.id.in_(ids))).all()
        rows = {one.id: one for one in map(stored_article, found)}
        return [rows[key] for key in ids if key in rows]

    def wordings(self, ids: Sequence[str]) -> dict[str, list[tuple[str, str | None]]]:
        """Body and printed dateline of each revision and reading of these articles, newest first. Rows that
        are damaged are left out, as are articles without any."""
        read = select(revisions.c.article_id, revisions.c.article).where(revisions.c.article_id.in_(ids))
        newest_first = read.order_by(revisions.c.revision.desc(), revisions.c.extraction.desc())
        found: dict[str, list[tuple[str, str | None]]] = {}
        for key, written in self._connection.execute(newest_first).all():
            try:
                said = json.loads(written)
                wording = (said.get("body", ""), said.get("original", {}).get("raw"))
            except (ValueError, AttributeError):  # `shengmei doctor` names it
                continue
            found.setdefault(key, []).append(wording)
        return found

    def find(self, key: str) -> list[str]:
        """Ids that begin with `key`, or whose canonical address it is."""
        like = select(articles.c.id).where(
            articles.c.id.startswith(key, autoescape=True) | (articles.c.url == key), _THERE
        )
        now_part_of = select(joined.c.into_id).where(
            joined.c.article_id.startswith(key, autoescape=True) | (joined.c.url == key)
        )
        found = [*self._connection.execute(like.limit(50)).scalars()]
        return list(dict.fromkeys((*found, *self._connection.execute(now_part_of.limit(50)).scalars())))

    def url_of(self, article_key: str) -> str:
        """The canonical address of an article that there is."""
        found = select(articles.c.url).where(articles.c.id == article_key)
        return str(self._connection.execute(found).scalar_one())

    def revisions(self, article_key: str) -> list[dict[str, Any]]:
        """Every revision and reading of an article, oldest first, and where the archive keeps its page."""
        place = (captures.c[name] for name in ("file", "offset", "length", "address"))
        read = select(revisions, *place).join(captures, captures.c.id == revisions.c.capture_id)
        of_it = read.where(revisions.c.article_id == article_key)
        ordered = of_it.order_by(revisions.c.revision, revisions.c.extraction)
        rows = [dict(row._mapping) for row in self._connection.execute(ordered)]
        return [row | {"article": json.loads(row["article"])} for row in rows]

    def evidence(self, article_key: str) -> dict[str, Any] | None:
        """Where the archive keeps the response that shows the article gone or returned: file, offset,
        length."""
        place = (captures.c.file, captures.c.offset, captures.c.length)
        shown = select(*place).join(articles, articles.c.evidence == captures.c.id)
        row = self._connection.execute(shown.where(articles.c.id == article_key)).first()
        return dict(row._mapping) if row else None

    def answered(self, url: str, by: str) -> dict[str, Any] | None:
        """What the archive has of the last answer of a canonical address up to a moment: file, offset, length
        and status; None where that was pruned, or there was none."""
        asked = select(captures.c.file, captures.c.offset, captures.c.length, captures.c.status)
        until = asked.where(captures.c.url == url, captures.c.fetched_at <= by)
        row = self._connection.execute(until.order_by(captures.c.id.desc()).limit(1)).first()
        return dict(row._mapping) if row is not None and row.file else None

    def readings(self, capture_ids: Sequence[int]) -> list[tuple[int, str, int]]:
        """Capture id, article id and revision of what was read from these captures, in order."""
        read = select(revisions.c.capture_id, revisions.c.article_id, revisions.c.revision).distinct()
        some = read.where(revisions.c.capture_id.in_(capture_ids))
        ordered = some.order_by(revisions.c.capture_id, revisions.c.article_id, revisions.c.revision)
        return [(row[0], row[1], row[2]) for row in self._connection.execute(ordered)]

    def newest_said(self, article_key: str, revision: int) -> str | None:
        """What the newest reading of a revision says, as JSON."""
        newest = self._newest_reading(article_key, revision)
        return None if newest is None else str(newest.article)

    def said_digest(self, article_key: str, revision: int) -> str | None:
        """`digest_of_said` of that; None where a reading of today is kept in any case."""
        said = self.newest_said(article_key, revision)
        return None if said is None else digest_of_said(json.loads(said))

    def count_readings(self) -> int:
        """How many captures that are in the archive gave an article."""
        counted = select(func.count(revisions.c.capture_id.distinct())).join(captures, _ARCHIVED)
        return int(self._connection.execute(counted).scalar_one())

    def capture_records(self, capture_ids: Sequence[int]) -> dict[int, CaptureRecord]:
        """The captures with these ids, by id."""
        found = select(captures).where(captures.c.id.in_(capture_ids))
        rows = self._connection.execute(found).all()
        return {row.id: one for row, one in zip(rows, with_originals(self._connection, rows), strict=True)}

    def captures_of(self, url: str) -> list[CaptureRecord]:
        """Every response kept for a canonical address, oldest first, the further pages of an article and the
        visits that brought nothing new among them; those that were pruned are left out."""
        same = select(captures).where(captures.c.url == url, captures.c.file != "").order_by(captures.c.id)
        return with_originals(self._connection, self._connection.execute(same).all())

    def listed(self, after: str, most: int, site: str | None = None) -> list[str]:
        """Ids of the articles (of a site) in order, behind the id `after`, at most `most` of them."""
        ids = select(articles.c.id).where(articles.c.id > after, _THERE)
        chosen = ids if site is None else ids.where(articles.c.site == site)
        return list(self._connection.execute(chosen.order_by(articles.c.id).limit(most)).scalars())

    def later_pages(self, firsts: Mapping[int, CaptureRecord]) -> dict[int, list[CaptureRecord]]:
        """The later pages of articles, by the capture id of the first page they were fetched with.

        They have the article's canonical address and ids behind the first page's, up to where the first page
        was fetched again. Most articles have none.
        """
        urls = {one.url for one in firsts.values()}
        same = select(captures).where(captures.c.url.in_(urls), captures.c.id >= min(firsts, default=0))
        found: dict[int, list[CaptureRecord]] = {}
        begun: dict[str, tuple[int, str]] = {}  # by the article's address: the first page that was last met
        rows = self._connection.execute(same.order_by(captures.c.id)).all()
        for row, record in zip(rows, with_originals(self._connection, rows), strict=True):
            first, address = begun.get(row.url, (0, ""))
            if row.id in firsts:
                begun[row.url] = (row.id, row.address)
            elif row.address == address:
                begun[row.url] = (0, address)  # a visit that is none of these
            elif first and row.status == 200:
                found.setdefault(first, []).append(record)
        return found

    def archive_ends(self) -> dict[str, int]:
        """For each archive file the byte behind the last record that the store knows."""
        # File by file over the index, because grouping reads every row: 7 ms, not 340, for a million.
        ends: dict[str, int] = {}
        next_file = select(func.min(captures.c.file)).where(captures.c.file > bindparam("last"))
        end = select(captures.c.offset + captures.c.length).where(captures.c.file == bindparam("name"))
        last_end = end.order_by(captures.c.offset.desc()).limit(1)
        name: str | None = ""
        while name := self._connection.execute(next_file, {"last": name}).scalar():
            ends[name] = self._connection.execute(last_end, {"name": name}).scalar_one()
        return ends

    def count(self) -> dict[str, int]:
        """How many articles there are of each status; forgotten and joined ones do not count."""
        counted = count_by(self._connection, articles.c.status).items()
        return {status: number for status, number in counted if status not in TAKEN_OUT}

    def _current(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        found = self._connection.execute(select(articles).where(articles.c.id.in_(ids)))
        return {row.id: dict(row._mapping) for row in found}

    def _newest_reading(self, article_key: str, revision: int) -> Row[Any] | None:
        return self._connection.execute(_NEWEST, {"article": article_key, "revision": revision}).first()


_THERE = articles.c.status.not_in(TAKEN_OUT)
# Built once: asked for every page that is read again, building it anew took as long as asking it.
_NEWEST = (
    select(revisions)
    .where(revisions.c.article_id == bindparam("article"), revisions.c.revision == bindparam("revision"))
    .order_by(revisions.c.extraction.desc())
    .limit(1)
)
_ARCHIVED = and_(captures.c.id == revisions.c.capture_id, captures.c.file != "")
