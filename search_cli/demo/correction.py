"""A mistake that an outlet corrects after its first wording was kept: an article with two revisions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from search_cli.demo.provinces import corrected_addresses

if TYPE_CHECKING:
    from shengmei.store_place import StorePlace


def kept(store_path: StorePlace) -> bool:
    """Whether an earlier run of the demo kept each corrected article in both wordings."""
    from crawler.cli import canonical
    from crawler.items import article_id
    from crawler.store import Store

    if not store_path.exists():
        return False
    ids = [article_id(canonical(url)) for _, url in corrected_addresses()]
    with Store.open(store_path) as store, store.reading() as transaction:
        found = transaction.articles.stored(ids)
    return len(found) == len(ids) and all(one.revision > 1 for one in found)


def make_due(store_path: StorePlace) -> tuple[str, ...]:
    """Makes the corrected articles due now, not after a day, and returns the ids of their sites."""
    from crawler.cli import canonical
    from crawler.store import Discovery, Store

    due = [
        Discovery(url=canonical(url), address=url, site=site, again=True)
        for site, url in corrected_addresses()
    ]
    with Store.open(store_path) as store, store.writing() as transaction:
        transaction.frontier.discover(due, datetime.now(UTC))
    return tuple(dict.fromkeys(one.site for one in due))
