"""A collection whose copies are known."""

from __future__ import annotations

import pytest

from crawler.store import Store
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import keep
from tests.search_cli.copies.wire import WIRE, article, run


@pytest.fixture
def data(tmp_path):
    """A wire, printed whole with a credit, cut, and a text of somebody else; index and ledger are fed."""
    path = tmp_path / "data"
    with Store.open(path / "shengmei.sqlite", create=True) as store:
        with store.writing() as transaction:
            facts = {
                "id": "wire",
                "name": "示例社",
                "province": None,
                "city": None,
                "organisation": "示例集团",
            }
            transaction.articles.record_site(facts)
        keep(
            store,
            article("wire", WIRE, 0),
            article("daily", WIRE, 2, source="示例社"),
            article("web", WIRE[:250], 5),
            article("other", made(99, 300), 1),
        )
    run(path, "index", "sync")
    run(path, "ledger", "sync")
    return path
