"""The index on an Elasticsearch or OpenSearch server: one generation behind an alias, asked over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any, Literal, cast

from indexer.search import facets, terms
from indexer.search.elastic import bulk, generations, listing, template
from indexer.search.elastic.aggregations import WHOLE, ElasticMatching, Scan
from indexer.search.elastic.client import Address, Rejected, Server
from indexer.search.elastic.generations import Generation
from indexer.search.elastic.login import Login
from indexer.search.elastic.query import Builder, Counts
from indexer.search.elastic.terms import ElasticCounts, alike
from indexer.search.errors import IndexAbsent, SearchError, UnknownDocument
from indexer.search.interface import IndexInfo, SearchIndex
from indexer.search.missing_fields import MissingFields
from indexer.search.query import Query
from indexer.search.relevance import phrases
from indexer.search.results import Facet, Hit, Interval, Portion, Results, Term, Timeline
from indexer.search.story_of_article import with_stories_of_articles
from indexer.search.text.highlight import highlights
from indexer.search.text.similarity import CANDIDATES, copies_first
from indexer.search.writing import Encoded, Prepared, Refused, Write, prepared
from shengmei.console.translation import message, translated

_WINDOW = 10_000  # the server's own limit of `from` + `size`
_ANSWER_SECONDS = 25  # the server gives up before we do


class ElasticIndex(SearchIndex):
    """Open until closed; what was written here the next search here sees, and everyone else after `close`."""

    def __init__(
        self,
        server: Server,
        generation: Generation,
        patience: float = bulk.PATIENCE,
        alias: str | None = None,
    ) -> None:
        self._server, self._generation, self._patience = server, generation, patience
        self._alias = alias or server.address.alias
        self._missing = MissingFields(
            address=f"{server.address.url}/{server.address.prefix}",
            names=generation.missing,
            uncompared=generation.uncompared,
        )
        # Written, not refreshed; one that is being filled is never refreshed by the server itself.
        self._unseen = alias is not None

    @classmethod
    def open(cls, address: str, *, create: bool = False, patience: float = bulk.PATIENCE) -> ElasticIndex:
        """Opens the alias at `http://HOST:PORT` or `http://HOST:PORT/PREFIX`; with `create`, makes it.

        `patience`: seconds that `write` waits for an overloaded server. Raises `SearchError`.
        """
        server = Server(Address.parse(address), Login.from_environment())
        try:
            generation = generations.current(server)
            if generation is None and create:
                generation = generations.create(server)
            if generation is None:
                raise IndexAbsent(generations.absent(server))
        except BaseException:
            server.close()
            raise
        return cls(server, generation, patience)

    @property
    def identity(self) -> str:
        return self._generation.identity

    def info(self) -> IndexInfo:
        return IndexInfo(
            address=f"{self._server.address.url}/{self._server.address.prefix}",
            kind=cast('Literal["elasticsearch", "opensearch"]', self._server.kind),
            identity=self.identity,
            documents=self.count(Query()),
            format=self._generation.format,
            details={
                "index": self._generation.index,
                "words": self._generation.words or "none",
                **self._version(),
                **self._missing.details,
            },
        )

    def search(self, query: Query, *, limit: int = 10, offset: int = 0, highlight: bool = True) -> Results:
        if limit <= 0:
            return Results(total=self.count(query), hits=())
        total, found = self._page(self._request(query), limit, offset)
        hits = tuple(_hit(one, query, _is_scored(query), highlight) for one in found)
        return Results(total=total, hits=hits)

    def count(self, query: Query) -> int:
        answer = self._ask("_count", {"query": self._clause(query)})
        return int(answer["count"])

    def facet(self, query: Query, field: str, *, limit: int = 20) -> Facet:
        return facets.facet(self._matching(query, facets.column(field)), field, limit)

    def combinations(self, query: Query, *fields: str) -> Mapping[facets.Combination, int]:
        return facets.combinations(self._matching(query, *map(facets.column, fields)), *fields)

    def timeline(self, query: Query, interval: Interval = "month") -> Timeline:
        return facets.timeline(self._matching(query, *facets.TIMELINE), query, interval)

    def scan(self, query: Query, *, after: str = "", batch: int = 500) -> Iterator[Portion]:
        self._refresh()
        clause = self._clause(query)
        yield from Scan(self._server, self._alias, self._search, clause).portions(after, batch)

    def terms(self, query: Query, *, limit: int = 20) -> tuple[Term, ...]:
        counts = ElasticCounts(self._search, self._clause(query))
        words = counts.words if self._generation.words else None
        return terms.distinctive(self, query, limit, counts, words)

    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        if (document := self.get(document_id)) is None:
            raise UnknownDocument(message("the index holds no document {id}", id=document_id))
        body = {
            "query": alike(self._alias, document_id),
            "sort": [{"_score": "desc"}, {"id": "asc"}],
        }
        total, found = self._page(body, min(max(limit, CANDIDATES), _WINDOW), 0)
        hits = [_hit(one, Query(), True, False) for one in found]
        return Results(total=total, hits=copies_first(document, hits)[: max(limit, 0)])

    def explain(self, query: Query) -> str | None:
        body = json.dumps(
            {**self._request(query), "track_total_hits": True, "size": 10}, ensure_ascii=False, indent=2
        )
        return f"POST /{self._alias}/_search?search_type=dfs_query_then_fetch\n{body}"

    def newest_version(self) -> int:
        # A document's own version cannot be aggregated on OpenSearch; `change` is the same number.
        newest = {"size": 0, "aggs": {"newest": {"max": {"field": "change"}}}}
        return int(self._search(newest)["aggregations"]["newest"]["value"] or 0)

    def get(self, document_id: str) -> dict[str, Any] | None:
        if not document_id:
            return None
        # The id goes into the body, so that no id can become a part of the path.
        found = self._ask("_mget", {"ids": [document_id]})["docs"][0]
        return cast("dict[str, Any]", found["_source"]) if found.get("found") else None

    def prepare(self, batch: Iterable[Write]) -> Prepared:
        held = self._missing.held
        return prepared(batch, lambda one: bulk.encoded(replace(one, document=held(one.document))))

    def _put(self, encoded: Sequence[Encoded]) -> list[Refused]:
        self._ensure_same()
        self._unseen = True
        lines = [one.content for one in encoded]
        return bulk.write(self._server, self._alias, lines, patience=self._patience)

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        return listing.versions(self._ask, ids)

    def listed(self, batch: int = 1000) -> Iterator[dict[str, int]]:
        """What others wrote a moment ago is shown as well, where the login may ask for that."""
        with suppress(SearchError):
            self._unseen = True
            self._refresh()
        self._unseen = False
        return listing.listed(self._ask, batch, lean=self._server.kind == "elasticsearch")

    def delete(self, ids: Sequence[str]) -> None:
        if ids:
            self._ensure_same()
            self._unseen = True
            bulk.delete(self._server, self._alias, ids, patience=self._patience)

    def rebuild_benefits(self) -> tuple[str, ...]:
        generation = self._generation
        benefits = template.rebuild_benefits(self._server, generation.words, generation.digest)
        return (*self._missing.benefit, *benefits)

    def close(self) -> None:
        # All is written; what cannot be refreshed now the server shows by itself a little later.
        with closing(self._server), suppress(SearchError):
            self._refresh()

    def _matching(self, query: Query, *counted_by: str) -> ElasticMatching:
        return ElasticMatching(self._search, self._clause(query, *counted_by))

    def _clause(self, query: Query, *counted_by: str) -> dict[str, Any]:
        """The documents that match; raises `FieldMissing` where the index lacks a field that is asked for."""
        self._missing.refuse(query, *counted_by)
        return Builder(Counts()).matching(with_stories_of_articles(query, self.get))

    def _ensure_same(self) -> None:
        """Documents must not be acknowledged as in this index when another one has taken its name."""
        generations.ensure_same(self._server, self._alias, self._generation)

    def _refresh(self) -> None:
        if self._unseen:
            self._server.request("POST", f"/{self._alias}/_refresh")
            self._unseen = False

    def _ask(self, endpoint: str, body: dict[str, Any], **params: str) -> dict[str, Any]:
        try:
            self._refresh()
            return self._server.request("POST", f"/{self._alias}/{endpoint}", body, params=params)
        except Rejected as error:
            if error.status == 404:
                said = translated("was deleted meanwhile: {what}")
                raise SearchError(said.format(what=generations.absent(self._server))) from error
            # Too many words or parentheses; all else in the query we built. OpenSearch answers 500 to it.
            if "query" in body and (error.status == 400 or "maxClauseCount" in str(error)):
                said = translated("the query is too large for this server, use fewer words: {error}")
                raise SearchError(said.format(error=error)) from error
            raise

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer in full or not at all; scores as if all shards were one."""
        body = {"timeout": f"{_ANSWER_SECONDS}s", **body}
        scores = {"search_type": "dfs_query_then_fetch"} if body.get("size") != 0 else {}
        return self._ask("_search", body, **scores, **WHOLE)

    def _request(self, query: Query) -> dict[str, Any]:
        scored = _is_scored(query)
        clause = self._scored(query) if scored else self._clause(query)
        return {"query": clause, "sort": _sort(query, scored)}

    def _scored(self, query: Query) -> dict[str, Any]:
        self._missing.refuse(query)
        query = with_stories_of_articles(query, self.get)
        counts = Counts.of(query)
        if counts.phrases:
            counts.fill(self._search(counts.request()))
        words = self._generation.words is not None
        return Builder(counts, kind=self._server.kind, words=words).scored(query)

    def _page(self, body: dict[str, Any], limit: int, offset: int) -> tuple[int, list[dict[str, Any]]]:
        """Total and hits from `offset` on; what lies beyond the server's window is reached in steps."""
        body = {**body, "track_total_hits": True}
        after: dict[str, Any] = {}
        while offset + limit > _WINDOW:
            step = min(offset, _WINDOW)
            if not step:
                said = translated("at most {number} hits at a time: use --limit {number} and --offset")
                raise SearchError(said.format(number=_WINDOW))
            lean = {"_source": False, "stored_fields": "_none_"}  # nothing to unpack: 30 times faster
            passed = self._search({**body, **after, **lean, "size": step})["hits"]
            if len(passed["hits"]) < step:
                return passed["total"]["value"], []
            after = {"search_after": passed["hits"][-1]["sort"]}
            offset -= step
        start = {} if after else {"from": offset}
        if after and offset:
            return self._page_after(body, after, limit, offset)
        found = self._search({**body, **after, **start, "size": limit})["hits"]
        return found["total"]["value"], found["hits"]

    def _page_after(
        self, body: dict[str, Any], after: dict[str, Any], limit: int, offset: int
    ) -> tuple[int, list[dict[str, Any]]]:
        found = self._search({**body, **after, "size": offset + limit})["hits"]
        return found["total"]["value"], found["hits"][offset:]

    def _version(self) -> dict[str, str]:
        """Absent where the login may search and nothing more."""
        try:
            nodes = self._server.request("GET", "/_nodes/_local", params={"filter_path": "nodes.*.version"})
        except Rejected:
            return {}
        return {"version": ", ".join(sorted({node["version"] for node in nodes.get("nodes", {}).values()}))}


def _is_scored(query: Query) -> bool:
    return query.sort == "score" and any(phrases(query.root))


def _sort(query: Query, scored: bool) -> list[dict[str, Any]]:
    by_id = {"id": "asc"}
    if scored:
        return [{"_score": "desc"}, by_id]
    if query.sort == "score" and not query.fresh:
        return [by_id]
    order = "asc" if query.sort == "date" else "desc"
    return [{"published": {"order": order, "missing": "_last"}}, by_id]


def _hit(found: dict[str, Any], query: Query, scored: bool, highlight: bool) -> Hit:
    document = found["_source"]
    return Hit(
        id=found["_id"],
        score=found["_score"] if scored else None,
        document=document,
        highlights=highlights(document, query) if highlight else (),
    )
