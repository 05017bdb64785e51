"""From a stored article to the flat document that both indexes hold.

The fields are those of indexer/search/mappings/articles.json; what the page does not show is left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Article, Byline, Media, Role, Timestamp
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
    cluster: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    archive_length: int | None = None
    site_name: str | None = None
    province: str | None = None
    city: str | None = None
    organisation: str | None = None


def document(article: Article, facts: Facts) -> Document:
    """The article as the indexes take it: JSON types only; nothing absent, false or empty, but counts of 0.

    Instants carry Beijing's offset of their time (+09:00 in the summers of 1986-91).
    """
    return _present(
        _identity(article, facts)
        | _text(article)
        | _dates(article)
        | _people(article.bylines)
        | _parts(article)
        | _provenance(article, facts)
    )


def _identity(article: Article, facts: Facts) -> Document:
    return {
        "id": facts.id,
        "url": article.url,
        "fetched_url": facts.fetched_url,
        "site": article.site,
        "site_name": facts.site_name,
        "province": facts.province,
        "city": facts.city,
        "organisation": facts.organisation,
        "content_id": article.content_id,
        "kind": article.kind,
    }


def _text(article: Article) -> Document:
    edition, original = article.edition, article.original
    return {
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "series": article.series,
        "column": article.column,
        "channel": _listed(article.channel),
        "edition_number": edition and edition.number,
        "edition_name": edition and edition.name,
        "body": article.body,
        "summary": article.summary,
        "keywords": _listed(article.keywords),
        "source": article.source,
        "source_url": article.source_url,
        "agency": original and original.agency,
        "dateline": original and original.raw,
        "dateline_place": original and original.place,
    }


def _dates(article: Article) -> Document:
    published, modified = article.published, article.modified
    dates: Document = _published(published) if published else {}
    if modified:
        dates |= {"modified": _instant(modified.at), "modified_precision": modified.precision}
    return dates


def _published(time: Timestamp) -> Document:
    """A printed month gives no day, but a first and a last one: `date:2021-05` finds it, `date:2021-05-23`
    does not."""
    at = time.at.astimezone(SHANGHAI)
    month, day = f"{at.year:04}-{at.month:02}", at.date().isoformat()
    whole_month = time.precision == "month"
    return {
        "published": _instant(time.at),
        "published_precision": time.precision,
        "published_day": None if whole_month else day,
        "published_month": month,
        "published_first_day": f"{month}-01" if whole_month else day,
        "published_last_day": f"{month}-{monthrange(at.year, at.month)[1]}" if whole_month else day,
        "published_raw": time.raw,
    }


def _people(bylines: tuple[Byline, ...]) -> Document:
    return {
        "reporters": _names(bylines, AUTHOR_ROLES),
        "editors": _names(bylines, EDITOR_ROLES),
        "people": _listed(dict.fromkeys(byline.name for byline in bylines)),
        "bylines": _listed(map(_byline, bylines)),
    }


def _names(bylines: tuple[Byline, ...], roles: tuple[Role, ...]) -> list[str]:
    """Names of persons in these roles, each once, in printed order."""
    return _listed(dict.fromkeys(one.name for one in bylines if one.role in roles and not one.collective))


def _byline(byline: Byline) -> Document:
    return _present(
        {
            "name": byline.name,
            "role": byline.role,
            "organisation": byline.organisation,
            "collective": byline.collective,
            "uncut": byline.uncut,
        }
    )


def _parts(article: Article) -> Document:
    share, counts = article.share, article.counts
    return {
        "share": share
        and _present(
            {
                "title": share.title,
                "description": share.description,
                "link": share.link,
                "image": share.image,
                "raw_image": share.raw_image,
            }
        ),
        "images": _listed(map(_media, article.images)),
        "videos": _listed(map(_media, article.videos)),
        "attachments": _listed(map(_media, article.attachments)),
        "counts": counts
        and _present(
            {
                "reads": counts.reads,
                "likes": counts.likes,
                "comments": counts.comments,
                "shares": counts.shares,
            }
        ),
        "related": _listed(article.related),
        "preview": article.preview,
    }


def _media(media: Media) -> Document:
    return _present({"url": media.url, "caption": media.caption, "credit": media.credit})


def _provenance(article: Article, facts: Facts) -> Document:
    extraction = article.extraction
    return {
        "first_seen": _instant(facts.first_seen),
        "fetched_at": _instant(facts.fetched_at),
        "revision": facts.revision,
        "change": facts.change,
        "content_hash": facts.content_hash,
        "status": facts.status,
        "cluster": facts.cluster,
        "archive": _present(
            {
                "file": facts.archive_file,
                "offset": facts.archive_offset,
                "length": facts.archive_length,
            }
        ),
        "extraction": extraction
        and _present(
            {
                "page": extraction.page,
                "version": extraction.version,
                "conflicts": _listed(dict.fromkeys(one.field for one in extraction.conflicts)),
                "parts": extraction.parts if extraction.parts > 1 else None,
                "parts_missing": extraction.parts_missing or None,
            }
        ),
    }


def _instant(at: datetime) -> str:
    """`2021-05-23T21:51:00+08:00`."""
    return at.astimezone(SHANGHAI).isoformat()


def _present(values: Document) -> Document:
    """Without None, False, empty texts, lists and objects; 0 stays."""
    return {name: one for name, one in values.items() if one or (one == 0 and one is not False)}


def _listed(values: Iterable[Any]) -> list[Any]:
    """Without empty texts and objects."""
    return [one for one in values if one]
