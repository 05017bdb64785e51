"""From the text that a page class points at to the frozen article: where normalisers are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as attributes
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.items import Article, Conflict, Dateline, Extraction, Reading
from crawler.normalise import datelines
from crawler.normalise.text import bare, series, tidy, title_heads
from crawler.pages.base import ArticlePage
from crawler.pages.document.page import UnknownLayout
from crawler.pages.fields import bylines, dates, source
from crawler.pages.fields.evidence import Candidate, Found
from crawler.pages.fields.original_title import original_title
from crawler.pages.fields.source_link import source_link

if TYPE_CHECKING:
    from crawler.items import Share
    from crawler.pages.document.page import Page

EXTRACTOR_VERSION = "2"
_HEAD_LINES = 3  # of a body: where a dateline stands
_TELLING = 8  # characters; a shorter `<title>` is the name of the site or of a column
_MOST_KEYWORDS, _LONGEST_KEYWORDS = 20, 10_000  # keywords; characters of all of them
_BETWEEN_KEYWORDS = re.compile(r"[,，、;；|]+|\s+")

T = TypeVar("T")


class Fields(dict[str, Found[Any]]):
    """What was found for each field of an article, by its name."""

    def take(self, name: str, found: Found[T]) -> T:
        """Adds what was found for a field, and gives its value."""
        self[name] = found
        return found.value

    def rules(self) -> dict[str, str]:
        """The rule of each field that has a value."""
        return {name: found.rule for name, found in sorted(self.items()) if found.value}

    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(conflict for found in self.values() for conflict in found.conflicts)


@dataclass(frozen=True)
class Assembled:
    """A reading, what its article was put together from, and what speaks against it; both empty where it has
    no article."""

    reading: Reading
    fields: Fields = field(default_factory=Fields)
    features: dict[str, float] = field(default_factory=dict)


def assemble(article_page: ArticlePage) -> Assembled:
    """What a page class makes of its page; raises `UnknownLayout` when the page does not fit."""
    target = article_page.target()
    if target:
        return Assembled(Reading(state="redirect", target=target))
    fields = Fields()
    title = fields.take("title", _title(article_page))
    if not title:
        raise UnknownLayout(article_page.page.url, "no title")
    lines = fields.take("body", _body(article_page))
    article = _article(article_page, title, lines, fields)
    return Assembled(Reading(state="kept", article=article), fields)


def _article(article_page: ArticlePage, title: str, lines: tuple[str, ...], fields: Fields) -> Article:
    take, find, page = fields.take, article_page.find, article_page.page
    return Article(
        url=article_page.url,
        site=article_page.site_id,
        content_id=article_page.content_id(),
        kind=article_page.kind(),
        title=title,
        kicker=take("kicker", find(article_page.kicker)),
        subtitle=take("subtitle", find(article_page.subtitle)),
        series=take("series", Found(series(title), "title")),
        column=take("column", find(article_page.column)),
        channel=take("channel", find(article_page.channel)),
        edition=take("edition", find(article_page.edition)),
        body="\n".join(lines),
        summary=take("summary", find(article_page.summary)),
        keywords=take("keywords", _keywords(find(article_page.keywords))),
        published=take(
            "published", dates.choose_published(find(article_page.published), page, article_page.url)
        ),
        modified=take("modified", dates.choose_modified(find(article_page.modified), page)),
        source=take("source", _source(article_page)),
        source_url=take("source_url", _source_url(article_page)),
        original=take("original", Found(_original(lines), "head of the text")),
        original_title=take("original_title", original_title(page.outline.texts())),
        bylines=take("bylines", _bylines(article_page, lines, fields)),
        share=take("share", _share(article_page)),
        images=take("images", find(article_page.images)),
        videos=take("videos", find(article_page.videos)),
        attachments=take("attachments", find(article_page.attachments)),
        counts=take("counts", find(article_page.counts)),
        related=take("related", find(article_page.related)),
        preview=article_page.preview(),
        **_further(article_page, fields),
        extraction=Extraction(
            page=type(article_page).__name__,
            version=EXTRACTOR_VERSION,
            rules=fields.rules(),
            conflicts=fields.conflicts(),
            cuts=article_page.cuts(),
        ),
    )


def _further(article_page: ArticlePage, fields: Fields) -> dict[str, Any]:
    """Fields of an article for which `ArticlePage` has no method, and this page class has one."""
    further = (one.name for one in attributes(Article) if not hasattr(ArticlePage, one.name))
    methods = {name: method for name in further if callable(method := getattr(article_page, name, None))}
    return {name: fields.take(name, article_page.find(method)) for name, method in methods.items()}


def _title(article_page: ArticlePage) -> Found[str]:
    """The title, compared with what the page states as its title."""
    found = article_page.find(article_page.title)
    title = tidy(found.value or "")
    conflicts = tuple(_title_conflicts(title, found.rule, article_page.stated)) if title else ()
    stated = partial(_title_candidates, found, article_page.stated)
    return Found(title, found.rule, conflicts, stated)


def _title_conflicts(title: str, rule: str, stated: Sequence[tuple[str, str]]) -> Iterator[Conflict]:
    """Stated titles that have nothing of the headline in them."""
    chosen = bare(title)
    for text, where in stated:
        heads = [bare(head) for head in title_heads(text)]
        if len(heads[-1]) >= _TELLING and not any(chosen in head or head in chosen for head in heads):
            yield Conflict(field="title", value=title, rule=rule, other=text, other_rule=where)


def _title_candidates(found: Found[str | None], stated: Sequence[tuple[str, str]]) -> Iterator[Candidate]:
    yield from found.candidates()
    for text, rule in stated:
        value = title_heads(text)[-1]
        yield Candidate(field="title", rule=f"stated, {rule}", printed=text, value=value, score=0)


def _body(article_page: ArticlePage) -> Found[tuple[str, ...]]:
    """The paragraphs; raises `UnknownLayout` for an article without any that shows no picture or video."""
    found = article_page.find(article_page.body)
    empty = not found.value and article_page.kind() == "article"
    if empty and not article_page.images() and not article_page.videos():
        raise UnknownLayout(article_page.page.url, "no body")
    return replace(found, conflicts=tuple(_charset_conflicts(article_page.page)))


def _charset_conflicts(page: Page) -> Iterator[Conflict]:
    """Charsets that the page declares and that its bytes are not in."""
    for rule, charset in page.declared_charsets:
        if charset != page.charset:
            yield Conflict(field="charset", value=page.charset, rule="bytes", other=charset, other_rule=rule)


def _keywords(printed: Found[str | None]) -> Found[tuple[str, ...]]:
    words = dict.fromkeys(
        word for word in _BETWEEN_KEYWORDS.split((printed.value or "")[:_LONGEST_KEYWORDS]) if word
    )
    return Found(tuple(words)[:_MOST_KEYWORDS], printed.rule)


def _original(lines: tuple[str, ...]) -> Dateline | None:
    return next((found for line in lines[:_HEAD_LINES] if (found := datelines.read_dateline(line))), None)


def _source(article_page: ArticlePage) -> Found[str | None]:
    printed, metadata = article_page.find(article_page.source), article_page.page.metadata
    unlabelled = partial(article_page.find, article_page.unlabelled_source)
    return source.choose_source(printed, unlabelled, article_page.stated_sources(), metadata)


def _source_url(article_page: ArticlePage) -> Found[str | None]:
    known = article_page.find(article_page.source_url)
    return known if known.value else source_link(article_page.page)


def _bylines(article_page: ArticlePage, lines: tuple[str, ...], fields: Fields) -> Found[bylines.People]:
    editor, author = article_page.find(article_page.editor), article_page.find(article_page.author)
    fields["author"], fields["editor"] = author, editor
    around, metadata = article_page.byline_texts(), article_page.page.metadata
    printed = article_page.page.outline.texts()
    return bylines.collect_bylines(lines, around, editor, author, metadata, printed)


def _share(article_page: ArticlePage) -> Found[Share | None]:
    return Found(article_page.share(), "share config" if article_page.page.printed_share else "meta")
