"""The whole demo outlet as bytes by path, the same for the same number of pages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from typing import TYPE_CHECKING

from search_cli.demo import lists, outlet, pages
from search_cli.demo.stories import Story, stories

if TYPE_CHECKING:
    from collections.abc import Iterator

_CATALOGUE = re.compile(r"^/\w+(?=/p/)")  # a story answers under its short address and under any catalogue's
HTML = "text/html; charset=utf-8"
BARE_HTML = "text/html"  # the page's own meta says the charset
PIXEL = bytes.fromhex(
    "47494638396101000100800000c8d2dcffffff2c00000000010001000002024401003b"
)  # the smallest GIF: pictures are pointed at, hardly ever fetched


@dataclass(frozen=True)
class Page:
    """An answer, ready to be sent."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    modified: str = ""  # an HTTP date

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


class DemoSite:
    """The outlet's pages. `pages` asks for at least so many readable articles: copies make up the number."""

    def __init__(self, pages: int | None = None) -> None:
        self.stories = stories(pages)
        self.channels = {
            catalogue: tuple(story for story in self.stories if story.channel == catalogue)
            for catalogue in outlet.CHANNELS
        }
        self.pages: dict[str, Page] = dict(self._pages())

    @property
    def article_addresses(self) -> tuple[str, ...]:
        """The canonical addresses that a polite crawl reads as articles."""
        return tuple(f"http://{outlet.HOST}{story.path}" for story in self.stories if story.readable)

    def page(self, target: str) -> Page | None:
        """The answer to a path with its query, or None where a server would say 404."""
        path, _, query = target.partition("?")
        if found := self.pages.get(_CATALOGUE.sub("", path)):
            return found
        if path == lists.JSON_LIST and lists.ASKED.fullmatch(query):
            return Page(lists.json_list(query, self.channels), "application/json; charset=utf-8")
        if path.startswith(("/a/", "/t/")) and path.endswith((".jpg", ".png", ".gif")):
            return Page(PIXEL, "image/gif")
        return None

    def _pages(self) -> Iterator[tuple[str, Page]]:
        newest = http_date(self.stories[0].at)
        yield "/", Page(lists.front_page(self.stories).encode(), modified=newest)
        yield "/robots.txt", Page(self._robots().encode(), "text/plain; charset=utf-8")
        for catalogue, of_channel in self.channels.items():
            for path, text in lists.channel_pages(catalogue, of_channel):
                yield path, Page(text.encode(), modified=newest)
            for place, story in enumerate(of_channel):
                yield from _story_pages(story, of_channel, place)

    def _robots(self) -> str:
        hidden = "".join(f"Disallow: {story.path}\n" for story in self.stories if story.disallowed)
        rules = f"Disallow: /index/ajax/\nDisallow: /ajax/user\n{hidden}"
        # No delay for ourselves: the demo is to be over in seconds.
        return f"User-agent: *\nCrawl-delay: 2\n{rules}\nUser-agent: shengmei\n{rules}"


def _story_pages(story: Story, of_channel: tuple[Story, ...], place: int) -> Iterator[tuple[str, Page]]:
    if story.kind == "missing":
        return
    around = (of_channel[place + 1 : place + 6] + of_channel)[:5]  # the oldest stories point at the newest
    for part in range(1, story.parts + 1):
        text = "" if story.kind == "empty" else pages.page(story, around, part)
        built = Page(
            text.encode(story.charset),
            HTML if story.charset == "utf-8" else BARE_HTML,
            modified=http_date(story.at),
        )
        yield story.part_path(part), built


def http_date(at: datetime) -> str:
    """`Thu, 21 May 2026 01:40:00 GMT`, as the header Last-Modified has it."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
