"""What became of articles: edits word by word, what went and came back, and how we know."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from crawler.items import Article, Counts, Share
from crawler.store import CaptureRecord, Discovery, Store, Verdict
from search_cli.cli import root
from search_cli.views.word_differences import marked, paragraph_differences, word_differences
from tests.kept_articles import AT, keep

ARTICLE = Article(
    url="https://e.example.cn/1.html",
    site="example_news",
    title="渡口改造完工",
    body="九江的三个渡口都开了。\n班次十二趟。",
)
OTHER = replace(ARTICLE, url="https://e.example.cn/2.html", title="另一件事")


@pytest.mark.parametrize(("old", "new", "said"), [
    ("接好十二家医院", "接好十四家医院", "接好十[-二-]{+四+}家医院"),
    ("GDP 增长 3.5%", "GDP 增长 3.75%", "GDP 增长 3.[-5-]{+75+}%"),
    ("COVID19 病例", "COVID20 病例", "[-COVID19-]{+COVID20+} 病例"),  # whole runs
    ("春耕", "湖区春耕", "{+湖区+}春耕"),
    ("省市领导出席", "领导出席", "[-省市-]领导出席"),
    ("甲丙乙", "丁丙戊", "[-甲丙乙-]{+丁丙戊+}"),  # one character alone between two changes
    ("", "来了", "{+来了+}"),
    ("一样", "一样", "一样"),
])  # fmt: skip
def test_chinese_is_compared_by_characters_and_latin_by_words(old, new, said):
    assert marked(word_differences(old, new)) == said


def test_an_edited_paragraph_is_one_and_others_went_or_came():
    old = ["头一段不变。", "渡口周三开通。", "这一段后来删去。"]
    new = ["头一段不变。", "加了一段新的说明。", "渡口周五开通。"]
    assert [marked(pieces) for pieces in paragraph_differences(old, new)] == [
        "{+加了一段新的说明。+}", "渡口周[-三-]{+五+}开通。", "[-这一段后来删去。-]",
    ]  # fmt: skip


def test_a_very_long_paragraph_is_compared_as_a_whole():
    assert [what for what, _ in word_differences("甲" * 5_000, "甲" * 4_999 + "乙")] == ["-", "+"]


@pytest.fixture
def data(tmp_path):
    """Two articles: one edited and then gone, one of which only counts and share data changed."""
    path = tmp_path / "data"
    edited = replace(ARTICLE, body="九江的三个渡口都开了。\n班次十四趟。")
    with Store.open(path / "shengmei.sqlite", create=True) as store:
        for one in (ARTICLE, OTHER):
            keep(store, one)
        keep(
            store,
            replace(OTHER, counts=Counts(reads=9), share=Share(title="别的")),
            at=AT + timedelta(days=1),
        )
        (evidence,) = keep(store, edited, at=AT + timedelta(days=2))
        with store.writing() as transaction:
            found = Discovery(url=ARTICLE.url, address=ARTICLE.url, site="example_news")
            transaction.frontier.discover([found], AT)
            (row,) = transaction.frontier.dequeue("example_news", 1, AT)
            transaction.frontier.record([Verdict(row=row, state="gone", at=AT, reason="HTTP 404")])
            transaction.articles.gone(ARTICLE.url, evidence, AT + timedelta(days=5))
    assert run(path, "index", "sync").exit_code == 0
    return path


def run(data, *args: str):
    return CliRunner().invoke(root, ["--data", str(data), *args])


def test_the_story_of_an_article_is_told_in_order(data):
    done = run(data, "revisions")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "渡口改造完工",
        "https://e.example.cn/1.html",
        "  2026-05-03 16:00 revised (a.warc.gz at byte 7, 9 bytes)",
        "    班次十[-二-]{+四+}趟。",
        "  2026-05-06 16:00 gone: HTTP 404 (a.warc.gz at byte 7, 9 bytes)",
    ]


def test_an_article_is_shown_with_when_it_went_between_its_revisions(data):
    shown = run(data, "show", ARTICLE.url, "--revisions").stdout
    assert shown[shown.index("Revision 1") :].splitlines() == [
        "Revision 1, fetched 2026-05-01 16:00:00",
        "  a.warc.gz at byte 7, 9 bytes",
        "Revision 2, fetched 2026-05-03 16:00:00",
        "  a.warc.gz at byte 7, 9 bytes",
        "    班次十[-二-]{+四+}趟。",
        "2026-05-06 16:00 gone: HTTP 404 (a.warc.gz at byte 7, 9 bytes)",
    ]
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, replace(ARTICLE, body="九江的四个渡口都开了。"), at=AT + timedelta(days=9))
    tail = run(data, "show", ARTICLE.url, "--revisions").stdout.splitlines()
    heads = [line[:21] for line in tail if line.startswith(("2026", "Revision 3"))]
    assert heads == ["2026-05-06 16:00 gone", "Revision 3, fetched 2"]
    said = json.loads(run(data, "show", ARTICLE.url, "--revisions", "--json").stdout)
    assert [(one["what"], one["at"][:10]) for one in said["events"]] == [("gone", "2026-05-06")]


def test_each_time_that_it_went_and_came_back_is_shown_with_its_evidence(tmp_path):
    path = tmp_path / "data"
    with Store.open(path / "shengmei.sqlite", create=True) as store:
        for day in (0, 9):
            keep(store, ARTICLE, at=AT + timedelta(days=day))
            answer = CaptureRecord(
                url=ARTICLE.url, address=ARTICLE.url, fetched_at=AT + timedelta(days=day + 3), status=410,
                file="a.warc.gz", offset=100 + day, length=5, sha256="0" * 64,
            )  # fmt: skip
            with store.writing() as transaction:
                (evidence,) = transaction.articles.capture([answer])
                transaction.articles.gone(ARTICLE.url, evidence, answer.fetched_at)
    assert run(path, "index", "sync").exit_code == 0
    (one,) = json.loads(run(path, "revisions", "--json").stdout)
    assert [(each["what"], each["said"], each["place"].split(",")[0]) for each in one["events"]] == [
        ("gone", ["HTTP 410"], "a.warc.gz at byte 100"),
        ("returned", [], "a.warc.gz at byte 7"),
        ("gone", [], "a.warc.gz at byte 109"),  # no frontier here, which says why of the last
    ]


def test_counts_and_share_data_are_no_revision(data):
    done = run(data, "revisions", "另一件事")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == 'shengmei: no article of "另一件事" was changed\n'


def test_since_leaves_out_what_happened_before(data):
    (one,) = json.loads(run(data, "revisions", "--since", "2026-05-04", "--json").stdout)
    assert [each["what"] for each in one["events"]] == ["gone"]
    assert run(data, "revisions", "--since", "2026-05-07").exit_code == 1
    assert run(data, "revisions", "--since", "Mai").exit_code == 2


def test_what_is_gone_is_found_by_its_text_with_its_evidence(data):
    one = json.loads(run(data, "gone", "渡口", "--jsonl").stdout)
    assert (one["url"], one["status"]) == (ARTICLE.url, "gone")
    assert one["events"][-1] == {
        "what": "gone", "at": "2026-05-06T08:00:00.000Z", "said": ["HTTP 404"],
        "place": "a.warc.gz at byte 7, 9 bytes",
    }  # fmt: skip
    assert run(data, "gone", "渡口", "--since", "2026-05-07").exit_code == 1
    assert run(data, "gone", "另一件事").exit_code == 1


def test_changes_are_counted_by_outlet_and_month_with_their_delay(data):
    keep_later = AT + timedelta(days=40)
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, replace(OTHER, body="改了一遍。"), at=keep_later)
        keep(store, replace(OTHER, body="又改了一遍。"), at=keep_later + timedelta(days=1))
    assert run(data, "index", "sync").exit_code == 0
    may = {
        "outlet": "example_news",
        "month": "2026-05",
        "articles": 1,
        "revised": 1,
        "gone": 1,
        "returned": 0,
    }
    june = may | {"month": "2026-06", "revised": 2, "gone": 0, "days": 40.5}
    counted = json.loads(run(data, "revisions", "--count", "--json").stdout)
    assert counted == [may | {"days": 3.5}, june]
    assert json.loads(run(data, "revisions", "--count", "--since", "2026-06-01", "--jsonl").stdout) == june
    assert run(data, "gone", "--count", "--csv").stdout.lstrip("\ufeff").splitlines() == [
        "outlet,month,articles,gone,days",
        "example_news,2026-05,1,1,5.0",
    ]
    assert "median days" in run(data, "gone", "--count").stdout
    assert run(data, "gone", "另一件事", "--count").exit_code == 1
    assert run(data, "gone", "--csv").exit_code == 2


def test_the_store_is_needed(data, tmp_path):
    alone = ("--data", str(tmp_path / "none"), "--index", str(data / "index"))
    for command in ("gone", "revisions"):
        done = CliRunner().invoke(root, [*alone, command])
        assert done.exit_code == 2
        assert "needs the store" in done.stderr
