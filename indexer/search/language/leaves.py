"""What may stand before a colon in a query, and the clause that it makes of the word behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple
from unicodedata import normalize

from indexer.search.fields import (
    MEDIA,
    had_field,
    query_integers,
    query_keywords,
    query_numbers,
    query_texts,
    typed,
)
from indexer.search.language.dates import days, last_days
from indexer.search.language.numbers import hundredths, whole_numbers
from indexer.search.query import (
    And,
    AtLeast,
    Dates,
    Has,
    Hundredths,
    Keyword,
    Near,
    Node,
    Not,
    Number,
    Or,
    Phrase,
)
from indexer.search.text.fold import fold, words
from shengmei.console.translation import message, translated
from shengmei.newspaper_pages import page_key
from shengmei.places.names import full_names, short_names

# Characters of one phrase. Of longer ones an index looks up thousands of characters in turn: seconds.
LONGEST_PHRASE = 500
_NEAR = 10  # characters between words that are near each other, where none are named
_STARS = "*＊"
_KINDS_OF_PLACES = ("省", "市", "区", "州", "盟", "县")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


class Typed(NamedTuple):
    """A word of a query. `sign`: empty for a bare word, `"` for one in quotes, and what stands behind them:
    `~10`, `~>10`, `/2`, `*`."""

    text: str
    sign: str = ""


# Makes a word into a clause of the query; raises ValueError with what was expected.
Leaf = Callable[[Typed], Node]


@lru_cache(1)
def leaves(today: date | None = None) -> dict[str, Leaf]:
    """By the name that one types; `today` is what `last:30d` counts from."""
    texts = {name: partial(phrase, fields=(name,)) for name in query_texts()}
    keywords = {name: _KEYWORDS.get(name, partial(_keyword, name)) for name in query_keywords()}
    shares = {name: partial(_plain, partial(_share, name)) for name in query_numbers()}
    numbers = {name: partial(_plain, partial(_number, name)) for name in query_integers()}
    own: dict[str, Leaf] = {
        "date": partial(_plain, lambda text: Dates(*days(text))),
        "year": partial(_plain, _year),
        "last": partial(_plain, lambda text: Dates(*last_days(text, today))),
        "has": partial(_plain, _has),
        "missing": partial(_plain, lambda text: Not(_has(text))),
    }
    by_name: dict[str, Leaf] = {**texts, **keywords, **shares, **numbers}
    return {**{typed(name): leaf for name, leaf in by_name.items()}, **own, **by_name}


def phrase(word: Typed, fields: tuple[str, ...] = ()) -> Node:
    """A run of characters; `"长江 保护"~10`: near each other; `"长江 生态 保护"/2`: at least two of them."""
    text, sign = word
    if len(text) > LONGEST_PHRASE:
        raise ValueError(message("a phrase has at most {number} characters", number=LONGEST_PHRASE))
    if sign.startswith("~"):
        return _nearby(text.split(), int(sign.strip("~>")), sign[1] == ">", fields)
    if sign.startswith("/"):
        return _at_least(int(sign[1:]), text.split(), fields)
    if sign and sign in _STARS:
        raise ValueError(translated("a phrase is found in longer words too, without *"))
    return _phrase(text, fields)


def near(leaf: Leaf, texts: Sequence[str], sign: str) -> Node:
    """`长江 NEAR/10 保护` and `PRE/10`, before which a field may stand that is a text."""
    fields = getattr(leaf, "keywords", {}).get("fields", ())
    if leaf is not phrase and not fields:
        raise ValueError(translated("expected a value: only words of a text are near each other"))
    distance = int(sign.partition("/")[2] or _NEAR)
    return _nearby(texts, distance, sign.startswith("PRE"), fields)


def _phrase(text: str, fields: tuple[str, ...]) -> Phrase:
    if not words(text):
        raise ValueError(
            translated("nothing to look for here: expected letters, digits or characters")
            + (translated("; has:source finds what has one") if set(text) <= set(_STARS) else "")
        )
    return Phrase(text, fields)


def _nearby(texts: Sequence[str], distance: int, ordered: bool, fields: tuple[str, ...]) -> Near:
    each = [_phrase(text, fields).text for text in texts]
    if len(each if ordered else set(each)) < 2:
        raise ValueError(translated("expected two words or more, with blanks between them"))
    return Near(tuple(each if ordered else dict.fromkeys(each)), distance, ordered, fields)


def _at_least(number: int, texts: Iterable[str], fields: tuple[str, ...]) -> Node:
    each = tuple(dict.fromkeys(_phrase(text, fields) for text in texts))
    if not 1 <= number <= len(each):
        raise ValueError(
            message("expected a number from 1 to {most}, of the words that there are", most=len(each))
        )
    if number == len(each):
        return each[0] if number == 1 else And(each)
    return Or(each) if number == 1 else AtLeast(number, each)


def _keyword(field: str, word: Typed) -> Keyword:
    """`新华社` is a whole value, `新华*` and `"新华"*` the beginning of one; in quotes a star is a star."""
    text, sign = word
    if sign not in ("", '"', *_STARS):
        raise ValueError(translated("expected a value: only words of a text are near each other"))
    begins = sign in tuple(_STARS) or (not sign and text.endswith(tuple(_STARS)))
    value = text.rstrip(_STARS) if begins and not sign else text
    if not sign and any(star in value for star in _STARS):
        raise ValueError(
            translated("a * stands at the end of a value only (in quotes it is a character of it)")
        )
    if not value.strip():
        raise ValueError(
            message("expected a value; has:{field} finds what has one", field=typed(field))
            if begins
            else translated("expected a value")
        )
    return Keyword(field, value, begins)


def _page(word: Typed) -> Keyword:
    """`01`, `1` and `第1版` are the same page of a newspaper."""
    found = _keyword("page_number", word)
    return Keyword("page_number", page_key(found.value), found.prefix)


def _place(word: Typed) -> Node:
    """`武汉`, `武汉市` and `湖北武汉` are 湖北省武汉市; `朝阳` is each place of that name."""
    found = _keyword("places", word)
    if found.prefix:
        return found
    each = tuple(Keyword("places", name) for name in full_names(fold(found.value)))
    return Or(each) if len(each) > 1 else each[0] if each else found


def _outlet_place(field: str, word: Typed) -> Node:
    """`湖北省` is 湖北 too, as outlets' places are kept: without 省, 市, 自治区, 州."""
    found = _keyword(field, word)
    if found.prefix or not found.value.strip().endswith(_KINDS_OF_PLACES):
        return found
    short = short_names(fold(found.value.strip()))
    each = tuple(Keyword(field, name) for name in dict.fromkeys((found.value, *short)))
    return Or(each) if len(each) > 1 else found


