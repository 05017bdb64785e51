"""`search` and `count`: shapes and exit codes that programs rely on, and what a person sees."""

from __future__ import annotations

import csv
import io
import json
import os
from itertools import pairwise

import pytest

from crawler.items import article_id
from indexer.search import open_index
from search_cli.query_command import words_last
from search_cli.views.hits import fitted, marked_lines

FIRST = article_id("https://news.example.cn/p/1.html")


def answered(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_json_is_the_contract(run, index):
    answer = answered(run("search", "长江", "--json"))
    assert list(answer) == ["query", "index", "total", "counts", "hits"]
    assert answer["query"] == {"text": "长江", "understood": '"长江"'}
    assert (answer["index"], answer["total"], answer["counts"]) == (index, 2, "documents")
    first = answer["hits"][0]
    assert list(first) == ["id", "score", "url", "title", "site", "published", "highlights"]
    assert (first["id"], first["site"]) == (FIRST, "example_news")
    assert first["url"] == "https://news.example.cn/p/1.html"
    assert first["published"] == "2021-05-23T21:51:00+08:00"
    assert first["score"] > answer["hits"][1]["score"] > 0


def test_marks_are_code_points_of_the_highlighted_text(run):
    for hit in answered(run("search", "长江", "--json"))["hits"]:
        assert hit["highlights"]
        for highlight in hit["highlights"]:
            assert list(highlight) == ["field", "text", "marks"]
            assert {highlight["text"][start:end] for start, end in highlight["marks"]} == {"长江"}


def test_published_is_no_finer_than_it_is_known(run):
    hits = answered(run("search", "--json", "--sort", "date"))["hits"]
    assert [hit["published"] for hit in hits] == ["2021-05-23T21:51:00+08:00", "2021-11", "2022-03-01", None]


def test_jsonl_is_a_hit_a_line(run):
    whole = answered(run("search", "长江", "--json"))["hits"]
    lines = run("search", "长江", "--jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole


def test_csv_is_one_table_without_formulas(run):
    rows = list(
        csv.DictReader(io.StringIO(run("search", "--csv", "--sort", "date").stdout.removeprefix("\ufeff")))
    )
    expected = "id score url title site published province source reporters snippet"
    assert " ".join(rows[0]) == expected
    assert [row["title"] for row in rows][1:4:2] == ["湖南洞庭湖迎来[2J候鸟", "'=1+1的故事"]
    assert rows[0]["reporters"] == "王小明"


def test_who_writes_a_wildcard_is_told_that_it_is_none(run):
    for asked in ("江*", "*豚", "长江*豚"):
        result = run("count", asked)
        assert (result.exit_code in (0, 1), result.stderr.splitlines()[0][:16]) == (True, "* is no wildcard")
    for asked in ("*", "长江", ""):
        assert run("count", asked).stderr == ""


@pytest.mark.parametrize(("printed", "marks", "columns", "shown"), [
    ("长江两岸新增造林", [(0, 2)], 16, "长江两岸新增造林"),
    ("长江两岸新增造林", [(0, 2)], 14, "长江两岸新增…"),
    ("长江两岸新增造林", [(6, 8)], 14, "长江两岸新增造林"),
    ("长江两岸" * 4, [(0, 2)], 14, "长江两岸" * 4),
])  # fmt: skip
def test_no_two_characters_of_a_snippet_have_a_line_of_their_own(printed, marks, columns, shown):
    assert fitted(printed, marks, columns) == (shown, marks)


def test_paging_meets_every_hit_once(run):
    pages = [answered(run("search", "--json", "--limit", "1", "--offset", str(n))) for n in range(5)]
    assert [page["total"] for page in pages] == [4] * 5
    assert len({page["hits"][0]["id"] for page in pages[:4]}) == 4
    assert pages[4]["hits"] == []


def test_sort_takes_a_value_that_looks_like_an_option(run):
    hits = answered(run("search", "--sort", "-date", "长江", "--json"))["hits"]
    assert [hit["published"] for hit in hits] == ["2022-03-01", "2021-05-23T21:51:00+08:00"]


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (["长江", "江豚"], 1),
        (["长江 江豚"], 1),
        (["長江"], 2),
        (["-长江"], 2),
        (["长江", "-樱花"], 1),
        (["--", "-长江"], 2),
        (["-title:武汉", "长江"], 1),
        (["-(樱花 OR 候鸟)"], 2),
        (["site:example_news"], 2),
        ([], 4),
        (["  "], 4),
    ],
)
def test_what_words_mean(run, words, total):
    assert answered(run("count", "--json", *words))["total"] == total
    assert answered(run("search", "--json", *words))["total"] == total


