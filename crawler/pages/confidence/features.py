"""What a page gives to doubt its reading: a number from 0 (nothing) to 1 (as much as can be) for each reason.

Each feature compares the article with other evidence on the same page. They are cheap, because every page is
measured: one look at the lines that were walked already, and at what the fields were chosen from.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.normalise import dates
from crawler.normalise.text import bare, title_heads
from crawler.normalise.titles import stated_headline
from crawler.pages.confidence.topic import COMPARED, likeness, shares_a_word
from crawler.pages.document.metadata import DESCRIPTION, TITLE
from crawler.pages.fields.dates import ALONE_BELOW, AMONG_WORDS
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import is_editor_line, is_info_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crawler.items import Article, Timestamp
    from crawler.pages.document.outline import Line
    from crawler.pages.document.page import Page
    from crawler.pages.fields.evidence import Found

_TELLING = 8  # characters; a shorter stated title is the name of the site
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 45  # characters of most headlines
_FAR = 30  # lines between a headline and its text
_SHORT_TEXT, _PARAGRAPH, _SENTENCE = 200, 40, 20  # characters
_SUMMARY, _SUMMARY_READ, _SUMMARY_HEAD = 15, 200, 8  # characters of a description, and of its phrases
_ABOUT = 0.3  # likeness of a headline and a description of the same article
_BESIDE = 12  # lines above and below a text that are looked at
_HEAD_AND_FOOT = 8  # lines of a text among which furniture stands
_DATED_HEAD = 1_000  # characters of a text in which days are looked for
_FAR_OFF, _AHEAD = timedelta(days=4), timedelta(days=2)  # between a day that the text names and publication
_STOPS = frozenset("。！？…”’」』）)】!?.；;：")
_GUESSED = frozenset(("above the time", "above the text", "in an element named a title"))
# Looked for by the character that is always the same, and then backwards: digits are tried at each character.
_DAY_IN_TEXT = re.compile(r"月(?:(?<=(\d\d)月)|(?<=(\d)月))(\d{1,2})日")
_YEAR_IN_TEXT = re.compile(r"年(?<=(?<!\d)((?:19|20)\d\d)年)")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})")
_DATED_LINE = 60  # characters
_WORDS = re.compile(r"\w+")
_GARBLED = re.compile("\ufffd|锟斤拷|烫烫|[Ã-ï][\u0080-¿]")

Features = dict[str, float]


class _Placed(NamedTuple):
    """Where the headline and the text stand among the lines of the page (None, empty: they are not printed
    there), and the characters of each paragraph of the page, by its line."""

    lines: Sequence[Line]
    title: int | None
    body: Sequence[int]
    paragraphs: Mapping[int, int]


def measure(article: Article, fields: Mapping[str, Found[Any]], page: Page, mismatches: int = 0) -> Features:
    """All features of an article, by code. `fields`: what it was put together from; `mismatches`: how many
    page classes of the outlet did not fit."""
    text = article.body.split("\n") if article.body else []
    placed = _places(article, page, text)
    prose = _prose(text)
    return {
        **_title_features(article, fields["title"].rule, page, placed),
        **_topic_features(article, prose),
        **_time_features(article, fields["published"], placed),
        **_text_features(article, page, text),
        **_surroundings(article, placed),
        "class_misfit": float(mismatches > 0),
        "source_missing": float(not article.source),
        "people_missing": float(not article.bylines),
    }


def _places(article: Article, page: Page, paragraphs_read: Sequence[str]) -> _Placed:
    lines, headline, text = page.outline.lines, article.title, frozenset(paragraphs_read)
    body, printed, paragraphs = [], [], {}
    for number, line in enumerate(lines):
        said = line.text
        if said in text:
            body.append(number)
        elif headline in said:
            printed.append(number)
        size = len(said)
        if size >= _PARAGRAPH and said[-1] in _STOPS and line.linked * 2 <= size:
            paragraphs[number] = size
    begins = body[0] if body else len(lines)
    above = [number for number in printed if number < begins]
    title = above[-1] if above else printed[0] if printed else None
    return _Placed(lines, title, body, paragraphs)


def _title_features(article: Article, rule: str, page: Page, placed: _Placed) -> Features:
    title = bare(article.title)
    stated = set(map(bare, _stated_titles(article, page)))
    agreeing = [text for text in stated if title in text or (len(text) >= _TELLING and text in title)]
    differing = sum(1 for text in stated.difference(agreeing) if len(text) >= _TELLING)
    at = placed.title
    return {
        "title_unstated": float(not agreeing),
        "title_disputed": min(1.0, differing / 2),
        "title_unprinted": float(at is None),
        "title_guessed": float(rule in _GUESSED),
        "title_length": float(not _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE),
        "title_linked": float(at is not None and placed.lines[at].linked * 2 > len(placed.lines[at].text)),
        "title_with_suffix": float(stated_headline(article.title) != article.title),
    }


def _topic_features(article: Article, prose: str) -> Features:
    """Whether headline and text are about the same."""
    text = prose or article.body
    return {
        "title_unlike_text": 1.0 - likeness(article.title, text),
        "title_words_unlike_text": float(not shares_a_word(article.title, text)),
        "text_short": _shortness(article, article.body),
        "text_few_sentences": _shortness(article, prose),
    }


def _shortness(article: Article, text: str) -> float:
    return max(0.0, 1.0 - len(text) / _SHORT_TEXT) if article.kind == "article" else 0.0


def _prose(text: Sequence[str]) -> str:
    """The sentences of a text, without captions, headings and what repeats the headline, as far as headline
    and text are compared."""
    kept: list[str] = []
    size = 0
    for line in text:
        if len(line) >= _SENTENCE and line[-1] in _STOPS and "原标题" not in line:
            kept.append(line)
            size += len(line) + 1
            if size > COMPARED:
                break
    return "\n".join(kept)


def _stated_titles(article: Article, page: Page) -> Iterator[str]:
    """What the page says its title is, without the names of site and channel where they can be told."""
    metadata = page.metadata
    share = article.share.title if article.share else None
    stated = {metadata.title, metadata.text(TITLE), metadata.json_ld_text("headline"), share}
    for text in filter(None, stated):
        heads = title_heads(text)
        yield heads[-1] if len(heads[-1]) > _TELLING else heads[0]


def _time_features(article: Article, found: Found[Any], placed: _Placed) -> Features:
    time = article.published
    if time is None:
        return {"time_missing": 1.0}
    day = time.at.date().isoformat()
    others = [one.value for one in found.candidates() if not one.won and one.value]
    otherwise = sum(not one.startswith(day) for one in others if len(one) >= len(day))
    return {
        "time_missing": 0.0,
        "time_from_address": float(time.found_in == "address"),
        "time_day_only": float(time.precision not in ("minute", "second")),
        "time_stated_once": float(not any(one.startswith(day) for one in others)),
        "time_disputed": min(1.0, otherwise / 2),
        "time_weakly_placed": float(time.found_in in (ALONE_BELOW, AMONG_WORDS)),
        "time_without_year": float(dates.is_without_year(time)),
        "time_unlike_text": _unlike_text(time, article),
        "time_year_unlike_text": _year_unlike_text(time, article),
        "time_beside_others": min(1.0, len(_other_days(time, placed)) / 2),
    }


def _other_days(time: Timestamp, placed: _Placed) -> set[tuple[int, int, int]]:
    """The days that short lines around the headline, above the text, print besides the chosen one."""
    first = placed.body[0] if placed.body else 0
    start = first - _FAR if placed.title is None or placed.title > first else placed.title - _BESIDE
    short = (line.text for line in placed.lines[max(0, start) : first] if len(line.text) <= _DATED_LINE)
    found = {tuple(map(int, day)) for text in short for day in _DAY.findall(text)}
    return found - {(time.at.year, time.at.month, time.at.day)}  # type: ignore[return-value]  # of three numbers


def _year_unlike_text(time: Timestamp, article: Article) -> float:
    """1 where the text names years, and none of them is that of its publication or the one before."""
    named = {int(year) for year in _YEAR_IN_TEXT.findall(article.body[:_DATED_HEAD])}
    return float(bool(named) and named.isdisjoint((time.at.year, time.at.year - 1)))


def _unlike_text(time: Timestamp, article: Article) -> float:
    """1 where the text names days, and none is near its publication; a dateline's day counts alone."""
    dateline = article.original.day if article.original and article.original.day else None
    named = _DAY_IN_TEXT.findall((dateline or article.body)[:_DATED_HEAD])
    if not named:
        return 0.0
    return float(not any(_is_near(time, int(two or one), int(day)) for two, one, day in named))


