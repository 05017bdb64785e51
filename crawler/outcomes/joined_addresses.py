"""Joins what a store that older rules filled has under addresses that today's rules call one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler import registry
from crawler.store import Store

_PORTION = 200  # addresses joined in one transaction


def moved_addresses(store: Store) -> list[tuple[str, str]]:
    """Addresses whose canonical form is another one by today's rules, each with that form."""
    with store.reading() as transaction:
        return list(transaction.joining.moved(registry.canonical))


def join_addresses(store: Store, moved: Sequence[tuple[str, str]], at: datetime) -> int:
    """Makes each address an alias of its form of today, and its article part of that one's; returns how many
    articles were joined or moved. Begun again after a kill it goes on."""
    done = 0
    for start in range(0, len(moved), _PORTION):
        with store.writing() as transaction:
            for url, today in moved[start : start + _PORTION]:
                done += transaction.joining.join(url, today, at) or 0
                transaction.joining.lead_on(url, today)
    return done
