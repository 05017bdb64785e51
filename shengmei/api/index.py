"""An index opened for asking: a query as text or as a tree, answers as dataclasses and plain dicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from os import PathLike, fspath
from types import TracebackType
from typing import Any, Literal, Self, get_args, overload

from indexer.search import (
    Facet,
    Hit,
    IndexInfo,
    Interval,
    Query,
    Results,
    SearchIndex,
    Sort,
    Term,
    Timeline,
    UnknownDocument,
)
from indexer.search import open_index as open_search_index
from indexer.search.language.parser import parse
from indexer.search.results import Cycle
from search_cli.corpus.citations import bibtex, csl
from search_cli.corpus.collocations import LEAST, READ, Collocations, Measure, Settings, collocations
from search_cli.corpus.comparison import over as compared_over
from search_cli.corpus.concordance import CONTEXT, Concordance, Order, concordance
from search_cli.corpus.crosstab import Crosstab, crosstab
from search_cli.corpus.cycles import cycle
from search_cli.corpus.density import line_rows, reference
from search_cli.corpus.samples import Sample, draw
from search_cli.corpus.segmenters import characters, words_of
from search_cli.exporting.columns import columns, value
from shengmei import config
from shengmei.api.identifiers import ids_of
from shengmei.api.queries import query_of
from shengmei.api.stories import ArticleStories
from shengmei.console.translation import message
from shengmei.problems import UsageProblem


def parse_query(text: str, *, sort: Sort = "score", fresh: bool = False, today: date | None = None) -> Query:
    """The query that a text means, as `shengmei search` takes it: `长江 -武汉 date:2021-05..2021-06`.

    `sort`: `score`, `date` (oldest first) or `-date`; `fresh` lets newer articles come earlier; `last:30d`
    counts from `today`, a day in Beijing. Raises `QueryError`, whose message shows the place.
    """
    return parse(text, sort=sort, fresh=fresh, today=today)


def open_index(address: str | PathLike[str] | None = None) -> ArticleIndex:
    """Opens the index in a directory or at an `http(s)://` address for reading; without one that of
    `SHENGMEI_INDEX`, `SHENGMEI_DATA` or `shengmei.toml`, as the command does.

    In a directory no lock is taken and nothing is written. The login of a server comes from the variables
    `SHENGMEI_USERNAME`, `SHENGMEI_PASSWORD` and `SHENGMEI_API_KEY`. Raises `SearchError`.
    """
    if address is None:
        settings = config.load({})
        config.hand_over_login(settings)
        address = settings.index
    return ArticleIndex(open_search_index(fspath(address), read_only=True))


class ArticleIndex:
    """An open index. Each method takes a query as text or as a `Query`; none, or `*`, asks for everything.

    What one method answers is of one moment; the next sees what was written meanwhile. All raise
    `SearchError`, and `QueryError` for a text that is no query.
    """

    def __init__(self, searched: SearchIndex) -> None:
        self._searched = searched

    @property
    def searched(self) -> SearchIndex:
        """The index as the rest of this program knows it."""
        return self._searched

    @property
    def stories(self) -> ArticleStories:
        """What it knows of stories: all copies of a text as one."""
        return ArticleStories(self._searched)

    def info(self) -> IndexInfo:
        """What the index says of itself: `documents`, `kind`, `identity`, `format`."""
        return self._searched.info()

    def search(
        self,
        query: str | Query = "",
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort | None = None,
        highlight: bool = True,
    ) -> Results:
        """`total`, which is exact, and the `hits` from `offset` on. A hit's `document` is a plain dict as
        docs/fields.md describes it; `highlights` are sentences with [start, end) of what was found.
        `sort` (`score`, `date`, `-date`) goes before what the query says."""
        asked = query_of(query)
        if sort is not None and sort not in get_args(Sort):
            raise UsageProblem(
                message("no order {sort!r}: take one of {known}", sort=sort, known=", ".join(get_args(Sort)))
            )
        if limit < 0 or offset < 0:
            raise UsageProblem(
                message("limit and offset are numbers from 0 on, not {number}", number=min(limit, offset))
            )
        asked = asked if sort is None else replace(asked, sort=sort)
        return self._searched.search(asked, limit=limit, offset=offset, highlight=highlight)

    def count(self, query: str | Query = "") -> int:
        """How many articles match."""
        return self._searched.count(query_of(query))

    def facet(self, query: str | Query, field: str, *, limit: int = 20) -> Facet:
        """How often each value of a field stands in what matches: `values` are pairs of value and articles,
        most first. `year` and `published_month` are fields too. Raises `UsageProblem` for one that is not."""
        return self._searched.facet(query_of(query), field, limit=limit)

    def crosstab(
        self, query: str | Query, first: str, second: str, *, rows: int = 20, columns: int = 10
    ) -> Crosstab:
        """Two fields against each other: `rows` and `columns` are values (None: without one), `cells` has the
        articles of each pair, `cell(row, column)` one of them. Raises `UsageProblem` for what is no field."""
        return crosstab(self._searched, query_of(query), first, second, rows=rows, columns=columns)

    def timeline(self, query: str | Query = "", interval: Interval | Cycle = "month") -> Timeline:
        """`buckets` are pairs of a first day (`2021-05-01`) and articles, in Beijing's calendar, 0 in gaps.
        `interval`: day, week, month, quarter, year; or hour (`00` to `23`, for which every hit is read) and
        weekday (`Mon` to `Sun`). Raises `UsageProblem` above 20,000 buckets."""
        if interval == "hour" or interval == "weekday":
            return cycle(self._searched, query_of(query), interval)
        if interval not in get_args(Interval):
            known = (*get_args(Interval), *get_args(Cycle))
            raise UsageProblem(
                message(
                    "{interval} is no interval: take one of {known}",
                    interval=interval,
                    known=", ".join(known),
                )
            )
        return self._searched.timeline(query_of(query), interval)

    def density(
        self,
        query: str | Query,
        interval: Interval = "month",
        *,
        over: str = "site",
        limit: int = 8,
        against: str | None = None,
    ) -> list[dict[str, Any]]:
        """How much of its output each outlet (or value of the field `over`; the `limit` most frequent) gives
        to what matches, a dict for each of them and each time, as `compare --density --csv` has them:
        `label`, `from`, `count`, `all`, `share` with its 95 % confidence interval `low` to `high`, `past`
        (times the share of all its earlier times) and `against` (times the share of another outlet, named by
        id or as pages credit it, or of a query); None where there is nothing to be held against. Raises
        `UsageProblem`."""
        if interval not in get_args(Interval):
            raise UsageProblem(
                message(
                    "{interval} is no interval: take one of {known}",
                    interval=interval,
                    known=", ".join(get_args(Interval)),
                )
            )
        found = compared_over(self._searched, query_of(query), over, interval, limit, normalise=True)
        beside = reference(self._searched, found, against)
        return [
            {"label": line.label, **row}
            for number, line in enumerate(found.lines)
            for row in line_rows(found, number, beside)
        ]

    @overload
    def cite(self, query: str | Query, form: Literal["bibtex"] = "bibtex") -> Iterator[str]: ...

    @overload
    def cite(self, query: str | Query, form: Literal["csl"]) -> Iterator[dict[str, Any]]: ...

    def cite(self, query: str | Query, form: str = "bibtex") -> Iterator[Any]:
        """A citation of each article that matches, ordered by id: `bibtex` gives an entry as text, `csl` an
        item of CSL-JSON as a dict. Of one article: `index.cite(f"id:{id}")`. Raises `UsageProblem`."""
        if form not in ("bibtex", "csl"):
            raise UsageProblem(message("{form} is no form of a citation: take one of bibtex, csl", form=form))
        cited = bibtex if form == "bibtex" else csl
        return (cited(hit.document) for hit in self.scan(query))

    def terms(self, query: str | Query, *, limit: int = 20) -> tuple[Term, ...]:
        """What marks the articles that match against all others, the most telling first."""
        return self._searched.terms(query_of(query), limit=limit)

    def concordance(
        self,
        query: str | Query,
        *,
        order: Order = "right",
        sample: int | None = None,
        seed: int = 1,
        context: int = CONTEXT,
    ) -> Concordance:
        """Each place of the query's words in what matches: `lines` with `left`, `hit`, `right`, the article's
        `id` and some of its fields (`document`). `order`: left, right, date; `sample` places by lot of
        `seed`; `context` characters on each side. Raises `UsageProblem` for a query without words."""
        return concordance(
            self._searched, query_of(query), order=order, sample=sample, seed=seed, context=context
        )

    def collocates(
        self,
        query: str | Query,
        *,
        against: str | Query | None = None,
        window: int | None = None,
        least: int = LEAST,
        segmenter: str | None = None,
        measure: Measure = "log-likelihood",
        read: int = READ,
    ) -> Collocations:
        """What stands near the query's words more often than in all other text, or than near those of
        `against`: `found` has `text`, `near`, `elsewhere`, `articles`, `log_likelihood` and `log_dice`.
        `window` units on each side: 10 characters, or 5 words where `segmenter` is `jieba`; `least` times
        near; at most `read` articles of each side are read. Raises `UsageProblem`."""
        settings = Settings(
            cut=words_of(segmenter) if segmenter else characters,
            units="words" if segmenter else "characters",
            window=window,
            least=least,
            measure=measure,
            read=read,
        )
        other = query_of(against) if against is not None else None
        return collocations(self._searched, query_of(query), other, settings)

    def sample(
        self, query: str | Query, size: int, *, seed: int = 1, by: str | None = None, equal: bool = False
    ) -> list[dict[str, Any]]:
        """`size` documents of what matches, the same for the same seed; `by` a field in proportion to its
        values, or `equal`ly many of each. Raises `UsageProblem`."""
        drawn = draw(self._searched, query_of(query), Sample(size=size, seed=seed, by=by, equal=equal))
        return [found for one in drawn.ids if (found := self._searched.get(one)) is not None]

    def scan(self, query: str | Query = "", *, after: str = "") -> Iterator[Hit]:
        """Every article that matches once, ordered by id, behind the id `after`; 500 are in memory at a
        time, however many there are."""
        for portion in self._searched.scan(query_of(query), after=after):
            yield from portion.hits

    def rows(
        self,
        query: str | Query = "",
        fields: str | Sequence[str] = ("id", "url", "title", "published", "site"),
    ) -> Iterator[dict[str, Any]]:
        """As `scan`, a flat dict an article with exactly these fields (docs/fields.md), None where it has no
        value: `pandas.DataFrame(index.rows("长江", ["title", "published_day", "share.link"]))`. Raises
        `UsageProblem` for a name that is no field."""
        names = [field.name for field in columns(named(fields))]
        return ({name: value(hit.document, name) for name in names} for hit in self.scan(query))

    def get(self, name: str) -> dict[str, Any] | None:
        """The document of the article with this id or address; None for one that the index does not hold."""
        return next(filter(None, map(self._searched.get, ids_of(name))), None)

    def similar(self, name: str, *, limit: int = 10) -> Results:
        """The articles that share what is telling in the one with this id or address, the most alike first;
        itself left out. Raises `SearchError` for one that the index does not hold."""
        document = self.get(name)
        if document is None:
            raise UnknownDocument(f"the index holds no article {name}")
        return self._searched.similar(document["id"], limit=limit)

    def close(self) -> None:
        self._searched.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()


def named(fields: str | Sequence[str]) -> str:
    """`["title", "published"]` and `"title,published"` give the latter."""
    return fields if isinstance(fields, str) else ",".join(fields)
