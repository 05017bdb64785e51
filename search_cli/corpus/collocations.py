"""Collocations: what stands near the words of a query more often than elsewhere.

Counted are words where a segmenter is chosen, else runs of two to ten characters that nothing interrupts
(segmenters.py). Near is what stands within a window of units on either side of a place, in its paragraph;
where windows overlap it is counted once. Elsewhere is all other text that is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Literal, get_args

from indexer.search import Hit, Query, SearchIndex
from indexer.search.terms import GLUE, uncovered
from indexer.search.text.occurrences import asks_for_words, occurrences
from search_cli.corpus.association import log_dice, log_likelihood
from search_cli.corpus.context_windows import Stretch, stretches, windows
from search_cli.corpus.segmenters import Cut, characters
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

Measure = Literal["log-likelihood", "log-dice"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
READ = 10_000  # articles of each side; ids are hashes, so the first by id are as good as any drawn by lot
WINDOWS = {"characters": 10, "words": 5}  # units on each side
LEAST = 3  # times near
_LONGEST = 10  # characters of a run
_COMPARED = ("title", "body")  # the texts of an article that is compared with as a whole


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`window` None: 10 characters, or 5 words where `cut` gives words (`units`)."""

    cut: Cut = characters
    units: Literal["characters", "words"] = "characters"
    window: int | None = None
    least: int = LEAST
    measure: Measure = "log-likelihood"
    read: int = READ

    @property
    def reach(self) -> int:
        return self.window if self.window is not None else WINDOWS[self.units]

    @property
    def longest(self) -> int:
        return _LONGEST if self.units == "characters" else 1


@dataclass(frozen=True, kw_only=True)
class Collocate:
    """`near` and `elsewhere`: how often it stands there in the articles read; `articles`: in how many it
    stands near."""

    text: str
    near: int
    elsewhere: int
    articles: int
    log_likelihood: float
    log_dice: float


@dataclass(frozen=True, kw_only=True)
class Collocations:
    """Best first. `places` of the query were found in `read` articles of its `total`, and compared with
    `compared` articles of `compared_total`."""

    found: tuple[Collocate, ...]
    places: int
    read: int
    total: int
    compared: int
    compared_total: int
    settings: Settings


@dataclass
class _Side:
    """What was read of one side: articles of `total`, and the places of the query in them."""

    places: int = 0
    read: int = 0
    total: int = 0
    ids: set[str] = field(default_factory=set)


@dataclass
class _Counts:
    """How often each run stands in some text, and how many runs of each length there are."""

    runs: Counter[str] = field(default_factory=Counter)
    all: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Candidate:
    """A run that is frequent near the places: its units, as it was printed first, and where it stands."""

    units: tuple[str, ...]
    printed: str
    near: int
    articles: int


def collocations(
    index: SearchIndex, query: Query, against: Query | None = None, settings: Settings | None = None
) -> Collocations:
    """What stands near the words of `query` more often than in all other text, or than near the words of
    `against`; where that has none, than in its articles. Raises `UsageProblem` for a query without words."""
    chosen = settings or Settings()
    if chosen.measure not in MEASURES or chosen.reach < 1 or chosen.least < 1 or chosen.read < 1:
        raise UsageProblem(
            message(
                "window, least and read are numbers from 1 on, measure one of {measures}", measures=MEASURES
            )
        )
    if not asks_for_words(query):
        raise UsageProblem(translated("collocates stand near words: name a word, fields may stand beside it"))
    here, there = _Side(), _Side()
    near = [
        stretch
        for hit in _read(index, query, here, chosen)
        for stretch in _near(hit.document, query, chosen, here)
    ]
    candidates = _frequent(near, chosen)
    elsewhere = _Counts()
    wanted = {one.units for one in candidates.values()}
    for hit in _read(index, Query() if against is None else against, there, chosen):
        if against is not None and asks_for_words(against):
            text = _near(hit.document, against, chosen, there)
        else:
            text = _rest(hit.document, query if hit.id in here.ids else None, chosen)
        _count(text, wanted, elsewhere, chosen.longest)
    return Collocations(
        found=_ranked(candidates, _lengths(near, chosen.longest), elsewhere, (here, there), chosen.measure),
        places=here.places,
        read=here.read,
        total=here.total,
        compared=there.read,
        compared_total=there.total,
        settings=chosen,
    )


def _read(index: SearchIndex, query: Query, side: _Side, chosen: Settings) -> Iterator[Hit]:
    portions = index.scan(query)
    first = next(portions)
    side.total = first.total
    hits = chain(first.hits, chain.from_iterable(portion.hits for portion in portions))
    for hit in islice(hits, chosen.read):
        side.read += 1
        side.ids.add(hit.id)
        yield hit


