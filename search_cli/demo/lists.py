"""Front page, channel pages and the paged JSON list, through which everything on the outlet is found."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from search_cli.demo import outlet
from search_cli.demo.pages import fill, picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search_cli.demo.stories import Story

PAGE = 15  # entries of a list page, as the platform has it
JSON_LIST = "/index/nei/content"
ASKED = re.compile(r"(?:(?:id|page|pagesize)=\d{1,6}(?:&|$))*")  # other queries are answered with 404


def front_page(stories: Sequence[Story]) -> str:
    """The newest story as lead, fifteen more below it."""
    lead, *others = stories
    return fill(
        "front",
        lead_path=lead.path,
        lead_title=escape(lead.title),
        lead_summary=escape(lead.summary),
        lead_published=lead.published,
        items=_items(others[:PAGE]),
    )


def channel_pages(catalogue: str, stories: Sequence[Story]) -> Iterator[tuple[str, str]]:
    """Path and page of each list page. 长江 continues by its JSON list, 各地 by index_2.html and so on."""
    by_json = catalogue == outlet.LIST_IDS[450]
    for number, start in enumerate(range(0, 1 if by_json else len(stories), PAGE), 1):
        yield (
            _path(catalogue, number),
            fill(
                "list",
                channel=outlet.CHANNELS[catalogue],
                items=_items(stories[start : start + PAGE]),
                script="<script>var listid = 450; var pagesize = 15;</script>" if by_json else "",
                pager='<a class="more" href="javascript:;">点击加载更多</a>'
                if by_json
                else _pager(catalogue, number, last=start + PAGE >= len(stories)),
            ),
        )


def _path(catalogue: str, number: int) -> str:
    return f"/{catalogue}/index.html" if number == 1 else f"/{catalogue}/index_{number}.html"


def _pager(catalogue: str, number: int, *, last: bool) -> str:
    before = f'<a href="{_path(catalogue, number - 1)}">上一页</a> ' if number > 1 else ""
    after = "" if last else f'<a class="next" href="{_path(catalogue, number + 1)}">下一页</a>'
    return f'<div id="listpage">{before}<span>{number}</span> {after}</div>'


def _items(stories: Iterable[Story]) -> str:
    return "\n".join(map(_item, stories))


def _item(story: Story) -> str:
    title = escape(story.title)
    link = f'<a href="{story.path}" target="_blank" title="{title}">{title}</a>'
    return f"  <li>{link} <time>{story.published[:10]}</time></li>"


def json_list(query: str, channels: dict[str, tuple[Story, ...]]) -> bytes:
    """What the query `id=450&page=2&pagesize=15` answers; `data` is empty after the last page."""
    asked = parse_qs(query)
    number, size = (int(asked.get(name, ["1"])[0]) for name in ("page", "pagesize"))
    stories = channels.get(outlet.LIST_IDS.get(int(asked.get("id", ["0"])[0]), ""), ())
    start = max(number - 1, 0) * size
    rows = [_row(story) for story in stories[start : start + size]]
    return json.dumps({"status": True, "data": rows}).encode()


def _row(story: Story) -> dict[str, Any]:
    """The platform is of two minds about thumbnails and times: even and odd ids show both."""
    thumbnails = [{"url": picture(story, 0, thumbnail=True)}] if story.pictures else []
    even = story.id % 2 == 0
    return {
        "url": f"http://{outlet.HOST}{story.path}",
        "title": story.title,
        "thumb": thumbnails[0] if even and thumbnails else thumbnails,
        "description": story.summary,
        "created": int(story.at.timestamp()) if even else f"{story.published}:00",
    }
