"""The outlets of a data directory, with whose kept articles `read --data DIR` compares what it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.items import Article
    from crawler.store.outlet_profile import OutletProfile
    from shengmei.store_place import StorePlace

Compare = Callable[["Article"], "Article"]


def as_it_is(article: Article) -> Article:
    """For a reading without a store."""
    return article


def comparison(store_path: StorePlace | None) -> Compare:
    """Adds the doubts that an outlet's other articles raise; without a store there it adds none.

    The store is opened for reading alone. Raises `StoreError` for one that cannot be read.
    """
    if store_path is None or not store_path.exists():
        return as_it_is
    from crawler.outlet_likeness import OutletLikeness
    from crawler.store import Store

    store, likeness = Store.open_read_only(store_path), OutletLikeness()

    def profile(site: str) -> OutletProfile | None:
        return store.read(lambda transaction: transaction.articles.outlet_profile(site))

    return lambda article: likeness.compared(article, profile)
