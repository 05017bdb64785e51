"""Names that are masked: rules, which hold a digest and not the name, and what is kept already."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, tuple_, update

from crawler.store.article_batch import as_written
from crawler.store.schema import articles, captures, changes, dead_letters, frontier, masks, revisions
from crawler.store.upkeep.forgetting import overwrite_deleted
from crawler.store.values import content_hash, stamp

Key = tuple[str, int, int]  # article id, revision, extraction
Mask = Callable[[Any], Any]  # masks all texts in a JSON value
MARK = "■"  # in the place of each character of a masked name
_BLANKS = re.compile("[ \t\u00a0\u2002\u2003\u3000]+")


@dataclass(frozen=True, kw_only=True)
class MaskRule:
    """A name that is masked, on all sites or one."""

    id: int
    salt: str
    digest: str
    length: int
    script: str
    site: str | None

    def names_in(self, text: str) -> set[str]:
        """The name, where it stands in the text, blanks left out; empty where it does not."""
        compact = _BLANKS.sub("", text) if self.script == "han" else text.replace(" ", "")
        starts = (number for number, char in enumerate(compact) if _script(char) == self.script)
        windows = {compact[start : start + self.length] for start in starts}
        return {one for one in windows if len(one) == self.length and _digest(self.salt, one) == self.digest}


class CapturePlace(Protocol):
    """Where a response stands in the archive."""

    @property
    def file(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def sha256(self) -> str: ...


class Masks:
    """The masked names on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, name: str, site: str | None, reason: str, at: datetime) -> int:
        """Writes down that a name (without blanks) is to be masked from now on; returns the rule's id. One
        that was begun already is gone on with."""
        for rule in self.rules():
            if rule.site == site and rule.digest == _digest(rule.salt, name):
                return rule.id
        salt = secrets.token_hex(16)
        row = {"salt": salt, "digest": _digest(salt, name), "length": len(name), "script": _script(name[0])}
        row |= {"site": site, "reason": reason, "at": stamp(at)}
        self._connection.execute(insert(masks), [row])
        return int(self._connection.execute(select(func.max(masks.c.id))).scalar_one())

    def done(self, rule: int, at: datetime) -> None:
        """Everything that was kept before is masked."""
        self._connection.execute(update(masks).where(masks.c.id == rule).values(done_at=stamp(at)))

    def unfinished(self) -> int:
        """How many names are not masked everywhere yet."""
        left = select(func.count()).select_from(masks).where(masks.c.done_at.is_(None))
        return int(self._connection.execute(left).scalar_one())

    def rules(self) -> list[MaskRule]:
        rows = self._connection.execute(select(masks).order_by(masks.c.id))
        same = ("id", "salt", "digest", "length", "script", "site")
        return [MaskRule(**{name: row._mapping[name] for name in same}) for row in rows]

    def mask_texts(
        self, first: str, site: str | None, mask: Mask, after: Key, most: int, at: datetime
    ) -> tuple[Key | None, set[str]]:
        """Masks what at most `most` revisions and readings behind `after` say that have the character
        `first`; returns the last one (None: there are no more) and the articles that have changed."""
        overwrite_deleted(self._connection)
        chosen = select(revisions).where(
            tuple_(revisions.c.article_id, revisions.c.revision, revisions.c.extraction) > after,
            revisions.c.article.contains(first, autoescape=True),
        )
        if site is not None:
            chosen = chosen.join(articles, articles.c.id == revisions.c.article_id).where(
                articles.c.site == site
            )
        order = (revisions.c.article_id, revisions.c.revision, revisions.c.extraction)
        rows = self._connection.execute(chosen.order_by(*order).limit(most)).all()
        changed = {row.article_id for row in rows if self._mask_text(row, mask)}
        self.tell_indexes(changed, at)
        last = rows[-1] if rows else None
        return ((last.article_id, last.revision, last.extraction) if last else None), changed

    def is_marked(self, article: str, revision: int) -> bool:
        """Whether a reading of that revision has a masked name in it."""
        marked = select(revisions.c.article_id).where(
            revisions.c.article_id == article,
            revisions.c.revision == revision,
            revisions.c.article.contains(MARK * 2),
        )
        return self._connection.execute(marked.limit(1)).first() is not None

    def mask_frontier(self, first: str, site: str | None, mask: Mask) -> None:
        """Masks the titles that lists printed, and reasons."""
        overwrite_deleted(self._connection)
        texts = (frontier.c.title, frontier.c.last_error)
        chosen = select(frontier.c.url, *texts).where(
            or_(*(one.contains(first, autoescape=True) for one in texts))
        )
        if site is not None:
            chosen = chosen.where(frontier.c.site == site)
        for row in self._connection.execute(chosen).all():
            values = {"title": mask(row.title), "last_error": mask(row.last_error)}
            self._connection.execute(update(frontier).where(frontier.c.url == row.url).values(values))

    def capture_ids(self, after: int, most: int, site: str | None) -> list[int]:
        """Ids of the responses in the archive (of a site) behind `after`; those that only repeat another one
        are left out."""
        chosen = select(captures.c.id).where(
            captures.c.id > after, captures.c.file != "", captures.c.refers_to.is_(None)
        )
        if site is not None:
            chosen = chosen.join(frontier, frontier.c.url == captures.c.url).where(frontier.c.site == site)
        return list(self._connection.execute(chosen.order_by(captures.c.id).limit(most)).scalars())

    def move_capture(self, key: int, place: CapturePlace, at: datetime) -> None:
        """The response stands elsewhere in the archive now, with another body."""
        old = self._connection.execute(select(captures).where(captures.c.id == key)).one()
        # Responses that only repeat this one have its digest.
        same = and_(captures.c.url == old.url, captures.c.sha256 == old.sha256)
        self._connection.execute(update(captures).where(same).values(sha256=place.sha256))
        values = {"file": place.file, "offset": place.offset, "length": place.length}
        self._connection.execute(update(captures).where(captures.c.id == key).values(values))
        read = select(revisions.c.article_id).where(revisions.c.capture_id == key).distinct()
        self.tell_indexes(self._connection.execute(read).scalars(), at)

    def tell_indexes(self, ids: Iterable[str], at: datetime) -> None:
        """Logs a change of these articles; what an index refused of them is offered anew."""
        rows = [{"article_id": one, "what": "reread", "at": stamp(at)} for one in sorted(set(ids))]
        if rows:
            self._connection.execute(insert(changes), rows)
            for row in rows:
                of_it = dead_letters.c.article_id == row["article_id"]
                self._connection.execute(delete(dead_letters).where(of_it))

    def _mask_text(self, row: Any, mask: Mask) -> bool:
        before = json.loads(row.article)
        after = {**mask(before), "url": before["url"]}  # the address is what it is found by
        if after == before:
            return False
        said = content_hash(after)
        this = and_(
            revisions.c.article_id == row.article_id,
            revisions.c.revision == row.revision,
            revisions.c.extraction == row.extraction,
        )
        values = {"article": as_written(after), "content_hash": said}
        self._connection.execute(update(revisions).where(this).values(values))
        current = and_(
            articles.c.id == row.article_id,
            articles.c.revision == row.revision,
            articles.c.extraction == row.extraction,
        )
        self._connection.execute(update(articles).where(current).values(content_hash=said))
        return True


def _digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}{name}".encode("utf-8", "replace")).hexdigest()


def _script(char: str) -> str:
    return "han" if "\u3400" <= char <= "\u9fff" or char >= "\U00020000" else "other"
