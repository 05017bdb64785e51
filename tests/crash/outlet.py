"""The invented outlet as a web server, at the moment of its year that somebody has set."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from search_cli.demo import lists, outlet, pages
from search_cli.demo.stories import Story
from tests.crash.plan import Life, Year
from tests.crawler.spiders.web import Answer, Web, moved

ADDRESS = f"http://{outlet.HOST}"
NOTICE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示信息</title></head><body>
<div class="tip"><p>您访问的文章不存在或已被删除</p></div></body></html>"""
ROBOTS = b"User-agent: *\nDisallow: /ajax/\n"


class SimulatedOutlet(Web):
    """Serves the year as a proxy, at the moment `at`."""

    def __init__(self, year: Year) -> None:
        super().__init__()
        self._year = year
        self.at = year.crawls[0]
        self.answer_with_headers = self._answer
        # Whoever is killed closes its connections: no fault of the server's.
        self._server.handle_error = lambda *_: None
        self._by_path: dict[str, tuple[Life, int]] = {}
        for life in year.lives:
            first = life.versions[0][1]
            self._by_path.update({first.part_path(part): (life, part) for part in range(1, first.parts + 1)})

    def set_time(self, at: datetime) -> None:
        """It is that moment from now on; what was asked before is forgotten."""
        self.at = at
        self.asked.clear()

    def _answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        page = self._page(target.removeprefix(ADDRESS) or "/")
        tag = f'"{hashlib.sha256(page.body).hexdigest()[:20]}"'
        if page.status != 200 or page.drop:
            return page
        if headers.get("If-None-Match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return replace(page, headers={"ETag": tag, **page.headers})

    def _page(self, path: str) -> Answer:
        down = self._year.outage(self.at)
        if down is not None and down.kind == "no answer":
            return Answer(drop=True)
        if down is not None:
            return Answer(b"", status=503 if down.kind == "busy" else 500)
        if path == "/robots.txt":
            return Answer(ROBOTS, headers={"Content-Type": "text/plain"})
        if path in self._by_path:
            return self._article(*self._by_path[path])
        return self._list(path)

    def _article(self, life: Life, part: int) -> Answer:
        if life.published > self.at:
            return Answer(status=404)
        if life.is_away(self.at):
            return {
                "404": Answer(status=404),
                "410": Answer(status=410),
                "notice": Answer(NOTICE.encode()),
                "front page": moved(f"{ADDRESS}/"),
            }[life.withdrawal]
        story = self._shown(life)
        around = [one for one in self._stories() if one.channel == story.channel and one.id != story.id]
        return Answer(pages.page(story, tuple(around[:5]), part).encode(story.charset))

    def _list(self, path: str) -> Answer:
        """The front page, a channel, or the list that scripts fetch; 404 for all others."""
        newest = self._stories()
        channels = {name: tuple(one for one in newest if one.channel == name) for name in outlet.CHANNELS}
        asked, _, query = path.partition("?")
        if asked == lists.JSON_LIST:
            return Answer(lists.json_list(query, channels), headers={"Content-Type": "application/json"})
        if path == "/" and newest:
            return Answer(lists.front_page(newest).encode())
        for name, shown in channels.items():
            if found := dict(lists.channel_pages(name, shown)).get(path):
                return Answer(found.encode())
        return Answer(status=404)

    def _stories(self) -> tuple[Story, ...]:
        """What the lists show, newest first."""
        there = [one for one in self._year.lives if one.published <= self.at and not one.is_away(self.at)]
        there.sort(key=lambda one: one.published, reverse=True)
        return tuple(self._shown(one) for one in there)

    def _shown(self, life: Life) -> Story:
        """The article as it stands on a page: with counts that grow, in the layout of its day."""
        story = life.story(self.at)
        age = int((self.at - life.published).total_seconds())
        if self.at >= self._year.new_layout:
            story = replace(story, layout="portal")
        return replace(story, reads=story.reads + age // 60, likes=story.likes + age // 3600)
