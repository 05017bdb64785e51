"""What `search`, `count` and `show` share: the index they ask, the query, and an answer of nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crawler.config import Config, without_password
from crawler.problems import UsageProblem
from indexer.search import Query, SearchIndex, open_index
from indexer.search.base import Sort
from search_cli.exits import NothingFound
from search_cli.query import parse

ID = re.compile("[0-9a-f]{32}")


def question(words: Sequence[str], *, sort: Sort = "score", fresh: bool = False) -> Query:
    """The query that the words make; no words ask for everything. Raises `QueryError` (exit 2)."""
    return parse(" ".join(words), sort=sort, fresh=fresh)


def opened(config: Config) -> SearchIndex:
    """The configured index; raises `SearchError` (exit 3)."""
    return open_index(config.index)


def address(config: Config) -> str:
    """The index as it may be shown."""
    return without_password(config.index)


def named(index: SearchIndex, name: str) -> dict[str, Any]:
    """The document with this id or address; raises `NothingFound`."""
    if ID.fullmatch(name.lower()):
        document = index.get(name.lower())
    elif "." in name or "/" in name:
        document = _addressed(index, name if "://" in name else f"http://{name}")
    else:
        raise UsageProblem(f"{name!r} is neither an id (32 hex digits, from `search --json`) nor an address")
    if document is None:
        raise NothingFound(f"no article {name} in this index")
    return document


def _addressed(index: SearchIndex, url: str) -> dict[str, Any] | None:
    """By the canonical form of the address, and as typed: an index may come from elsewhere."""
    from crawler.cli import canonical  # only here: both take time
    from crawler.store import article_id

    found = (index.get(article_id(one)) for one in dict.fromkeys((canonical(url), url)))
    return next((document for document in found if document), None)


def nothing_found(index: SearchIndex, config: Config) -> NothingFound:
    """Why there may be nothing, and what to do."""
    if index.info().documents:
        return NothingFound("nothing found; try fewer words, or --explain to see how they were understood")
    return NothingFound(f"the index {address(config)} is empty; fill it with: shengmei crawl SITE")
