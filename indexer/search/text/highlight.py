"""Highlights: sentences of the printed text in which phrases of the query stand, with their places.

Both indexes use it, on the document they stored, so a mark never depends on an engine's own highlighter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from indexer.search.fields import TITLE, headlines, query_texts, table
from indexer.search.query import Phrase, Query
from indexer.search.relevance import SEARCHED, phrase_words, phrases
from indexer.search.results import Highlight
from indexer.search.text.fold import fold, words
from indexer.search.text.spellings import spellings

FRAGMENTS = 3  # of a body or summary
WIDEST, NARROWEST = 80, 60  # display columns; a Chinese character takes two
_LEAD = 24  # columns kept before a mark when a sentence is too long to stand whole
_MOST_MARKS = 200  # of one text; what comes later is not shown
_SENTENCE = re.compile(r"""[^。！？!?；;\n]*(?:[。！？!?；;\n]+[”’」』）)》】"]*|$)""")
# One character for one, so that marks keep their places; a terminal must not see these.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Span(NamedTuple):
    """Code points [start, end) of a printed text, where the phrase of this number stands."""

    start: int
    end: int
    phrase: int = 0


def highlights(document: dict[str, Any], query: Query) -> tuple[Highlight, ...]:
    """The title if it is marked, then up to `FRAGMENTS` places of each text; empty without phrases."""
    found: list[Highlight] = []
    for field in _shown():
        searched = TITLE if field in headlines() else field
        wanted = [phrase for phrase in phrases(query.root) if searched in (phrase.fields or SEARCHED)]
        text = document.get(field) or ""
        if wanted and (spans := find(text, wanted)):
            found += [_whole(text, spans)] if field == TITLE else _fragments(field, text, spans)
    return tuple(found)


@cache
def _shown() -> tuple[str, ...]:
    """The fields of which hits show places: `("title", "kicker", "subtitle", "body", "summary")`."""
    return tuple(name for name in table() if name in (*headlines(), *query_texts()))


def find(text: str, wanted: list[Phrase], most: int | None = _MOST_MARKS) -> list[Span]:
    """Every place of every phrase, at most `most`: `江` in `江，江` gives (0, 1) and (2, 3)."""
    folded = fold(text)
    spans = [
        Span(*place, number)
        for number, phrase in enumerate(wanted)
        for run in spellings(tuple(phrase_words(phrase)))
        for place in islice(_places(folded, run), most)
    ]
    return sorted(spans)[:most]


