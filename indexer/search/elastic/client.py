"""The connection to an Elasticsearch or OpenSearch server: address, login, one request, what can go wrong.

Every failure leaves here as a `SearchError` of one line that says what to do, and never shows a secret.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from elastic_transport import (
    ApiResponse,
    ApiResponseMeta,
    ConnectionTimeout,
    HttpHeaders,
    NodeConfig,
    SerializationError,
    TlsError,
    TransportError,
    Urllib3HttpNode,
)
from elastic_transport.client_utils import DEFAULT, DefaultType
from elasticsearch import ApiError, Elasticsearch

from indexer.search.elastic.error_messages import incomplete, read_only, refusal, tls_hint
from indexer.search.elastic.login import Login
from indexer.search.elastic.partial_answers import failed_document, missing_parts
from indexer.search.errors import IndexUnavailable, NotAllowed, SearchError
from shengmei.console.translation import translated

if TYPE_CHECKING:
    from elastic_transport._node import (
        NodeApiResponse,
    )  # named nowhere in public, though every node returns it

REQUEST_SECONDS = 30.0
OVERLOADED = frozenset({429, 502, 503, 504})
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")

# Without a handler Python prints the library's warnings beside our own message.
logging.getLogger("elastic_transport").addHandler(logging.NullHandler())


class Rejected(SearchError):
    """The server understood a request and refused it: `status` of HTTP, `type` and reason as it says them."""

    def __init__(self, message: str, status: int, error_type: str) -> None:
        super().__init__(message)
        self.status, self.error_type = status, error_type


class Forbidden(Rejected, NotAllowed):
    """403: the login may not do this."""


class Incomplete(IndexUnavailable):
    """The answer is that of a part of the index only: a shard failed, or its node is away."""


class TooLarge(SearchError):
    """413: the request is larger than the server takes."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """`http://127.0.0.1:9200/news` gives the url without path, and prefix `news`; no path: `shengmei`."""

    url: str
    prefix: str

    @property
    def alias(self) -> str:
        return f"{self.prefix}-articles"

    @classmethod
    def parse(cls, address: str) -> Address:
        """Raises `SearchError` for what is no address, or holds a name and password."""
        parts = _split(address)
        if "@" in parts.netloc:
            said = translated(
                "the index address holds a user name: leave it out there, and set SHENGMEI_USERNAME and "
                "SHENGMEI_PASSWORD (or SHENGMEI_PASSWORD_FILE) instead"
            )
            raise SearchError(said)
        prefix = parts.path.strip("/") or "shengmei"
        if parts.query or parts.fragment or not _PREFIX.fullmatch(prefix):
            said = translated(
                "{address} is no index address: write http://HOST:PORT, or http://HOST:PORT/PREFIX with a "
                "prefix of small letters, digits, - and _"
            )
            raise SearchError(said.format(address=address))
        host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
        return cls(url=f"{parts.scheme}://{host}:{_port(parts)}", prefix=prefix)


class PlainNode(Urllib3HttpNode):
    """Speaks plain JSON, which every server takes: the client's own media type is for its own major version
    only, and its check of the product refuses OpenSearch (8.19, 9.2 and OpenSearch 3.8 verified)."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        sent = HttpHeaders(headers or {})
        sent["accept"] = "application/json"
        if "content-type" in sent:
            sent["content-type"] = f"application/{'x-nd' if 'x-ndjson' in sent['content-type'] else ''}json"
        answer = super().perform_request(method, target, body, sent, request_timeout)
        meta, answered = answer.meta, HttpHeaders(answer.meta.headers)
        answered["x-shengmei-kind"] = "elasticsearch" if "x-elastic-product" in answered else "opensearch"
        answered["x-elastic-product"] = "Elasticsearch"
        answered.pop("warning", None)  # for its administrator (`security is off`), not for who searches
        plain = ApiResponseMeta(meta.status, meta.http_version, answered, meta.duration, meta.node)
        return answer._replace(meta=plain)


