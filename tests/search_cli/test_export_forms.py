"""Export to Excel, SQLite and a pipe; samples; what is written differently; what could not be written."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from crawler.items import article_id
from indexer.search import open_index
from search_cli import exporting
from search_cli.exporting.row_files import Lines
from tests.search_cli.articles import ARTICLES
from tests.search_cli.test_export import made, manifest

XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(file: str) -> list[list[str | None]]:
    """The cells of an .xlsx file, each with its letter's place."""
    with zipfile.ZipFile(file) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in root.iter(f"{XML}row"):
        cells: dict[str, str | None] = {}
        for cell in row:
            said = cell.find(f"{XML}is/{XML}t")
            number = cell.find(f"{XML}v")
            cells[cell.get("r").rstrip("0123456789")] = said.text if said is not None else number.text
        rows.append(cells)
    letters = list(rows[0])
    return [[one.get(letter) for letter in letters] for one in rows]


def index_of(tmp_path: Path, *writes: object) -> str:
    path = str(tmp_path / "odd-index")
    with open_index(path, create=True) as index:
        assert index.write(list(writes)) == []
    return path


def test_excel_has_a_row_an_article_text_as_text_and_numbers_as_numbers(run):
    result = run("export", "--to", "a.xlsx", "--fields", "id,title,published,people,counts.reads,bylines")
    assert result.exit_code == 0
    assert result.stderr.startswith("a.xlsx: 4 articles\n")
    head, *rows = sheet("a.xlsx")
    assert head == ["id", "title", "published", "people", "counts.reads", "bylines"]
    by_id = {row[0]: row for row in rows}
    first = by_id[article_id(ARTICLES[0].url)]
    assert first[2:5] == ["2021-05-23T21:51:00+08:00", "王小明; 李芳; 本报评论员", "0"]
    assert json.loads(first[5])[1] == {"name": "李芳", "role": "responsible_editor"}
    assert by_id[article_id(ARTICLES[3].url)][1] == "=1+1的故事"  # a text, no formula
    with zipfile.ZipFile("a.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert manifest(Path("a.xlsx"))["complete"] is True


def test_sqlite_has_a_table_that_can_be_asked(run):
    assert run("export", "--to", "a.sqlite").exit_code == 0
    with closing(sqlite3.connect("a.sqlite")) as database:
        rows = database.execute(
            'SELECT title, json_extract(people, \'$[1]\'), "counts.reads", typeof("counts.reads"), published'
            " FROM articles WHERE site = 'example_news' ORDER BY published"
        ).fetchall()
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (4,)
    assert rows[0] == (ARTICLES[0].title, "李芳", 0, "integer", "2021-05-23T21:51:00+08:00")
    assert rows[1][4] == "2022-03-01"  # a day stays a day


@pytest.mark.parametrize("form", ["xlsx", "sqlite"])
def test_what_was_begun_is_gone_on_with(form, run, tmp_path, monkeypatch):
    path = index_of(tmp_path, *(made(number) for number in range(1, 60)))
    run("export", "--to", f"whole.{form}", "--index", path)

    def stop(done: int, _total: int) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "BATCH", 10)
    for target in ("row_files.Lines", "sqlite.Sqlite"):
        __import__(f"search_cli.exporting.{target.split('.')[0]}")
        monkeypatch.setattr(f"search_cli.exporting.{target}.step", 20)
    job = exporting.Job(query=exporting.Query(), file=Path(f"parts.{form}"))
    with open_index(path) as index, pytest.raises(KeyboardInterrupt):
        exporting.run(index, job, stop)
    result = run("export", "--to", f"parts.{form}", "--index", path)
    assert "40 of them before the interruption" in result.stderr
    assert Path(f"parts.{form}").read_bytes() == Path(f"whole.{form}").read_bytes()
    left = {f"{name}.{form}{more}" for name in ("parts", "whole") for more in ("", ".manifest.json")}
    assert {one.name for one in tmp_path.iterdir() if one.name != "odd-index"} == left


