"""The embedded index: tantivy in a directory, single characters with positions, nothing to install."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

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
from indexer.search.embedded.held_columns import held_columns, missing_fields
from indexer.search.embedded.hits import by_score, highlighted, hit, page, stored_document
from indexer.search.embedded.integrity import META
from indexer.search.embedded.listing import in_order
from indexer.search.embedded.phrase_counts import EmbeddedCounts
from indexer.search.embedded.query import Builder, count
from indexer.search.embedded.schema import FORMAT, digest, entry
from indexer.search.embedded.similar import similar
from indexer.search.embedded.snapshot import open_snapshot
from indexer.search.errors import SearchError, UnknownDocument
from indexer.search.interface import IndexInfo, SearchIndex
from indexer.search.missing_fields import MissingFields
from indexer.search.query import Query
from indexer.search.results import Facet, Interval, Portion, Results, Term, Timeline
from indexer.search.story_of_article import with_stories_of_articles
from indexer.search.text.similarity import CANDIDATES, copies_first
from indexer.search.writing import Encoded, Prepared, Refused, Write, prepared
from shengmei.console.translation import message

_HEAP = 64_000_000  # bytes that the writer may hold before it writes a segment early


class EmbeddedIndex(SearchIndex):
    """Open for searching at any time; the writer's lock is held only inside `write`. With `read_only` it
    cannot be written to, and its directory may be one in which nothing can be made."""

    batch_size = 4000  # a commit costs as much as a few hundred documents

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
                details={
                    "created": self._marker.created_at,
                    "segments": str(searcher.num_segments),
                    **self._missing.details,
                },
            )

    def search(self, query: Query, *, limit: int = 10, offset: int = 0, highlight: bool = True) -> Results:
        with self._searcher() as searcher:
            followed = self._followed(searcher, query)
            total, found = page(searcher, self._builder(searcher, followed), followed, limit, offset)
            hits = [hit(score, stored_document(searcher, address)) for score, address in found]
        if highlight:
            hits = [highlighted(one, query) for one in hits]
        return Results(total=total, hits=tuple(hits))

    def count(self, query: Query) -> int:
        with self._searcher() as searcher:
            query = self._followed(searcher, query)
            return count(searcher, self._builder(searcher, query).matching(query))

    def facet(self, query: Query, field: str, *, limit: int = 20) -> Facet:
        with self._matching(query, facets.column(field)) as matching:
            return facets.facet(matching, field, limit)

    def combinations(self, query: Query, *fields: str) -> Mapping[facets.Combination, int]:
        with self._matching(query, *map(facets.column, fields)) as matching:
            return facets.combinations(matching, *fields)

    def timeline(self, query: Query, interval: Interval = "month") -> Timeline:
        with self._matching(query, *facets.TIMELINE) as matching:
            return facets.timeline(matching, query, interval)

    def scan(self, query: Query, *, after: str = "", batch: int = 500) -> Iterator[Portion]:
        with self._searcher() as searcher:
            query = self._followed(searcher, query)
            matching = self._builder(searcher, query).matching(query)
            yield from Scan(searcher, self._index.schema, matching).portions(after, batch)

    def terms(self, query: Query, *, limit: int = 20) -> tuple[Term, ...]:
        with self._searcher() as searcher:
            query = self._followed(searcher, query)
            counts = EmbeddedCounts(searcher, self._builder(searcher, query), query)
            return terms.distinctive(self, query, limit, counts)

    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        with self._searcher() as searcher:
            there = searcher.search(self._by_id(document_id), 1, count=False).hits
            if not there:
                raise UnknownDocument(message("the index holds no document {id}", id=document_id))
            document = stored_document(searcher, there[0][1])
            alike = similar(searcher, self._index.schema, document)
            if alike is None:
                return Results(total=0, hits=())
            if limit <= 0:
                return Results(total=count(searcher, alike), hits=())
            total, found = by_score(searcher, alike, min(max(limit, CANDIDATES), searcher.num_docs), 0)
            hits = [hit(score, stored_document(searcher, address)) for score, address in found]
            return Results(total=total, hits=copies_first(document, hits)[:limit])

    def explain(self, query: Query) -> str | None:  # noqa: ARG002  nothing is sent
        return None

    def newest_version(self) -> int:
        with self._searcher() as searcher:
            newest = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="version").hits
            return int(newest[0][0]) if newest else 0

    def get(self, document_id: str) -> dict[str, Any] | None:
        with self._searcher() as searcher:
            return self._document(searcher, document_id)

    def prepare(self, batch: Iterable[Write]) -> Prepared:
        return prepared(batch, lambda one: entry(one.document, one.version, self._held))

    def _put(self, encoded: Sequence[Encoded]) -> list[Refused]:
        """Commits, and lets the merges that the commit began come to an end, before it returns."""
        with speaking_of(self._path), self._writer() as writer:
            held = self._versions([one.id for one in encoded])
            for one in encoded:
                if held.get(one.id, -1) < one.version:
                    if one.id in held:  # each deletion is looked for in every segment
                        writer.delete_documents_by_term("id", one.id)
                    writer.add_document(one.content)
            writer.commit()
        return []

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        return self._versions(list(ids))

    def listed(self, batch: int = 1000) -> Iterator[dict[str, int]]:
        """All as of the moment when it begins."""
        with self._searcher() as searcher:
            for found in in_order(searcher, self._index.schema, batch):
                versions = searcher.fast_field_values("version", found)
                ids = [str(stored_document(searcher, address)["id"]) for address in found]
                yield {one: int(version or 0) for one, version in zip(ids, versions, strict=True)}

    def delete(self, ids: Sequence[str]) -> None:
        with speaking_of(self._path), self._writer() as writer:
            for one in ids:
                writer.delete_documents_by_term("id", one)
            writer.commit()

    def ensure_sound(self) -> None:
        ensure_sound(self._path, bodies=True)

    def rebuild_benefits(self) -> tuple[str, ...]:
        if self._marker.format != FORMAT:
            return (f"the newer layout: it was made in format {self._marker.format}, now {FORMAT} is made",)
        if self._missing.names or self._marker.digest in ("", digest()):
            return self._missing.benefit
        return ("the columns and the folding of this version: it was made with others",)

    def close(self) -> None:
        """Nothing is held between calls."""

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        if self._read_only:
            said = message("the index at {path} was opened for reading alone", path=self._path)
            raise SearchError(said)
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
        # A rebuilding may have put an index with other columns in its place.
        self._held = held_columns(self._path)
        self._missing = missing_fields(self._path, self._held)

    @contextmanager
    def _matching(self, query: Query, *counted_by: str) -> Iterator[EmbeddedMatching]:
        with self._searcher() as searcher:
            query = self._followed(searcher, query)
            matching = self._builder(searcher, query, *counted_by).matching(query)
            yield EmbeddedMatching(searcher, matching)

    def _document(self, searcher: tantivy.Searcher, document_id: str) -> dict[str, Any] | None:
        found = searcher.search(self._by_id(document_id), 1, count=False).hits
        return stored_document(searcher, found[0][1]) if found else None

    def _followed(self, searcher: tantivy.Searcher, query: Query) -> Query:
        return with_stories_of_articles(query, lambda key: self._document(searcher, key))

    def _builder(self, searcher: tantivy.Searcher, query: Query, *counted_by: str) -> Builder:
        """For a query that needs no field which the index lacks; raises `FieldMissing` for one that does."""
        self._missing.refuse(query, *counted_by)
        return Builder(searcher, self._index.schema, knows_lengths="length" in self._held)

    @cached_property
    def _held(self) -> frozenset[str]:
        """The columns that it has."""
        return held_columns(self._path)

    @cached_property
    def _missing(self) -> MissingFields:
        return missing_fields(self._path, self._held)

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
    now = os.stat(f"{path}/{META}")  # at each search: `Path` would take three times as long
    return now.st_ino, now.st_mtime_ns, now.st_size
