"""The lists on which no link fitted their outlet's pattern of late, as the store has counted them."""

from __future__ import annotations

from crawler.health.history import STALE
from shengmei.store_place import StorePlace


def stale_lists(store_path: StorePlace) -> dict[str, list[str]]:
    """By site the addresses of such lists, seen in the last crawled days; {} where there is no store that can
    be read: what outlets are known does not depend on one."""
    if not store_path.exists():
        return {}
    from datetime import datetime, timedelta

    from crawler.health.report import REMEMBERED, history_of
    from crawler.health.rules import OutletRules
    from crawler.store import Store, StoreError, Transaction
    from shengmei.timezone import SHANGHAI

    today = datetime.now(SHANGHAI).date()
    since = today - timedelta(REMEMBERED)

    def found(transaction: Transaction) -> dict[str, list[str]]:
        days = transaction.outlet_days
        histories = (
            history_of(site, list(days.counted(site, since)), today) for site in days.sites_with(STALE, since)
        )
        return {one.site: list(OutletRules(one).stale_lists(one.last)) for one in histories}

    try:
        with Store.open_read_only(store_path) as store:
            return store.read(found)
    except StoreError:
        return {}
