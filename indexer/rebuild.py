"""Builds the next index beside the one that answers, compares it, and puts it in its place."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.store import Store
from indexer.feed import Fed, Feed, readable
from indexer.search import (
    IndexAbsent,
    IndexDamaged,
    SearchError,
    SearchIndex,
    Write,
    open_index,
    rebuilding,
    replacing,
)
from indexer.verify import Verifier
from shengmei.messages import message
from shengmei.problems import IncompleteProblem

PATIENCE = 60.0  # seconds that a server which does not answer is waited for
_SAMPLES, _IN_A_ROW = 20, 5  # documents compared word by word: so many places, so many at each; few: all

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Built:
    """The result of a rebuild; `documents` in the new index; `resumed`: an earlier run had begun it."""

    fed: Fed
    documents: int
    resumed: bool


def being_built(address: str) -> str:
    """What the store calls the index that is being built for an address."""
    return message("{index} (being built)", index=address)


def rebuild_index(
    store: Store,
    address: str,
    *,
    swap: bool = True,
    anew: bool = False,
    on_progress: OnProgress | None = None,
) -> Built:
    """Builds the index anew, and with `swap` puts it in the place of the old one. Goes on with one that was
    interrupted, unless `anew`.

    Raises `IncompleteProblem` when the new one is not as it should be; then the old one stays.
    """
    known = frozenset() if anew else _fed_from(store)
    before = _refused(store, address)
    with rebuilding(address, resume=known, swap=swap) as fresh:
        built = _fill(store, fresh, address, before, on_progress, resumed=fresh.identity in known)
    if swap:
        _register(store, fresh.identity, address)
    return built


def put_in_place(
    store: Store, address: str, name: str | None, on_progress: OnProgress | None = None
) -> Built:
    """Puts the index that was built, or the kept one of that name, in the place of the one that answers,
    after feeding it what it lacks. An operator's word: it is done also when it refuses more than the old."""
    with replacing(address, name) as fresh:
        built = _fill(store, fresh, address, None, on_progress, resumed=False)
    _register(store, fresh.identity, address)
    return built


def _fed_from(store: Store) -> frozenset[str]:
    with store.reading() as transaction:
        return frozenset(one.identity for one in transaction.changes.fed_indexes())


def _refused(store: Store, address: str) -> int | None:
    """How many documents the index that answers has refused; None where none does."""
    try:
        with open_index(address) as old:
            return len(Feed(store, old, address).dead_ids())
    except (IndexAbsent, IndexDamaged):
        return None


def _register(store: Store, identity: str, address: str) -> None:
    """Registers the new index under the address in the store, in the place of the one that stood there."""
    with store.writing() as transaction:
        transaction.changes.register(identity, address, datetime.now(UTC))


def _fill(
    store: Store,
    fresh: SearchIndex,
    address: str,
    before: int | None,
    on_progress: OnProgress | None,
    *,
    resumed: bool,
) -> Built:
    feed = Feed(store, fresh, being_built(address))
    fed = feed.sync(patience=PATIENCE, on_progress=on_progress)
    refused = len(feed.dead_ids())
    if before is not None and refused > before:
        raise IncompleteProblem(
            message(
                "the new index refuses {refused} documents, the old one {before}: the old one stays; "
                "`shengmei index swap` (on a server) takes the new one all the same",
                refused=refused,
                before=before,
            )
        )
    _ensure_whole(store, fresh, address)
    return Built(
        fed=Fed(written=fed.written, refused=refused, waiting=fed.waiting),
        documents=fresh.info().documents,
        resumed=resumed,
    )


def _ensure_whole(store: Store, fresh: SearchIndex, address: str) -> None:
    """Raises where ids or versions differ between store and index, or a sample of documents does."""
    verified = Verifier(store, fresh, address).verify()
    if verified.open:
        kinds = ", ".join(f"{one.count} {name}" for name, one in verified.found.kinds().items() if one.count)
        raise _Broken(f"{kinds} documents")
    if strange := [one.id for one in _sample(store) if not _same(fresh, one)]:
        raise _Broken(f"other words in {', '.join(strange[:3])}")


class _Broken(SearchError):
    def __init__(self, what: str) -> None:
        super().__init__(
            message(
                "the new index does not hold what the store says ({differences}): the old one stays; "
                "run `shengmei index rebuild --anew`",
                differences=what,
            )
        )


def _sample(store: Store) -> list[Write]:
    with store.reading() as transaction:
        most = _SAMPLES * _IN_A_ROW
        ids = transaction.changes.versions("", most + 1)
        if len(ids) > most:
            ids = {}
            for _ in range(_SAMPLES):
                ids |= transaction.changes.versions(f"{random.getrandbits(128):032x}", _IN_A_ROW)
        return readable(transaction, list(ids))[0]


def _same(fresh: SearchIndex, one: Write) -> bool:
    """Whether the index holds the document as it was made; True for one that changed meanwhile."""
    if fresh.versions([one.id]).get(one.id) != one.version:
        return True
    made = json.loads(json.dumps(one.document))
    return bool(fresh.get(one.id) == made)
