"""Any news page: its metadata, the headline as printed, the densest text, and the lines around both."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from crawler.normalise import dates, sources
from crawler.normalise.text import (
    DAY,
    is_editor_line,
    is_end_mark,
    trimmed,
)
from crawler.normalise.titles import stated_headline
from crawler.pages.base import ArticlePage, Node
from crawler.pages.document.embedded_json import EmbeddedArticle, EmbeddedJson
from crawler.pages.document.metadata import TITLE
from crawler.pages.document.nodes import Tree
from crawler.pages.fields import media
from crawler.pages.generic import subtitles, unlabelled
from crawler.pages.generic.body import LEAD, SHORT_BODY, Body, Span, body_below, candidates, characters_in
from crawler.pages.generic.breadcrumb import breadcrumb
from crawler.pages.generic.counts import read_counts
from crawler.pages.generic.headline import Headline, HeadlineSearch, find_headline
from crawler.pages.generic.line_weights import heads_another

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crawler.items import Counts, Kind, Media
    from crawler.pages.document.outline import Anchor, Line, MediaElement

_SOURCE = re.compile(r"来源|來源|稿源|来自|出处|转自")
_TIME = re.compile(rf"{DAY}|\d\d\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}")
_DATED = re.compile(r"(?:发布|发稿|发表)(?:(?:时间|日期)\s*[:：]|于\s*(?:19|20)\d\d)")
_PAPER = re.compile(r"第?\s?[A-Z]?\d{1,2}\s?版")  # of a newspaper page, whose banner gives its day
_BYLINE = re.compile(
    r"作者|[记記]者|通[讯訊][员員]|编辑|編輯|责编|責編|审核|校对|监制|选稿|撰文|撰稿|采写|采访|採訪|編譯|(?:文|图|圖|摄)\s?[/：:／|丨｜]"
)
_EDITOR = re.compile(r"(?:责任编辑|责编|編輯|编辑)\s*[:：丨|]")
# The outlet's own editors stand in its footer, on every page; 值班总编 and 轮值总编 are of this article.
_FOOTER = re.compile(r"主办|承办|主管|版权|ICP|许可证|备案|(?<![值行班])总编(?:辑)?[:：]")
_LOCATION = re.compile(r"\blocation(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']")
_REFRESH = re.compile(
    r"<meta[^>]{1,80}refresh[^>]{1,40}content\s*=\s*[\"']?\s*\d{1,2}\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\">\s]+)",
    re.IGNORECASE,
)
_TINY = 3_000  # characters
_FOOT, _FAR_BELOW = 6, 35  # lines below a text that may say who edited it
_LONGEST_LABELLED = 50  # characters
_PLAYER_BELOW = 6  # lines below a headline in which a player is what the page is about
_FAR_MORE = 2.5  # times as long as what is printed: a text in a script that is the article's
_A_TIME = 6  # characters of the shortest time: 21-5-23
_ABOVE, _BELOW = 4, 24  # lines around a headline where its time, source and authors are printed


T = TypeVar("T")


class GenericArticlePage(ArticlePage):
    """A news page of which nothing is known."""

    def kind(self) -> Kind:
        """A page with a player and no running text is a video."""
        silent = not self.outlines and self.span.first >= self.span.end
        return "video" if silent and self.videos() else "article"

    def title(self) -> str | None:
        headline = self.headline
        if headline is None:
            return self.scripted.title if self.scripted else None
        return self._found(headline.rule, headline.text, self._headline_search.candidates)

    @property
    def headline(self) -> Headline | None:
        return self._headline_search.headline

    @cached_property
    def _headline_search(self) -> HeadlineSearch:
        return find_headline(self.page.outline, self.stated)

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        """What the page says its title is, and where: og:, JSON-LD, the share config, `<title>`."""
        if found := self.metadata.get(TITLE):
            yield found[1], f"meta {found[0]}"
        if stated := self.metadata.json_ld_text("headline"):
            yield stated, "JSON-LD headline"
        share = self.share()
        if share and share.title:
            yield share.title, "share"
        if self.metadata.title:
            yield self.metadata.title, "title"

    def content(self) -> Sequence[Node]:
        """None is known; a subclass that knows one has its body from there. A text that the page only keeps
        in a script is that body."""
        text = self._scripted_text
        return self._found("script", [text.body]) if text and text.body else ()

    @cached_property
    def scripts(self) -> EmbeddedJson:
        return EmbeddedJson(self.page)

    @cached_property
    def scripted(self) -> EmbeddedArticle | None:
        """The article in a script, where the page prints none or hardly any of it."""
        printed = characters_in(self.page.outline, self._printed_body)
        if printed >= SHORT_BODY:
            return None
        found = self.scripts.article(tuple(stated_headline(text) for text, _ in self.stated))
        return found if found and len(found.text) > _FAR_MORE * printed else None

    @cached_property
    def _scripted_text(self) -> Tree | None:
        return Tree(self.scripted.text) if self.scripted else None

    def body(self) -> tuple[str, ...]:
        if self.outlines:
            return super().body()
        span, outline, rule = self.span, self.page.outline, "densest lines"
        numbers = (number for number in range(span.first, span.end) if number not in span.inserts)
        kept = trimmed(tuple(outline.lines[number].text for number in numbers))
        return self._found(
            rule, kept, partial(candidates, outline, self._printed_body, "\n".join(kept), rule)
        )

    @property
    def span(self) -> Span:
        """The lines of the body, with the byline right below it."""
        return self._printed_body.span

    @cached_property
    def _printed_body(self) -> Body:
        line = self.headline.line if self.headline else None
        lines = self.page.outline.lines
        after = 0 if line is None else line + 1
        body = body_below(self.page.outline, after) or Body(span=Span(first=after, end=after), ratings={})
        end = body.span.end
        while end < min(len(lines), body.span.end + 3) and _is_closing(lines[end]):
            end += 1
        return replace(body, span=replace(body.span, end=end))

    def target(self) -> str | None:
        """Where a page leads that is hardly more than a script or a refresh to another address."""
        return self.scripted_target() if len(self.page.text) < _TINY else None

    def scripted_target(self) -> str | None:
        """The address in `location.href = "…"` or in `<meta http-equiv=refresh content="0; url=…">`."""
        found = _LOCATION.search(self.page.text) or _REFRESH.search(self.page.text)
        return self.page.absolute(html.unescape(found.group(1))) if found else None

    def published(self) -> str | None:
        """By the headline; else below the text, where only a label tells it from other times."""
        if head := self._head_time():
            return self._found("by the headline", head)
        if foot := next((line.spaced for line in self.foot_lines if _DATED.search(line.text)), None):
            return self._found("below the text", foot)
        return self._scripted_field("published")

    @property
    def _head_texts(self) -> list[str]:
        return [line.spaced for line in self.head_lines]

    def _head_time(self) -> str | None:
        dated = [text for text in self._head_texts if _TIME.search(text)]
        head = next((text for text in dated if not dates.is_clock(text)), None)
        if head:
            return head
        days = (dates.without_weekday(x.spaced) for x in self.below_headline if _TIME.search(x.text))
        paper = (dates.without_weekday(text) for text in dated if _PAPER.search(" ".join(self._head_texts)))
        return next(days, None) or next(paper, None) or next(iter(dated), None)

    def source(self) -> str | None:
        """Behind its label by the headline; else without one in the line of the time; else behind its label
        at the end of the text."""
        if labelled := _labelled_source(self.head_lines):
            return self._found("by the headline", labelled)
        if name := unlabelled.unlabelled_source(self.page, self.below_headline):
            return self._found("beside the time", name)
        if labelled := _labelled_source(self.foot_lines):
            return self._found("below the text", labelled)
        return self._scripted_field("source")

    def author(self) -> str | None:
        if marked := self.metadata.baidu("author"):
            return self._found("author_baidu", marked)
        if people := unlabelled.unlabelled_people(self.page, self.below_headline):
            return self._found("beside the time", people)
        return self._scripted_field("author")

    def editor(self) -> str | None:
        return self.metadata.baidu("editor") or self._scripted_field("editor")

    def _scripted_field(self, name: str) -> str | None:
        """A field of the article that only a script holds."""
        value: str | None = getattr(self.scripted, name) if self.scripted else None
        return self._found("script", value) if value else None

    @cached_property
    def foot_lines(self) -> Sequence[Line]:
        """The last lines of the body and the first below it: where a byline or source may stand."""
        lines, first = self.page.outline.lines, max(self.span.first, self.span.end - 2)
        below = takewhile(lambda line: not is_end_mark(line.text), self._lines_below[:_FOOT])
        return [*lines[first : self.span.end], *below]

    @cached_property
    def _lines_below(self) -> Sequence[Line]:
        """The lines below the body, up to the headline of a further article."""
        lines, end = self.page.outline.lines, self.span.end
        last = min(len(lines), end + _FAR_BELOW)
        return lines[end : next((at for at in range(end, last) if heads_another(lines, at)), last)]

    def byline_texts(self) -> tuple[str, ...]:
        lines = [line for line in (*self.head_lines, *self.foot_lines) if _BYLINE.search(line.text)]
        # An editor behind a label may stand below share buttons and the first recommendations.
        lines += [line for line in self._lines_below if _is_labelled_editor(line) and line not in lines]
        return tuple(line.spaced for line in lines if not _FOOTER.search(line.text))

    @cached_property
    def head_lines(self) -> tuple[Line, ...]:
        """The lines around the headline, above the body: time, source, authors."""
        lines = self.page.outline.lines
        at = self.headline.line if self.headline else None
        if at is None:
            return tuple(lines[max(0, self.span.first - _BELOW) : self.span.first])
        return (*self.below_headline, *reversed(lines[max(0, at - _ABOVE) : at]))

    @cached_property
    def below_headline(self) -> tuple[Line, ...]:
        """The lines between a printed headline and the body, and those of the body that give the time."""
        at, lines = self.headline.line if self.headline else None, self.page.outline.lines
        if at is None:
            return ()
        first = self.span.first
        amid = (lines[number] for number in sorted(self.span.inserts) if number < first + LEAD)
        # A headline may share its line with the time.
        shared = self.headline is not None and len(lines[at].text) > len(self.headline.text) + _A_TIME
        below = lines[at + (not shared) : max(min(first, at + _BELOW), at + 1)]
        return unlabelled.with_labels_joined((*below, *amid))

    def counts(self) -> Counts | None:
        return self._found("by the headline", read_counts(self._head_texts))

    def channel(self) -> tuple[str, ...]:
        found = self._by_headline(breadcrumb)
        return self._found("above the headline", found) if found else ()

    def kicker(self) -> str | None:
        found = self._by_headline(partial(subtitles.kicker, self.page))
        return self._found("above the headline", found) if found else None

    def subtitle(self) -> str | None:
        found = self._by_headline(partial(subtitles.subtitle, self.page))
        return self._found("below the headline", found) if found else None

    def _by_headline(self, read: Callable[[Sequence[Line], int, str], T]) -> T | None:
        """What `read` finds around a printed headline, given lines, the headline's index and its text."""
        headline = self.headline
        if headline is None or headline.line is None:
            return None
        return read(self.page.outline.lines, headline.line, headline.text)

    def media_elements(self) -> Sequence[MediaElement]:
        if self.outlines:
            return super().media_elements()
        return [entry for entry in self.page.outline.media if self.span.first <= entry.line < self.span.end]

    def videos(self) -> tuple[Media, ...]:
        """Those amid the text; where there is no text, those right below the headline."""
        if self.outlines or self.span.first < self.span.end:
            return super().videos()
        first, end = self.span.first, self.span.first + _PLAYER_BELOW
        return media.videos(
            self.page, [element for element in self.page.outline.media if first <= element.line < end]
        )

    def links(self) -> Sequence[Anchor]:
        if self.outlines:
            return super().links()
        return [link for link in self.page.outline.anchors if self.span.first <= link.line < self.span.end]


def _labelled_source(lines: Sequence[Line]) -> str | None:
    labelled = (line.spaced for line in lines if _SOURCE.search(line.text))
    return next((raw for raw in labelled if sources.read_source(raw)), None)


def _is_labelled_editor(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LABELLED and not line.linked and bool(_EDITOR.search(line.text))


def _is_closing(line: Line) -> bool:
    text = line.text
    return (text[0] in "（(【[" and bool(_BYLINE.search(text))) or is_editor_line(text)
