"""Any news page: its metadata, the headline as printed, the densest text, and the lines around both."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from crawler.normalise import dates
from crawler.normalise.titles import stated_headline
from crawler.pages.base import ArticlePage, Node
from crawler.pages.document.bounded_markup import BoundedMarkup, bounded
from crawler.pages.document.embedded_json import EmbeddedArticle, EmbeddedJson
from crawler.pages.document.metadata import TITLE
from crawler.pages.document.redirects import stated_redirect, stated_refresh
from crawler.pages.document.table_rows import with_rows_joined
from crawler.pages.fields import media
from crawler.pages.generic import subtitles, unseen
from crawler.pages.generic.body import LEAD, SHORT_BODY, body_below, characters_in, media_within
from crawler.pages.generic.body_candidates import candidates
from crawler.pages.generic.body_span import Body, Span
from crawler.pages.generic.breadcrumb import breadcrumb
from crawler.pages.generic.closing_lines import BYLINE, FOOTER, closed_end, foot_begins, is_labelled_editor
from crawler.pages.generic.counts import read_counts
from crawler.pages.generic.credits.labelled_source import BELOW, Place, first_labelled_source
from crawler.pages.generic.credits.unlabelled_people import unlabelled_people
from crawler.pages.generic.credits.unlabelled_source import account, unlabelled_source
from crawler.pages.generic.english_fields import english_authors, english_editors
from crawler.pages.generic.headline import Headline, HeadlineSearch, find_headline, is_column
from crawler.pages.generic.labels import fields
from crawler.pages.generic.labels_and_values import with_labels_joined
from crawler.pages.generic.line_weights import further_article
from crawler.pages.generic.printed_time import PrintedTime
from crawler.pages.generic.split_dates import with_dates_joined
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.trimmed import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crawler.items import Counts, Kind, Media
    from crawler.pages.document.outline import Anchor, Line, MediaElement

_TINY = 3_000  # characters
_FOOT, _FAR_BELOW = 6, 35  # lines below a text that may say who edited it
_PLAYER_BELOW = 6  # lines below a headline in which a player is what the page is about
_FAR_MORE = 2.5  # times as long as what is printed: a text in a script that is the article's
_A_TIME = 6  # characters of the shortest time: 21-5-23
_ABOVE, _BELOW = 4, 24  # lines around a headline where its time, source and authors are printed

T = TypeVar("T")


class GenericArticlePage(ArticlePage):
    """A news page of which nothing is known."""

    def kind(self) -> Kind:
        """A page with a player and no running text is a video, one with pictures alone a gallery."""
        if self.outlines or self.span.first < self.span.end:
            return "article"
        return "video" if self.videos() else "gallery" if self.images() else "article"

    def title(self) -> str | None:
        headline, scripted = self.headline, self.scripted.title if self.scripted else None
        if headline is None:
            return scripted
        if scripted and headline.line is None and is_column(headline.text):
            return self._found("script", scripted)  # a <title> that is the same on every page of an app
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
        if self._hidden.whole:
            return self._found("text that is hidden until a script shows it", [self._hidden.whole])
        text = self._scripted_text.tree if self._scripted_text else None
        return self._found("script", [text.body]) if text and text.body else ()

    def cuts(self) -> tuple[str, ...]:
        return (*super().cuts(), *(self._scripted_text.cuts if self._scripted_text else ()))

    @cached_property
    def _hidden(self) -> unseen.Hidden:
        return unseen.hidden(self.page.outline, self.span)

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
    def _scripted_text(self) -> BoundedMarkup | None:
        return bounded(self.scripted.text) if self.scripted else None

    def body(self) -> tuple[str, ...]:
        if self.outlines:
            return super().body()
        span, outline, rule = self.span, self.page.outline, "densest lines"
        numbers = (number for number in range(span.first, span.end) if number not in span.inserts)
        kept = trimmed(self._hidden.merged(list(with_rows_joined(outline, numbers))))
        return self._found(rule, kept, partial(candidates, outline, self._printed_body, kept, rule))

    @property
    def span(self) -> Span:
        """The lines of the body, with the byline right below it."""
        return self._printed_body.span

    @cached_property
    def _printed_body(self) -> Body:
        line = self.headline.line if self.headline else None
        after = 0 if line is None else line + 1
        body = body_below(self.page.outline, after) or Body(span=Span(first=after, end=after), ratings={})
        return replace(body, span=replace(body.span, end=closed_end(self.page.outline, body.span)))

    def target(self) -> str | None:
        """Where a page leads that is hardly more than a script or a refresh to another address; a page that
        prints a text leads nowhere by its scripts, which wait for a click or a telephone."""
        if len(self.page.text) >= _TINY or not (stated := stated_redirect(self.page.text)):
            return None
        printed = characters_in(self.page.outline, self._printed_body) >= SHORT_BODY
        return self.page.absolute(stated_refresh(self.page.text) if printed else stated)

    def scripted_target(self) -> str | None:
        """The address that a script or a refresh leads to, whatever the size of the page."""
        return self.page.absolute(stated_redirect(self.page.text))

    def published(self) -> str | None:
        """By the headline; else below the text."""
        printed = PrintedTime(self.page.outline, self.page.capture.fetched_at)
        if head := printed.in_head(self.head_lines, self.below_headline):
            return self._found(*head)
        last = self.page.outline.lines[max(self.span.first, self.span.end - 2) : self.span.end]
        if foot := printed.in_foot(last, self._lines_below):
            return self._found(*foot)
        return self._scripted_field("published")

    def readable_time(self, printed: str | None) -> str | None:
        """A printed text if a time can be read from it; else it is the turn of the next place."""
        return printed if dates.read_time(printed, "", fetched_at=self.page.capture.fetched_at) else None

    def source(self) -> str | None:
        """Behind its label by the headline; else behind its label at the end of the text or below it."""
        if not (labelled := first_labelled_source(self.page.outline, self._source_places())):
            return self._scripted_field("source")
        text, rule = labelled
        if rule == BELOW and (name := account(self.page, self.unlabelled_source())):
            return self._found("account", name)
        return self._found(rule, text)

    def _source_places(self) -> Iterator[Place]:
        lines, span = self.page.outline.lines, self.span
        yield Place(self.head_lines, "by the headline")
        yield Place(with_labels_joined(self.page.outline, self.foot_lines), BELOW)
        yield Place(lines[span.first : span.first + 1], "head of the text", short=True)
        yield Place(self._lines_below, BELOW, short=True)

    def unlabelled_source(self) -> str | None:
        name = unlabelled_source(self.page, self.below_headline, self.foot_lines)
        return self._found("beside the time", name) if name else None

    def author(self) -> str | None:
        if marked := self.metadata.baidu("author"):
            return self._found("author_baidu", marked)
        opening = self.page.outline.lines[self.span.first : self.span.first + 1]
        if people := unlabelled_people(self.page, self.below_headline, opening):
            return self._found("beside the time", people)
        if people := english_authors(self.foot_lines):
            return self._found("below the text", people)
        return self._scripted_field("author")

    def editor(self) -> str | None:
        near = (*self.head_lines, *self.foot_lines, *self._lines_below[:_FOOT])
        return self.metadata.baidu("editor") or english_editors(near) or self._scripted_field("editor")

    def _scripted_field(self, name: str) -> str | None:
        """A field of the article that only a script holds."""
        value: str | None = getattr(self.scripted, name) if self.scripted else None
        return self._found("script", value) if value else None

    @cached_property
    def foot_lines(self) -> Sequence[Line]:
        """The last lines of the body and the first below it: where a byline or source may stand."""
        lines, first = self.page.outline.lines, foot_begins(self.page.outline, self.span)
        below = takewhile(lambda line: not is_end_mark(line.text), self._lines_below[:_FOOT])
        return [*lines[first : self.span.end], *below]

    @cached_property
    def _lines_below(self) -> Sequence[Line]:
        """The lines below the body, up to the headline of a further article."""
        outline, end = self.page.outline, self.span.end
        last = min(len(outline.lines), end + _FAR_BELOW)
        return outline.lines[end : further_article(outline, end, last)]

    def byline_texts(self) -> tuple[str, ...]:
        foot = with_labels_joined(self.page.outline, self.foot_lines)
        lines = [line for line in (*self.head_lines, *foot) if BYLINE.search(line.text)]
        # An editor behind a label may stand below share buttons and the first recommendations.
        lines += [line for line in self._lines_below if is_labelled_editor(line) and line not in lines]
        return tuple(field for line in lines if not FOOTER.search(line.text) for field in fields(line))

    @cached_property
    def head_lines(self) -> tuple[Line, ...]:
        """The lines around the headline, above the body: time, source, authors."""
        lines = self.page.outline.lines
        at = self.headline.line if self.headline else None
        if at is None:
            return tuple(lines[max(0, self.span.first - _BELOW) : self.span.first])
        above = with_dates_joined(self.page.outline, lines[max(0, at - _ABOVE) : at])
        return (*self.below_headline, *reversed(above))

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
        return with_dates_joined(self.page.outline, with_labels_joined(self.page.outline, (*below, *amid)))

    def counts(self) -> Counts | None:
        return self._found("by the headline", read_counts([line.spaced for line in self.head_lines]))

    def channel(self) -> tuple[str, ...]:
        return self._by_headline("above the headline", breadcrumb) or ()

    def kicker(self) -> str | None:
        return self._by_headline("above the headline", subtitles.kicker)

    def subtitle(self) -> str | None:
        return self._by_headline("below the headline", subtitles.subtitle)

    def _by_headline(self, rule: str, read: Callable[[Sequence[Line], int, str], T]) -> T | None:
        """What `read` finds around a printed headline, given lines, the headline's index and its text."""
        headline = self.headline
        if headline is None or headline.line is None:
            return None
        found = read(self.page.outline.lines, headline.line, headline.text)
        return self._found(rule, found) if found else None

    def media_elements(self) -> Sequence[MediaElement]:
        if self.outlines:
            return super().media_elements()
        return [*media_within(self.page.outline, self.span), *self._hidden.media]

    def videos(self) -> tuple[Media, ...]:
        """Those amid the text and between headline and text; where there is no text, below the headline."""
        shown, first = self.page.outline.media, self.span.first
        if not self.outlines and first == self.span.end:
            below = (one for one in shown if first <= one.line < first + _PLAYER_BELOW)
            return media.videos(self.page, below)
        at = first if self.headline is None or self.headline.line is None else self.headline.line
        above = (one for one in shown if at < one.line < first)
        return self._found("in the text", media.videos(self.page, (*above, *self.media_elements())))

    def links(self) -> Sequence[Anchor]:
        if self.outlines:
            return super().links()
        first, end = self.span.first, self.span.end
        return [link for link in self.page.outline.anchors if first <= link.line < end]

    def attachments(self) -> tuple[Media, ...]:
        """Those linked amid the text and right below it."""
        if self.outlines or not (foot := len(self.foot_lines)):
            return super().attachments()
        first, end = self.span.end, foot_begins(self.page.outline, self.span) + foot
        below = [link for link in self.page.outline.anchors if first <= link.line < end]
        return self._found("in the text", media.attachments(self.page, [*self.links(), *below]))
