"""The embedded index: tantivy in a directory, single characters with positions, nothing to install."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import tantivy

from indexer.search import facets, terms
from indexer.search.embedded.aggregations import EmbeddedMatching, Scan
from indexer.search.embedded.directory import (
    Marker,
    ensure_same,
    ensure_sound,
    open_directory,
    share_meta,
    speaking_of,
)
from indexer.search.embedded.integrity import META
from indexer.search.embedded.listing import in_order
from indexer.search.embedded.phrase_counts import EmbeddedCounts
from indexer.search.embedded.query import Builder, count, counted, has_scores
from indexer.search.embedded.schema import FORMAT, entry
from indexer.search.embedded.similar import similar
from indexer.search.embedded.snapshot import open_snapshot
from indexer.search.errors import SearchError, UnknownDocument
from indexer.search.interface import IndexInfo, SearchIndex
from indexer.search.query import Query
from indexer.search.results import CountedField, Facet, Hit, Interval, Portion, Results, Term, Timeline
from indexer.search.text.highlight import highlights
from indexer.search.writing import Made, Prepared, Refused, Write, prepared

_HEAP = 64_000_000  # bytes that the writer may hold before it writes a segment early
# Documents that are read beyond a page at once, for those that have its last one's score: a share of all, the
# more of which the more may be alike; reading them costs a little, and a second search as much as the first.
_SPARE_SHARE, _LEAST_SPARE, _MOST_SPARE = 500, 20, 1_000
_TIES = 20_000  # documents of one score that are put in order by id; beyond, as they lie in the index
Found = list[tuple[float | None, tantivy.DocAddress]]


class EmbeddedIndex(SearchIndex):
    """Open for searching at any time; the writer's lock is held only inside `write`. With `read_only` it
    cannot be written to, and its directory may be one in which nothing can be made."""

    batch = 4000  # a commit costs as much as a few hundred documents

    def __init__(
        self,
        path: Path,
        index: tantivy.Index,
        marker: Marker,
        *,
        read_only: bool = False,
        seen: tuple[int, ...] = (),
    ) -> None:
        self._path, self._index, self._marker, self._read_only = path, index, marker, read_only
        self._seen = seen  # the state that was loaded last

    @classmethod
    def open(cls, address: str, *, create: bool = False, read_only: bool = False) -> EmbeddedIndex:
        """Opens the directory; raises `SearchError` when it holds no index that this program can read."""
        path = Path(address).expanduser()
        # Of before: what is written meanwhile is loaded by the first search.
        seen = _state(path) if read_only and (path / META).exists() else ()
        index, marker = open_directory(path, create=create, read_only=read_only)
        return cls(path, index, marker, read_only=read_only, seen=seen)

    @property
    def identity(self) -> str:
        return self._marker.identity

    def info(self) -> IndexInfo:
        with self._searcher() as searcher:
            return IndexInfo(
                address=str(self._path),
                kind="embedded",
                identity=self.identity,
                documents=searcher.num_docs,
                format=str(self._marker.format),
                details={"created": self._marker.created_at, "segments": str(searcher.num_segments)},
            )

    def search(self, query: Query, *, limit: int = 10, offset: int = 0, highlight: bool = True) -> Results:
        with self._searcher() as searcher:
            total, found = _page(searcher, Builder(searcher, self._index.schema), query, limit, offset)
            hits = [_hit(score, _document(searcher, address)) for score, address in found]
        if highlight:
            hits = [_marked(hit, query) for hit in hits]
        return Results(total=total, hits=tuple(hits))

    def count(self, query: Query) -> int:
        with self._searcher() as searcher:
            return count(searcher, Builder(searcher, self._index.schema).matching(query))

    def facet(self, query: Query, field: CountedField, *, limit: int = 20) -> Facet:
        with self._matching(query) as matching:
            return facets.facet(matching, field, limit)

    def timeline(self, query: Query, interval: Interval = "month") -> Timeline:
        with self._matching(query) as matching:
            return facets.timeline(matching, query, interval)

    def scan(self, query: Query, *, after: str = "", batch: int = 500) -> Iterator[Portion]:
        with self._searcher() as searcher:
            matching = Builder(searcher, self._index.schema).matching(query)
            yield from Scan(searcher, self._index.schema, matching).portions(after, batch)

    def terms(self, query: Query, *, limit: int = 20) -> tuple[Term, ...]:
        with self._searcher() as searcher:
            counts = EmbeddedCounts(searcher, Builder(searcher, self._index.schema), query)
            return terms.distinctive(self, query, limit, counts)

    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        with self._searcher() as searcher:
            there = searcher.search(self._by_id(document_id), 1, count=False).hits
            if not there:
                raise UnknownDocument(f"the index holds no document {document_id}")
            alike = similar(searcher, self._index.schema, _document(searcher, there[0][1]))
            if alike is None:
                return Results(total=0, hits=())
            if limit <= 0:
                return Results(total=count(searcher, alike), hits=())
            total, found = _by_score(searcher, alike, min(limit, searcher.num_docs), 0)
            hits = tuple(_hit(score, _document(searcher, address)) for score, address in found)
            return Results(total=total, hits=hits)

    def explain(self, query: Query) -> str | None:  # noqa: ARG002  nothing is sent
        return None

    def newest_version(self) -> int:
        with self._searcher() as searcher:
            newest = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="version").hits
            return int(newest[0][0]) if newest else 0

    def get(self, document_id: str) -> dict[str, Any] | None:
        with self._searcher() as searcher:
            found = searcher.search(self._by_id(document_id), 1, count=False).hits
            return _document(searcher, found[0][1]) if found else None

    def prepare(self, batch: Iterable[Write]) -> Prepared:
        return prepared(batch, lambda one: entry(one.document, one.version))

    def _put(self, made: Sequence[Made]) -> list[Refused]:
        """Commits, and lets the merges that the commit began come to an end, before it returns."""
        with speaking_of(self._path), self._writer() as writer:
            held = self._versions([one.id for one in made])
            for one in made:
                if held.get(one.id, -1) < one.version:
                    if one.id in held:  # each deletion is looked for in every segment
                        writer.delete_documents_by_term("id", one.id)
                    writer.add_document(one.form)
            writer.commit()
        return []

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        return self._versions(list(ids))

    def listed(self, batch: int = 1000) -> Iterator[dict[str, int]]:
        """All as of the moment when it begins."""
        with self._searcher() as searcher:
            for found in in_order(searcher, self._index.schema, batch):
                versions = searcher.fast_field_values("version", found)
                ids = [str(_document(searcher, address)["id"]) for address in found]
                yield {one: int(version or 0) for one, version in zip(ids, versions, strict=True)}

    def delete(self, ids: Sequence[str]) -> None:
        with speaking_of(self._path), self._writer() as writer:
            for one in ids:
                writer.delete_documents_by_term("id", one)
            writer.commit()

    def ensure_sound(self) -> None:
        ensure_sound(self._path, bodies=True)

    def rebuild_benefits(self) -> tuple[str, ...]:
        if self._marker.format == FORMAT:
            return ()
        return (f"the newer layout: it was made in format {self._marker.format}, now {FORMAT} is made",)

    def close(self) -> None:
        """Nothing is held between calls."""

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        if self._read_only:
            raise SearchError(f"the index at {self._path} was opened for reading alone")
        writer = self._index.writer(_HEAP, 1)
        try:
            ensure_same(self._path, self._marker)
            yield writer
        finally:
            # A writer that is merely dropped leaves its merges unfinished, and its lock to the collector.
            writer.wait_merging_threads()
            share_meta(self._path)

    @contextmanager
    def _searcher(self) -> Iterator[tantivy.Searcher]:
        """The newest state; one that was opened goes on seeing its own."""
        with speaking_of(self._path):
            if (state := _state(self._path)) != self._seen:
                self._load()
                self._seen = state
            yield self._index.searcher()

    def _load(self) -> None:
        ensure_sound(self._path)
        if self._read_only:
            self._index = open_snapshot(self._path)
        else:
            self._index.reload()

    @contextmanager
    def _matching(self, query: Query) -> Iterator[EmbeddedMatching]:
        with self._searcher() as searcher:
            yield EmbeddedMatching(searcher, Builder(searcher, self._index.schema).matching(query))

    def _by_id(self, document_id: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, "id", document_id, "basic")

    def _versions(self, ids: list[str]) -> dict[str, int]:
        """The versions that the index holds already; read while the writer's lock is held."""
        with self._searcher() as searcher:
            any_of = tantivy.Query.term_set_query(self._index.schema, "id", ids)
            if not ids or not count(searcher, any_of):
                return {}
            found = {one: searcher.search(self._by_id(one), 1, count=False).hits for one in ids}
            kept = {one: hits[0][1] for one, hits in found.items() if hits}
            versions = searcher.fast_field_values("version", list(kept.values()))
            return {one: int(version or 0) for one, version in zip(kept, versions, strict=True)}


