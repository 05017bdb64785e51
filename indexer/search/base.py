"""What both indexes meet: the question, the answer, and how documents come in.

A question is a tree of phrases and filters, built by search_cli/query.py or by hand; no text of a user ever
reaches a query parser of an engine. Meaning, the same on every index: a `Phrase` is a run of characters at
consecutive positions after folding (indexer/search/fold.py), in title or body unless a field is named; blanks
and punctuation inside it do not count. Characters decide what is found, words only the order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from indexer.search.writing import Made, Prepared, Refused, Write
from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:  # they are made of what stands here
    from indexer.search.answers import CountedField, Facet, Interval, Portion, Term, Timeline

TextField = Literal["title", "body", "summary"]
MarkedField = Literal["title", "kicker", "subtitle", "body", "summary"]
KeywordField = Literal[
    "site", "province", "city", "source", "reporters", "editors", "people", "column", "kind", "status", "id"
]
Sort = Literal["score", "date", "-date"]


class SearchError(Problem):
    """The index is absent, locked, foreign, newer than this program, or does not answer."""


class IndexAbsent(SearchError):
    """There is no index at the address."""


class IndexUnavailable(SearchError):
    """The index did not answer or is overloaded: the same request may succeed later."""


class IndexDamaged(SearchError):
    """What is kept of the index is not what was written: it is to be built anew from the store."""


class UnknownDocument(SearchError):
    """The index holds no document of this id."""


class QueryError(UsageProblem):
    """A query that does not parse; the message shows the place and says what was expected."""


@dataclass(frozen=True)
class Phrase:
    """A run of characters. `fields` empty: title or body."""

    text: str
    fields: tuple[TextField, ...] = ()


@dataclass(frozen=True)
class Keyword:
    """An exact value of a keyword field, compared after folding (`site:hbtv`, `province:湖北`)."""

    field: KeywordField
    value: str


@dataclass(frozen=True)
class Dates:
    """Published on a Beijing day from `start` to `end`, both included, `2021-05-23`; None is open."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


Node = Phrase | Keyword | Dates | And | Or | Not


@dataclass(frozen=True, kw_only=True)
class Query:
    """`root` None asks for everything. `text` is what the user typed, kept for the answer."""

    root: Node | None = None
    text: str = ""
    sort: Sort = "score"
    fresh: bool = False  # newer articles score higher

    @property
    def understood(self) -> str:
        """The query as understood, in the query language: `"长江" AND -title:"武汉" AND site:hbtv`."""
        return "*" if self.root is None else _spell(self.root)


def _spell(node: Node, inside: bool = False) -> str:
    match node:
        case Phrase(text, fields):
            spelled = " OR ".join(f"{name}:{_quoted(text)}" for name in fields) or _quoted(text)
            return f"({spelled})" if len(fields) > 1 else spelled
        case Keyword(name, value):
            alias = {"reporters": "reporter", "editors": "editor"}.get(name, name)
            return f"{alias}:{_quoted(value)}"
        case Dates(start, end):
            return f"date:{start or ''}..{end or ''}"
        case Not(part):
            return "-" + _spell(part, inside=True)
        case And(parts) | Or(parts):
            word = " AND " if isinstance(node, And) else " OR "
            spelled = word.join(_spell(part, inside=True) for part in parts)
            return f"({spelled})" if inside and len(parts) > 1 else spelled


def _quoted(text: str) -> str:
    """`他说"好"` gives `"他说\\"好\\""`, which the query language reads back; “ and ” end a phrase too."""
    return '"{}"'.format("".join("\\" + one if one in '\\"“”＂' else one for one in text))


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """A sentence of the printed text; `marks` are [start, end) in code points of `text`."""

    field: MarkedField
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One document found; `document` is all the index knows of it (indexer/search/mappings)."""

    id: str
    score: float | None
    document: dict[str, Any]
    highlights: tuple[Highlight, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Results:
    """`total` is exact; `hits` the asked-for page of them."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, kw_only=True)
