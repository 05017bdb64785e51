"""From a stored article to the flat document that both indexes hold.

Its fields are those of the field table (indexer/search/fields.py), which names for most the attribute that
they are copied from; the others are computed here. What the page does not show is left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Article, Role
from indexer.article_places import ambiguous_places, places
from indexer.search.fields import COMPUTED, Field, parts, table
from shengmei.newspaper_pages import page_key
from shengmei.timezone import SHANGHAI

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the store and the outlet's site add to what the page says."""

    id: str  # first 32 hex of sha256 of the canonical address
    revision: int
    change: int  # number of its newest change
    content_hash: str
    status: str  # live, changed, gone, returned
    first_seen: datetime
    fetched_at: datetime
    fetched_url: str
    archive_file: str | None = None
    archive_offset: int | None = None
    archive_length: int | None = None
    site_name: str | None = None
    province: str | None = None
    city: str | None = None
    organisation: str | None = None
    story: str | None = None
    story_role: str | None = None
    story_basis: str | None = None
    story_size: int | None = None


Value = Callable[[Article, Facts], Any]  # of one field


def document(article: Article, facts: Facts) -> Document:
    """The article as the indexes take it: JSON types only; nothing absent, false or empty, but counts of 0.

    Instants carry Beijing's offset of their time (+09:00 in the summers of 1986-91).
    """
    return _present({name: value(article, facts) for name, value in _values()})


@cache
def _values() -> tuple[tuple[str, Value], ...]:
    """For each field of the table a function that gives its value."""
    return tuple((one.name, _value(one)) for one in table().values() if one.offered and not one.whole)


def _value(field: Field) -> Value:
    if field.source == COMPUTED:
        return _COMPUTED[field.name]
    inner = parts(field.name)
    if inner and not field.many:
        return _object(inner)
    if inner:
        return _list_of_objects(field, inner)
    copied = _attribute(field.source)
    if field.many:
        return lambda article, facts: _listed(copied(article, facts))
    if field.kind == "instant":
        return lambda article, facts: (at := copied(article, facts)) and _instant(at)
    return copied


def _attribute(source: str) -> Value:
    """What stands at `article.edition.number` or `facts.city`; None where something on the way is absent."""
    owner, first, *rest = source.split(".")
    found = attrgetter(first)
    if rest:
        return _inner_attribute(found, attrgetter(".".join(rest)))
    if owner == "facts":
        return lambda _, facts: found(facts)
    return lambda article, _: found(article)


def _inner_attribute(outer: Callable[[Any], Any], inner: Callable[[Any], Any]) -> Value:
    def value(article: Article, _: Facts) -> Any:
        held = outer(article)
        return None if held is None else inner(held)

    return value


def _object(inner: tuple[Field, ...]) -> Value:
    """An object of parts, each with a source of its own: `share`, `archive`."""
    values = [(_last(part.name), _value(part)) for part in inner]
    return lambda article, facts: _present({name: value(article, facts) for name, value in values})


def _list_of_objects(field: Field, inner: tuple[Field, ...]) -> Value:
    """An object for each of `article.bylines` or `article.images`, with its attributes."""
    held = _attribute(field.source)
    names = [(_last(part.name), attrgetter(_last(part.source))) for part in inner]

    def value(article: Article, facts: Facts) -> list[Document]:
        return _listed(_present({name: get(one) for name, get in names}) for one in held(article, facts))

    return value


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _instant(at: datetime) -> str:
    """`2021-05-23T21:51:00+08:00`."""
    return at.astimezone(SHANGHAI).isoformat()


def _present(values: Document) -> Document:
    """Without None, False, empty texts, lists and objects; 0 stays."""
    return {name: one for name, one in values.items() if one or (one == 0 and one is not False)}


def _listed(values: Iterable[Any]) -> list[Any]:
    """Without empty texts and objects."""
    return [one for one in values if one]


def _day(article: Article) -> datetime | None:
    """The moment of publication in Beijing."""
    return article.published.at.astimezone(SHANGHAI) if article.published else None


