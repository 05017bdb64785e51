"""Articles of one transaction: rows, revisions and changes are collected, then written a table at a time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, bindparam, update

from crawler.items import Article, to_dict
from crawler.store.databases.upserts import insert_all
from crawler.store.schema import TAKEN_OUT, articles, changes, revisions
from crawler.store.values import content_hash, stamp

_TRUST = ("confidence", "doubts")  # of an extraction
ChangeKind = Literal["new", "revised", "reread", "gone", "returned", "same", "forgotten", "joined"]


@dataclass(frozen=True, kw_only=True)
class FetchedArticle:
    """An article with the id and time of the capture that it was read from."""

    article: Article
    capture_id: int
    fetched_at: datetime
    seen_once: bool = (
        False  # of one that is gone: its page is back, and to be seen again before it has returned
    )


def written_form(article: Article) -> dict[str, Any]:
    """The article as it is stored: half a surrogate pair, which a page's JSON may hold and UTF-8 may not,
    becomes `?`."""
    written = to_dict(article)
    text = as_written(written)
    try:
        text.encode()
    except UnicodeEncodeError:
        whole: dict[str, Any] = json.loads(text.encode("utf-8", "replace"))
        return whole
    return written


def as_written(written: dict[str, Any]) -> str:
    """The JSON that the column `revisions.article` holds."""
    try:
        return orjson.dumps(written).decode()
    except TypeError:  # half a surrogate pair, or a number of more than 64 bits
        return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def says_the_same(before: str, now: str) -> bool:
    """Whether two written articles say the same, how far they are trusted left aside: that changes with the
    outlet's other articles. One that was never judged says less than one that was."""
    if before == now:
        return True
    judged, again = json.loads(before), json.loads(now)
    if "confidence" not in (judged.get("extraction") or {}):
        return False
    for one in (judged, again):
        for name in _TRUST:
            one["extraction"].pop(name, None)
    return bool(judged == again)


def digest_of_said(written: dict[str, Any]) -> str | None:
    """Of a written article, how far it is trusted left aside: those of two are the same where `says_the_same`
    says so. None for one that was never judged."""
    extraction = written.get("extraction") or {}
    if "confidence" not in extraction:
        return None
    said = {**written, "extraction": {name: one for name, one in extraction.items() if name not in _TRUST}}
    as_text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(as_text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass
class ArticleBatch:
    """Collects rows until `write`. `rows`: the newest state of the articles, by id."""

    at: datetime
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)
    _revisions: list[dict[str, Any]] = field(default_factory=list)
    _changes: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, key: str, kept: FetchedArticle, known: dict[str, Any] | None) -> ChangeKind:
        """Adds one article; `known` is its row in the store or in this batch, None for a new one."""
        written = written_form(kept.article)
        said = content_hash(written)
        if known is None:
            self._begin(key, kept, said)
            return self._revise(key, kept, written, "new")
        if known["status"] in TAKEN_OUT:
            self.rows[key] = known
            return "forgotten" if known["status"] == "forgotten" else "joined"
        row = self.rows[key] = {**known, "last_seen": stamp(kept.fetched_at)}
        is_back = known["status"] == "gone" and not kept.seen_once
        returned = {"status": "returned", "evidence": kept.capture_id} if is_back else {}
        if said != known["content_hash"]:
            row |= {"revision": known["revision"] + 1, "extraction": 1, "content_hash": said}
            row |= returned or ({} if known["status"] == "gone" else {"status": "changed"})
            return self._revise(key, kept, written, "revised")
        if returned:
            row |= returned
            return self._log(key, "returned")
        return "same"

    def write(self, connection: Connection) -> None:
        """Writes what was collected."""
        insert_all(connection, articles, [row for key, row in self.rows.items() if key in self._new])
        if known := [_changed(row) for key, row in self.rows.items() if key not in self._new]:
            values: dict[str, Any] = {name: bindparam(name) for name in known[0] if name != "key"}
            connection.execute(
                update(articles).where(articles.c.id == bindparam("key")).values(values), known
            )
        insert_all(connection, revisions, self._revisions)
        insert_all(connection, changes, self._changes)

    def _begin(self, key: str, kept: FetchedArticle, said: str) -> None:
        seen = stamp(kept.fetched_at)
        self._new.add(key)
        self.rows[key] = {
            "id": key,
            "url": kept.article.url,
            "site": kept.article.site,
            "content_id": kept.article.content_id,
            "first_seen": seen,
            "last_seen": seen,
            "revision": 1,
            "extraction": 1,
            "content_hash": said,
            "status": "live",
            "evidence": None,
        }

    def _revise(
        self, key: str, kept: FetchedArticle, written: dict[str, Any], what: ChangeKind
    ) -> ChangeKind:
        row = {
            "article_id": key,
            "revision": self.rows[key]["revision"],
            "extraction": 1,
            "capture_id": kept.capture_id,
            "fetched_at": stamp(kept.fetched_at),
            "read_at": stamp(self.at),
            "content_hash": self.rows[key]["content_hash"],
            "article": as_written(written),
        }
        self._revisions.append(row)
        return self._log(key, what)

    def _log(self, key: str, what: ChangeKind) -> ChangeKind:
        self._changes.append({"article_id": key, "what": what, "at": stamp(self.at)})
        return what


def _changed(row: dict[str, Any]) -> dict[str, Any]:
    names = ("last_seen", "revision", "extraction", "content_hash", "status", "evidence")
    return {"key": row["id"]} | {name: row[name] for name in names}