def _is_near(time: Timestamp, month: int, day: int) -> bool:
    for year in (time.at.year, time.at.year - 1):
        try:
            named = time.at.replace(year=year, month=month, day=day)
        except ValueError:  # there is no such day
            continue
        if -_AHEAD <= time.at - named <= _FAR_OFF:
            return True
    return False


def _text_features(article: Article, page: Page, lines: Sequence[str]) -> Features:
    characters = len(article.body)
    without_stop = sum(len(line) for line in lines if line[-1:] not in _STOPS)
    last = next((line for line in reversed(lines) if len(line) >= _PARAGRAPH), "")
    whole = len(lines) <= 2 * _HEAD_AND_FOOT
    edges = lines if whole else (*lines[:_HEAD_AND_FOOT], *lines[-_HEAD_AND_FOOT:])
    return {
        "text_missing": float(not lines and article.kind == "article"),
        "text_one_line": float(len(lines) == 1),
        "text_unpunctuated": without_stop / characters if characters else 0.0,
        "text_breaks_off": float(bool(last) and last[-1] not in _STOPS),
        "text_repeats": 1.0 - len(set(lines)) / len(lines) if lines else 0.0,
        "text_furniture": min(1.0, sum(map(_is_furniture, edges)) / 3),
        "page_cut_off": float(not page.has("</html") and not page.has("</HTML")),
        "text_garbled": float(bool(_GARBLED.search(article.title) or _GARBLED.search(article.body, 0, 500))),
        "summary_elsewhere": _summary_elsewhere(page.metadata.text(DESCRIPTION) or "", article),
    }


