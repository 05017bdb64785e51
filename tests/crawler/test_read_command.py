"""`read` and `sites`: what goes in, what comes out, and every kind of page that is none."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import registry
from crawler.commands.read_jsonl import summary
from crawler.items import Article, Byline
from crawler.registry import all_sites
from search_cli.cli import root
from shengmei.timezone import SHANGHAI

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>春耕正忙_示例网</title></head><body>
<h1>春耕正忙</h1><div class="info"><span id="pubtime_baidu">2021年5月23日 21:51</span>
<span id="source_baidu">来源：示例日报</span></div>
<div class="content"><p>五月的江汉平原，油菜收割刚刚结束，田野里又响起了插秧机的轰鸣声，农民们抢抓农时。</p>
<p>据农业农村部门介绍，今年早稻播种面积稳中有增，农资供应充足，技术人员下到田间地头，为农户答疑解惑。</p>
<p>种粮大户说，有了机械化，几百亩水田几天就能插完，往年要请十几个人忙上半个月。（记者 王小明）</p></div>
</body></html>"""
URL = "https://news.example.cn/2021/0523/1.html"
KEYS = ["file", "title", "time", "authors", "editors", "source", "body", "article"]


@pytest.fixture(autouse=True)
def apart(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("SHENGMEI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(PAGE.format(charset="utf-8"), encoding="utf-8")


def run(*args: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(root, list(args), input=stdin)


def lines_of(*requests: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in requests)


def answers(*requests: object):
    result = run("read", "--jsonl", stdin=lines_of(*requests))
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_person_sees_headline_time_source_names_and_text():
    result = run("read", "page.html", "--url", URL)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = result.stdout
    assert shown.startswith("春耕正忙\n")
    for said in ("2021-05-23 21:51", "示例日报", "记者 reporter", "王小明", "　　五月的江汉平原", URL):
        assert said in shown


def test_json_is_the_article():
    article = json.loads(run("read", "page.html", "--url", URL, "--json").stdout)
    assert (article["url"], article["site"], article["title"]) == (URL, "news.example.cn", "春耕正忙")
    assert article["published"]["at"] == "2021-05-23T21:51:00+08:00"


def test_one_of_several_pages_says_that_there_are_others():
    pager = '<div class="pages"><b>1</b> <a href="1_2.html">2</a> <a href="1_3.html">3</a></div></body>'
    Path("page.html").write_text(PAGE.format(charset="utf-8").replace("</body>", pager), encoding="utf-8")
    shown = run("read", "page.html", "--url", URL, "--json")
    extraction = json.loads(shown.stdout)["extraction"]
    assert (extraction["parts"], extraction["parts_missing"]) == (3, 2)
    assert "one of 3 pages: the others are not in this file" in shown.stderr
    assert "3, 2 missing" in run("read", "page.html", "--url", URL).stdout


def test_a_page_from_standard_input_is_the_same_article():
    named = run("read", "page.html", "--url", URL, "--json").stdout
    assert run("read", "-", "--url", URL, "--json", stdin=Path("page.html").read_bytes()).stdout == named


def test_a_line_in_is_a_line_out_in_order():
    Path("other.html").write_text(PAGE.format(charset="utf-8").replace("春耕", "秋收"), encoding="utf-8")
    requests = [{"file": name, "url": url} for name in ("page.html", "other.html") for url in (URL, None)]
    result, lines = answers(*requests)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line["file"] for line in lines] == [one["file"] for one in requests]
    assert [line["title"] for line in lines] == ["春耕正忙", "春耕正忙", "秋收正忙", "秋收正忙"]


def test_the_line_has_the_fields_of_the_contract():
    _, (line,) = answers({"file": "page.html", "url": None, "more": 1})
    assert list(line) == KEYS
    assert line["time"] == "2021-05-23T21:51:00+08:00"
    assert (line["authors"], line["editors"], line["source"]) == (["王小明"], [], "示例日报")
    assert "\n种粮大户说，" in line["body"]
    assert line["article"]["title"] == "春耕正忙"


def test_absent_is_null_or_an_empty_list():
    assert summary(Article(url="", site="", title="题")) == {
        "title": "题",
        "time": None,
        "authors": [],
        "editors": [],
        "source": None,
        "body": None,
        "article": {"url": "", "site": "", "title": "题"},
    }


def test_authors_are_persons_who_write_and_editors_those_who_edit():
    roles = {
        "reporter": "甲", "correspondent": "乙", "author": "丙", "intern": "丁", "photographer": "戊",
        "editor": "己", "responsible_editor": "庚", "chief_editor": "辛", "picker": "壬", "reviewer": "癸",
    }  # fmt: skip
    people = [Byline(name=name, role=role) for role, name in roles.items()]
    twice = Byline(name="甲", role="author")
    collective = Byline(name="本报评论员", role="author", collective=True)
    said = summary(Article(url="", site="", title="题", bylines=(*people, twice, collective)))
    assert said["authors"] == ["甲", "乙", "丙", "丁"]
    assert said["editors"] == ["己", "庚", "辛", "壬"]


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("", None),
        ("no JSON", None),
        ('{"file": ', None),
        ("[" * 100_000, None),
        ("\udcff\udcfe", None),
        ("[1]", None),
        ('{"url": null}', None),
        ('{"file": 5}', None),
        ('{"file": "page.html", "url": 5}', "page.html"),
        ('{"file": "missing.html"}', "missing.html"),
        ('{"file": "."}', "."),
        ('{"file": ""}', ""),
        ('{"file": "-"}', "-"),
        ('{"file": "a\\u0000b"}', "a\x00b"),
        ('{"file": "/dev/zero"}', "/dev/zero"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_line_with_its_problem_and_the_rest_goes_on(line, file):
    stdin = line.encode("utf-8", "surrogateescape") + b"\n" + lines_of({"file": "page.html"}).encode()
    result = run("read", "--jsonl", stdin=stdin)
    problem, good = map(json.loads, result.stdout.splitlines())
    assert list(problem) == ["file", "problem"]
    assert problem["file"] == file
    assert problem["problem"]
    assert good["title"] == "春耕正忙"
    assert result.exit_code == 4
    assert result.stderr == "shengmei: 1 of 2 pages could not be read; their lines say why\n"


BAD = {
    "empty": b"",
    "blank": b" \n\t ",
    "NULs": b"\0" * 5000,
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200,
    "50 MB": b"<html><body><h1>x</h1><p>" + "长江".encode() * 9_000_000,
    "no text": b"<html><head></head><body></body></html>",
    "half a tag": b"<html><body><di",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_page_that_is_none_is_one_line_and_exit_4(kind):
    Path("bad.html").write_bytes(BAD[kind])
    result = run("read", "bad.html")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith("shengmei: bad.html: ")
    assert result.stderr.count("\n") == 1
    assert "internal error" not in result.stderr
    _, (line,) = answers({"file": "bad.html", "url": URL})
    assert list(line) == ["file", "problem"]


@pytest.mark.parametrize(
    ("declared", "real"), [("gbk", "gb18030"), ("utf-8", "gb18030"), ("nosuch", "utf-8")]
)
def test_a_wrong_charset_does_not_matter(declared, real):
    Path("page.html").write_bytes(PAGE.format(charset=declared).encode(real))
    assert json.loads(run("read", "page.html", "--json").stdout)["title"] == "春耕正忙"


def test_a_truncated_page_gives_what_it_has():
    whole = Path("page.html").read_bytes()
    Path("page.html").write_bytes(whole[: len(whole) * 3 // 4])
    assert json.loads(run("read", "page.html", "--json").stdout)["title"] == "春耕正忙"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["missing.html"], "does not exist"),
        (["."], "is a directory"),
        ([], "name a FILE to read (- is standard input), or give --jsonl"),
        (["page.html", "page.html", "--json"], "--json takes one FILE; use --jsonl for several"),
    ],
)
def test_a_wrong_call_is_exit_2(args, said):
    result = run("read", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_several_files_are_printed_and_the_bad_ones_named():
    Path("bad.html").write_bytes(b"")
    result = run("read", "bad.html", "page.html")
    assert result.exit_code == 4
    assert "── page.html\n春耕正忙\n" in result.stdout
    assert result.stderr.splitlines()[-1] == "shengmei: 1 of 2 files could not be read"
    lines = run("read", "--jsonl", "bad.html", "page.html").stdout.splitlines()
    assert ["problem" in json.loads(line) for line in lines] == [True, False]


def test_lines_come_out_as_they_are_read():
    """A program may wait for the answer to one line before it writes the next."""
    command = [Path(sys.executable).with_name("shengmei"), "read", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        for _ in range(2):
            reading.stdin.write(lines_of({"file": "page.html"}).encode())
            reading.stdin.flush()
            assert json.loads(reading.stdout.readline())["title"] == "春耕正忙"
        reading.stdin.close()
        assert reading.wait(timeout=30) == 0


def test_sites_are_a_table_for_people_and_data_for_programs():
    result = run("sites")
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["id", "name", "province", "city", "family", "evidence", "age"]
    assert [line.split()[0] for line in lines] == [site.id for site in all_sites() if not site.invented]
    listed = json.loads(run("sites", "--json").stdout)
    assert [json.loads(line) for line in run("sites", "--jsonl").stdout.splitlines()] == listed
    assert [
        row["id"] for row in csv.DictReader(io.StringIO(run("sites", "--csv").stdout.removeprefix("\ufeff")))
    ] == [one["id"] for one in listed]


def test_a_site_has_its_facts_and_the_age_of_their_evidence():
    from datetime import datetime

    one = json.loads(run("sites", "hbtv", "--json").stdout)
    assert (one["id"], one["province"], one["family"]) == ("hbtv", "湖北", "cjyun")
    assert "长江云" in one["name"]
    assert one["age"] == datetime.now(SHANGHAI).year - max(said["year"] for said in one["evidence"])
    shown = run("sites", "hbtv").stdout
    assert "长江云" in shown
    assert one["domains"][0] in shown
    assert "湘江示例报" in run("sites", "demo_hunan").stdout  # in no list, and there when named


def test_an_unknown_site_names_those_near_it_and_is_exit_2():
    result = run("sites", "hbtvv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "hbtv" in result.stderr.removeprefix("shengmei: unknown site 'hbtvv'")


def test_every_site_with_a_page_class_is_of_a_family():
    assert all(registry.family_of(site) for site in all_sites() if site.article_pages)


def test_explain_shows_candidates_winners_and_where_the_page_contradicts_itself():
    said = PAGE.replace("<head>", '<head><meta name="publishdate" content="2021-05-24">')
    Path("page.html").write_text(said.format(charset="utf-8"), encoding="utf-8")
    result = run("read", "--explain", "page.html", "--url", URL)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines.index("published") < lines.index("source") < lines.index("bylines") < lines.index("disagree")
    assert "▸    63  by the headline" in lines
    assert "published: kept 2021-05-23T21:51:00+08:00 (by the headline), not 2021-05-24" in result.stdout
    assert "王小明 (reporter)" in lines
    assert float(lines[lines.index("confidence") + 1].removeprefix("▸")) < 1
    assert "time_disputed: the page also gives other days of publication" in lines


def test_explain_in_json_has_the_article_and_its_candidates():
    result = run("read", "--explain", "--json", "page.html", "--url", URL)
    said = json.loads(result.stdout)
    assert said["article"]["title"] == "春耕正忙"
    won = {one["field"]: one["value"] for one in said["candidates"] if one["won"]}
    assert (won["title"], won["source"]) == ("春耕正忙", "示例日报")
    assert set(said["candidates"][0]) == {"field", "rule", "printed", "value", "score", "won"}


@pytest.mark.parametrize("wrong", [("--explain",), ("--explain", "page.html", "page.html"),
                                   ("--explain", "--jsonl", "page.html")])  # fmt: skip
def test_explain_takes_one_file(wrong):
    result = run("read", *wrong)
    assert result.exit_code == 2
    assert "--explain takes one FILE" in result.stderr
