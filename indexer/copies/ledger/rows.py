"""The ledger's tables, and how edges and articles stand in their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from indexer.copies.edges import Edge
from indexer.copies.ledger.packing import packed_passages, unpacked_passages
from indexer.copies.story_building import Outlet, PrintedArticle
from shengmei.console.translation import translated
from shengmei.problems import Problem

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, length INTEGER NOT NULL,
    numbers INTEGER NOT NULL, prints BLOB NOT NULL
);
CREATE TABLE printed (
    article TEXT PRIMARY KEY, text INTEGER NOT NULL, url TEXT NOT NULL, site TEXT NOT NULL,
    title TEXT NOT NULL, credits TEXT NOT NULL, agency TEXT, at TEXT, time_precision TEXT
) WITHOUT ROWID;
CREATE TABLE outlets (site TEXT PRIMARY KEY, name TEXT, organisation TEXT, province TEXT) WITHOUT ROWID;
CREATE INDEX printed_text ON printed (text);
CREATE TABLE edges (
    a INTEGER NOT NULL, b INTEGER NOT NULL, length_a INTEGER NOT NULL, length_b INTEGER NOT NULL,
    numbers REAL, all_numbers REAL, passages BLOB NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX edges_b ON edges (b);
CREATE TABLE groups (text INTEGER PRIMARY KEY, grp INTEGER NOT NULL, least INTEGER);
CREATE INDEX groups_grp ON groups (grp);
CREATE TABLE plain_groups (grp INTEGER PRIMARY KEY);
CREATE TABLE common (hash INTEGER PRIMARY KEY);
CREATE TABLE unrecorded (number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL);
CREATE INDEX unrecorded_article ON unrecorded (article);
"""


# The rows that `printed_article` reads.
PRINTED = """SELECT article, text, url, site, title, credits, agency, at, time_precision,
    name, organisation, province FROM printed LEFT JOIN outlets USING (site)"""


class LedgerError(Problem):
    """The ledger is absent, of another version or another store, locked, damaged or not writable."""


class OtherLedger(LedgerError):
    """It is of another version or another store."""


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Says what the database says as `LedgerError`, in one line that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        said = translated("{path}: {error}; `shengmei ledger rebuild` makes a damaged one anew")
        raise LedgerError(said.format(path=path, error=error)) from error


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def listed(names: Iterable[str]) -> str:
    """Names as one column: JSON, sorted."""
    return json.dumps(sorted(names), ensure_ascii=False)


def edge_row(edge: Edge) -> tuple[Any, ...]:
    """In the order of the columns of `edges`."""
    return (
        edge.a,
        edge.b,
        edge.length_a,
        edge.length_b,
        edge.numbers,
        edge.all_numbers,
        packed_passages(edge.passages),
    )


def edge(row: tuple[Any, ...]) -> Edge:
    """What `edge_row` wrote."""
    a, b, length_a, length_b, numbers, all_numbers, packed = row
    passages = unpacked_passages(packed)
    return Edge(
        a=a,
        b=b,
        length_a=length_a,
        length_b=length_b,
        share_a=sum(one.a_end - one.a_start for one in passages) / length_a,
        share_b=sum(one.b_end - one.b_start for one in passages) / length_b,
        same=sum(one.same for one in passages),
        numbers=numbers,
        all_numbers=all_numbers,
        passages=passages,
    )


# A story is told of many articles of few outlets.
@lru_cache(maxsize=1024)
def _outlet(name: str | None, organisation: str | None, province: str | None) -> Outlet:
    return Outlet(name=name, organisation=organisation, province=province)


@lru_cache(maxsize=1024)
def _names(listed_: str) -> frozenset[str]:
    return frozenset(json.loads(listed_))


def printed_article(row: tuple[Any, ...]) -> PrintedArticle:
    """From a row of `PRINTED`."""
    article, text, url, site, title, credited, agency, at, precision, name, organisation, province = row
    return PrintedArticle(
        id=article,
        text=text,
        url=url,
        site=site,
        title=title,
        outlet=_outlet(name, organisation, province),
        credits=_names(credited),
        at=datetime.fromisoformat(at) if at else None,
        precision=precision,
        agency=agency,
    )