def _is_furniture(line: str) -> bool:
    if len(line) >= 2 * _PARAGRAPH or is_editor_line(line):
        return False
    return is_end_mark(line) or is_boilerplate(line) or is_info_line(line)


def _summary_elsewhere(summary: str, article: Article) -> float:
    """1 where the page describes itself in words that its text has not, and that are about the headline or
    the text; half that for words about neither, which may be the outlet's own."""
    runs = [run for run in _WORDS.findall(summary[:_SUMMARY_READ]) if len(run) >= _SUMMARY_HEAD][:3]
    if len(summary) < _SUMMARY or not runs or any(run[:_SUMMARY_HEAD] in article.body for run in runs):
        return 0.0
    return 1.0 if likeness(article.title, summary) > _ABOUT else 0.5


def _surroundings(article: Article, placed: _Placed) -> Features:
    """What stands around and amid the lines of the text."""
    lines, body, paragraphs, title = placed.lines, placed.body, placed.paragraphs, placed.title
    if not body or not article.body:
        return {"text_unprinted": float(bool(article.body))}
    first, last, inside = body[0], body[-1], frozenset(body)
    above_from = first - _BESIDE if title is None or title > first else title + 1
    elsewhere = amid = below = above = 0
    for number, size in paragraphs.items():
        if number not in inside:
            elsewhere += size
            amid += size * (first < number < last)
            below += size * (last < number <= last + _BESIDE)
            above += size * (above_from <= number < first)
    size = len(article.body)
    return {
        "text_unprinted": 0.0,
        "prose_elsewhere": elsewhere / sum(paragraphs.values()) if paragraphs else 0.0,
        "prose_amid": min(1.0, 2 * amid / size),
        "prose_below": min(1.0, 2 * below / size),
        "prose_above": min(1.0, 2 * above / size),
        "text_linked": min(1.0, 3 * sum(lines[number].linked for number in body) / size),
        "title_far": min(1.0, (first - title) / _FAR) if title is not None and title <= first else 0.0,
        "title_below_text": float(title is not None and title > first),
    }
