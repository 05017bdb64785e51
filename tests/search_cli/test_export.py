"""`export`: complete, exact after any kill, with a manifest; each file form as its readers take it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler.items import article_id
from indexer.document import document
from indexer.search import Query, Write, open_index
from search_cli import exporting
from search_cli.exporting.coverage import gaps
from search_cli.exporting.durable import alone
from search_cli.exporting.row_files import Lines
from tests.search_cli.articles import ARTICLES, facts

ROOT = Path(__file__).parent.parent.parent
FORMS = ("csv", "jsonl", "parquet")


def made(number: int, **more: object) -> Write:
    """A document for these tests; its id is the number."""
    name = f"{number:032x}"
    said = {
        "id": name,
        "title": f"第{number}篇",
        "body": "长江两岸，\n春天来了。" * (number % 7),
        "site": f"site{number % 2}",
        "reporters": ["王", "李"],
        "bylines": [{"name": "王", "role": "reporter"}],
        "published": f"2021-05-{number % 28 + 1:02}T08:00:00+08:00",
        **more,
    }
    return Write(id=name, version=number, document=said)


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> str:
    path = str(tmp_path_factory.mktemp("many") / "index")
    with open_index(path, create=True) as index:
        assert index.write([made(number) for number in range(1, 101)]) == []
    return path


def manifest(file: Path) -> dict:
    return json.loads(file.with_name(file.name + ".manifest.json").read_text())


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.crash), 5])
@pytest.mark.parametrize("form", FORMS)
def test_an_export_killed_at_any_write_and_run_again_is_the_same(form, step, many, tmp_path):
    file = tmp_path / f"all.{form}"
    command = [sys.executable, "-m", "tests.search_cli.export_kills", many, str(file), str(step)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["left"] == [file.name, f"{file.name}.manifest.json"]
    assert sum(killed for killed, _, _ in said["places"].values()) > 20 // step
    for place, (_, checksum, left) in said["places"].items():
        assert (checksum, left) == (said["whole"], said["left"]), f"killed at write {place}"


def test_the_command_goes_on_where_a_killed_one_was(run, many, tmp_path, monkeypatch):
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done >= 60:
            raise Stopped

    monkeypatch.setattr(Lines, "step", 20)
    monkeypatch.setattr(exporting, "BATCH", 10)
    job = exporting.Job(query=Query(text=""), file=Path("all.csv"))
    with open_index(many) as index, pytest.raises(Stopped):
        exporting.run(index, job, stop)
    assert not Path("all.csv").exists()
    result = run("export", "--to", "all.csv", "--index", many)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "all.csv: 100 articles, 60 of them before the interruption\n"
    run("export", "--to", "again.csv", "--index", many)
    assert Path("all.csv").read_bytes() == Path("again.csv").read_bytes()
    assert manifest(tmp_path / "all.csv")["times_resumed"] == 1


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(run):
    result = run("export", "--to", "a.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("a.csv: 4 articles\n")
    written = Path("a.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid,url,")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == sorted(article_id(one.url) for one in ARTICLES)
    by_url = {row["url"]: row for row in rows}
    assert by_url["https://other.example.cn/a/4.html"]["title"] == "'=1+1的故事"
    first = by_url["https://news.example.cn/p/1.html"]
    assert first["people"] == "王小明; 李芳; 本报评论员"
    assert first["share.title"] == "长江添新绿"
    assert first["counts.reads"] == "0"
    assert json.loads(first["bylines"])[1] == {"name": "李芳", "role": "responsible_editor"}
    assert "bylines.name" not in first
    assert not {"\x1b", "\u202e"} & set(written.decode())


def test_json_lines_are_the_documents(run):
    assert run("export", "长江", "--to", "a.jsonl").stderr == "a.jsonl: 2 articles\n"
    lines = [json.loads(line) for line in Path("a.jsonl").read_text().splitlines()]
    expected = [json.loads(json.dumps(document(one, facts(one)))) for one in ARTICLES[:2]]
    assert lines == sorted(expected, key=lambda one: one["id"])


def test_parquet_has_types(run):
    assert run("export", "--to", "a.parquet").exit_code == 0
    table = pq.read_table("a.parquet")
    rows = {row["url"]: row for row in table.to_pylist()}
    first = rows["https://news.example.cn/p/1.html"]
    assert first["published"].isoformat() == "2021-05-23T21:51:00+08:00"
    assert first["published_first_day"] == date(2021, 5, 23)
    assert first["people"] == ["王小明", "李芳", "本报评论员"]
    assert first["bylines"][2]["collective"] is True
    assert first["counts.reads"] == 0
    last = rows["https://other.example.cn/a/4.html"]
    assert (last["published"], last["people"], last["counts.reads"]) == (None, None, None)


@pytest.mark.parametrize("form", FORMS)
def test_fields_are_chosen_by_name(run, form):
    name = f"a.{form}"
    assert run("export", "江豚", "--to", name, "--fields", "title, bylines.name,share.link").exit_code == 0
    names = ["title", "bylines.name", "share.link"]
    assert [one["name"] for one in manifest(Path(name))["fields"]] == names
    people = ["王小明", "李芳", "本报评论员"]
    title = ARTICLES[0].title
    if form == "csv":
        assert Path(name).read_text("utf-8-sig") == f"{','.join(names)}\n{title},{'; '.join(people)},\n"
    elif form == "jsonl":
        assert json.loads(Path(name).read_text()) == {"title": title, "bylines.name": people}
    else:
        table = pq.read_table(name).to_pylist()
        assert table == [{"title": title, "bylines.name": people, "share.link": None}]


def test_an_object_is_a_struct_in_parquet_and_json_in_csv(run):
    for name in ("a.parquet", "a.csv"):
        assert run("export", "江豚", "--to", name, "--fields", "counts,archive").exit_code == 0
    (row,) = pq.read_table("a.parquet").to_pylist()
    assert row["counts"] == {"reads": 0, "likes": None, "comments": None, "shares": None}
    (cells,) = csv.DictReader(io.StringIO(Path("a.csv").read_text("utf-8-sig")))
    assert json.loads(cells["counts"]) == {"reads": 0}
    assert json.loads(cells["archive"])["offset"] == row["archive"]["offset"] == 42


def test_a_manifest_says_what_the_file_is(run, index, tmp_path):
    run("export", "長江", "--to", "a.csv")
    said = manifest(tmp_path / "a.csv")
    with open_index(index) as opened:
        assert said["index"]["identity"] == opened.identity
    assert said["query"] == {"text": "長江", "understood": '"長江"'}
    assert (said["rows"], said["expected"], said["complete"], said["index_changed"]) == (2, 2, True, False)
    content = Path("a.csv").read_bytes()
    assert said["files"] == [
        {"name": "a.csv", "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    ]
    assert all(field["description"] for field in said["fields"])
    ours, theirs = said["coverage"]["sites"]
    assert (ours["site"], ours["documents"], ours["hits"]) == ("example_news", 2, 2)
    assert (ours["first_day"], ours["last_day"]) == ("2021-05-23", "2022-03-01")
    assert (ours["days_without"], ours["gaps"]) == (281, ["2021-05-24..2022-02-28"])
    assert (theirs["hits"], theirs["undated"], theirs["only_month_known"]) == (0, 1, 1)


def test_gaps_are_runs_of_days():
    days = (("2021-05-01", 0), ("2021-05-02", 3), ("2021-05-03", 0), ("2021-05-04", 0), ("2021-05-05", 1))
    assert list(gaps(days)) == ["2021-05-01", "2021-05-03..2021-05-04"]


def test_what_is_there_is_not_replaced_without_force(run):
    Path("a.csv").write_text("mine")
    result = run("export", "--to", "a.csv")
    assert result.exit_code == 2
    assert result.stderr == "shengmei: a.csv exists: name another file, or replace it with --force\n"
    assert Path("a.csv").read_text() == "mine"
    assert run("export", "--to", "a.csv", "--force").exit_code == 0


def begun(index: str, file: str, numbers: int = 20) -> None:
    """An export of everything that was interrupted after some rows."""

    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done >= numbers:
            raise Stopped

    with open_index(index) as opened, pytest.raises(Stopped):
        exporting.run(opened, exporting.Job(query=Query(), file=Path(file)), stop)


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(Lines, "step", 10)
    monkeypatch.setattr(exporting, "BATCH", 10)


@pytest.mark.usefixtures("small_steps")
def test_an_export_of_something_else_is_not_gone_on_with(run, many):
    begun(many, "a.csv")
    result = run("export", "site:site1", "--to", "a.csv", "--index", many)
    assert result.exit_code == 2
    assert "an export of another query, index or fields was begun here" in result.stderr
    assert run("export", "site:site1", "--to", "a.csv", "--index", many, "--force").exit_code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "a.csv.manifest.json"]


@pytest.mark.usefixtures("small_steps")
def test_a_shortfall_is_exit_4_and_may_be_replaced(run, tmp_path):
    """Documents that came before the place reached, between a kill and the next run."""
    path = str(tmp_path / "index")
    with open_index(path, create=True) as index:
        index.write([made(number) for number in range(100, 200)])
        begun(path, "a.jsonl", 50)
        index.write([made(number, title="新来的") for number in range(1, 4)] + [made(300)])
    result = run("export", "--to", "a.jsonl", "--index", path)
    assert result.exit_code == 4
    assert result.stderr.splitlines()[-1] == ("shengmei: 101 of 104 articles were written: run it again")
    assert "the index changed meanwhile" in result.stderr
    assert manifest(tmp_path / "a.jsonl")["complete"] is False
    assert run("export", "--to", "a.jsonl", "--index", path).exit_code == 0
    assert len(Path("a.jsonl").read_text().splitlines()) == 104


def test_an_index_that_grows_meanwhile_is_said_and_no_shortfall(tmp_path):
    path = str(tmp_path / "index")
    with open_index(path, create=True) as index:
        index.write([made(number) for number in range(100, 110)])
        job = exporting.Job(query=Query(), file=Path("a.csv"))
        ended = exporting.run(index, job, lambda _done, _all: index.write([made(500)]) and None)
    assert (ended.rows, ended.expected, ended.complete, ended.changed) == (10, 11, True, True)


def test_one_export_at_a_time_writes_a_file(run):
    with alone(Path("a.csv")):
        result = run("export", "--to", "a.csv")
    assert result.exit_code == 3
    assert "is being written by another export" in result.stderr
    assert run("export", "--to", "a.csv").exit_code == 0


def test_nothing_found_writes_nothing(run):
    result = run("export", "火星", "--to", "a.csv")
    assert (result.exit_code, list(Path().iterdir())) == (1, [])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--to", "no/a.csv"], "there is no directory"),
        (["--to", "a.csv", "--fields", "titel"], "no field 'titel'. Did you mean 'title'"),
        (["--to", "a.csv", "--fields", " , "], "no field is named"),
        ([], "Missing option '--to'"),
    ],
)
def test_a_wrong_call_is_exit_2(run, args, said):
    result = run("export", *args)
    assert (result.exit_code, list(Path().iterdir())) == (2, [])
    assert said in result.stderr


def test_parquet_without_pyarrow_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _name: None)
    result = run("export", "--to", "a.parquet")
    assert result.exit_code == 2
    assert result.stderr == ("shengmei: a Parquet file needs pyarrow: pip install 'shengmei[parquet]'\n")
    assert run("export", "--to", "a.csv").exit_code == 0


def test_a_full_disk_is_exit_4_and_can_be_gone_on_with(program, many, tmp_path):
    call = ["export", "--to", "a.csv", "--index", many]
    limit = "ulimit -f 8; trap '' XFSZ; exec \"$@\""
    shengmei = Path(sys.executable).with_name("shengmei")
    done = subprocess.run(
        ["bash", "-c", limit, "bash", shengmei, *call], capture_output=True, env={**os.environ}, check=False
    )
    assert done.returncode == 4
    assert b"File too large" in done.stderr
    assert not (tmp_path / "a.csv").exists()
    assert program(*call).returncode == 0
    assert len(Path("a.csv").read_text("utf-8-sig").splitlines()) > 100
