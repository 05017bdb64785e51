"""Six outlets in three provinces that print each other's articles: one conference, a wire, a ministry's text.

`conference.json` holds them; a body names paragraphs of its texts (`conference 3`) or has its own.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from search_cli.demo.provinces import ROBOTS
from search_cli.demo.site import Page
from search_cli.demo.templates import template

_TOML = """\
name = "{name}"
province = "{province}"
organisation = "{organisation}"
domains = ["{host}"]
lists = ["http://{host}/"]
article_url = '^/\\d+/\\d+\\.html$'
"""


@cache
def conference() -> dict[str, Any]:
    """What the file says: `outlets`, `paragraphs` by the name of their text, `articles`."""
    return dict(json.loads((files(__package__) / "conference.json").read_text("utf-8")))


def addresses() -> list[str]:
    """Of all articles, in the order of the file."""
    hosts = {one["site"]: one["host"] for one in conference()["outlets"]}
    return [
        f"http://{hosts[one['outlet']]}{_path(one, number)}"
        for number, one in enumerate(conference()["articles"], 1)
    ]


def write_site_files(folder: Path) -> tuple[str, ...]:
    """Writes a site file for each outlet, as a user would, and returns their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in conference()["outlets"]:
        (folder / f"{one['site']}.toml").write_text(_TOML.format(**one), encoding="utf-8")
    return tuple(one["site"] for one in conference()["outlets"])


class ConferenceSite:
    """The pages of one of these outlets: its front page lists all its articles, newest first."""

    def __init__(self, outlet: dict[str, str]) -> None:
        articles = {
            _path(one, number): one
            for number, one in enumerate(conference()["articles"], 1)
            if one["outlet"] == outlet["site"]
        }
        self._outlet = outlet["name"]
        self._pages = {"/robots.txt": ROBOTS, "/": self._front_page(articles)}
        self._pages |= {path: self._page(one) for path, one in articles.items()}

    def page(self, target: str) -> Page | None:
        """The answer to a path, or None where a server would say 404."""
        return self._pages.get(target)

    def _front_page(self, articles: dict[str, dict[str, Any]]) -> Page:
        newest = sorted(articles.items(), key=lambda one: str(one[1]["published"]), reverse=True)
        items = "\n".join(
            f'<li><a href="{path}">{escape(one["title"])}</a><span>{one["published"][:10]}</span></li>'
            for path, one in newest
        )
        text = template("province_front").substitute(outlet=self._outlet, charset="utf-8", items=items)
        return Page(text.encode())

    def _page(self, article: dict[str, Any]) -> Page:
        source = f'<span class="from">来源：{article["source"]}</span>' if "source" in article else ""
        text = template("plain").substitute(
            outlet=self._outlet,
            title=escape(article["title"]),
            published=article["published"],
            source=source,
            paragraphs="\n".join(f"<p>　　{escape(_paragraph(one))}</p>" for one in article["body"]),
        )
        return Page(text.encode())


def _path(article: dict[str, Any], number: int) -> str:
    return f"/{article['published'][:10].replace('-', '')}/{1000 + number}.html"


def _paragraph(said: str) -> str:
    """`conference 3` is the third paragraph of that text."""
    name, _, number = said.partition(" ")
    texts = conference()["paragraphs"]
    return str(texts[name][int(number) - 1]) if name in texts else said