def _state(path: Path) -> tuple[int, ...]:
    """What changes with every commit, which puts another file in this one's place."""
    now = (path / META).stat()
    return now.st_ino, now.st_mtime_ns, now.st_size


def _page(
    searcher: tantivy.Searcher, builder: Builder, query: Query, limit: int, offset: int
) -> tuple[int, Found]:
    """How many match, and where the asked-for page of them lies."""
    # Tantivy makes room for as many hits as it is asked for, and aborts the process when there is none.
    limit = min(limit, searcher.num_docs - offset)
    if limit <= 0:
        return count(searcher, builder.matching(query)), []
    if query.sort == "date":
        return _by_field(searcher, builder.matching(query), "date_rising", tantivy.Order.Asc, limit, offset)
    if query.sort == "-date" or (query.fresh and not has_scores(query)):
        return _by_field(searcher, builder.matching(query), "date_falling", tantivy.Order.Desc, limit, offset)
    if not has_scores(query):
        return _by_field(searcher, builder.matching(query), "id_order", tantivy.Order.Asc, limit, offset)
    return _by_score(searcher, builder.scored(query), limit, offset)


def _by_field(
    searcher: tantivy.Searcher, query: tantivy.Query, name: str, order: tantivy.Order, limit: int, offset: int
) -> tuple[int, Found]:
    found = searcher.search(query, limit, count=True, order_by_field=name, offset=offset, order=order)
    return counted(found), [(None, address) for _, address in found.hits]


