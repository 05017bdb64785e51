"""From the text that a page class points at to the frozen article: where normalisers are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.items import Article, Extraction, Original, Reading, Share
from crawler.normalise import datelines
from crawler.normalise.text import bare, series, tidy, title_heads
from crawler.pages.document.page import UnknownLayout
from crawler.pages.fields import bylines, dates, source

if TYPE_CHECKING:
    from crawler.pages.base import ArticlePage

EXTRACTOR_VERSION = "2"
_HEAD_LINES = 3  # of a body: where a dateline stands
_TELLING = 8  # characters; a shorter `<title>` is the name of the site or of a column
_MOST_KEYWORDS = 20
_KEYWORD_SIGNS = re.compile(r"[,，、;；|]+|\s+")


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
    _note_title(layout, title)
    _note_charset(layout)
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
        series=field("series", lambda: series(title), "title"),
        column=field("column", layout.column),
        channel=field("channel", layout.channel),
        edition=field("edition", layout.edition),
        body="\n".join(lines),
        summary=field("summary", layout.summary),
        keywords=_keywords(field("keywords", layout.keywords)),
        published=dates.published(layout),
        modified=dates.modified(layout),
        source=source.source(layout),
        source_url=field("source_url", layout.source_url),
        original=field("original", lambda: _original(lines), "head of the text"),
        bylines=bylines.people(layout, lines),
        share=_share(layout),
        images=field("images", layout.images),
        videos=field("videos", layout.videos),
        attachments=field("attachments", layout.attachments),
        counts=field("counts", layout.counts),
        related=field("related", layout.related),
        preview=layout.preview(),
        extraction=Extraction(
            page=type(layout).__name__,
            version=EXTRACTOR_VERSION,
            rules=dict(sorted(layout.rules.items())),
            conflicts=tuple(layout.evidence.conflicts),
        ),
    )


def _share(layout: ArticlePage) -> Share | None:
    share = layout.share()
    if share is not None:
        layout.rules["share"] = "share config" if layout.page.printed_share else "meta"
    return share


def _keywords(printed: str | None) -> tuple[str, ...]:
    words = dict.fromkeys(word for word in _KEYWORD_SIGNS.split(printed or "") if word)
    return tuple(words)[:_MOST_KEYWORDS]


def _original(lines: tuple[str, ...]) -> Original | None:
    return next((found for line in lines[:_HEAD_LINES] if (found := datelines.read_dateline(line))), None)


def _note_title(layout: ArticlePage, title: str) -> None:
    """What the page states as its title and has nothing of the headline in it."""
    chosen = bare(title)
    for stated, rule in layout.stated_titles():
        heads = [bare(head) for head in title_heads(stated)]
        if len(heads[-1]) >= _TELLING and not any(chosen in head or head in chosen for head in heads):
            layout.evidence.disagree("title", title, layout.rules.get("title", "page"), stated, rule)


def _note_charset(layout: ArticlePage) -> None:
    """A charset that the page declares and that its bytes are not in."""
    read, declared = layout.page.charset, layout.page.declared_charsets
    for rule, charset in declared:
        if charset != read:
            layout.evidence.disagree("charset", read, "bytes", charset, rule)
