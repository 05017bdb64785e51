"""What docs/query.md says of the queries that people write themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from indexer.search import Write, open_index
from indexer.search.elastic.client import Rejected
from tests.indexer.server_addresses import delete

pytestmark = pytest.mark.server
PAGE = Path(__file__).parents[4] / "docs" / "query.md"
ROW = re.compile(r"^\| `(\{.*\})` \| (yes|no) \|", re.MULTILINE)
DOCUMENT = {
    "id": "1" * 32,
    "title": "大会",
    "body": "今天，长江经济带绿色发展大会开幕。",
    "province": "湖北",
    "source": "江河网",
    "published": "2021-05-23T07:30:00+08:00",
    "published_date": "2021-05-23",
    "change": 7,
}


@pytest.fixture(scope="module")
def index(elasticsearch_server):
    address = f"{elasticsearch_server}/own-queries"
    with open_index(address, create=True) as opened:
        assert opened.write([Write(id=DOCUMENT["id"], version=7, document=DOCUMENT)]) == []
        yield opened
    delete(address)


def test_the_table_says_what_a_server_finds(index):
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len(rows) > 10
    wrong = []
    for query, finds in rows:
        found = index._search({"query": json.loads(query), "size": 0})["hits"]["total"]["value"]
        if found != (finds == "yes"):
            wrong.append((query, found))
    assert wrong == []


def test_esql_is_run_where_the_server_has_it_and_the_page_says_that_it_was_not(index):
    page = PAGE.read_text(encoding="utf-8")
    (line,) = re.findall(r"^FROM shengmei-articles .*", page, re.MULTILINE)
    asked, was_not_run = line.replace("shengmei-articles", index._alias), "has not been run" in page
    lacks = ""
    try:
        said = index._server.request("POST", "/_query", {"query": asked})
    except Rejected as error:
        said, lacks = {}, str(error)
    if re.search("no handler|Incorrect HTTP method|unsupported", lacks):  # the module is not there
        assert was_not_run
    else:
        assert said.get("values") == [[1, "2021-05-23T00:00:00.000Z"]], lacks
        assert not was_not_run


def test_a_beijing_day_is_counted_by_its_date(index):
    by_day = {"date_histogram": {"field": "published_date", "calendar_interval": "day"}}
    (bucket,) = index._search({"size": 0, "aggs": {"by_day": by_day}})["aggregations"]["by_day"]["buckets"]
    assert bucket["key_as_string"] == "2021-05-23"


def test_ids_and_versions_are_listed_without_documents(index):
    assert list(index.listed()) == [{DOCUMENT["id"]: 7}]