class Server:
    """Asks one server; `kind` is known from the first answer on."""

    def __init__(self, address: Address, login: Login, seconds: float = REQUEST_SECONDS) -> None:
        self.address, self._login, self._seconds = address, login, seconds
        self.kind = "elasticsearch"
        parts = urlsplit(address.url)
        node = NodeConfig(
            scheme=parts.scheme,
            host=str(parts.hostname),
            port=_port(parts),
            ca_certs=login.ca_file,
            connections_per_node=4,
        )
        # `options` makes a whole client: for every request anew it would be a tenth of a search.
        self._client = Elasticsearch([node], node_class=PlainNode).options(
            request_timeout=seconds, max_retries=0
        )

    def __repr__(self) -> str:
        return f"Server({self.address.url!r})"

    def request(
        self, method: str, path: str, body: Any = None, *, params: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The JSON object answered to `GET /_cluster/health` and the like; a list as body goes line by line.

        Raises `Rejected` (4xx), `TooLarge` (413), `IndexUnavailable` (try again later, also where the answer
        is that of a part of the index) or `SearchError`.
        """
        headers = {"accept": "application/json", **self._login.headers()}
        if body is not None:
            headers["content-type"] = f"application/{'x-ndjson' if isinstance(body, list) else 'json'}"
        try:
            answer = self._client.perform_request(method, path, params=params, headers=headers, body=body)
        except ApiError as error:
            self._refused(error)
        except TransportError as error:
            self._failed(error)
        self._learn_kind(answer)
        return self._whole(path, self._json(answer.body))

    def close(self) -> None:
        self._client.close()

    def _json(self, body: object) -> dict[str, Any]:
        if not isinstance(body, dict):
            said = translated(
                "{where} answers, but not with JSON: it is no Elasticsearch, or a proxy stands in front of "
                "it; check --index"
            )
            raise SearchError(said.format(where=self.address.url))
        return body

    def _whole(self, path: str, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer; raises `Incomplete` where it is that of a part of the index only."""
        if failed := failed_document(answer):
            kind, reason = cause(failed)
            if kind == "index_not_found_exception":
                raise Rejected(refusal(self.address.url, 404, kind, reason), 404, kind)
            raise Incomplete(incomplete(self.address.url, f"{kind}: {reason}"))
        if missing := missing_parts(path, answer):
            raise Incomplete(incomplete(self.address.url, missing))
        return answer

    def _learn_kind(self, answer: ApiResponse[Any] | ApiError) -> None:
        """From refusals too: a new index may be preceded by nothing else. A page of HTML is a proxy's."""
        if isinstance(answer.body, dict):
            self.kind = answer.meta.headers["x-shengmei-kind"]

    def _refused(self, error: ApiError) -> NoReturn:
        self._learn_kind(error)
        status, kind, reason = error.meta.status, *cause(error.body)
        where = self.address.url
        if blocked(status, kind):
            raise SearchError(read_only(where, reason)) from error
        # 502 from a node that has not noticed yet that another is gone, 503 from one that knows.
        if status in (502, 503, 504) and kind == "search_phase_execution_exception":
            raise Incomplete(incomplete(where, reason)) from error
        if status in OVERLOADED:
            said = translated("{where} is overloaded or starting ({status} {kind}): try again later")
            raise IndexUnavailable(said.format(where=where, status=status, kind=kind)) from error
        if status == 401:
            said = translated("{where} refuses the login (401): {hint}")
            raise SearchError(said.format(where=where, hint=self._login.hint)) from error
        if status == 413:
            said = translated("{where} takes no request of this size (413)")
            raise TooLarge(said.format(where=where)) from error
        if not isinstance(error.body, dict):
            self._json(error.body)
        said = refusal(where, status, kind, reason)
        if status == 403:
            raise Forbidden(said + translated("; the login may not do this"), status, kind) from error
        raise Rejected(said, status, kind) from error

    def _failed(self, error: TransportError) -> NoReturn:
        # urllib3 begins with itself: `HTTPConnection(host='…', port=9200): Failed to resolve …`.
        where, why = self.address.url, _line(str(error.message).rpartition("): ")[2])
        if isinstance(error, ConnectionTimeout):
            said = translated("{where} did not answer in {seconds:g} s: try again later")
            raise IndexUnavailable(said.format(where=where, seconds=self._seconds)) from error
        if isinstance(error, TlsError):
            said = translated("{where}: no safe connection ({why}): {hint}")
            raise SearchError(said.format(where=where, why=why, hint=tls_hint(why))) from error
        if isinstance(error, SerializationError):
            self._json(None)
        # A TLS server hangs up on plain http without a word, and so does one that is just going down.
        hung_up = where.startswith("http:") and ("RemoteDisconnected" in why or "reset by peer" in why)
        also = translated(" If it speaks TLS, write https:// in the address") if hung_up else ""
        said = translated("{where} cannot be reached ({why}): is the server running?")
        raise IndexUnavailable(said.format(where=where, why=why) + also) from error


def cause(body: object) -> tuple[str, str]:
    """Type and reason of an error body or of a bulk item's error, each one short line."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        return "error", _line(error)
    # Of a search that failed, the error itself says no more than "all shards failed".
    inner: dict[str, Any] = error.get("caused_by") or next(iter(error.get("root_cause") or ()), {})
    reason = ": ".join(dict.fromkeys(str(r) for r in (error.get("reason"), inner.get("reason")) if r))
    return str(error.get("type") or "error"), _line(reason)


def blocked(status: int, error_type: str) -> bool:
    """Whether a write block stands in the way, which no repetition lifts: 403, or 429 when a disk is full."""
    return status in (403, 429) and error_type == "cluster_block_exception"


def _line(text: object) -> str:
    """One printable line of at most 300 characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())[:300]


def _split(address: str) -> Any:
    try:
        parts = urlsplit(address)
        _port(parts)
    except ValueError as error:
        raise SearchError(translated("the index address cannot be read: write http://HOST:PORT")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SearchError(translated("the index address has no host: write http://HOST:PORT"))
    return parts


def _port(parts: Any) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
