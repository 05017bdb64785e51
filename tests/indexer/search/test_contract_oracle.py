"""Random queries of every form find what a search by brute force finds, on every index."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import cache
from itertools import pairwise, permutations, product

import pytest

from indexer.search import (
    And,
    AtLeast,
    Dates,
    Has,
    Keyword,
    Near,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
)
from indexer.search.text.fold import fold

QUERIES = 100
EVERYTHING = 1000
HEADLINES = ("title", "kicker", "subtitle")
WORDS = ["长江", "汉江", "保护", "江", "护", "武汉", "新華社", "长", "江江"]
# With a character behind: what is printed without a blank would be one word with the next. Only queries have
# `1,234` and `m2`: they are a word more, or less, between two that are near each other.
NUMBERS = [
    *("1234.5亿", "1,234.5亿", "Ⅲ级", "III级", "120㎡大", "120m2大", "35℃高", "35岁", "2021年", "GDP值"),
]  # fmt: skip
PIECES = [
    *WORDS,
    *WORDS,
    *(one for one in NUMBERS if "," not in one and "m2" not in one),
    "，",
    "。",
    "、",
    "的",
]
SOURCES = ["新华社", "新华网", "新華日報", "长江日报", "江河网"]
SITES = ["hbtv", "news.example.cn", "example.cn", "other.cn"]


def documents(seed: int, number: int) -> list[dict[str, object]]:
    """Short texts in which the same few pieces stand near each other often."""
    some = random.Random(seed)

    def text(most: int) -> str:
        return "".join(some.choices(PIECES, k=some.randint(1, most)))

    made = []
    for place in range(number):
        site = some.choice(SITES)
        labels = site.split(".")
        one = {
            "id": f"{place:032x}",
            "url": f"https://{site}/{place % 7}/{place}.html",
            "site": site,
            "domains": [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))],
            "title": text(4),
            "body": text(30),
            "length": some.randint(1, 50),
            "status": "live",
        }
        maybe = {"kicker": text(3), "subtitle": text(2), "summary": text(8), "source": some.choice(SOURCES)}
        one |= {name: value for name, value in maybe.items() if some.random() < 0.5}
        if some.random() < 0.8:
            day, hour = f"2021-0{some.randint(1, 9)}-1{some.randint(0, 9)}", f"{some.choice((0, 10, 23)):02d}"
            one |= {
                "published": f"{day}T{hour}:00:00+08:00",
                "published_day": day,
                "published_month": day[:7],
            }
            weekday = str(date.fromisoformat(day).isoweekday())
            one |= {"published_hour": hour, "published_weekday": weekday}
            one |= {"published_first_day": day, "published_last_day": day}
        made.append(one)
    return made


def a_filter(some: random.Random) -> Node:
    site, source = some.choice([*SITES, "cn", "hbt"]), some.choice(SOURCES)
    begun = some.choice(["新华", "新華", "新", "长江日报", "江.", "("])
    day, month = some.choice(["2021-03-01", "2021-06-15"]), some.choice([None, "2021-07-31"])
    return some.choice(
        [
            Keyword("source", source),
            Keyword("source", begun, prefix=True),
            Keyword("site", site),
            Keyword("url", f"https://{site}/{some.randint(0, 7)}/", prefix=True),
            Has(some.choice(["source", "kicker", "summary", "published", "length", "province"])),
            Number("length", *some.choice([(10, None), (None, 20), (5, 30), (7, 7)])),
            Dates(day, month),
            Keyword("published_hour", some.choice(["00", "10", "23"])),
            Keyword("published_weekday", some.choice("1267")),
            Or((Keyword("source", source), Keyword("source", some.choice(SOURCES)))),
        ]
    )


def of_texts(some: random.Random) -> Node:
    def phrase() -> str:
        return "".join(some.choices(WORDS + NUMBERS, k=some.choice((1, 1, 2))))

    fields = some.choice([(), (), ("title",), ("body",), ("summary",), ("title", "summary")])
    several = tuple(dict.fromkeys(phrase() for _ in range(some.choice((1, 2, 2, 3)))))
    if len(several) == 1:
        return Phrase(several[0], fields)
    if some.random() < 0.2:
        return AtLeast(len(several) - 1, tuple(Phrase(text, fields) for text in several))
    return Near(several, some.choice((0, 1, 3, 10)), some.random() < 0.5, fields)


def a_query(some: random.Random, depth: int = 0) -> Node:
    if some.random() < (0.4 if depth < 2 else 0):
        clauses = tuple(a_query(some, depth + 1) for _ in range(some.randint(2, 3)))
        return some.choice([And(clauses), Or(clauses), Not(clauses[0])])
    return of_texts(some) if some.random() < 0.7 else a_filter(some)


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


def holds(document: dict[str, object], node: Node) -> bool:
    match node:
        case Phrase(text, fields):
            return any(places(there, cut(text)) for there in texts(document, fields))
        case Near():
            return any(is_near(there, node) for there in texts(document, node.fields))
        case AtLeast(number, clauses):
            return sum(holds(document, one) for one in clauses) >= number
        case Not(clause):
            return not holds(document, clause)
        case And(clauses):
            return all(holds(document, one) for one in clauses)
        case Or(clauses):
            return any(holds(document, one) for one in clauses)
        case _:
            return passes(document, node)


def passes(document: dict[str, object], node: Node) -> bool:
    match node:
        case Keyword("site", value) if "." in value:
            return f".{document['site']}".endswith(f".{value}")
        case Keyword(name, value, prefix):
            there = fold(document.get(name, "\n"))
            return there.startswith(fold(value)) if prefix else there == fold(value)
        case Has(name):
            return name in document
        case Number(name, low, high):
            return (low or 0) <= document[name] <= (high or EVERYTHING)
        case Dates(start, end):
            return "published_day" in document and (start or "") <= document["published_day"] <= (end or "9")
        case _:
            raise AssertionError(node)


@pytest.fixture
def some_documents():
    return documents(seed=1, number=60)


def test_random_queries_find_what_brute_force_finds(make_index, some_documents):
    index = make_index(some_documents)
    some = random.Random(2)
    wrong, found_some = [], 0
    for _ in range(QUERIES):
        query = Query(root=a_query(some))
        expected = {one["id"] for one in some_documents if holds(one, query.root)}
        found = {hit.id for hit in index.search(query, limit=EVERYTHING, highlight=False).hits}
        found_some += 0 < len(expected) < len(some_documents)
        if found != expected or index.count(query) != len(expected):
            wrong.append((query.understood, len(expected), len(found), sorted(found ^ expected)[:3]))
    assert wrong == []
    assert found_some > QUERIES / 2