class IndexInfo:
    """What an index says of itself, for `index status` and `doctor`."""

    address: str
    kind: Literal["embedded", "elasticsearch", "opensearch"]
    identity: str  # made with the index: one deleted or restored is noticed by it
    documents: int
    format: str  # version of mapping and layout
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class KeptIndex:
    """One of the indexes beside the one that answers: `kept` when another took its place, `unfinished` when
    it is being built."""

    name: str
    state: Literal["kept", "unfinished"]
    documents: int
    size: int  # bytes


class SearchIndex(ABC):
    """An open index. Searching and feeding raise `SearchError`; nothing else escapes."""

    batch: int = 500  # documents that are best written, and acknowledged, together
    read_for_terms: int = 300  # of the best hits: `terms` chooses from what they say

    @property
    @abstractmethod
    def identity(self) -> str:
        """The uuid written into the index when it was made."""

    @abstractmethod
    def info(self) -> IndexInfo: ...

    @abstractmethod
    def search(self, query: Query, *, limit: int = 10, offset: int = 0, highlight: bool = True) -> Results:
        """The hits from `offset` on, ordered as `query.sort` says; ties by id."""

    @abstractmethod
    def count(self, query: Query) -> int: ...

    @abstractmethod
    def facet(self, query: Query, field: CountedField, *, limit: int = 20) -> Facet:
        """The values of a field among the hits, exactly; raises `UsageProblem` for a field not counted by."""

    @abstractmethod
    def timeline(self, query: Query, interval: Interval = "month") -> Timeline:
        """From the first to the last hit that is dated so finely, or between the bounds of a `date:` filter
        that every hit must meet. Raises `UsageProblem` above 20,000 buckets."""

    @abstractmethod
    def scan(self, query: Query, *, after: str = "", batch: int = 500) -> Iterator[Portion]:
        """Every hit once, ordered by id, behind the id `after`; at most `batch` a portion, and little memory.
        At least one portion, which is empty when there are no (more) hits."""

    @abstractmethod
    def terms(self, query: Query, *, limit: int = 20) -> tuple[Term, ...]:
        """What marks the hits against all other documents, the most telling first; nothing of the query.
        Chosen by a sample, counted exactly."""

    @abstractmethod
    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        """Documents that share what is telling in this one, the most alike first, itself left out. Raises
        `UnknownDocument`."""

    @abstractmethod
    def explain(self, query: Query) -> str | None:
        """The request that `search` would send, to be pasted into Kibana; None where none is sent."""

    @abstractmethod
    def newest_version(self) -> int:
        """The highest version among its documents, 0 when it is empty: an index that was restored from an
        older copy holds less than what it once acknowledged."""

    @abstractmethod
    def get(self, document_id: str) -> dict[str, Any] | None: ...

    def write(self, batch: list[Write] | Prepared) -> list[Refused]:
        """Writes the batch durably, then returns what was refused for good. Raises `IndexUnavailable` when
        that cannot be known: the caller writes the same batch again, which is harmless."""
        ready = batch if isinstance(batch, Prepared) else self.prepare(batch)
        return [*ready.refused, *(self._put(ready.made) if ready.made else ())]

    @abstractmethod
    def prepare(self, batch: Iterable[Write]) -> Prepared:
        """Makes ready what needs no word with the index, for `write`; in another thread, if one likes."""

    @abstractmethod
    def _put(self, made: Sequence[Made]) -> list[Refused]: ...

    @abstractmethod
    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """The versions of those of the ids that it holds, as they are at this moment."""

    @abstractmethod
    def listed(self, batch: int = 1000) -> Iterator[dict[str, int]]:
        """Every document once, in batches of about that size: its id and version."""

    @abstractmethod
    def delete(self, ids: Sequence[str]) -> None:
        """Deletes documents durably; ids that it does not hold do no harm. Raises as `write` does."""

    def ensure_sound(self) -> None:  # noqa: B027  nothing to do is an answer
        """Reads all that is kept of it and raises `IndexDamaged` when that is not what was written; a server
        sees to its own files."""

    def gains(self) -> tuple[str, ...]:
        """What building the index anew would gain, a line each."""
        return ()

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
