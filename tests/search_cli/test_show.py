"""`show`: one article, whole, with its provenance."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from crawler.items import Article, article_id, to_dict
from indexer.document import document
from search_cli.views.documents import as_article
from shengmei.console.article import details
from tests.indexer.test_document import FACTS, FULL

URL = "https://news.example.cn/p/1.html"


def test_by_id_and_by_address_it_is_the_same_document(run):
    by_id = json.loads(run("show", article_id(URL), "--json").stdout)
    assert json.loads(run("show", URL, "--json").stdout) == by_id
    assert json.loads(run("show", URL.removeprefix("https://"), "--json").stdout) == by_id
    assert json.loads(run("show", article_id(URL).upper(), "--json").stdout) == by_id
    assert (by_id["url"], by_id["id"], by_id["revision"]) == (URL, article_id(URL), 2)


def test_an_address_is_folded_by_the_rules_of_its_site(run):
    assert run("show", f"{URL}?utm_source=x#top").exit_code == 0


def test_a_person_sees_the_article_and_where_it_came_from(run):
    shown = run("show", URL).stdout
    lines = shown.splitlines()
    assert lines[:3] == ["绿水青山", "长江两岸添新绿：湖北晒出生态账本", ""]
    head = dict(line.split("  ", 1) for line in lines[3:9])
    assert {name: value.strip() for name, value in head.items()} == {
        "Published": "2021-05-23 21:51",
        "Source": "示例日报",
        "Dateline": "新华社武汉5月23日电",
        "记者 reporter": "王小明（示例日报）",
        "责任编辑 responsible editor": "李芳",
        "作者 author": "本报评论员（collective）",
    }
    for said in (
        "　　通讯员说，长江江豚又回来了，水更清了。",
        "title: 长江添新绿",
        "image: http://img.example.cn/a/1.png",
        "reads 0",
        "示例网 · 湖北",
        "2024-01-02 11:04:05",
        "2024-01.warc.gz at byte 42, 1234 bytes",
        article_id(URL),
    ):
        assert said in shown


def test_an_unknown_id_or_address_is_exit_1(run):
    for name in ("0" * 32, "https://news.example.cn/p/99.html", "abcd"):
        result = run("show", name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"shengmei: no article {name} in this index\n"


def test_what_is_neither_id_nor_address_is_exit_2(run):
    for name in ("长江", "", "\udcff.cn", "a\x1b.cn"):
        result = run("show", name)
        assert result.exit_code == 2
        assert "neither an id" in result.stderr


def test_an_article_comes_back_from_its_document():
    """All but what stands in the store alone."""
    written, back = to_dict(FULL), as_article(document(FULL, FACTS))
    assert back.keys() == written.keys()
    for name in ("title", "channel", "edition", "keywords", "counts", "images", "share", "preview"):
        assert back[name] == written[name], name
    assert back["published"] == {name: written["published"][name] for name in ("at", "precision", "raw")}
    assert back["original"] == {name: written["original"][name] for name in ("agency", "place", "raw")}


@pytest.mark.parametrize(("value", "lines"), [
    ("喜", ["喜"]), (("喜", "忧"), ["喜、忧"]), ({"a": 1, "b": 2}, ["a: 1", "b: 2"]), (None, []),
])  # fmt: skip
def test_a_field_without_a_form_of_its_own_is_shown_as_it_is(value, lines):
    assert ("Front page", lines) in list(details({"front_page": value}))


def test_no_form_is_for_a_field_that_there_is_not():
    from shengmei.console import article

    assert {one.name for one in fields(Article)} >= article._WITH_FORM
