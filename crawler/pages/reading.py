"""From the text that a page class points at to the frozen article: where normalisers are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.items import (
    AUTHOR_ROLES,
    EDITOR_ROLES,
    Article,
    Byline,
    Extraction,
    Original,
    Reading,
    Timestamp,
)
from crawler.normalise import bylines, datelines, sources, times
from crawler.normalise.text import is_info_line, series, tidy
from crawler.pages.html import UnknownLayout
from crawler.pages.meta import MODIFIED, PUBLISHED, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.pages.base import ArticlePage

EXTRACTOR_VERSION = "1"
_HEAD_LINES, _TAIL_LINES = 3, 6  # of a body: where bylines stand
_MOST_KEYWORDS = 20
_KEYWORD_SIGNS = re.compile(r"[,，、;；|]+|\s+")
_FINER = ("month", "day", "hour", "minute", "second")


def read(layout: ArticlePage) -> Reading:
    """What this page class makes of its page; raises `UnknownLayout` when the page does not fit."""
    target = layout.target()
    if target:
        return Reading(state="redirect", target=target)
    title = tidy(layout.field("title", layout.title) or "")
    if not title:
        raise UnknownLayout(layout.page.url, "no title")
    lines = layout.field("body", layout.body)
    kind = layout.kind()
    if not lines and kind == "article" and not layout.images() and not layout.videos():
        raise UnknownLayout(layout.page.url, "no body")
    return Reading(state="kept", article=_article(layout, title, lines))


def _article(layout: ArticlePage, title: str, lines: tuple[str, ...]) -> Article:
    field = layout.field
    return Article(
        url=layout.url,
        site=layout.site_id,
        content_id=layout.content_id(),
        kind=layout.kind(),
        title=title,
        kicker=field("kicker", layout.kicker),
        subtitle=field("subtitle", layout.subtitle),
        series=series(title),
        column=field("column", layout.column),
        channel=field("channel", layout.channel),
        edition=field("edition", layout.edition),
        body="\n".join(lines),
        summary=field("summary", layout.summary),
        keywords=_keywords(field("keywords", layout.keywords)),
        published=_published(layout),
        modified=_modified(layout),
        source=_source(layout),
        source_url=field("source_url", layout.source_url),
        original=_original(lines),
        bylines=_bylines(layout, lines),
        share=layout.share(),
        images=field("images", layout.images),
        videos=field("videos", layout.videos),
        attachments=field("attachments", layout.attachments),
        counts=field("counts", layout.counts),
        related=field("related", layout.related),
        preview=layout.preview(),
        extraction=Extraction(
            page=type(layout).__name__, version=EXTRACTOR_VERSION, rules=dict(sorted(layout.rules.items()))
        ),
    )


def _keywords(printed: str | None) -> tuple[str, ...]:
    words = dict.fromkeys(word for word in _KEYWORD_SIGNS.split(printed or "") if word)
    return tuple(words)[:_MOST_KEYWORDS]


def _published(layout: ArticlePage) -> Timestamp | None:
    """The first time that can be read, made finer by a later one of the same day; last the address' day."""
    best: Timestamp | None = None
    for raw, rule in _times(layout):
        time = times.read_time(raw, rule, fetched_at=layout.page.capture.fetched_at)
        if time is None:
            continue
        if best is None or (time.at.date() == best.at.date() and _is_finer(time, best)):
            best = time
        if _FINER.index(best.precision) >= _FINER.index("minute"):
            break
    return best or times.address_day(layout.url)


def _times(layout: ArticlePage) -> Iterator[tuple[str, str]]:
    printed = layout.field("published", layout.published)
    if printed:
        yield printed, layout.rules.get("published", "page")
    marked = layout.meta.marked("pubtime")
    if marked:
        yield marked, "pubtime_baidu"
    stated = layout.meta.get(PUBLISHED)
    if stated:
        yield stated[1], f"meta {stated[0]}"
    published = layout.meta.stated("datePublished")
    if published:
        yield published, "JSON-LD datePublished"
    if kept := layout.unprinted_time():
        yield kept


def _is_finer(time: Timestamp, than: Timestamp) -> bool:
    # A stated midnight is how systems write a day.
    midnight = time.at.hour == time.at.minute == time.at.second == 0
    return not midnight and _FINER.index(time.precision) > _FINER.index(than.precision)


def _modified(layout: ArticlePage) -> Timestamp | None:
    printed = layout.field("modified", layout.modified)
    stated = layout.meta.get(MODIFIED)
    read_at = layout.page.capture.fetched_at
    if printed:
        return times.modified_time(printed, layout.rules.get("modified", "page"), fetched_at=read_at)
    return times.read_time(stated[1], f"meta {stated[0]}", fetched_at=read_at) if stated else None


def _source(layout: ArticlePage) -> str | None:
    for raw in (
        layout.field("source", layout.source),
        layout.meta.marked("source"),
        layout.meta.text(SOURCE),
    ):
        source = sources.read_source(raw) if raw else None
        if source:
            return source
    return None


def _original(lines: tuple[str, ...]) -> Original | None:
    return next((found for line in lines[:_HEAD_LINES] if (found := datelines.read_dateline(line))), None)


def _bylines(layout: ArticlePage, lines: tuple[str, ...]) -> tuple[Byline, ...]:
    """Everyone named in the text's head and tail, beside it, and in fields of their own, once each."""
    ends = lines if len(lines) <= _HEAD_LINES + _TAIL_LINES else lines[:_HEAD_LINES] + lines[-_TAIL_LINES:]
    groups = [bylines.find_bylines(line) for line in ends]
    groups += [_beside(line) for line in layout.byline_texts()]
    if printed := layout.field("editor", layout.editor):
        groups.append(bylines.read_bylines(printed, default_role="editor"))
    if printed := layout.field("author", layout.author):
        named = {one.name for group in groups for one in group if one.role in (*EDITOR_ROLES, *AUTHOR_ROLES)}
        authors = bylines.read_bylines(printed, default_role="author")
        # Systems put the editor on duty into the author's field, and reporters are authors already.
        groups.append(tuple(one for one in authors if one.name not in named))
    return bylines.merge(*groups)


def _beside(line: str) -> tuple[Byline, ...]:
    """The people in a line beside the text; one that says when and whence is none of a sentence's traps."""
    return bylines.find_bylines(line) or (bylines.read_bylines(line) if is_info_line(line) else ())