def test_a_published_day_stays_a_day_in_every_text(run):
    day = "2022-03-01"
    for name in ("a.csv", "a.xlsx"):
        run("export", "date:2022", "--to", name, "--fields", "published")
    run("export", "date:2022", "--to", "a.jsonl", "--fields", "published")
    assert Path("a.csv").read_text("utf-8-sig").splitlines()[1] == day
    assert sheet("a.xlsx")[1] == [day]
    assert json.loads(Path("a.jsonl").read_text()) == {"published": day}
    for form, said in (("--csv", day), ("--jsonl", f'"{day}"'), ("--json", f'"{day}"')):
        assert said in run("search", "date:2022", "--fields", "published", form).stdout
        assert "T00:00" not in run("search", "date:2022", "--fields", "published", form).stdout
    run("export", "date:2022", "--to", "a.parquet", "--fields", "published,published_precision")
    assert pq.read_table("a.parquet").to_pylist()[0]["published_precision"] == "day"


TEXT = "　　开头\t有制表符\n\n空行之后 \x1b[2J 和 \u202e 反转 "


def test_csv_text_is_as_it_stands_but_for_what_safety_needs_which_is_counted(run, tmp_path):
    path = index_of(tmp_path, made(1, title=" =1+1", body=TEXT), made(2, title="二", body="长" * 40_000))
    result = run("export", "--to", "a.csv", "--index", path)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(Path("a.csv").read_text("utf-8-sig"), newline="")))
    assert rows[0]["body"] == TEXT.replace("\x1b", "").replace("\u202e", "")
    assert rows[0]["title"] == "' =1+1"
    assert rows[1]["body"] == "长" * 40_000
    changes = {one["change"]: one["cells"] for one in manifest(Path("a.csv"))["changed"]}
    assert sorted(changes.values()) == [1, 1, 1]
    assert any("apostrophe" in one for one in changes)
    assert any("32,767" in one for one in changes)
    assert "32,767" in result.stderr


def test_excel_cells_that_are_too_long_are_cut_and_said(run, tmp_path):
    path = index_of(tmp_path, made(2, body="长" * 40_000))
    result = run("export", "--to", "a.xlsx", "--fields", "body", "--index", path)
    assert sheet("a.xlsx")[1] == ["长" * 32_767]
    assert "cut there" in result.stderr
    assert manifest(Path("a.xlsx"))["changed"][0]["cells"] == 1


def test_one_document_that_cannot_be_written_is_named_and_the_rest_is(run, tmp_path):
    # Of an index that somebody else fed: two values where a column has room for one.
    path = index_of(tmp_path, made(1), made(2, source=["示例日报", "示例网"]), made(3))
    result = run("export", "--to", "a.parquet", "--index", path)
    assert result.exit_code == 4
    assert f"1 article could not be written, all others are: {2:032x} (" in result.stderr
    said = manifest(Path("a.parquet"))
    assert [one["id"] for one in said["failed"]] == [f"{2:032x}"]
    assert (said["rows"], said["expected"], said["complete"]) == (2, 3, False)
    assert [row["id"] for row in pq.read_table("a.parquet").to_pylist()] == [f"{1:032x}", f"{3:032x}"]
    for name in ("a.csv", "a.jsonl", "a.xlsx", "a.sqlite"):  # these have room
        assert run("export", "--to", name, "--index", path).exit_code == 0


