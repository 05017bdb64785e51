"""Random documents in which a few words stand near each other often, and random queries of every form."""

from __future__ import annotations

import random
from datetime import date

from indexer.search import And, AtLeast, Dates, Has, Hundredths, Keyword, Near, Node, Not, Number, Or, Phrase

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
PLACES = [
    ["湖北省", "湖北省武汉市"],
    ["湖北省", "湖北省武汉市", "湖北省武汉市江岸区"],
    ["湖南省", "湖南省长沙市", "湖北省"],
]
REPORTERS = ["龙江", "龍江", "江A", "李 江", "Li Jiang"]
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
        maybe = {
            "kicker": text(3),
            "subtitle": text(2),
            "summary": text(8),
            "source": some.choice(SOURCES),
            "province": some.choice(["湖北", "湖南"]),
            "places": some.choice(PLACES),
            "reporters": some.sample(REPORTERS, some.randint(1, 2)),
            "story": f"{some.randint(0, 3):032x}",
            "confidence": some.randint(0, 100) / 100,
        }
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
    forms = (a_value, a_value, a_beginning, a_list, a_presence, a_number, a_time)
    return some.choice(forms)(some)


def a_value(some: random.Random) -> Node:
    return some.choice(
        [
            Keyword("source", some.choice(SOURCES)),
            Keyword("site", some.choice([*SITES, "cn", "hbt"])),
            Keyword("places", some.choice(["湖北省", "湖北省武汉市", "湖南省", "河南省", "湖北省武漢市"])),
            Keyword("reporters", some.choice([*REPORTERS, "江Ａ", "li jiang", "李江"])),
            Keyword("story", f"{some.randint(0, 20):032x}"),
            Keyword("province", some.choice(["湖北", "湖南", "湖"])),
        ]
    )


def a_beginning(some: random.Random) -> Node:
    site = some.choice(SITES)
    return some.choice(
        [
            Keyword("source", some.choice(["新华", "新華", "新", "长江日报", "江.", "("]), prefix=True),
            Keyword("url", f"https://{site}/{some.randint(0, 7)}/", prefix=True),
            Keyword("places", some.choice(["湖", "湖北省武", "湖北省武漢", "武汉"]), prefix=True),
            Keyword("reporters", some.choice(["龍", "李 ", "li", "江a", "*"]), prefix=True),
            Keyword("site", some.choice(["example", "news.", "h"]), prefix=True),
        ]
    )


def a_list(some: random.Random) -> Node:
    """Several values of a field, as in `province:(湖北 OR 湖南)`; rarely one that begins so."""
    name, values = some.choice(
        [
            ("source", SOURCES),
            ("site", SITES),
            ("reporters", REPORTERS),
            ("published_hour", ["00", "10", "23"]),
        ]
    )
    chosen = some.sample(values, some.randint(2, 3))
    return Or(
        tuple(
            Keyword(name, one[:1], True)
            if some.random() < 0.1 and name != "published_hour"
            else Keyword(name, one)
            for one in chosen
        )
    )


def a_presence(some: random.Random) -> Node:
    """`has:` or `missing:`."""
    names = "source kicker summary published length province places story confidence reporters title editors"
    there = Has(some.choice(names.split()))
    return Not(there) if some.random() < 0.4 else there


def a_number(some: random.Random) -> Node:
    return some.choice(
        [
            Number("length", *some.choice([(10, None), (None, 20), (5, 30), (7, 7), (None, None)])),
            Hundredths("confidence", *some.choice([(50, None), (None, 49), (29, 58), (0, 0), (None, None)])),
        ]
    )


def a_time(some: random.Random) -> Node:
    day, last = some.choice(["2021-03-01", "2021-06-15", None]), some.choice([None, "2021-07-31"])
    return some.choice(
        [
            Dates(day, last),
            Keyword("published_hour", some.choice(["00", "10", "23", "05"])),
            Keyword("published_weekday", some.choice("1267")),
            Keyword("published_month", some.choice(["2021-03", "2021-07"])),
        ]
    )


def of_texts(some: random.Random) -> Node:
    def phrase() -> str:
        return "".join(some.choices(WORDS + NUMBERS, k=some.choice((1, 1, 2))))

    fields = some.choice([(), (), ("title",), ("body",), ("summary",), ("title", "summary")])
    several = tuple(dict.fromkeys(phrase() for _ in range(some.choice((1, 2, 2, 3)))))
    if len(several) == 1:
        return Phrase(several[0], fields)
    if some.random() < 0.2 and len(fields) < 2:  # nobody can type the minimum of words of several fields
        return AtLeast(len(several) - 1, tuple(Phrase(text, fields) for text in several))
    ordered = some.random() < 0.5
    if ordered and some.random() < 0.2:  # the same word twice, one time behind the other
        several = (*several[:2], some.choice(several[:2]))
    return Near(several, some.choice((0, 1, 3, 10)), ordered, fields)


def a_query(some: random.Random, depth: int = 0) -> Node:
    if some.random() < (0.4 if depth < 2 else 0):
        clauses = tuple(a_query(some, depth + 1) for _ in range(some.randint(2, 3)))
        return some.choice([And(clauses), Or(clauses), Not(clauses[0])])
    return of_texts(some) if some.random() < 0.7 else a_filter(some)