def _by_score(searcher: tantivy.Searcher, query: tantivy.Query, limit: int, offset: int) -> tuple[int, Found]:
    """Reads on until the last score of the page is complete, so that equal scores can go by id."""
    wanted = offset + limit
    reach = wanted + min(max(searcher.num_docs // _SPARE_SHARE, _LEAST_SPARE), _MOST_SPARE)
    first = searcher.search(query, reach + 1, count=True)
    hits = first.hits
    while len(hits) > reach and hits[-1][0] == hits[wanted - 1][0] and reach < wanted + _TIES:
        reach = wanted + min((reach - wanted) * 20, _TIES)
        hits = searcher.search(query, reach + 1, count=False).hits
    last = hits[wanted - 1][0] if len(hits) >= wanted else -math.inf
    page = [hit for hit in hits if hit[0] >= last]
    order = searcher.fast_field_values("id_order", [address for _, address in page])
    ranked = sorted(zip(page, order, strict=True), key=lambda one: (-one[0][0], one[1]))
    return counted(first), [hit for hit, _ in ranked[offset:wanted]]


def _document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    stored: dict[str, Any] = orjson.loads(searcher.doc(address)["json"][0])
    return stored


def _hit(score: float | None, document: dict[str, Any]) -> Hit:
    return Hit(id=document["id"], score=score, document=document)


def _marked(hit: Hit, query: Query) -> Hit:
    found = highlights(hit.document, query)
    return Hit(id=hit.id, score=hit.score, document=hit.document, highlights=found)