def _address(field: str, word: Typed) -> Node:
    """One with `http://` or without a scheme is looked for with `https://`, as most are kept, too."""
    found = _keyword(field, word)
    value = found.value if "://" in found.value else f"https://{found.value}"
    rest = value.removeprefix("http://")
    if rest == value:
        return Keyword(field, value, found.prefix)
    return Or((Keyword(field, value, found.prefix), Keyword(field, f"https://{rest}", found.prefix)))


def _hour(word: Typed) -> Node:
    """`7` and `07` are the same hour; `22..5` are those from ten in the evening to before six."""
    first, last = (_hour_named(one) for one in _ends(word))
    return _round("published_hour", [f"{hour:02d}" for hour in range(24)], first, last)


def _hour_named(text: str) -> int:
    text = text.removesuffix("时").removesuffix("点")
    if not text.isdecimal() or not 0 <= int(text) <= 23:
        raise ValueError(translated("expected an hour from 0 to 23, or a range such as 22..5"))
    return int(text)


def _weekday(word: Typed) -> Node:
    """`1`, `Mon`, `monday` and `周一` are Monday; `周一..周五` are the days from Monday to Friday."""
    first, last = (_weekday_named(one) for one in _ends(word))
    return _round("published_weekday", list("1234567"), first, last)


def _weekday_named(text: str) -> int:
    if text in "1234567" and len(text) == 1:
        return int(text) - 1
    if len(text) >= 3 and text[:3] in _WEEKDAYS:
        return _WEEKDAYS.index(text[:3])
    if chinese := _WEEKDAY.fullmatch(text):
        return min("一二三四五六日天".index(chinese[1]), 6)
    raise ValueError(
        translated(
            "expected a day of the week: 1 (Monday) to 7 (Sunday), Mon or 周一, or a range such as 1..5"
        )
    )


def _ends(word: Typed) -> tuple[str, str]:
    """Both ends of a range, `周一..周五`; the same one twice of what is none."""
    text = normalize("NFKC", word.text).lower() if word.sign in ("", '"') else ""
    first, dots, last = (part.strip() for part in text.partition(".."))
    return (first, last) if dots else (first, first)


def _round(field: str, names: list[str], first: int, last: int) -> Node:
    """The values from the first to the last, going round where the last one comes before the first."""
    chosen = names[first : last + 1] if first <= last else names[first:] + names[: last + 1]
    each = tuple(Keyword(field, name) for name in chosen)
    return Or(each) if len(each) > 1 else each[0]


def _year(text: str) -> Dates:
    found = normalize("NFKC", text).strip()
    if len(found) != 4 or not found.isdecimal():
        raise ValueError(translated("expected a year such as 2021; date:2020..2021 is a range"))
    return Dates(*days(found))


def _share(field: str, text: str) -> Hundredths:
    return Hundredths(field, *hundredths(text))


def _number(field: str, text: str) -> Number:
    return Number(field, *whole_numbers(text))


def _has(text: str) -> Node:
    name = normalize("NFKC", text).strip().lower()
    return Keyword(MEDIA, name) if name in ("images", "videos", "attachments") else Has(had_field(name))


def _plain(read: Callable[[str], Node], word: Typed) -> Node:
    """A word that may stand in quotes, and has no sign."""
    if word.sign not in ("", '"'):
        raise ValueError(message("expected a value without {sign}", sign=word.sign))
    return read(word.text)


_KEYWORDS: dict[str, Leaf] = {
    "url": partial(_address, "url"),
    "fetched_url": partial(_keyword, "fetched_url"),
    "page_number": _page,
    "places": _place,
    "province": partial(_outlet_place, "province"),
    "city": partial(_outlet_place, "city"),
    "published_hour": _hour,
    "published_weekday": _weekday,
}
