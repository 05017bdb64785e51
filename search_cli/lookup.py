"""What commands that search share: the query, the index, one document by name, and what to say of no hits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal

from indexer.search import Has, Loose, Query, Results, SearchError, SearchIndex, open_index
from indexer.search.fields import STORY
from indexer.search.language.parser import parse
from indexer.search.relevance import phrases
from search_cli.exit_codes import NothingFound
from search_cli.not_found import only_noted, why
from shengmei.config import Config, without_password
from shengmei.console import streams
from shengmei.console.text import cut, safe
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

Sort = Literal["score", "date", "-date"]
# Hits: what finds fewer is read more loosely too. By `make bench-needs` three instead of ten is worse by a
# twentieth: who finds five articles wants to know the next to them.
FEW = 10
ID_LENGTH = 32
LONGEST = 200  # columns of a query that a line on stderr repeats
ID = re.compile("[0-9a-f]{4,32}")
_WILDCARD = re.compile(r"(?<![\w:：])\w+[*＊]|[*＊]\w")  # not behind a field, where it is one


def question(words: Sequence[str], *, sort: Sort = "score", fresh: bool = False) -> Query:
    """The query that the words make; no words ask for everything. Raises `QueryError` (exit 2)."""
    text = " ".join(words)
    query = parse(text, sort=sort, fresh=fresh)
    if _WILDCARD.search(text):
        streams.note(
            translated(
                "* is no wildcard in a text, and none is needed: any run of characters is found, anywhere"
            )
        )
    return query


def loosely(index: SearchIndex, results: Results, query: Query, limit: int) -> Loose | None:
    """What the closest looser reading finds that finds something, as much as a page of `limit` has room for,
    where the query finds little; else None."""
    if results.total >= min(FEW, limit):
        return None
    from indexer.search import relaxations

    for relaxed in relaxations(query):
        if (found := index.search(relaxed.query, limit=limit - results.total)).total:
            return Loose(how=relaxed.how, results=found)
    return None


def opened(config: Config, *, stories: bool = False, earliest: bool = False) -> SearchIndex:
    """The configured index, with `stories` one that counts and shows stories, of each the best hit or the
    `earliest`; raises `SearchError` (exit 3)."""
    index = open_index(config.index, read_only=True)
    if not stories:
        return index
    from indexer.search.story_index import StoryIndex

    try:
        note_unknown_stories(index)
    except SearchError:
        index.close()
        raise
    return StoryIndex(index, earliest=earliest)


def note_unknown_stories(index: SearchIndex) -> None:
    """Says so where the index knows of no story at all."""
    if not index.count(Query(root=Has(STORY))):
        streams.note(
            translated(
                "no article of this index is known to have a copy, so each counts for itself: `shengmei "
                "ledger sync` compares them, `shengmei index sync` tells the index"
            )
        )


def address(config: Config) -> str:
    """The index as it may be shown."""
    return without_password(config.index)


def named(index: SearchIndex, config: Config, name: str) -> dict[str, Any]:
    """The document with this id, beginning of an id, or address; raises `NothingFound`."""
    if ID.fullmatch(name.lower()):
        key = _whole_id(config, name.lower())
        document, reason = index.get(key) or _led_to(index, config, key), ""
    elif safe(name) == name and ("." in name or "/" in name):
        url = name if "://" in name else f"http://{name}"
        document = _addressed(index, url) or _led_to(index, config, url)
        reason = why(config, url) if document is None else ""
    else:
        raise UsageProblem(
            message("{name!r} is neither an id (4 to 32 hex digits) nor an address", name=name)
        )
    if document is None:
        said = translated("no article {name} in this index{reason}")
        raise NothingFound(said.format(name=name, reason=reason))
    return document


def _whole_id(config: Config, begun: str) -> str:
    """The one id that begins with `begun`, from the store: an index finds whole ids only."""
    if len(begun) == ID_LENGTH or not config.store_path.exists():
        return begun
    from crawler.store import Store

    found: list[str] = []
    with only_noted(), Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        found = transaction.articles.find(begun)
    if len(found) > 1:
        raise UsageProblem(
            message(
                "{number} ids begin with {begun}: name more of it, {one} or {other}",
                number=len(found),
                begun=begun,
                one=found[0],
                other=found[1],
            )
        )
    return found[0] if found else begun


def _addressed(index: SearchIndex, url: str) -> dict[str, Any] | None:
    """By the address as typed, or by what the rules of its site make of it."""
    from crawler.cli import canonical  # only here: both take time
    from crawler.items import article_id

    return index.get(article_id(url)) or index.get(article_id(canonical(url)))


def _led_to(index: SearchIndex, config: Config, name: str) -> dict[str, Any] | None:
    """The article that an id or an address is part of now, or that its page led to, as the store has it."""
    if not config.store_path.exists():
        return None
    from crawler.cli import canonical
    from crawler.items import article_id
    from crawler.store import Store, StoreError

    names = list(dict.fromkeys((name, canonical(name)))) if "://" in name else [name]
    keys: list[str] = []
    quietly = suppress(StoreError)  # who asks it for the reason says so
    with quietly, Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        keys += [key for one in names for key in transaction.articles.find(one)]
        keys += map(article_id, transaction.frontier.redirect_targets(names))
    document = next((found for key in keys if (found := index.get(key)) is not None), None)
    if document is not None:
        streams.note(message("{name} leads to {url}", name=name, url=safe(document["url"])))
    return document


def note_stories(index: SearchIndex, query: Query) -> None:
    """Says which story is meant where the query names another article of it, or an id that it had before."""
    from indexer.search.story_of_article import stories_followed

    for key, story in stories_followed(query, index.get).items():
        streams.note(message("{article} is part of the story {story}", article=key, story=story))


def explain(index: SearchIndex, query: Query) -> None:
    """Says on stderr how the query was understood, and what is sent where a server is asked."""
    streams.note(message("understood: {understood}", understood=safe(query.understood)))
    if (request := index.explain(query)) is not None:
        for line in request.splitlines():
            streams.note(safe(line))


def nothing_found(index: SearchIndex, config: Config, query: Query) -> NothingFound:
    """Why there may be nothing, and what to do."""
    if index.info().documents:
        from search_cli.nearest_values import hints

        said = translated("nothing found for {query}").format(query=cut(query.understood, LONGEST))
        several = len(list(phrases(query.root))) > 1
        fewer = translated("; try fewer words") if several else ""
        return NothingFound("; ".join([said + fewer, *hints(index, query)]))
    remedy = "shengmei index sync" if _store_has_articles(config) else "shengmei crawl SITE"
    said = translated("the index {address} is empty; fill it with: {remedy}")
    return NothingFound(said.format(address=address(config), remedy=remedy))


def _store_has_articles(config: Config) -> bool:
    """Whether a crawl kept some that the index does not have: it was killed before it fed them, say."""
    if not config.store_path.exists():
        return False
    from crawler.store import Store

    kept: dict[str, int] = {}
    with only_noted(), Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        kept = transaction.articles.count()
    return bool(kept)