def test_count_is_a_number_or_the_contract(run, index):
    assert run("count", "长江").stdout == "2\n"
    assert answered(run("count", "长江", "--json")) == {
        "query": {"text": "长江", "understood": '"长江"'},
        "index": index,
        "counts": "documents",
        "total": 2,
    }


def test_nothing_found_is_exit_1_and_still_an_answer(run):
    result = run("search", "火星", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["hits"] == []
    assert result.stderr == 'shengmei: nothing found for "火星"\n'
    counted = run("count", "火星")
    assert (counted.exit_code, counted.stdout) == (1, "0\n")
    assert run("search", "火星").stdout == ""


def test_an_empty_index_says_how_to_fill_it(run, tmp_path):
    empty = str(tmp_path / "empty")
    open_index(empty, create=True).close()
    for command in ("search", "count"):
        result = run(command, "--index", empty)
        assert result.exit_code == 1
        assert f"the index {empty} is empty; fill it with: shengmei crawl" in result.stderr


def test_a_query_that_does_not_parse_shows_the_place(run):
    for command in ("search", "count"):
        result = run(command, "(长江")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("shengmei: ")
        assert "(长江" in result.stderr


def test_an_index_that_is_missing_foreign_or_silent_is_exit_3(run, tmp_path):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "notes.txt").write_text("mine")
    for address in (str(tmp_path / "missing"), str(tmp_path / "foreign"), "http://127.0.0.1:9/"):
        result = run("search", "长江", "--index", address)
        assert (result.exit_code, result.stdout) == (3, ""), address
        assert result.stderr.startswith("shengmei: ")
        assert result.stderr.count("\n") == 1


def test_no_password_of_an_address_is_shown(run):
    result = run("search", "长江", "--index", "http://reader:s3cret@127.0.0.1:9/")
    assert "s3cret" not in result.output


def test_explain_says_how_the_words_were_understood_and_leaves_the_answer_alone(run):
    result = run("search", "長江 -樱花", "--explain", "--jsonl")
    assert result.stderr == 'understood: "長江" AND -"樱花"\n'
    assert len(result.stdout.splitlines()) == 1


def test_a_person_sees_number_title_date_outlet_names_snippet_and_address(run):
    assert run("search", "江豚").stdout == (
        "1 article\n"
        "\n"
        " 1. 长江两岸添新绿：湖北晒出生态账本\n"
        "    2021-05-23 21:51 · 示例网 · 湖北 · 来源 示例日报 · by 王小明\n"
        "    记者从会上获悉，长江两岸新增造林三万亩。 通讯员说，长江江豚又回来了，水更清…\n"
        "    https://news.example.cn/p/1.html\n"
    )


def test_a_person_is_told_what_is_not_shown(run):
    assert run("search", "--limit", "2").stdout.startswith("4 articles, 1–2 shown; more with --offset 2\n")
    assert run("search", "--offset", "2").stdout.startswith("4 articles, 3–4 shown\n")


def test_a_page_cannot_speak_to_the_terminal(run):
    for form in ([], ["--json"], ["--jsonl"], ["--csv"]):
        shown = run("search", "洞庭湖", *form).stdout
        assert "洞庭湖" in shown
        assert not set("\x1b\u202e") & set(shown)


