"""What makes a newspaper's article of an article: the paper, the edition's day, and the page it stood on."""

from __future__ import annotations

from dataclasses import replace

from crawler.items import Article
from crawler.pages.families.newspapers.addresses import host_says_paper, recognise
from crawler.place_in_edition import is_front


def with_edition(article: Article, address: str, paper: str | None, *, is_web_site: bool = False) -> Article:
    """The article with the fields of a newspaper, as far as its page and its address tell them. `paper`: the
    name of the newspaper that its host is known to serve; `is_web_site`: its host is known to serve something
    else, which has addresses like a newspaper's."""
    told = recognise(address, known_paper=paper is not None) if address else None
    if told is None or told.kind != "article" or (is_web_site and not host_says_paper(address)):
        told = None
    printed = article.edition
    number = (printed.number if printed else None) or (told.page if told else None)
    name = printed.name if printed else None
    found = {
        "paper": paper if told else None,
        "edition_date": told.day.isoformat() if told and told.day else None,
        "page": number,
        "page_name": name,
    }
    if not any(found.values()):
        return article
    front = is_front(number, name)
    rules = {
        "paper": "the outlet's facts",
        "edition_date": "address",
        "page": "版次" if printed and printed.number else "address",
        "page_name": "版次",
    }
    extraction = article.extraction
    if extraction is not None:
        new = {field: rules[field] for field, value in found.items() if value}
        new |= {"front": new.get("page", rules["page_name"])} if front is not None else {}
        extraction = replace(extraction, rules=dict(sorted({**extraction.rules, **new}.items())))
    return replace(article, **found, front=front, extraction=extraction)  # type: ignore[arg-type]  # texts by name