def test_a_line_that_cannot_be_made_is_named_and_the_others_are_written(tmp_path):
    lines = Lines(tmp_path / "a.jsonl", b"", lambda one: str(1 // one["number"]).encode() + b"\n")
    lines.begin(0)
    failures = lines.add([{"id": name, "number": number} for name, number in (("a", 1), ("b", 0), ("c", 1))])
    lines.finish()
    lines.close()
    assert [name for name, _ in failures] == ["b"]
    assert "ZeroDivisionError" in failures[0][1]
    assert lines.part.read_bytes() == b"1\n1\n"


def test_one_value_where_a_list_is_usual_is_a_list_of_one(run, tmp_path):
    path = index_of(tmp_path, made(1, reporters="王", extraction={"conflicts": ["title", "published"]}))
    assert run("export", "--to", "a.parquet", "--index", path).exit_code == 0
    (row,) = pq.read_table("a.parquet").to_pylist()
    assert (row["reporters"], row["extraction.conflicts"]) == (["王"], ["title", "published"])


def test_a_finished_export_called_again_is_complete_and_another_one_a_clash(run, tmp_path):
    path = index_of(tmp_path, made(1), made(2))
    call = ("--to", "a.csv", "--index", path)
    assert run("export", "site:site1", *call).exit_code == 0
    before = Path("a.csv").stat()
    again = run("export", "site:site1", *call)
    assert again.exit_code == 0
    assert "a.csv is complete: 1 article, of " in again.stderr
    assert Path("a.csv").stat().st_mtime_ns == before.st_mtime_ns
    clash = run("export", "第2篇", *call)
    assert clash.exit_code == 2
    assert 'a.csv holds another export, of site:"site1": name another file' in clash.stderr
    fields = run("export", "site:site1", *call, "--fields", "id")
    assert "with other fields" in fields.stderr
    with open_index(path) as index:
        index.write([made(3)])
    later = run("export", "site:site1", *call)
    assert later.exit_code == 0
    assert "the index has changed since" in later.stderr
    Path("a.csv").write_text("mine")
    assert run("export", "site:site1", *call).exit_code == 2
    assert Path("a.csv").read_text() == "mine"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_pipe_gets_what_a_file_would(run, form, tmp_path):
    run("export", "长江", "--to", f"a.{form}")
    result = run("export", "长江", "--to", "-", f"--{form}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == Path(f"a.{form}").read_bytes()
    assert {one.name for one in tmp_path.iterdir()} == {f"a.{form}", f"a.{form}.manifest.json"}
    assert run("export", "火星", "--to", "-").exit_code == 1


def test_a_sample_carries_its_seed_and_is_the_same_again(run, tmp_path):
    path = index_of(tmp_path, *(made(number) for number in range(1, 51)))
    how = ("--sample", "10", "--seed", "7", "--by", "site", "--index", path)
    for name in ("a.jsonl", "b.jsonl"):
        result = run("export", "--to", name, *how)
        assert result.stderr == f"{name}: 10 articles\n"
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes()
    lines = list(map(json.loads, Path("a.jsonl").read_text().splitlines()))
    assert [one["id"] for one in lines] == sorted(one["id"] for one in lines)
    assert [one["site"] for one in lines].count("site0") == 5
    said = manifest(Path("a.jsonl"))
    assert said["sample"] == {
        "size": 10, "seed": 7, "by": "site", "equal": False,
        "strata": [{"value": f"site{number}", "hits": 25, "drawn": 5, "weight": 5.0} for number in (0, 1)],
    }  # fmt: skip
    assert (said["rows"], said["expected"], said["complete"]) == (10, 10, True)
    assert "is complete" in run("export", "--to", "a.jsonl", *how).stderr
    assert "another sample" in run("export", "--to", "a.jsonl", *how, "--seed", "8").stderr
    rows = run("sample", "10", "--seed", "7", "--by", "site", "--jsonl", "--fields", "id", "--index", path)
    assert {json.loads(line)["id"] for line in rows.stdout.splitlines()} == {one["id"] for one in lines}


def test_a_folder_that_cannot_be_written_to_is_said(run, monkeypatch, tmp_path):
    (tmp_path / "theirs").mkdir()
    opened = os.open

    def refused(path, flags: int, *args, **how) -> int:
        # Root passes over permissions: the system's answer to anybody else.
        if Path(path).parent.name == "theirs" and flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, *args, **how)

    monkeypatch.setattr(os, "open", refused)
    result = run("export", "--to", "theirs/a.csv")
    assert result.exit_code == 2
    assert (
        "theirs cannot be written to (Permission denied): name a file in a folder of yours" in result.stderr
    )
    assert list((tmp_path / "theirs").iterdir()) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--to", "a.csv", "--jsonl"), "--jsonl belongs to `--to -`"),
        (("--to", "a.csv", "--by", "site"), "belong to --sample"),
        (("--to", "a.csv", "--sample", "5", "--equal"), "belongs to --by"),
        (("--to", "a.csv", "--sample", "5", "--by", "reporter"), "several of reporter"),
        (("--to", "a.csv", "--sample", "5", "--by", "provinse"), "Did you mean 'province'?"),
        (("--to", "a.doc",), "must end in .csv, .jsonl, .parquet, .xlsx, .sqlite, .db"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_line(run, args, said):
    result = run("export", *args)
    assert (result.exit_code, list(Path().iterdir())) == (2, [])
    assert said in result.stderr


def test_excel_without_its_library_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _name: None)
    assert "pip install 'shengmei[xlsx]'" in run("export", "--to", "a.xlsx").stderr
