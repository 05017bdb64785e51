"""An article's place in a printed edition: its page (版次, 版名), whether that is the first, its position."""

from __future__ import annotations

from dataclasses import replace

from crawler.edition_items import PlaceInEdition
from crawler.items import Article
from shengmei.newspaper_pages import page_key

_FIRST = ("1", "A1")  # B1 begins a section


def is_front(number: str | None, name: str | None) -> bool | None:
    """Whether a page is the paper's first (头版), by its number and name; None: neither is known."""
    if name and "头版" in name:
        return True
    return page_key(number) in _FIRST if number else None


def placed(article: Article, place: PlaceInEdition | None) -> Article:
    """The article with its place in the edition that lists it; what its own page prints counts first."""
    if place is None:
        return article
    same_page = article.page is None or page_key(article.page) == page_key(place.number or "")
    number, name = article.page or place.number, article.page_name or (place.name if same_page else None)
    found: dict[str, object] = {
        "page": number if article.page is None else None,
        "page_name": name if article.page_name is None else None,
        "page_position": place.position,
    }
    if article.edition_date is None:
        found["edition_date"] = place.day.isoformat()
    extraction = article.extraction
    if extraction is not None:
        rules = {field: "the page of the edition" for field, value in found.items() if value}
        if article.front is None and is_front(number, name) is not None:
            rules["front"] = "the page of the edition"
        extraction = replace(extraction, rules=dict(sorted({**extraction.rules, **rules}.items())))
    return replace(
        article,
        edition_date=article.edition_date or place.day.isoformat(),
        page=number,
        page_name=name,
        front=is_front(number, name),
        page_position=place.position,
        extraction=extraction,
    )
