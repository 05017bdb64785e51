"""What every index does: `SearchIndex`, with one implementation a backend (embedded/, elastic/)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from indexer.search.query import Query
from indexer.search.results import Counts, Facet, Interval, Portion, Results, Term, Timeline
from indexer.search.writing import Encoded, Prepared, Refused, Write


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

    batch_size: int = 500  # documents that are best written, and acknowledged, together
    read_for_terms: int = 300  # of the best hits: `terms` chooses from what they say
    counts: Counts = "documents"  # what its numbers are numbers of; "stories" of a StoryIndex

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
    def facet(self, query: Query, field: str, *, limit: int = 20) -> Facet:
        """The values of a field among the hits, exactly; raises `UsageProblem` for a field not counted by."""

    @abstractmethod
    def combinations(self, query: Query, *fields: str) -> Mapping[tuple[str | None, ...], int]:
        """How many hits have each combination of the values of several fields, exactly; None for a field that
        a hit lacks. Raises `UsageProblem` for a field not counted by, or twice the same."""

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
        """The terms that are distinctive of the hits against all other documents, highest score first; none
        of the query. Chosen from a sample, counted exactly."""

    @abstractmethod
    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        """Documents that share distinctive pairs of characters with this one, the most alike first, without
        itself. Raises `UnknownDocument`."""

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
        return [*ready.refused, *(self._put(ready.encoded) if ready.encoded else ())]

    @abstractmethod
    def prepare(self, batch: Iterable[Write]) -> Prepared:
        """Encodes documents for `write`, without asking the index; may be called in another thread."""

    @abstractmethod
    def _put(self, encoded: Sequence[Encoded]) -> list[Refused]: ...

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

    def rebuild_benefits(self) -> tuple[str, ...]:
        """What a rebuild of the index would bring, a line each; none where it would be the same."""
        return ()

    @property
    def of_documents(self) -> SearchIndex:
        """The index that counts documents: itself, for most."""
        return self

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
