"""Commands where a store stands beside the index: the beginning of an id, and what doctor says of both."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.items import article_id
from crawler.store import CaptureRecord, Discovery, FetchedArticle, Store, Verdict
from indexer.search import open_index
from search_cli.cli import root
from tests.indexer.feeding import article, keep
from tests.search_cli.articles import ARTICLES

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
FIRST = article_id(ARTICLES[0].url)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory whose store holds ARTICLES; its index is not made yet."""
    path = tmp_path / "data"
    with Store.open(path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        places = [
            CaptureRecord(
                url=one.url,
                address=one.url,
                fetched_at=NOW,
                status=200,
                file="a.warc.gz",
                offset=0,
                length=9,
                sha256="0",
            )
            for one in ARTICLES
        ]
        keys = transaction.articles.capture(places)
        kept = [
            FetchedArticle(article=one, capture_id=key, fetched_at=NOW)
            for one, key in zip(ARTICLES, keys, strict=True)
        ]
        transaction.articles.keep(kept, NOW)
    return path


def run(data: Path, *args: str):
    return CliRunner().invoke(root, ["--data", str(data), *args])


def check(data: Path, name: str) -> tuple[str, str]:
    found = json.loads(run(data, "doctor", "--json").stdout)["checks"]
    return next((one["state"], one["text"]) for one in found if one["name"] == name)


def test_the_default_index_is_fed_from_the_store_and_searched(data):
    assert run(data, "search", "长江").exit_code == 3
    assert run(data, "index", "sync").exit_code == 0
    answer = json.loads(run(data, "search", "长江", "--json").stdout)
    assert (answer["total"], answer["index"]) == (2, str(data / "index"))
    assert answer["hits"][0]["id"] == FIRST


@pytest.fixture
def changed(data):
    """The first article, changed once: another headline, one paragraph more, an editor gone."""
    later = NOW + timedelta(hours=3)
    first = ARTICLES[0]
    again = replace(
        first, title="长江两岸再添新绿", body=first.body + "\n渡口今年重开。", bylines=first.bylines[:1]
    )
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        place = CaptureRecord(
            url=first.url, address=first.url, fetched_at=later, status=200, file="b.warc.gz", offset=7,
            length=9, sha256="1",
        )  # fmt: skip
        (key,) = transaction.articles.capture([place])
        transaction.articles.keep([FetchedArticle(article=again, capture_id=key, fetched_at=later)], later)
    run(data, "index", "sync")
    return data


def test_every_wording_stays_and_what_changed_is_shown(changed):
    shown = run(changed, "show", FIRST, "--revisions").stdout
    tail = shown[shown.index("Revision 1") :].splitlines()
    assert tail[0] == "Revision 1, fetched 2026-05-01 16:00:00"
    assert tail[1] == "  a.warc.gz at byte 0, 9 bytes"
    assert tail[2] == "Revision 2, fetched 2026-05-01 19:00:00"
    assert tail[3:] == [
        "  b.warc.gz at byte 7, 9 bytes",
        "  title: 长江两岸{+再+}添新绿[-：湖北晒出生态账本-]",
        "  bylines: 王小明 (reporter)、李芳 (responsible_editor)、本报评论员 (author) →",
        "  王小明 (reporter)",
        "  + 渡口今年重开。",
    ]


def test_revisions_for_programs(changed):
    said = json.loads(run(changed, "show", FIRST, "--revisions", "--json").stdout)
    assert [one["article"]["title"] for one in said["revisions"]] == [ARTICLES[0].title, said["title"]]
    assert "revisions" not in json.loads(run(changed, "show", FIRST, "--json").stdout)


def test_revisions_need_the_store(changed, tmp_path):
    alone = ("--data", str(tmp_path / "elsewhere"), "--index", str(changed / "index"))
    result = CliRunner().invoke(root, [*alone, "show", FIRST, "--revisions"])
    assert result.exit_code == 2
    assert "needs the store" in result.stderr


def test_the_beginning_of_an_id_will_do(data):
    run(data, "index", "sync")
    whole = run(data, "show", FIRST, "--json").stdout
    assert run(data, "show", FIRST[:8], "--json").stdout == whole
    assert run(data, "show", "0000").exit_code == 1


def test_a_beginning_of_several_ids_names_them(data, monkeypatch):
    run(data, "index", "sync")
    monkeypatch.setattr("crawler.store.Articles.find", lambda *_: ["ab12c", "ab12d"])
    result = run(data, "show", "ab12")
    assert result.exit_code == 2
    assert result.stderr == "shengmei: 2 ids begin with ab12: name more of it, ab12c or ab12d\n"


@pytest.mark.parametrize(("state", "reason", "said"), [
    ("unreadable", "no title", "not understood (no title); as served it is in "
     "p.warc.gz at byte 512, 99 bytes; after an update of shengmei try: shengmei reread"),
    ("gone", "HTTP 404", "its page was gone before it was ever kept (HTTP 404)"),
    ("failed", "HTTP 502", "it could not be fetched; a crawl will try again (HTTP 502)"),
    ("disallowed", None, "robots.txt forbids to fetch it"),
])  # fmt: skip
def test_an_address_that_gave_no_article_says_what_became_of_it(data, state, reason, said):
    run(data, "index", "sync")
    url = "https://news.example.cn/p/none.html"
    known = {"url": url, "address": url, "fetched_at": NOW, "status": 200, "sha256": "2"}
    place = CaptureRecord(file="p.warc.gz", offset=512, length=99, **known)
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        transaction.frontier.discover([Discovery(url=url, address=url, site="example_news")], NOW)
        (row,) = transaction.frontier.dequeue("example_news", 1, NOW)
        transaction.articles.capture([place])
        transaction.frontier.record([Verdict(row=row, state=state, at=NOW, reason=reason)])
    for name in (url, url.removeprefix("https://"), f"{url}?utm_source=x"):
        result = run(data, "show", name)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert result.stderr.startswith(f"shengmei: no article {name} in this index: ")
        assert result.stderr.rstrip().endswith(said)
    assert run(data, "show", "https://news.example.cn/p/never.html").stderr.endswith("in this index\n")


@pytest.mark.parametrize("name", ["https://news.example.cn/p/never.html", "0000"])
def test_a_store_that_cannot_be_opened_is_said_and_does_not_hide_what_the_index_answers(data, name):
    run(data, "index", "sync")
    (data / "shengmei.sqlite").write_bytes(b"no database, but long enough to look at" * 9)
    result = run(data, "show", name)
    assert result.exit_code == 1
    note, last = result.stderr.splitlines()
    assert note.startswith("the store was not asked: ")
    assert "no sound SQLite database" in note
    assert last == f"shengmei: no article {name} in this index"


def test_doctor_knows_how_far_the_index_is(data):
    assert check(data, "store") == ("ok", "articles: 4 live; addresses: none")
    assert check(data, "lag")[0] == "warn"
    run(data, "index", "sync")
    assert check(data, "lag") == ("ok", "the index holds everything that the store does")
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        assert transaction.articles.gone(ARTICLES[1].url, 1, NOW)
    assert check(data, "lag") == ("warn", "behind by 1 of the store's articles: shengmei index sync")


def test_there_is_nothing_to_read_again_where_nothing_was_crawled(program, tmp_path):
    done = program("reread", "--data", str(tmp_path / "none"))
    assert (done.returncode, b"crawl something first" in done.stderr) == (3, True)
    assert not (tmp_path / "none").exists()


def test_an_empty_index_beside_a_store_with_articles_is_to_be_synced(tmp_path, run):
    data = tmp_path / "crawled"
    with Store.open(data / "shengmei.sqlite", create=True) as store:
        keep(store, article(1))
    open_index(str(data / "index"), create=True).close()
    done = run("search", "长江", "--data", str(data), "--index", str(data / "index"))
    assert done.exit_code == 1
    assert "is empty; fill it with: shengmei index sync" in done.stderr


def test_what_an_address_leads_to_is_shown_and_said(data):
    """By address and id of an article that was joined with another, and by an address that redirects."""
    alias, joined = "https://news.example.cn/other/1.html", "https://news.example.cn/m/1.html"
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        for url in (alias, joined, ARTICLES[0].url):
            transaction.frontier.discover([Discovery(url=url, address=url, site="example_news")], NOW)
        rows = {row.url: row for row in transaction.frontier.dequeue("example_news", 9, NOW)}
        verdict = Verdict(row=rows[alias], state="alias", at=NOW, target=ARTICLES[0].url)
        transaction.frontier.record([verdict])
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, replace(ARTICLES[0], url=joined))
        assert store.write(lambda transaction: transaction.joining.join(joined, ARTICLES[0].url, NOW))
    run(data, "index", "sync")
    whole = run(data, "show", FIRST, "--json").stdout
    for name in (alias, joined, article_id(joined), article_id(joined)[:8]):
        shown = run(data, "show", name, "--json")
        assert (shown.exit_code, shown.stdout) == (0, whole), name
    assert run(data, "show", alias).stderr == f"{alias} leads to {ARTICLES[0].url}\n"
    assert run(data, "show", "https://news.example.cn/other/2.html").exit_code == 1
