"""What a query finds, told by trying all that it might mean; shares nothing with an index but the folding."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, permutations, product

from indexer.search import And, AtLeast, Dates, Has, Hundredths, Keyword, Near, Node, Not, Number, Or, Phrase
from indexer.search.text.fold import fold

HEADLINES = ("title", "kicker", "subtitle")
TOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff℃㎡]|[^\W_\u3400-\u9fff\U00020000-\U0003ffff]+")
SAME = [(r"(?<=\d),(?=\d{3})", ""), ("ⅲ|Ⅲ", "iii"), (r"(\d)m2(?!\d)", r"\1㎡")]


@cache
def cut(text: str) -> list[str]:
    """The text's tokens, by rules of this test's own; numbers in one spelling."""
    for pattern, one in SAME:
        text = re.sub(pattern, one, text)
    return TOKEN.findall(fold(text))


def places(text: list[str], run: list[str]) -> list[tuple[int, int]]:
    size = len(run)
    return [(at, at + size) for at in range(len(text) - size + 1) if size and text[at : at + size] == run]


def texts(document: dict[str, object], fields: tuple[str, ...]) -> list[list[str]]:
    asked = fields or ("title", "body")
    names = [one for name in asked for one in (HEADLINES if name == "title" else (name,))]
    return [cut(document[name]) for name in names if name in document]


def is_near(text: list[str], node: Near) -> bool:
    """Tries all places of all runs in all orders."""
    for order in [node.texts] if node.ordered else permutations(node.texts):
        for chosen in product(*(places(text, cut(one)) for one in order)):
            gaps = [after[0] - before[1] for before, after in pairwise(chosen)]
            if all(gap >= 0 for gap in gaps) and sum(gaps) <= node.distance:
                return True
    return False


def finds(documents: list[dict[str, object]], node: Node) -> set[str]:
    """The ids of the documents that the query finds."""
    match node:
        case Not(clause):
            return {one["id"] for one in documents} - finds(documents, clause)
        case And(clauses):
            return set.intersection(*(finds(documents, one) for one in clauses))
        case Or(clauses):
            return set.union(*(finds(documents, one) for one in clauses))
        case Keyword("story", value, False):  # the id of any article of the story
            named = {value} | {one.get("story") for one in documents if one["id"] == value}
            return {one["id"] for one in documents if "story" in one and one["story"] in named}
        case _:
            return {one["id"] for one in documents if holds(one, node)}


def holds(document: dict[str, object], node: Node) -> bool:
    match node:
        case Phrase(text, fields):
            return any(places(there, cut(text)) for there in texts(document, fields))
        case Near():
            return any(is_near(there, node) for there in texts(document, node.fields))
        case AtLeast(number, clauses):
            return sum(holds(document, one) for one in clauses) >= number
        case _:
            return passes(document, node)


def passes(document: dict[str, object], node: Node) -> bool:
    match node:
        case Keyword("site", value, False) if "." in value:
            return f".{document['site']}".endswith(f".{value}")
        case Keyword("site", value, True) if "." in value:
            domains = [document["site"], *document["domains"]]
            return any(one.startswith(value) for one in domains)
        case Keyword(name, value, prefix):
            there = document.get(name, [])
            each = [fold(one) for one in ([there] if isinstance(there, str) else there)]
            return any(one.startswith(fold(value)) if prefix else one == fold(value) for one in each)
        case Has(name):
            return name in document
        case Number(name, low, high):
            return name in document and _between(document[name], low, high)
        case Hundredths(name, low, high):
            return name in document and _between(round(document[name] * 100), low, high)
        case Dates(start, end):
            return "published_day" in document and (start or "") <= document["published_day"] <= (end or "9")
        case _:
            raise AssertionError(node)


def _between(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= number) and (high is None or number <= high)