def _places(folded: str, run: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a run of tokens stands. Cutting the whole text into tokens would cost ten times as much."""
    start = folded.find(run[0]) if run else -1
    while start >= 0:
        end = _end(folded, start, run)
        if end and _is_run(folded, start, end, run):
            yield start, end
        start = folded.find(run[0], start + 1)


def _end(folded: str, start: int, run: Sequence[str]) -> int:
    """Where a run that begins at `start` ends, whatever stands between its tokens; 0 when it does not."""
    end = start + len(run[0])
    for token in run[1:]:
        while not folded.startswith(token, end):
            if end == len(folded) or folded[end].isalnum():
                return 0
            end += 1
        end += len(token)
    return end


def _is_run(folded: str, start: int, end: int, run: Sequence[str]) -> bool:
    """Whether the analyzer cuts this place into these tokens: `gdp` in `gdps` it does not."""
    before = folded[max(start - 1, 0) : start]
    there, first = words(folded[start - len(before) : end + 1]), len(words(before))
    return there[first : first + len(run)] == list(run)


def _whole(text: str, spans: list[Span]) -> Highlight:
    return Highlight(field="title", text=_safe(text), marks=_marks(spans, 0, len(text), 0))


def _fragments(field: str, text: str, spans: list[Span]) -> list[Highlight]:
    sentences = _sentences(text)
    windows: list[Span] = []
    for span in spans:
        if not windows or span.end > windows[-1].end:
            windows.append(_window(text, sentences, span, floor=windows[-1].end if windows else 0))
    return [_cut(field, text, window, spans, sentences) for window in _best(windows, spans)]


def _best(windows: list[Span], spans: list[Span]) -> list[Span]:
    """The windows that together show most phrases, the first of equal ones; in the order of the text."""
    shows = {
        window: {span.phrase for span in spans if window.start <= span.start and span.end <= window.end}
        for window in windows
    }
    chosen: list[Span] = []
    seen: set[int] = set()
    while len(chosen) < FRAGMENTS and (left := [window for window in windows if window not in chosen]):
        best = max(left, key=lambda window: (len(shows[window] - seen), -window.start))
        chosen.append(best)
        seen |= shows[best]
    return sorted(chosen)


def _window(text: str, sentences: list[int], span: Span, floor: int) -> Span:
    """The sentences that hold the span: more of them while they are short, the later before the earlier and
    none that begins before `floor`; part of one that is long."""
    first = bisect_right(sentences, span.start) - 1
    last = bisect_right(sentences, span.end - 1)
    if _width(text[sentences[first] : sentences[last]]) > WIDEST:
        return _part(text, Span(sentences[first], sentences[last]), span)
    while last + 1 < len(sentences) and _joins(text, sentences[first], sentences[last], sentences[last + 1]):
        last += 1
    while sentences[first] > floor and _joins(text, sentences[last], sentences[first], sentences[first - 1]):
        first -= 1
    return Span(sentences[first], sentences[last])


def _joins(text: str, held: int, edge: int, further: int) -> bool:
    """Whether the window from `held` to `edge`, either way round, is narrow and stays fit when it goes on."""
    now, then = (sorted((held, to)) for to in (edge, further))
    return _width(text[slice(*now)]) < NARROWEST and _width(text[slice(*then)]) <= WIDEST


def _part(text: str, sentence: Span, span: Span) -> Span:
    """From the sentence's beginning where the mark stands near it, else from a little before the mark."""
    room = WIDEST - 2  # one column on either side for `…`
    if _width(text[sentence.start : span.end]) <= room:
        start = sentence.start
    else:
        start = span.start - _reach(text[sentence.start : span.start][::-1], _LEAD)
    return Span(start, min(sentence.end, start + _reach(text[start : sentence.end], room)))


def _reach(text: str, columns: int) -> int:
    """How many characters fit: `长江abc` in 5 columns gives 3."""
    for number, character in enumerate(text):
        columns -= _columns(character)
        if columns < 0:
            return number
    return len(text)


def _cut(field: str, text: str, window: Span, spans: list[Span], sentences: list[int]) -> Highlight:
    """The window without blanks at its edges; `…` where it begins or ends inside a sentence."""
    start, end = window.start, window.end
    before, after = ("" if edge in sentences else "…" for edge in (start, end))
    shown = _safe(text[start:end]).rstrip()
    blanks = len(shown) - len(shown.lstrip())
    start, end = start + blanks, start + len(shown)
    # One that the cut goes through is not marked, unless it is too long for any window.
    inside = [span for span in spans if start <= span.start and span.end <= end] or spans
    marks = _marks(inside, start, end, len(before))
    return Highlight(field=field, text=before + _safe(text[start:end]) + after, marks=marks)


def _marks(spans: list[Span], start: int, end: int, shift: int) -> tuple[tuple[int, int], ...]:
    """The spans inside [start, end) as places in the cut text; those that overlap become one."""
    marks: list[tuple[int, int]] = []
    for span in spans:
        left, right = max(span.start, start) - start + shift, min(span.end, end) - start + shift
        if left >= right:
            continue
        if marks and left < marks[-1][1]:
            left, right = marks[-1][0], max(right, marks.pop()[1])
        marks.append((left, right))
    return tuple(marks)


def _sentences(text: str) -> list[int]:
    """Where sentences begin, and the text's end: `好。真好！` gives `[0, 2, 5]`."""
    return [match.start() for match in _SENTENCE.finditer(text) if match.group()] + [len(text)]


def _safe(text: str) -> str:
    return _UNSAFE.sub(" ", text)


def _width(text: str) -> int:
    return sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    from wcwidth import wcwidth  # here, because it costs a search that shows nothing 20 ms

    return 1 if _UNSAFE.match(character) else max(wcwidth(character), 0)
