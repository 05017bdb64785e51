"""What an Elasticsearch or OpenSearch server counts, and how it hands out every hit in the order of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, cast

from indexer.search.elastic.client import Incomplete, Rejected, Server
from indexer.search.errors import IndexUnavailable, SearchError
from indexer.search.results import Hit, Portion, valid_unicode

WHOLE = {"allow_partial_search_results": "false"}  # the answer in full or not at all
_KEEP = "5m"  # how long a server keeps a point in time between two requests
_LARGEST_PORTION = 1_000  # documents; ten thousand would be the server's own limit
_Search = Callable[[dict[str, Any]], dict[str, Any]]
_Clause = dict[str, Any]


class ElasticMatching:
    """The documents that match a clause (facets.Matching); `search` asks for them."""

    most_values = 50_000  # the server's own limit is 65,536 buckets
    in_parts = False

    def __init__(self, search: _Search, clause: _Clause) -> None:
        self._search, self._clause = search, clause

    def aggregate(self, aggregations: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        body = {"size": 0, "track_total_hits": True, "query": self._clause, "aggs": aggregations}
        answer = self._search(body)
        return answer["hits"]["total"]["value"], answer["aggregations"]

    def without(self, field: str) -> int:
        _, answer = self.aggregate({"without": {"missing": {"field": field}}})
        return int(answer["without"]["doc_count"])


class Scan:
    """Every hit once, ordered by id: from one point in time, where the server gives one."""

    def __init__(self, server: Server, alias: str, search: _Search, clause: _Clause) -> None:
        self._search, self._clause = search, clause
        self._point = _Point(server, alias)

    def portions(self, after: str, batch: int) -> Iterator[Portion]:
        """At least one, each with at most `batch` hits, behind the id `after`."""
        after = valid_unicode(after)
        size = min(max(batch, 1), _LARGEST_PORTION)
        with self._point:
            found = self._hits(after, size, total=True)
            total = found["total"]["value"]
            yield (portion := _portion(found, total, after))
            while len(portion.hits) == size:
                portion = _portion(self._hits(portion.after, size), total, portion.after)
                if portion.hits:
                    yield portion

    def _hits(self, after: str, size: int, total: bool = False) -> dict[str, Any]:
        body = {"query": self._clause, "sort": [{"id": "asc"}], "size": size, "track_total_hits": total}
        if after:
            body["search_after"] = [after]
        answer = self._point.search(body) or self._search(body)
        return cast("dict[str, Any]", answer["hits"])


class _Point:
    """A point in time of one index; where there is none (any more), `search` answers with None."""

    def __init__(self, server: Server, alias: str) -> None:
        self._server, self._alias = server, alias
        self._id: str | None = None

    def __enter__(self) -> None:
        opensearch = self._server.kind == "opensearch"
        path = f"/{self._alias}/{'_search/point_in_time' if opensearch else '_pit'}"
        # Without one (not allowed, too many, not known to the server) ids still come each once.
        with suppress(Rejected, IndexUnavailable):
            answer = self._server.request("POST", path, params={"keep_alive": _KEEP})
            self._id = answer["pit_id" if opensearch else "id"]

    def __exit__(self, *_: object) -> None:
        if self._id is None:
            return
        opensearch = self._server.kind == "opensearch"
        path, body = (
            ("/_search/point_in_time", {"pit_id": [self._id]}) if opensearch else ("/_pit", {"id": self._id})
        )
        with suppress(SearchError):  # it ends by itself
            self._server.request("DELETE", path, body)

    def search(self, body: dict[str, Any]) -> dict[str, Any] | None:
        if self._id is None:
            return None
        point = {"pit": {"id": self._id, "keep_alive": _KEEP}}
        try:
            answer = self._server.request("POST", "/_search", body | point, params=WHOLE)
        except (Rejected, Incomplete) as error:
            # It has ended; or the login may ask the alias and not the index behind it, which a point in time
            # is checked against; or the node that kept it is gone, and other copies can still answer. Whether
            # the index is there, the next request will tell.
            if isinstance(error, Rejected) and error.status not in (403, 404):
                raise
            self.__exit__()
            self._id = None
            return None
        self._id = answer.get("pit_id", self._id)
        return answer


def _portion(found: dict[str, Any], total: int, after: str) -> Portion:
    hits = tuple(Hit(id=one["_id"], score=None, document=one["_source"]) for one in found["hits"])
    return Portion(hits=hits, total=total, after=hits[-1].id if hits else after)
