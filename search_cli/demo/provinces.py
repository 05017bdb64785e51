"""Three small outlets in other provinces, each on another content system; some of their stories are copies.

`provinces.jsonl` holds the stories: `host` says whose, `copy_of` names the story of the first outlet whose
headline and text it shares, `stated` is the time that the page's meta states where it contradicts the printed
one, `corrected` the paragraphs that the outlet puts in the place of `body` after a mistake.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from search_cli.demo.site import HTML, Page, http_date
from search_cli.demo.stories import PRINTED, stories
from search_cli.demo.templates import template
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator

ROBOTS = Page(b"User-agent: *\nDisallow: /search/\n", "text/plain; charset=utf-8")


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """An invented outlet: the id of its site, its host, and how its content system serves a story."""

    site: str
    name: str
    host: str
    system: str  # its template: founder, trs or meta_marked
    address: str  # path of a story, by its `id` and the time `at` of publication
    charset: str = "utf-8"


OUTLETS = (
    Outlet(
        site="demo_hunan",
        name="湘江示例报",
        host="www.xiangjiang.example",
        system="founder",
        address="/{at:%Y-%m/%d}/content_{id}.htm",
    ),
    Outlet(
        site="demo_jiangxi",
        name="赣鄱示例网",
        host="www.ganpo.example",
        system="trs",
        address="/{at:%Y%m}/t{at:%Y%m%d}_{id}.html",
        charset="gb2312",
    ),
    Outlet(
        site="demo_chongqing",
        name="渝江示例网",
        host="www.yujiang.example",
        system="meta_marked",
        address="/article/{at:%Y%m}/{id}.html",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ProvinceStory:
    """What stands on one page of one of these outlets."""

    outlet: Outlet
    id: int
    title: str
    published: str  # as printed, local time
    stated: str  # the time in the page's own meta: the same, unless the page contradicts itself
    summary: str
    body: tuple[str, ...]
    channel: str = "要闻"
    source: str = ""
    author: str = ""  # in the meta of the page, where the text names nobody
    editor: str = ""
    corrected: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.published, PRINTED).replace(tzinfo=SHANGHAI)

    @property
    def path(self) -> str:
        return self.outlet.address.format(at=self.at, id=self.id)

    @property
    def url(self) -> str:
        return f"http://{self.outlet.host}{self.path}"


class ProvinceSite:
    """The pages of one outlet: its front page lists all its stories, newest first."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.stories = tuple(story for story in province_stories() if story.outlet is outlet)
        self.pages: dict[str, Page] = {"/robots.txt": ROBOTS, "/": self._front_page()}
        self.pages |= {story.path: _page(story) for story in self.stories}

    def correct(self) -> None:
        """Serves the corrected text of the stories that have one from now on."""
        mended = (replace(story, body=story.corrected) for story in self.stories if story.corrected)
        self.pages |= {story.path: _page(story) for story in mended}

    def page(self, target: str) -> Page | None:
        """The answer to a path, or None where a server would say 404."""
        return self.pages.get(target)

    def _front_page(self) -> Page:
        items = "\n".join(map(_item, self.stories))
        text = template("province_front").substitute(
            outlet=self.outlet.name, charset=self.outlet.charset, items=items
        )
        return Page(
            text.encode(self.outlet.charset), _content_type(self.outlet), 200, http_date(self.stories[0].at)
        )


@cache
def province_stories() -> tuple[ProvinceStory, ...]:
    """All stories of the three outlets, newest first."""
    lines = (files(__package__) / "provinces.jsonl").read_text("utf-8").splitlines()
    return tuple(sorted(map(_story, map(json.loads, lines)), key=lambda story: story.at, reverse=True))


def corrected_addresses() -> Iterator[tuple[str, str]]:
    """Site id and address of each story that its outlet corrects."""
    return ((story.outlet.site, story.url) for story in province_stories() if story.corrected)


def _story(values: dict[str, Any]) -> ProvinceStory:
    """A line of provinces.jsonl; a copy takes headline, summary and text from the first outlet's story."""
    outlets = {outlet.host: outlet for outlet in OUTLETS}
    first = {story.id: story for story in stories()}
    said = {"stated": values["published"], **values, "outlet": outlets[values["host"]]}
    if copied := values.get("copy_of"):
        story = first[copied]
        said |= {"title": story.title, "summary": story.summary, "body": story.body}
    kept = {name: value for name, value in said.items() if name not in ("host", "copy_of")}
    return ProvinceStory(
        **{**kept, "body": tuple(said["body"]), "corrected": tuple(said.get("corrected", ()))}
    )


def _page(story: ProvinceStory) -> Page:
    outlet = story.outlet
    text = template(outlet.system).substitute(
        outlet=outlet.name,
        charset=outlet.charset,
        id=str(story.id),
        title=escape(story.title),
        summary=escape(story.summary),
        channel=story.channel,
        published=story.published,
        stated=story.stated,
        source=story.source,
        author=story.author,
        editor=story.editor,
        paragraphs="\n".join(f"<p>　　{escape(text)}</p>" for text in story.body),
    )
    return Page(text.encode(outlet.charset), _content_type(outlet), modified=http_date(story.at))


def _content_type(outlet: Outlet) -> str:
    """Servers of pages in an old encoding seldom declare it; the page's own meta does."""
    return HTML if outlet.charset == "utf-8" else "text/html"


def _item(story: ProvinceStory) -> str:
    title = escape(story.title)
    return f'<li><a href="{story.path}" target="_blank">{title}</a><span>{story.published[:10]}</span></li>'
