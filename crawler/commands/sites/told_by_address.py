"""`shengmei sites --address`: what each address is, without asking anybody."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from shengmei.console import formats, streams, tables

COLUMNS = tuple(
    tables.Column(name) for name in ("kind", "day", "site", "family", "address", "canonical", "rule")
)


def write_facts(given: Iterable[str], form: formats.Form | None) -> None:
    """A line for each address, in order; `-` stands for the lines of the standard input."""
    rows = (_row(address) for address in _addresses(given))
    if form in ("json", "jsonl"):
        for row in rows:
            streams.write_json(row)
    else:
        formats.write_rows(form, rows, COLUMNS)


def _addresses(given: Iterable[str]) -> Iterator[str]:
    for one in given:
        if one != "-":
            yield one
            continue
        for raw in sys.stdin.buffer:
            line = raw.decode("utf-8-sig", "replace").strip()
            if line:
                yield line


def _row(address: str) -> dict[str, Any]:
    from crawler.address_facts import facts_of

    facts = facts_of(address)
    return {
        "address": facts.address,
        "site": facts.site,
        "kind": facts.kind,
        "family": facts.family,
        "canonical": facts.canonical,
        "day": facts.day.isoformat() if facts.day else None,
        "rule": facts.rule,
    }
