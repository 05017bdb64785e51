"""Any news page: what it states about itself, the headline in print, the densest text."""

from __future__ import annotations

import html
import re
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.items import Counts
from crawler.normalise import sources
from crawler.normalise.text import is_editor_line, is_end_mark, is_info_line, read_count, trimmed
from crawler.pages import media
from crawler.pages.base import ArticlePage, Node
from crawler.pages.density import Span, find_body
from crawler.pages.headline import Headline, find_headline
from crawler.pages.meta import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.items import Kind, Media
    from crawler.pages.outline import Anchor, Line, Shown

_SOURCE = re.compile(r"来源|稿源|来自")
_TIME = re.compile(r"(?:19|20)?\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_DATED = re.compile(r"(?:发布|发稿|发表)(?:时间|日期)\s*[:：]")
_READS = re.compile(r"(?:阅读|浏览|点击)(?:量|数|次数)?\s*[:：]?\s*\d[\d.,]*\s*万?")
_LIKES = re.compile(r"点赞(?:数)?\s*[:：]?\s*\d[\d.,]*\s*万?")
_BYLINE = re.compile(r"作者|记者|通讯员|编辑|责编|审核|校对|监制|选稿|文/|文：")
_EDITOR = re.compile(r"(?:责任编辑|责编|編輯|编辑)\s*[:：丨|]")
_LOCATION = re.compile(r"\blocation(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']")
_REFRESH = re.compile(
    r"<meta[^>]{1,80}refresh[^>]{1,40}content\s*=\s*[\"']?\s*\d{1,2}\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\">\s]+)",
    re.IGNORECASE,
)
_TINY = 3_000  # characters
_FOOT, _FAR_BELOW = 6, 25  # lines below a text that may say who edited it
_LONGEST_LABELLED = 50  # characters
_PLAYER_BELOW = 6  # lines below a headline in which a player is what the page is about
_ABOVE, _BELOW = 4, 12  # lines around a headline where its time, source and authors are printed


class GenericArticlePage(ArticlePage):
    """A news page of which nothing is known."""

    def kind(self) -> Kind:
        """A page with a player and no running text is a video."""
        silent = not self.outlines and self.span.first >= self.span.end
        return "video" if silent and self.videos() else "article"

    def title(self) -> str | None:
        headline = self.headline
        return self._won(headline.rule, headline.text) if headline else None

    @cached_property
    def headline(self) -> Headline | None:
        return find_headline(self.page.outline, tuple(self.stated_titles()))

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        """What the page says its title is, and where: og:, JSON-LD, the share config, `<title>`."""
        if found := self.meta.get(TITLE):
            yield found[1], f"meta {found[0]}"
        if stated := self.meta.stated("headline"):
            yield stated, "JSON-LD headline"
        share = self.share()
        if share and share.title:
            yield share.title, "share"
        if self.meta.title:
            yield self.meta.title, "title"

    def content(self) -> Sequence[Node]:
        """None is known; a subclass that knows one has its body from there."""
        return ()

    def body(self) -> tuple[str, ...]:
        if self.outlines:
            return super().body()
        span, lines = self.span, self.page.outline.lines
        kept = (lines[number].text for number in range(span.first, span.end) if number not in span.inserts)
        return self._won("densest lines", trimmed(tuple(kept)))

    @cached_property
    def span(self) -> Span:
        """The lines of the body, with the byline right below it."""
        line = self.headline.line if self.headline else None
        lines = self.page.outline.lines
        after = 0 if line is None else line + 1
        span = find_body(self.page.outline, after) or Span(first=after, end=after)
        first, end = span.first, span.end
        while first < end and is_info_line(lines[first].spaced):
            first += 1
        while end < min(len(lines), span.end + 3) and _is_closing(lines[end]):
            end += 1
        return Span(first=first, end=end, inserts=span.inserts)

    def target(self) -> str | None:
        """Where a page leads that is hardly more than a script or a refresh to another address."""
        return self.scripted_target() if len(self.page.text) < _TINY else None

    def scripted_target(self) -> str | None:
        """The address in `location.href = "…"` or in `<meta http-equiv=refresh content="0; url=…">`."""
        found = _LOCATION.search(self.page.text) or _REFRESH.search(self.page.text)
        return self.page.absolute(html.unescape(found.group(1))) if found else None

    def published(self) -> str | None:
        """By the headline; else below the text, where only a label tells it from other times."""
        head = next((line.spaced for line in self.head_lines if _TIME.search(line.text)), None)
        if head:
            return self._won("by the headline", head)
        foot = next((line.spaced for line in self.foot_lines if _DATED.search(line.text)), None)
        return self._won("below the text", foot) if foot else None

    def source(self) -> str | None:
        """Behind its label by the headline; else without one behind the time, or in the lines that end the
        text and follow it."""
        for rule, lines in (("by the headline", self.head_lines), ("below the text", self.foot_lines)):
            labelled = (line.spaced for line in lines if _SOURCE.search(line.text))
            if found := next((raw for raw in labelled if sources.read_source(raw)), None):
                return self._won(rule, found)
        beside = (sources.house_beside_time(line.spaced) for line in self.head_lines)
        found = next(filter(None, beside), None)
        return self._won("beside the time", found) if found else None

    def author(self) -> str | None:
        return self.meta.marked("author")

    def editor(self) -> str | None:
        return self.meta.marked("editor")

    @cached_property
    def foot_lines(self) -> Sequence[Line]:
        """The last lines of the body and the first below it: where a byline or source may stand."""
        lines = self.page.outline.lines
        end = self.span.end
        while end < min(len(lines), self.span.end + _FOOT) and not is_end_mark(lines[end].text):
            end += 1
        return lines[max(self.span.first, self.span.end - 2) : end]

    def byline_texts(self) -> tuple[str, ...]:
        lines = [line for line in (*self.head_lines, *self.foot_lines) if _BYLINE.search(line.text)]
        below = self.page.outline.lines[self.span.end : self.span.end + _FAR_BELOW]
        # An editor behind a label may stand below share buttons and the first recommendations.
        lines += [line for line in below if _is_labelled_editor(line) and line not in lines]
        return tuple(line.spaced for line in lines)

    @cached_property
    def head_lines(self) -> tuple[Line, ...]:
        """The lines around the headline, above the body: time, source, authors."""
        lines = self.page.outline.lines
        at = self.headline.line if self.headline else None
        if at is None:
            return tuple(lines[max(0, self.span.first - _BELOW) : self.span.first])
        below = lines[at + 1 : max(min(self.span.first, at + _BELOW), at + 1)]
        return (*below, *reversed(lines[max(0, at - _ABOVE) : at]))

    def counts(self) -> Counts | None:
        head = "\n".join(line.spaced for line in self.head_lines)
        reads = _READS.search(head)
        likes = _LIKES.search(head)
        if not reads and not likes:
            return None
        return Counts(
            reads=read_count(reads.group()) if reads else None,
            likes=read_count(likes.group()) if likes else None,
        )

    def shown(self) -> Sequence[Shown]:
        if self.outlines:
            return super().shown()
        return [entry for entry in self.page.outline.media if self.span.first <= entry.line < self.span.end]

    def videos(self) -> tuple[Media, ...]:
        """Those amid the text; where there is no text, those right below the headline."""
        if self.outlines or self.span.first < self.span.end:
            return super().videos()
        first, end = self.span.first, self.span.first + _PLAYER_BELOW
        return media.videos(
            self.page, [shown for shown in self.page.outline.media if first <= shown.line < end]
        )

    def links(self) -> Sequence[Anchor]:
        if self.outlines:
            return super().links()
        return [link for link in self.page.outline.anchors if self.span.first <= link.line < self.span.end]


def _is_labelled_editor(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LABELLED and not line.linked and bool(_EDITOR.search(line.text))


def _is_closing(line: Line) -> bool:
    text = line.text
    return (text[0] in "（(【[" and bool(_BYLINE.search(text))) or is_editor_line(text)
