"""The stories of the demo outlet: the ones written in articles.jsonl, and as many copies as asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from shengmei.timezone import SHANGHAI

Outcome = Literal[
    "article", "gallery", "video", "live", "form", "redirect", "missing", "empty", "mismatch"
]  # the first five are read as articles, the others show what else an address can come to
ARTICLES: frozenset[Outcome] = frozenset({"article", "gallery", "video", "live", "form"})
PRINTED = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, kw_only=True)
class Story:
    """One entry of the outlet's lists, and what stands on its page."""

    id: int
    kind: Outcome = "article"
    channel: str  # the catalogue of its address: yangtze or country
    layout: Literal["portal", "classic"] = "portal"
    title: str
    published: str  # as printed, local time
    summary: str = ""
    body: tuple[str, ...] = ()
    parts: int = 1  # pages that the body is spread over
    source: str = ""  # 来源 in the head of the page
    editor: str = ""  # the line below the text, as printed
    share_title: str = ""  # where it differs from the title
    pictures: tuple[str, ...] = ()  # captions
    target: str = ""  # where a redirect leads
    charset: str = "utf-8"
    preview: bool = False
    disallowed: bool = False  # robots.txt names it
    reads: int = 0
    likes: int = 0

    @property
    def path(self) -> str:
        return f"/p/{self.id}.html"

    def part(self, number: int) -> Story:
        """The story as its page `number` shows it: pictures on the first, the editor on the last."""
        each = -(-len(self.body) // self.parts)
        return replace(
            self,
            body=self.body[(number - 1) * each : number * each],
            pictures=self.pictures if number == 1 else (),
            editor=self.editor if number == self.parts else "",
        )

    def part_path(self, number: int) -> str:
        return self.path if number == 1 else f"/p/{self.id}_{number}.html"

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.published, PRINTED).replace(tzinfo=SHANGHAI)

    @property
    def readable(self) -> bool:
        """Whether a polite crawl comes back with an article."""
        return self.kind in ARTICLES and not self.disallowed


def stories(pages: int | None = None) -> tuple[Story, ...]:
    """The outlet's stories, newest first; copies fill them up to `pages` readable ones."""
    written = _written()
    if pages is None:
        return written
    missing = pages - sum(story.readable for story in written)
    return (*written, *_copies(written, missing))


@cache
def _written() -> tuple[Story, ...]:
    lines = (files(__package__) / "articles.jsonl").read_text("utf-8").splitlines()
    return tuple(sorted((_story(json.loads(line)) for line in lines), key=lambda story: -story.id))


def _story(values: dict[str, Any]) -> Story:
    frozen: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    return Story(**frozen)


def _copies(written: tuple[Story, ...], count: int) -> tuple[Story, ...]:
    """`count` older stories: plain articles again, each with a number, an address and a day of its own."""
    originals = [story for story in written if story.kind == "article" and story.readable]
    oldest = written[-1]
    return tuple(_copy(originals[n % len(originals)], n + 1, oldest) for n in range(count))


def _copy(story: Story, number: int, oldest: Story) -> Story:
    published = oldest.at - timedelta(hours=number)
    note = f"这是《{story.title}》的第{number}篇往期回顾，编号{oldest.id - number}，供演示翻页和测速之用。"
    return replace(
        story,
        id=oldest.id - number,
        title=f"{story.title}（往期{number}）",
        share_title="",
        published=published.strftime(PRINTED),
        body=(story.body[0], note, *story.body[1:]),
        parts=1,
        preview=False,
    )