def _is_month(article: Article) -> bool:
    """Whether no more than the month is printed. A month gives no day, but a first and a last one:
    `date:2021-05` finds it, `date:2021-05-23` does not."""
    return article.published is not None and article.published.precision == "month"


def _published_day(article: Article, _: Facts) -> str | None:
    at = None if _is_month(article) else _day(article)
    return at.date().isoformat() if at else None


def _published_month(article: Article, _: Facts) -> str | None:
    at = _day(article)
    return at.date().isoformat()[:7] if at else None


def _published_first_day(article: Article, _: Facts) -> str | None:
    at = _day(article)
    if at and _is_month(article):
        at = at.replace(day=1)
    return at.date().isoformat() if at else None


def _published_last_day(article: Article, _: Facts) -> str | None:
    at = _day(article)
    if at and _is_month(article):
        at = at.replace(day=monthrange(at.year, at.month)[1])
    return at.date().isoformat() if at else None


def _published_hour(article: Article, _: Facts) -> str | None:
    at = _day(article)
    known = article.published is not None and article.published.precision in ("second", "minute", "hour")
    return f"{at.hour:02d}" if at and known else None


def _published_weekday(article: Article, _: Facts) -> str | None:
    at = None if _is_month(article) else _day(article)
    return str(at.isoweekday()) if at else None


def _domains(article: Article, _: Facts) -> list[str]:
    """`https://news.example.cn/1.html` gives the host and `example.cn`; an IP address alone."""
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:  # `http://[x/`: it has none
        return []
    labels = host.split(".")
    if not host or labels[-1].isdigit() or ":" in host:
        return _listed([host])
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]


def _length(article: Article, _: Facts) -> int | None:
    return len("".join(article.body.split())) if article.body else None


def _media(article: Article, _: Facts) -> list[str]:
    return [name for name in ("images", "videos", "attachments") if getattr(article, name)]


def _names(article: Article, roles: tuple[Role, ...]) -> list[str]:
    """Names of persons in these roles, each once, in printed order."""
    people = (one for one in article.bylines if one.role in roles and not one.collective)
    return _listed(dict.fromkeys(one.name for one in people))


def _conflicts(article: Article, _: Facts) -> list[str]:
    """The fields of which the page says two things, each once."""
    found = article.extraction.conflicts if article.extraction else ()
    return _listed(dict.fromkeys(one.field for one in found))


def _doubts(article: Article, _: Facts) -> list[str]:
    """The codes of what lowers the confidence, the weightiest first."""
    return [one.code for one in article.extraction.doubts] if article.extraction else []


def _number_of_parts(article: Article, _: Facts) -> int | None:
    """How many pages the article stands on; None for one."""
    number = article.extraction.parts if article.extraction else 1
    return number if number > 1 else None


def _parts_missing(article: Article, _: Facts) -> int | None:
    return (article.extraction and article.extraction.parts_missing) or None


def _page_number(article: Article, _: Facts) -> str | None:
    return page_key(article.page) if article.page else None


def _front(article: Article, _: Facts) -> str | None:
    return None if article.front is None else "yes" if article.front else "no"


_COMPUTED: dict[str, Value] = {
    "places": lambda article, facts: places(article, facts.province),
    "ambiguous_places": lambda article, facts: ambiguous_places(article, facts.province),
    "page_number": _page_number,
    "front": _front,
    "published_day": _published_day,
    "published_month": _published_month,
    "published_date": _published_day,
    "published_hour": _published_hour,
    "published_weekday": _published_weekday,
    "domains": _domains,
    "length": _length,
    "media": _media,
    "published_first_day": _published_first_day,
    "published_last_day": _published_last_day,
    "reporters": lambda article, _: _names(article, AUTHOR_ROLES),
    "editors": lambda article, _: _names(article, EDITOR_ROLES),
    "people": lambda article, _: _listed(dict.fromkeys(one.name for one in article.bylines)),
    "doubts": _doubts,
    "extraction.conflicts": _conflicts,
    "extraction.parts": _number_of_parts,
    "extraction.parts_missing": _parts_missing,
}