def _near(document: dict[str, Any], query: Query, chosen: Settings, side: _Side) -> Iterator[Stretch]:
    """What stands near the query's places in an article."""
    for _, text, spans in occurrences(document, query):
        side.places += len(spans)
        if spans:
            units = chosen.cut(text)
            near, _ = windows(text, units, spans, chosen.reach)
            yield from stretches(document["id"], text, units, near)


def _rest(document: dict[str, Any], query: Query | None, chosen: Settings) -> Iterator[Stretch]:
    """An article's title and text, without the query's places and what stands near them."""
    spans = {name: spans for name, _, spans in occurrences(document, query)} if query else {}
    for name in _COMPARED:
        if text := document.get(name):
            units = chosen.cut(text)
            near, inside = windows(text, units, spans.get(name, ()), chosen.reach)
            rest = set(range(len(units))) - near - inside
            yield from stretches(document["id"], text, units, rest)


def _frequent(found_near: Sequence[Stretch], chosen: Settings) -> dict[str, _Candidate]:
    """The runs that stand there at least `least` times. From short to long: a longer run is looked at only
    where the shorter one that begins it was frequent."""
    found: dict[str, _Candidate] = {}
    places = [(stretch, start) for stretch in found_near for start in range(len(stretch.units))]
    for length in range(1, chosen.longest + 1):
        runs: dict[tuple[str, ...], list[tuple[Stretch, int]]] = {}
        for stretch, start in places:
            if start + length <= len(stretch.units):
                runs.setdefault(stretch.units[start : start + length], []).append((stretch, start))
        frequent = {run: there for run, there in runs.items() if len(there) >= chosen.least}
        for run, there in frequent.items():
            if _is_one(run, chosen):
                stretch, start = there[0]
                printed = "".join(stretch.printed[start : start + length])
                articles = len({one.article for one, _ in there})
                found["".join(run)] = _Candidate(run, printed, len(there), articles)
        places = list(chain.from_iterable(frequent.values()))
    if chosen.units == "words":
        return found
    return {run: found[run] for run in uncovered({name: one.near for name, one in found.items()})}


def _is_one(run: tuple[str, ...], chosen: Settings) -> bool:
    """Whether a run may be a collocate: a word, or at least two characters without glue (的, 了, 在) at their
    edges, and no number in it."""
    if any(unit[0].isdigit() for unit in run):
        return False
    if len(run) == 1:
        return len(run[0]) > 1 or (chosen.units == "words" and run[0] not in GLUE)
    return run[0] not in GLUE and run[-1] not in GLUE


def _count(text: Iterable[Stretch], wanted: set[tuple[str, ...]], counts: _Counts, longest: int) -> None:
    """Adds how often the wanted runs stand in the stretches."""
    lengths: dict[str, set[int]] = {}
    for run in wanted:
        lengths.setdefault(run[0], set()).add(len(run))
    for stretch in text:
        counts.all.update(_lengths([stretch], longest))
        for start, unit in enumerate(stretch.units):
            for length in lengths.get(unit, ()):
                run = stretch.units[start : start + length]
                if len(run) == length and run in wanted:
                    counts.runs["".join(run)] += 1


def _lengths(text: Iterable[Stretch], longest: int) -> Counter[int]:
    """How many runs of each length stand in the stretches."""
    found = Counter[int]()
    for stretch in text:
        for length in range(1, min(longest, len(stretch.units)) + 1):
            found[length] += len(stretch.units) - length + 1
    return found


def _ranked(
    candidates: dict[str, _Candidate],
    all_near: Counter[int],
    elsewhere: _Counts,
    sides: tuple[_Side, _Side],
    measure: Measure,
) -> tuple[Collocate, ...]:
    # Of articles that were read in part: as often as in all of them.
    more, more_there = (side.total / max(side.read, 1) for side in sides)
    found = []
    for name, one in candidates.items():
        length, there = len(one.units), elsewhere.runs[name]
        likelihood = log_likelihood(one.near, all_near[length], there, elsewhere.all[length])
        if likelihood <= 0:
            continue
        near = one.near * more
        found.append(
            Collocate(
                text=one.printed,
                near=one.near,
                elsewhere=there,
                articles=one.articles,
                log_likelihood=likelihood,
                log_dice=log_dice(near, sides[0].places * more, near + there * more_there),
            )
        )
    if measure == "log-dice":
        return tuple(sorted(found, key=lambda one: (-one.log_dice, one.text)))
    return tuple(sorted(found, key=lambda one: (-one.log_likelihood, one.text)))