def test_no_line_is_wider_than_the_terminal(run, monkeypatch):
    from shengmei.console.text import width

    monkeypatch.setenv("COLUMNS", "44")
    lines = run("search", "长江").stdout.splitlines()
    assert max(map(width, lines)) <= 44


def test_marks_survive_wrapping_and_what_is_taken_out(monkeypatch):
    from shengmei.console import streams

    monkeypatch.setattr(streams, "style", lambda line, **how: f"[{line}]" if how.get("fg") else line)
    printed = "一二\x1b三四五六七八"
    assert list(marked_lines(printed, [(3, 5), (6, 8)], 8)) == ["一二[三四]", "五[六七]八"]
    assert list(marked_lines("一二三四五六", [(2, 5)], 8)) == ["一二[三四]", "[五]六"]
    assert list(marked_lines("一二三", [], 8)) == ["一二三"]


def test_words_go_last_and_options_keep_their_values():
    assert words_last(["-武汉", "--limit", "5", "江"], {"--limit"}) == ["--limit", "5", "--", "-武汉", "江"]
    assert words_last(["长江", "--json", "--", "--json"], set()) == ["--json", "--", "长江", "--json"]
    assert words_last(["长江", "--limit"], {"--limit"}) == ["--limit"]


def test_an_option_without_its_value_says_so(run):
    result = run("search", "长江", "--limit")
    assert result.exit_code == 2
    assert "Option '--limit' requires an argument." in result.stderr
    assert words_last(["-v", "-", "-x1"], set()) == ["-v", "--", "-", "-x1"]


def test_newest_first(run):
    dates = [hit["published"] or "" for hit in answered(run("search", "--json", "--sort", "-date"))["hits"]]
    assert all(one >= two for one, two in pairwise(dates))


def test_only_the_named_fields_in_every_form(run):
    args = ("search", "长江", "--sort", "date", "--fields", "title,reporters,bylines.role")
    first, second = (json.loads(line) for line in run(*args, "--jsonl").stdout.splitlines())
    assert first["reporters"] == ["王小明"]
    assert first["bylines.role"] == ["reporter", "responsible_editor", "author"]
    assert set(second) == {"title"}
    answer = answered(run(*args, "--json"))
    assert (answer["hits"], answer["total"], answer["query"]["text"]) == ([first, second], 2, "长江")
    rows = list(csv.DictReader(io.StringIO(run(*args, "--csv").stdout.removeprefix("\ufeff"))))
    assert list(rows[0]) == ["title", "reporters", "bylines.role"]
    table = run(*args).stdout.splitlines()
    assert table[0].split() == ["title", "reporters", "bylines.role"]
    assert "王小明" in table[1]
    assert run("search", "长江", "--fields", "titel").exit_code == 2


def test_a_table_says_no_more_of_a_time_than_is_known(run):
    shown = run("search", "--sort", "date", "--fields", "published,first_seen,published_first_day").stdout
    assert [line.split()[0] for line in shown.splitlines()] == [
        "published", "2021-05-23", "2021-11", "2022-03-01", "2024-01-01",
    ]  # fmt: skip
    assert "2021-05-23 21:51" in shown
    assert "2021-11-30" in run("search", "--fields", "published_last_day").stdout
    assert "2021-05-23T21:51:00+08:00" in run("search", "--fields", "published", "--csv").stdout


def test_a_hit_is_opened_in_the_browser(run, program, index, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n', encoding="utf-8")
    browser.chmod(0o755)
    args = ("--index", index, "search", "长江", "--sort", "date", "--open", "2")
    done = program(*args, env={**os.environ, "BROWSER": f"{browser} %s"}, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "opened").read_text().strip() == "https://news.example.cn/p/2.html"
    assert run("search", "长江", "--open", "3").exit_code == 2


def test_a_page_past_the_end_says_how_many_there_are(run):
    result = run("search", "长江", "--offset", "20")
    assert (result.exit_code, result.stdout.strip()) == (0, "2 articles; none after the first 20")
