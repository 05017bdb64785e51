"""Is what an address answers today still the article that was kept of it, or has something else come?

An outlet edits headlines, texts, dates and sources, one or two at a time. What shares none of them with
the kept article is no edit: it is another article, a list, a login or an error page that was read as one.
And a text that is only the beginning of the kept one, from a document without its end, broke off.

The thresholds were measured on 72 saved pages of 22 outlets: of the 5,106 pairs of different articles the
most alike share 5 % of their runs of eight characters and 32 % of their pairs of characters, while versions
of one story in three outlets share 8-40 % and 42-61 %, and their titles.
"""

from __future__ import annotations

import re
from itertools import islice

from crawler.items import Article, Timestamp
from crawler.normalise.text import bare

_RUN = 8  # characters in a row; texts on one topic share shorter ones by chance
_MOST_RUNS = 20_000
_SAME_TEXT = 0.1  # of the shorter text's runs
_SAME_TITLE, _TITLE_RUN = 0.5, 6  # of the shorter title's pairs of characters; a run that two titles share
_SAME_TOPIC = 0.4  # of the shorter text's pairs of characters, which is above what any two articles share
_NO_TEXT, _HAD_TEXT = 20, 100  # characters: a text of fewer is none, one of more was one
_SENTENCE = 8  # characters of a sentence that an editor may have put in the place of a text
_BREAKS_OFF = 0.97  # of the kept text: what is shorter and has the same beginning has lost its end
_WHOLE = 0.8  # of a text: two templates of one outlet differ in captions, editors and notes
_FINER = ("second", "minute")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_LENGTHS = {"second": 19, "minute": 16, "hour": 13, "day": 10, "month": 7}  # of an ISO time


def reason_not_a_revision(
    kept: Article, came: Article, *, whole: bool = True, withheld: str | None = None
) -> str | None:
    """Why `came` is no revision of `kept`; None where it is one (or says the same).

    `whole`: whether the document had its end (`</html>`), so that a text cut short is an edit; `withheld`:
    what a short text says of itself.
    """
    if kept.kind == came.kind and len(kept.body) >= _HAD_TEXT and _shows_no_text(came.body):
        return "the page shows no text any more"
    if withheld and len(kept.body) > len(came.body) and not _share_of_runs(kept.body, came.body):
        return f"the page says instead of its text: {withheld}"
    if not whole and _breaks_off(kept.body, came.body):
        return "the answer breaks off: its text is the beginning of the kept one"
    if same_title(kept.title, came.title) or _same_minute(kept.published, came.published):
        return None
    if _share_of_runs(kept.body, came.body) >= _SAME_TEXT:
        return None
    if _same_day_and_source(kept, came) and _share_of_pairs(kept.body, came.body) >= _SAME_TOPIC:
        return None
    return f"another page: {came.title[:60]!r} shares neither title, date, source nor text with the article"


def only_printed_otherwise(kept: Article, came: Article) -> bool:
    """Whether a page says what it said, in other blanks, or its time to the second, minute or day: then its
    template changed, and nothing of the article."""
    one, other = kept.published, came.published
    same = [
        [_without_blanks(each.title), _without_blanks(each.body), each.source, _people(each)]
        for each in (kept, came)
    ]
    if same[0] != same[1] or (one is None) != (other is None):
        return False
    if one is None or other is None or (one.at, one.precision) == (other.at, other.precision):
        return kept.title != came.title or kept.body != came.body
    return one.precision != other.precision and _coarser(one, other) == _coarser(other, one)


def hides_the_rest(kept: Article, came: Article, *, offers_rest: bool = False) -> bool:
    """Whether a page that once showed its whole text now shows the beginning, and the rest behind a login, or
    in an app."""
    known = kept.extraction is not None and kept.extraction.parts_missing > 0
    ends_early = came.extraction is not None and came.extraction.parts_missing > 0
    return (ends_early or offers_rest) and not known and _breaks_off(kept.body, came.body)


def _shows_no_text(body: str) -> bool:
    """Whether what is left is a remnant (加载中, 分享到) and no sentence (本报道有误，特此更正并致歉。)."""
    return len(body) < _NO_TEXT and not (len(body) >= _SENTENCE and body[-1] in "。！")


def _without_blanks(text: str) -> str:
    return _BLANKS.sub("", text)


def _people(article: Article) -> list[tuple[str, str, str | None]]:
    return [(one.name, one.role, one.organisation) for one in article.bylines]


def _coarser(one: Timestamp, other: Timestamp) -> str:
    """A time as far as another one is known: `2026-05-01T09:30`, beside one that is a day `2026-05-01`."""
    known = min(_LENGTHS[one.precision], _LENGTHS[other.precision])
    return one.at.isoformat()[:known]


def reads_same(one: Article, other: Article) -> bool:
    """Whether two addresses show one article: the same title and nearly all of the text, or, of pages without
    text, the same title and minute."""
    if bare(one.title) != bare(other.title):
        return False
    shorter, longer = sorted((bare(one.body), bare(other.body)), key=len)
    if len(longer) < _NO_TEXT:
        return _same_minute(one.published, other.published)
    return shorter == longer or (
        len(shorter) >= _WHOLE * len(longer) and _share_of_runs(shorter, longer) >= _WHOLE
    )


def same_title(one: str, other: str) -> bool:
    """`长江中游三省协作推进会将举行` and `长江中游三省协作推进会举行`; not two of one series or column."""
    first, second = bare(one), bare(other)
    if first == second:
        return bool(first)
    if set(_runs(first, _TITLE_RUN)).isdisjoint(_runs(second, _TITLE_RUN)):
        return False
    return _share(set(_runs(first, 2)), set(_runs(second, 2))) >= _SAME_TITLE


def _same_minute(one: Timestamp | None, other: Timestamp | None) -> bool:
    """A minute is an article's own; a day is that of all articles of the day."""
    if one is None or other is None or not {one.precision, other.precision} <= set(_FINER):
        return False
    return one.at.replace(second=0, microsecond=0) == other.at.replace(second=0, microsecond=0)


def _same_day_and_source(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None or one.source is None:
        return False
    return one.published.at.date() == other.published.at.date() and one.source == other.source


def _breaks_off(kept: str, came: str) -> bool:
    """Whether a text is the beginning of another: all of it but the end of its last line."""
    sure = came[: came.rfind("\n") + 1] or came[:_RUN]
    return bool(came) and len(came) < _BREAKS_OFF * len(kept) and kept.startswith(sure)


def _share_of_runs(one: str, other: str) -> float:
    return _share(set(_runs(bare(one), _RUN)), set(_runs(bare(other), _RUN)))


def _share_of_pairs(one: str, other: str) -> float:
    return _share(set(_runs(bare(one), 2)), set(_runs(bare(other), 2)))


def _share(one: set[str], other: set[str]) -> float:
    """How much of the smaller set the larger one has, 0 to 1; 0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _runs(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in islice(range(len(text) - size + 1), _MOST_RUNS)]
