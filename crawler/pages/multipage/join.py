"""One article out of the pages it stands on: paragraphs in order, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.normalise.bylines import merge
from crawler.normalise.text import bare
from crawler.pages.multipage.paging import repeats_title

if TYPE_CHECKING:
    from crawler.items import Article, Media

_PARAGRAPH = 25  # characters from which on a line is said once in an article; 问： and 答： are said often
_REPEATED = 8  # characters from which on the same beginning is no accident
_HEAD = 3  # lines in which a later page repeats the title


def join(pages: Sequence[Article]) -> Article:
    """The first page's article, with texts, images, videos and attachments of all, and whom the last names.

    A source that only the last states is added; nothing else is believed of later pages.
    """
    first, last = pages[0], pages[-1]
    lines: list[str] = []
    for page in pages:
        lines = _joined(lines, _lines(page, first.title if lines else ""))
    return replace(
        first,
        body="\n".join(lines),
        bylines=merge(first.bylines, last.bylines),
        source=first.source or last.source,
        source_url=first.source_url or (last.source_url if not first.source else None),
        images=_each_once(page.images for page in pages),
        videos=_each_once(page.videos for page in pages),
        attachments=_each_once(page.attachments for page in pages),
        extraction=first.extraction and replace(first.extraction, cuts=_cuts(pages)),
    )


def _cuts(pages: Sequence[Article]) -> tuple[str, ...]:
    """What was left out of each page, one after the other."""
    return tuple(cut for page in pages if page.extraction for cut in page.extraction.cuts)


def adds_nothing(page: Article, earlier: Sequence[Article]) -> bool:
    """Whether all that a page shows stood on one of the earlier pages."""
    return any(
        _bare(page) == _bare(one) and set(_urls(page.images)) <= set(_urls(one.images)) for one in earlier
    )


def holds(whole: Article, first: Article) -> bool:
    """Whether a page has at least the paragraphs that the first page has."""
    said = set(_bare(whole))
    paragraphs = (line for line in _bare(first) if len(line) >= _PARAGRAPH)
    return len(whole.body) >= len(first.body) and all(line in said for line in paragraphs)


def _lines(page: Article, title: str) -> list[str]:
    """The paragraphs of a page, without the `title` that later pages repeat above them."""
    lines = page.body.splitlines()
    repeated = [title and repeats_title(line, title) for line in lines[:_HEAD]]
    return [line for at, line in enumerate(lines) if at >= len(repeated) or not repeated[at]]


def _joined(before: list[str], after: list[str]) -> list[str]:
    """The lines of two pages: what the second repeats of the first's beginning or end stands once, and what
    ends both (the editor, say) at the end."""
    rest = after[_repeated(before, after) :]
    closing = _closing(before, rest)
    kept = before[: len(before) - closing] if closing else before
    said = {key for line in kept if len(key := bare(line)) >= _PARAGRAPH}
    return kept + [line for line in rest if bare(line) not in said]


def _repeated(before: list[str], after: list[str]) -> int:
    """How many lines of `after` are how `before` begins, or how it ends."""
    most = min(len(before), len(after))
    lead = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most, 0, -1) if before[-n:] == after[:n]), 0)
    repeated = max(lead, tail)
    return repeated if sum(map(len, after[:repeated])) >= _REPEATED else 0


def _closing(before: list[str], after: list[str]) -> int:
    """How many lines end both, short of all of `after`."""
    most = min(len(before), len(after) - 1)
    return next((n for n in range(max(most, 0)) if before[-1 - n] != after[-1 - n]), max(most, 0))


def _bare(article: Article) -> list[str]:
    return [bare(line) for line in article.body.splitlines()]


def _urls(media: Iterable[Media]) -> list[str]:
    return [one.url for one in media]


def _each_once(media: Iterable[tuple[Media, ...]]) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    for one in (one for some in media for one in some):
        found.setdefault(one.url, one)
    return tuple(found.values())
