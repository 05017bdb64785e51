"""A small newspaper: one edition of two pages, served page by page; newspaper.json holds it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from search_cli.demo.site import Page
from search_cli.demo.templates import template

if TYPE_CHECKING:
    from collections.abc import Iterator

SITE = "demo_paper"
NAME = "淮上示例日报"
HOST = "epaper.huaishang.example"
ROBOTS = Page(b"User-agent: *\nDisallow: /search/\n", "text/plain; charset=utf-8")


@cache
def edition() -> dict[str, Any]:
    """The edition as newspaper.json has it."""
    read: dict[str, Any] = json.loads((files(__package__) / "newspaper.json").read_text("utf-8"))
    return read


def day() -> date:
    return date.fromisoformat(edition()["day"])


class NewspaperSite:
    """The pages of the edition by path; other days have none."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {"/robots.txt": ROBOTS, **dict(_pages())}

    def page(self, target: str) -> Page | None:
        """The answer to a path, or None where a server would say 404."""
        return self.pages.get(target)


def _pages() -> Iterator[tuple[str, Page]]:
    for page in edition()["pages"]:
        yield page_path(page["number"]), Page(_page(page).encode())
        for article in page["articles"]:
            yield article_path(article["id"]), Page(_article(page, article).encode())


def page_path(number: str, on: date | None = None) -> str:
    return f"/pc/layout/{on or day():%Y%m/%d}/node_{number}.html"


def article_path(number: int) -> str:
    return f"/pc/content/{day():%Y%m/%d}/content_{number}.html"


def _page(page: dict[str, Any]) -> str:
    pages = (
        f'<li><a href="{page_path(one["number"])}">第{one["number"]}版：{one["name"]}</a></li>'
        for one in edition()["pages"]
    )
    articles = (
        f'<li><a href="{article_path(one["id"])}">{escape(one["title"])}</a></li>' for one in page["articles"]
    )
    return template("paper_page").substitute(
        paper=NAME,
        day=f"{day():%Y-%m-%d}",
        number=page["number"],
        name=page["name"],
        pages="\n".join(pages),
        articles="\n".join(articles),
        yesterday=page_path("01", day() - timedelta(days=1)),
    )


def _article(page: dict[str, Any], article: dict[str, Any]) -> str:
    kicker, subtitle = article["kicker"], article["subtitle"]
    return template("paper_article").substitute(
        paper=NAME,
        number=page["number"],
        name=page["name"],
        kicker=f"<h3>{escape(kicker)}</h3>\n" if kicker else "",
        title=escape(article["title"]),
        subtitle=f"<h4>{escape(subtitle)}</h4>\n" if subtitle else "",
        printed=f"{day():%Y年%m月%d日}",
        author=article["author"],
        paragraphs="\n".join(f"<p>　　{escape(text)}</p>" for text in article["body"]),
    )
