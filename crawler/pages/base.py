"""The frame of a page class: its methods point at text, which fields/assemble.py reads with the normalisers.

    class ExampleArticle(ArticlePage):
        def title(self) -> str | None:
            return self.one("h1")
        def content(self) -> Sequence[Node]:
            return [self.page.one(".text")]

A field that the page does not show is None; a page that does not fit raises `UnknownLayout` with its address.
The selectors (`one`, `maybe`, `all`, `first`, `first_nodes`) tell `find` by which rule a value was found; a
method that finds a value in another way says so with `self._found(rule, value)`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.normalise.share import read_share
from crawler.pages.document.metadata import DESCRIPTION, KEYWORDS
from crawler.pages.document.outline import Outline
from crawler.pages.document.page import Node, Page, UnknownLayout, attribute
from crawler.pages.document.table_rows import with_rows_joined
from crawler.pages.fields import media, related
from crawler.pages.fields.evidence import Candidate, Found, no_candidates
from crawler.pages.lines.trimmed import is_preview_notice, trimmed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from crawler.items import Counts, Edition, Kind, Media, Share
    from crawler.pages.document.outline import Anchor, MediaElement

_MOST_ELEMENTS = 100  # of one selector; a field is printed in one or a few
__all__ = ["ArticlePage", "Node", "Page", "UnknownLayout", "attribute"]

T = TypeVar("T")


class ArticlePage:
    """One layout of articles. Subclasses override what they know; all methods give text as printed."""

    furniture = ""  # selectors of what stands in the body's elements and is none of it
    platform: str | None = None  # the domain under which a family serves outlets that nobody has named yet

    def __init__(self, page: Page, site_id: str, url: str = "", content_id: str | None = None) -> None:
        self.page, self.site_id = page, site_id
        self.url = url or page.url  # canonical address
        self._content_id = content_id
        self.metadata = page.metadata
        self._reports: list[Found[Any]] = []  # of the selectors that the method in `find` has called

    def find(self, method: Callable[[], T]) -> Found[T]:
        """What a method of this class gives, with the rule of the selector that found it.

        That is the last selector whose very result the method returns; of a result that it has changed, the
        first that found anything; where none did, the class itself is the rule. Calls may be nested.
        """
        outer, self._reports = self._reports, []
        try:
            value = method()
            reports = self._reports
        finally:
            self._reports = outer
        returned = (report for report in reversed(reports) if report.value is value)
        found = next(returned, reports[0] if reports else Found(value, type(self).__name__))
        return Found(value, found.rule, candidates=found.candidates)

    # What families and sites say about addresses and marks

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """The one address of an article whose address, hosts and tracking folded, is `folded`."""
        return folded

    @classmethod
    def id_in(cls, url: str) -> str | None:  # noqa: ARG003
        """The content management system's own id in a canonical address."""
        return None

    @classmethod
    def recognises(cls, page: Page) -> bool:  # noqa: ARG003
        """Whether the page carries the marks of this family; no page does for a class of one site."""
        return False

    # Selectors that count; the text of what they find

    def one(self, selector: str) -> str:
        """The text of the one such element; none or several raises `UnknownLayout`."""
        return self._found(selector, self.text_of(self.page.one(selector)))

    def maybe(self, selector: str) -> str | None:
        """The text of the one such element, None where there is none; several raise `UnknownLayout`."""
        node = self.page.maybe(selector)
        return self._found(selector, self.text_of(node)) if node else None

    def all(self, selector: str) -> tuple[str, ...]:
        """The texts of all such elements, blank ones left out."""
        texts = tuple(text for node in self._some(selector) if (text := self.text_of(node)))
        return self._found(selector, texts) if texts else texts

    def first(self, *selectors: str, where: re.Pattern[str] | None = None) -> str | None:
        """The first text (in which `where` occurs) that one of these selectors finds; None: none does."""
        for selector in selectors:
            for node in self._some(selector):
                text = self.text_of(node)
                if text and (where is None or where.search(text)):
                    return self._found(selector, text)
        return None

    def first_nodes(self, *selectors: str) -> Sequence[Node]:
        """The elements of the first of these selectors that finds any; () where none does."""
        for selector in selectors:
            if nodes := self.page.all(selector):
                return self._found(selector, nodes)
        return ()

    def _some(self, selector: str) -> Sequence[Node]:
        """The first such elements: where hundreds are left open, each has all the text below it."""
        return self.page.all(selector)[:_MOST_ELEMENTS]

    def text_of(self, node: Node) -> str:
        """The text that an element shows, a line for each of its blocks."""
        return "\n".join(Outline(node).texts())

    def _found(self, rule: str, value: T, candidates: Callable[[], Iterable[Candidate]] = no_candidates) -> T:
        """Gives `value`, and tells `find` of the rule that found it and of what else was considered."""
        self._reports.append(Found(value, rule, candidates=candidates))
        return value

    # Fields, as printed; a class overrides what its layout shows

    def kind(self) -> Kind:
        return "article"

    def content_id(self) -> str | None:
        return self._content_id or type(self).id_in(self.url)

    def target(self) -> str | None:
        """Where a page that is no article but only leads elsewhere leads to."""
        return None

    def title(self) -> str | None:
        raise UnknownLayout(self.page.url, "no rule for a title")

    def stated_titles(self) -> Iterable[tuple[str, str]]:
        """What the page says its title is, and where: compared with the title that was chosen."""
        return ()

    @cached_property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """`stated_titles`, asked for once."""
        return tuple(self.stated_titles())

    def content(self) -> Sequence[Node]:
        """The elements that hold the body."""
        raise UnknownLayout(self.page.url, "no rule for a body")

    def kicker(self) -> str | None:
        return None

    def subtitle(self) -> str | None:
        return None

    def column(self) -> str | None:
        return None

    def channel(self) -> tuple[str, ...]:
        return ()

    def edition(self) -> Edition | None:
        return None

    def published(self) -> str | None:
        return None

    def modified(self) -> str | None:
        return None

    def source(self) -> str | None:
        """Whom the page credits: behind a label, or where the layout has its source."""
        return None

    def unlabelled_source(self) -> str | None:
        """An outlet that is named where a source may stand: it counts where nothing else names one."""
        return None

    def stated_sources(self) -> Iterable[tuple[str, str]]:
        """Whom the page states as its source for machines, and where; meta and JSON-LD are read anyway."""
        return ()

    def source_url(self) -> str | None:
        return None

    def author(self) -> str | None:
        return None

    def editor(self) -> str | None:
        return None

    def byline_texts(self) -> tuple[str, ...]:
        """Lines above and below the body that may hold bylines; its own first and last are read anyway."""
        return ()

    def summary(self) -> str | None:
        return self._in_meta(DESCRIPTION)

    def keywords(self) -> str | None:
        return self._in_meta(KEYWORDS)

    def _in_meta(self, names: tuple[str, ...]) -> str | None:
        found = self.metadata.get(names)
        return self._found(f"meta {found[0]}", found[1]) if found else None

    def counts(self) -> Counts | None:
        return None

    def related(self) -> tuple[str, ...]:
        return self._found("below a heading of recommendations", related.related(self.page))

    def preview(self) -> bool:
        return self.page.has("此为临时链接") and any(map(is_preview_notice, self.page.outline.texts()))

    def cuts(self) -> tuple[str, ...]:
        """What was left out of the page to be read in time, a line each; () of ordinary pages."""
        return self.page.cuts

    def body(self) -> tuple[str, ...]:
        """The paragraphs of the body."""
        rows = (with_rows_joined(outline, range(len(outline.lines))) for outline in self.outlines)
        lines = trimmed(tuple(text for row in rows for _, text in row))
        return self._found(self._content.rule, lines)

    def media_elements(self) -> Sequence[MediaElement]:
        """The images, videos and players in the body, in order."""
        return [entry for outline in self.outlines for entry in outline.media]

    def links(self) -> Sequence[Anchor]:
        """The links in the body."""
        return [link for outline in self.outlines for link in outline.anchors]

    def images(self) -> tuple[Media, ...]:
        if shown := media.images(self.page, self.media_elements()):
            return self._found("in the text", shown)
        return self._found("addresses printed as text", media.printed_images(self.page))

    def videos(self) -> tuple[Media, ...]:
        return self._found("in the text", media.videos(self.page, self.media_elements()))

    def attachments(self) -> tuple[Media, ...]:
        return self._found("in the text", media.attachments(self.page, self.links()))

    def share(self) -> Share | None:
        return self._share

    @cached_property
    def _share(self) -> Share | None:
        return read_share(self.page.printed_share, self.metadata.values, self.page.base)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The lines, links and media of each element of the body."""
        return tuple(Outline(node, without=self.furniture) for node in self._content.value)

    @cached_property
    def _content(self) -> Found[Sequence[Node]]:
        # With its own rule, whichever field happens to ask for it first.
        return self.find(self.content)
