"""An index: queries as text or tree, everything that is asked of it, and an export."""

from __future__ import annotations

import json
from datetime import date

import pytest

import shengmei
from crawler.items import article_id
from tests.search_cli.articles import ARTICLES
from tests.shengmei.api.conftest import CORRECTED


@pytest.fixture
def index(data):
    with shengmei.open_index(data / "index") as opened:
        yield opened


@pytest.mark.parametrize("query", ["长江", "長江", shengmei.parse_query("长江")])
def test_a_query_is_text_or_a_tree_for_every_question(index, query):
    results = index.search(query, limit=1)
    assert (results.total, index.count(query)) == (2, 2)
    assert results.hits[0].document["title"] == CORRECTED.title
    assert index.facet(query, "year").values == (("2021", 1), ("2022", 1))
    assert index.timeline(query, "year").buckets == (("2021-01-01", 1), ("2022-01-01", 1))
    assert [hit.id for hit in index.scan(query)] == sorted(article_id(one.url) for one in ARTICLES[:2])
    assert len(list(index.rows(query))) == 2
    assert isinstance(index.terms(query), tuple)


def test_no_query_asks_for_everything(index):
    assert index.count() == index.count("*") == index.info().documents == 4
    assert [hit.document["title"] for hit in index.search(sort="-date", limit=1).hits] == ["武汉东湖樱花开了"]


def test_days_count_from_today():
    query = shengmei.parse_query("last:7d", today=date(2021, 5, 24))
    assert query.understood == "date:2021-05-18..2021-05-24"


def test_a_query_that_does_not_parse_shows_the_place(index):
    with pytest.raises(shengmei.QueryError, match=r"(?s)expected .*\n  长江 OR\n +\^"):
        index.count("长江 OR")


def test_rows_are_flat_and_whole(index):
    fields = ["title", "share.image", "bylines.name", "published_day"]
    rows = {row["title"]: row for row in index.rows(fields=fields)}
    assert len(rows) == 4
    assert all(list(row) == fields for row in rows.values())
    assert rows[CORRECTED.title]["bylines.name"] == ["王小明", "李芳", "本报评论员"]
    assert rows["=1+1的故事"]["published_day"] is None
    assert list(index.rows("长江", "title,site"))[0].keys() == {"title", "site"}  # noqa: RUF015
    with pytest.raises(shengmei.UsageProblem, match=r"no field 'titel'\. Did you mean"):
        index.rows(fields=["titel"])


def test_a_scan_goes_on_behind_an_id(index):
    ids = [hit.id for hit in index.scan()]
    assert [hit.id for hit in index.scan(after=ids[1])] == ids[2:]


def test_one_article_and_what_is_like_it(index):
    url = CORRECTED.url
    assert index.get(url)["title"] == index.get(article_id(url))["title"] == CORRECTED.title
    assert index.get("https://news.example.cn/p/none.html") is None
    assert article_id(url) not in {hit.id for hit in index.similar(url).hits}
    with pytest.raises(shengmei.SearchError, match="holds no article https"):
        index.similar("https://news.example.cn/p/none.html")


def test_an_export_is_whole_and_says_what_was_crawled(index, data, tmp_path):
    seen = []
    file = tmp_path / "all.jsonl"
    said = shengmei.export(index, "长江", file, data=data, on_progress=lambda *at: seen.append(at))
    assert (said, seen[-1], len(file.read_text(encoding="utf-8").splitlines())) == (2, (2, 2), 2)
    manifest = json.loads((tmp_path / "all.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert manifest["coverage"]["crawl"]["store_fed_this_index"]
    assert shengmei.export(index, "长江", file) == 2  # it is all there
    with pytest.raises(shengmei.UsageProblem, match="holds another export"):
        shengmei.export(index, "候鸟", file)
    assert shengmei.export(index, "", file, fields=["title"], force=True) == 4


def test_an_export_that_fell_short_is_no_success(index, tmp_path, monkeypatch):
    monkeypatch.setattr(type(index.searched), "count", lambda *_: 7)
    with pytest.raises(shengmei.IncompleteProblem, match="4 of 7 articles"):
        shengmei.export(index, "", tmp_path / "all.csv")


def test_the_configured_index_is_opened_and_an_absent_one_said(data, monkeypatch, tmp_path):
    monkeypatch.setenv("SHENGMEI_DATA", str(data))
    monkeypatch.delenv("SHENGMEI_INDEX", raising=False)
    with shengmei.open_index() as index:
        assert index.count() == 4
    with pytest.raises(shengmei.SearchError, match="no index at"):
        shengmei.open_index(tmp_path / "none")
    with pytest.raises(shengmei.SearchError):
        shengmei.open_index("http://127.0.0.1:9/")
