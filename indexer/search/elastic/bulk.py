"""The bulk API: each document is acknowledged or refused for good, or the caller gets `IndexUnavailable`.

The client's own helpers leave items unaccounted for when a server is overloaded or a connection drops, so
the requests are walked here, item by item.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from indexer.search.elastic.client import OVERLOADED, Rejected, Server, TooLarge, blocked, cause
from indexer.search.elastic.error_messages import read_only
from indexer.search.errors import IndexUnavailable, SearchError
from indexer.search.writing import Refused, Write
from shengmei.console.translation import message

MOST_DOCUMENTS = 500
MOST_BYTES = 5_000_000
PATIENCE = 60.0  # seconds without any progress
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 15.0


@dataclass(frozen=True, kw_only=True)
class BulkItem:
    """A document as it is sent: the line of the action and the document's own (none for a deletion)."""

    write: Write
    text: str
    size: int


class _Patience:
    """Waits between attempts, longer each time, up to a total of seconds without progress."""

    def __init__(self, seconds: float, sleep: Callable[[float], None]) -> None:
        self._seconds, self._sleep = seconds, sleep
        self.renew()

    def renew(self) -> None:
        self._wait, self._since = _FIRST_WAIT, time.monotonic()

    def wait(self, error: IndexUnavailable) -> None:
        """Raises the error when there is no patience left."""
        wait = self._wait * random.uniform(0.5, 1.0)  # several writers must not come back at once
        if time.monotonic() + wait - self._since > self._seconds:
            raise error
        self._sleep(wait)
        self._wait = min(self._wait * 2, _LONGEST_WAIT)


def write(
    server: Server,
    alias: str,
    lines: Sequence[BulkItem],
    *,
    patience: float = PATIENCE,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Refused]:
    """Writes to the alias, and gives what was refused for good; a version that is there already is fine.

    Raises `IndexUnavailable` after `patience` seconds without progress, `SearchError` when the index is
    read-only or gone; what was written before stands, and the same batch can be written again.
    """
    return _send_all(server, alias, list(lines), patience, sleep)


def delete(server: Server, alias: str, ids: Sequence[str], *, patience: float = PATIENCE) -> None:
    """Deletes from behind the alias, whatever versions are there. Raises as `write` does."""
    lines = [_deletion(one) for one in ids]
    if refused := _send_all(server, alias, lines, patience, time.sleep):
        said = message(
            "{where} does not delete {id}: {reason}",
            where=server.address.url,
            id=refused[0].write.id,
            reason=refused[0].reason,
        )
        raise SearchError(said)


def _send_all(
    server: Server, alias: str, waiting: list[BulkItem], patience: float, sleep: Callable[[float], None]
) -> list[Refused]:
    left, most = _Patience(patience, sleep), MOST_DOCUMENTS
    refused: list[Refused] = []
    while waiting:
        chunk = _first(waiting, most)
        try:
            again, dead = _send(server, alias, chunk)
        except TooLarge as error:
            again, dead = _halved(chunk, "content_too_long_exception", str(error))
            most = max(len(chunk) // 2, 1)
        except Rejected as error:
            if error.status != 400:
                raise
            # One line spoils the request (an id that is too long): the halves tell which.
            again, dead = _halved(chunk, error.error_type, str(error))
            most = max(len(chunk) // 2, 1)
        except IndexUnavailable as error:
            left.wait(error)
            continue
        else:
            most = min(most * 2, MOST_DOCUMENTS)
            if len(again) < len(chunk):
                left.renew()
            if again:
                left.wait(IndexUnavailable(_overloaded(server)))
        refused += dead
        waiting[: len(chunk)] = again
    return refused


def _overloaded(server: Server) -> str:
    return message("{where} is overloaded: try again later", where=server.address.url)


def encoded(one: Write) -> BulkItem:
    action = {"index": {"_id": one.id, "version": one.version, "version_type": "external"}}
    text = b"\n".join(map(orjson.dumps, (action, one.document)))
    return BulkItem(write=one, text=text.decode(), size=len(text))


def _deletion(document_id: str) -> BulkItem:
    text = json.dumps({"delete": {"_id": document_id}})
    return BulkItem(write=Write(id=document_id, version=0, document={}), text=text, size=len(text))


def _first(waiting: list[BulkItem], most: int) -> list[BulkItem]:
    """The next request: at least one document, at most `most` and `MOST_BYTES`."""
    size = 0
    for number, line in enumerate(waiting[:most]):
        size += line.size
        if number and size > MOST_BYTES:
            return waiting[:number]
    return waiting[:most]


def _halved(chunk: list[BulkItem], error_type: str, reason: str) -> tuple[list[BulkItem], list[Refused]]:
    if len(chunk) > 1:
        return chunk, []
    return [], [Refused(write=chunk[0].write, error_type=error_type, reason=reason)]


def _send(server: Server, alias: str, chunk: list[BulkItem]) -> tuple[list[BulkItem], list[Refused]]:
    """The documents to be sent again, and those refused for good."""
    # Only an alias: should index and alias be gone, a server that makes indexes by itself must not make one.
    params = {"require_alias": "true", "filter_path": "items.*.status,items.*.error"}
    lines = [line.text for line in chunk]
    items = server.request("POST", f"/{alias}/_bulk", lines, params=params).get("items", [])
    if len(items) != len(chunk):
        said = message(
            "{where} answered for {number} of {sent} documents",
            where=server.address.url,
            number=len(items),
            sent=len(chunk),
        )
        raise IndexUnavailable(said)
    again: list[BulkItem] = []
    dead: list[Refused] = []
    for line, item in zip(chunk, items, strict=True):
        (result,) = item.values()  # under the name of the action
        _sort_out(server, line, result, again, dead)
    return again, dead


def _sort_out(
    server: Server, line: BulkItem, item: dict[str, Any], again: list[BulkItem], dead: list[Refused]
) -> None:
    status = item["status"]
    if status < 300 or status == 409 or "error" not in item:  # 404 without one: nothing there to delete
        return
    error_type, reason = cause(item)
    if blocked(status, error_type):
        raise SearchError(read_only(server.address.url, reason))
    if status in OVERLOADED or status >= 500:
        again.append(line)
    elif status in (401, 403, 404):  # of the login or the index, not of this document
        said = message(
            "{where} takes no documents ({kind}): {reason}",
            where=server.address.url,
            kind=error_type,
            reason=reason,
        )
        raise SearchError(said)
    else:
        dead.append(Refused(write=line.write, error_type=error_type, reason=reason))
