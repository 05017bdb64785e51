"""Editions that are JSON: all pages with their articles (新京报), or all pages and one's articles (解放日报).

[{"pageNo": "A01", "pageName": "头版",
  "onePageArticleList": [{"mainTitle": "…", "articleHref": "12.htm"}]}]
{"pagelist": [{"pnumber": "01", "pname": "要闻"}], "articlelist": [{"id": 12, "title": "…"}]}
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from crawler.edition_items import MOST_ARTICLES, MOST_PAGES, EditionArticle, EditionPage, EditionReading
from crawler.pages.base import Page, UnknownLayout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawler.items import Capture
    from crawler.pages.families.newspapers.edition_pages import PaperRules

_NUMBER_KEYS = ("pageNo", "pnumber", "pageNumber", "number", "page", "no", "code")
_NAME_KEYS = ("pageName", "pname", "name", "title")
_TITLE_KEYS = ("mainTitle", "title", "articleTitle", "name")
_LINK_KEYS = ("articleHref", "href", "url", "link")
_PAGE_NUMBER = re.compile(r"[A-Za-z]{0,2}\d{1,3}")
_DEEPEST = 12  # levels in which pages are looked for


def read_json_edition(capture: Capture, rules: PaperRules, day: date) -> EditionReading:
    """What a JSON answer tells of the edition of `day`; raises `UnknownLayout` for what is cut,
    nested too deep, or no edition."""
    try:
        data = json.loads(Page(capture).text)
    except (ValueError, RecursionError) as error:
        raise UnknownLayout(capture.url, f"no JSON that can be read: {type(error).__name__}") from error
    base = capture.url
    if (journal := _unwrapped(data)) is not None:
        return _journal(journal, rules, base, day)
    pages = list(_pages_with_articles(data, 0))[:MOST_PAGES]
    if not pages:
        raise UnknownLayout(base, "JSON without the pages of an edition")
    return _whole(pages, rules, base, day)


def _unwrapped(data: Any) -> dict[str, Any] | None:
    """The object with `pagelist`: the answer itself, or one that stands in it, `{"object": {…}}`."""
    layer: list[Any] = [data]
    for _ in range(3):
        objects: list[dict[str, Any]] = [one for one in layer if isinstance(one, dict)]
        if found := next((one for one in objects if "pagelist" in one), None):
            return found
        layer = [value for one in objects for value in one.values()]
    return None


def _pages_with_articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that hold a page's number and the list of its articles."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        if _said(data, _NUMBER_KEYS) and isinstance(_article_list(data), list):
            yield data
            return
        data = list(data.values())
    if isinstance(data, list):
        for one in data[:MOST_ARTICLES]:
            yield from _pages_with_articles(one, depth + 1)


def _article_list(page: dict[str, Any]) -> list[Any] | None:
    lists = ((name, value) for name, value in page.items() if isinstance(value, list))
    return next((value for name, value in lists if "article" in name.lower()), None)


def _whole(found: list[dict[str, Any]], rules: PaperRules, url: str, day: date) -> EditionReading:
    pages: list[EditionPage] = []
    articles: dict[str, EditionArticle] = {}
    for one in found:
        number = _said(one, _NUMBER_KEYS) or ""
        address = urljoin(url, f"{day:%Y%m%d}_{number}/")
        page = EditionPage(
            url=rules.canonical(address), address=address, number=number, name=_said(one, _NAME_KEYS)
        )
        pages.append(page)
        position = 0
        for entry in _article_list(one) or ():
            href = _said(entry, _LINK_KEYS)
            there = _absolute(address if href and "/" not in href else url, href)
            if there is None or not rules.owns(there) or len(articles) >= MOST_ARTICLES:
                continue
            position += 1
            key = rules.canonical(there)
            articles.setdefault(
                key,
                EditionArticle(
                    url=key, address=there, title=_said(entry, _TITLE_KEYS), page=page.url, position=position
                ),
            )
    return EditionReading(
        day=day, page=None, pages=tuple(pages), articles=tuple(articles.values()), whole=True
    )


def _journal(data: dict[str, Any], rules: PaperRules, url: str, day: date) -> EditionReading:
    """Of 解放日报: an answer for each page, which names all pages and its own articles."""
    parts = urlsplit(url)
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    entries = data.get("pagelist")
    pages: list[EditionPage] = []
    for one in (entries if isinstance(entries, list) else [])[:MOST_PAGES]:
        number = _said(one, _NUMBER_KEYS)
        if number and _PAGE_NUMBER.fullmatch(number):
            address = parts._replace(query=urlencode({**asked, "page": number})).geturl()
            name = _said(one, _NAME_KEYS)
            pages.append(EditionPage(url=rules.canonical(address), address=address, number=number, name=name))
    own = rules.canonical(url)
    listed = data.get("articlelist")
    articles: list[EditionArticle] = []
    for one in (listed if isinstance(listed, list) else [])[:MOST_ARTICLES]:
        number, title = _said(one, ("id", "articleid", "articleId")), _said(one, _TITLE_KEYS)
        if not number:
            continue
        query = urlencode(
            {"code": asked.get("code", ""), "date": f"{day}", "id": number, "page": asked.get("page", "")}
        )
        stated = _absolute(url, _said(one, _LINK_KEYS))
        address = stated or urljoin(url, f"/staticsg/res/html/journal/detail.html?{query}")
        if rules.owns(address):
            articles.append(
                EditionArticle(
                    url=rules.canonical(address),
                    address=address,
                    title=title,
                    page=own,
                    position=len(articles) + 1,
                )
            )
    if not pages:
        raise UnknownLayout(url, "a journal without pages")
    return EditionReading(day=day, page=own, pages=tuple(pages), articles=tuple(articles))


def _said(entry: Any, keys: tuple[str, ...]) -> str | None:
    """The first of these that says anything, as text."""
    if not isinstance(entry, dict):
        return None
    values = (entry.get(key) for key in keys)
    texts = (str(value).strip() for value in values if isinstance(value, str | int) and value is not True)
    return next((text for text in texts if text), None)


def _absolute(base: str, href: str | None) -> str | None:
    try:
        return urljoin(base, href) if href else None
    except ValueError:
        return None
