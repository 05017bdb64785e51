"""What a researcher's script needs. Importing it is quick; a name is loaded when it is first used.

    import shengmei

    reading = shengmei.read_page(Path("page.html"), url="https://m.hbtv.com.cn/p/1.html")
    print(reading.article.title if reading.article else reading.reason)

    with shengmei.open_index("data/index") as index:
        print(index.count("长江 date:2021"))
        for hit in index.search("长江 date:2021", limit=5).hits:
            print(hit.document["title"])
        shengmei.export(index, "长江 date:2021", "yangtze.csv")

    with shengmei.open_store("data") as store:
        for kept in store.articles():
            print(kept.article.url, kept.status)

Opening takes no lock and writes nothing. What can go wrong is a `Problem`, whose message says what to do:
`UsageProblem` (the call is wrong), of it `QueryError` (a query that does not parse); `StoreError`,
`SearchError` and `ArchiveError` (absent, damaged, foreign, newer or unreachable); `IncompleteProblem` (done
in part). docs/python.md answers thirteen questions with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.archive import ArchiveError
    from crawler.items import Article, Capture, Reading, to_dict
    from crawler.store import StoreError
    from indexer.search import Facet, Hit, Query, QueryError, Results, SearchError, Timeline
    from shengmei.api.exporting import export
    from shengmei.api.index import ArticleIndex, open_index, parse_query
    from shengmei.api.pages import read_page
    from shengmei.api.store import ArticleStore, Revision, open_store
    from shengmei.problems import IncompleteProblem, Problem, UsageProblem

__all__ = [
    "ArchiveError",
    "Article",
    "ArticleIndex",
    "ArticleStore",
    "Capture",
    "Facet",
    "Hit",
    "IncompleteProblem",
    "Problem",
    "Query",
    "QueryError",
    "Reading",
    "Results",
    "Revision",
    "SearchError",
    "StoreError",
    "Timeline",
    "UsageProblem",
    "export",
    "open_index",
    "open_store",
    "parse_query",
    "read_page",
    "to_dict",
]

_HOMES = {
    "crawler.archive": ("ArchiveError",),
    "crawler.items": ("Article", "Capture", "Reading", "to_dict"),
    "crawler.store": ("StoreError",),
    "indexer.search": ("Facet", "Hit", "Query", "QueryError", "Results", "SearchError", "Timeline"),
    "shengmei.api.exporting": ("export",),
    "shengmei.api.index": ("ArticleIndex", "open_index", "parse_query"),
    "shengmei.api.pages": ("read_page",),
    "shengmei.api.store": ("ArticleStore", "Revision", "open_store"),
    "shengmei.problems": ("IncompleteProblem", "Problem", "UsageProblem"),
}

if not TYPE_CHECKING:  # type checkers see the imports above, and nothing besides

    def __getattr__(name):
        """The public name, imported now; raises `Problem` when a package of ours is hidden by another."""
        from importlib import import_module

        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module 'shengmei' has no attribute {name!r}")
        from shengmei.problems import Problem
        from shengmei.shadowed_packages import complaint, foreign_packages

        # A script must be able to say `except shengmei.Problem` of just this.
        if home != "shengmei.problems" and (foreign := foreign_packages()):
            raise Problem(complaint(foreign))
        value = getattr(import_module(home), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
