"""`export`: whole, once, in forms that others read; killed in mid-write it goes on where it stopped."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from indexer.search import Write, open_index
from tests.search_cli.articles import ARTICLES

MANY = 12_000
FORMS = (".csv", ".jsonl", ".parquet")


def manifest(file: str):
    return json.loads(Path(f"{file}.manifest.json").read_text(encoding="utf-8"))


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(run):
    assert run("export", "--to", "all.csv").exit_code == 0
    written = Path("all.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(written.decode("utf-8-sig").splitlines()))
    assert len(rows) == len(ARTICLES)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    titles = {row["title"] for row in rows}
    assert "'=1+1的故事" in titles
    assert not any(title.startswith("=") for title in titles)


def test_json_lines_are_the_documents(run, index):
    assert run("export", "长江", "--to", "some.jsonl").exit_code == 0
    lines = [json.loads(line) for line in Path("some.jsonl").read_text(encoding="utf-8").splitlines()]
    with open_index(index) as opened:
        assert lines == [opened.get(one["id"]) for one in lines]
    assert len(lines) == 2


def test_parquet_has_types(run):
    assert run("export", "--to", "all.parquet").exit_code == 0
    table = pq.read_table("all.parquet")
    assert str(table.schema.field("published").type) == "timestamp[us, tz=Asia/Shanghai]"
    assert str(table.schema.field("published_first_day").type) == "date32[day]"
    row = next(one for one in table.to_pylist() if one["bylines"])
    assert row["reporters"] == ["王小明"]
    assert row["bylines"][0]["organisation"] == "示例日报"


def test_only_the_named_fields(run):
    assert run("export", "--to", "few.csv", "--fields", "title,bylines.name").exit_code == 0
    head, *rows = Path("few.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "title,bylines.name"
    assert any("王小明" in row for row in rows)
    assert run("export", "--to", "x.csv", "--fields", "titel").exit_code == 2


def test_the_manifest_says_what_the_file_is(run, index):
    run("export", "date:2021..2022", "--to", "some.csv")
    said = manifest("some.csv")
    assert said["query"]["understood"] == "date:2021-01-01..2022-12-31"
    assert (said["rows"], said["expected"], said["complete"]) == (3, 3, True)
    (file,) = said["files"]
    assert file["sha256"] == hashlib.sha256(Path("some.csv").read_bytes()).hexdigest()
    assert file["bytes"] == Path("some.csv").stat().st_size
    assert all(field["description"] for field in said["fields"])
    sites = {one["site"]: one for one in said["coverage"]["sites"]}
    news = sites["example_news"]
    assert (news["first_day"], news["last_day"], news["documents"]) == ("2021-05-23", "2022-03-01", 2)
    assert news["gaps"] == ["2021-05-24..2022-02-28"]
    with open_index(index) as opened:
        assert said["index"]["identity"] == opened.identity


def test_what_is_there_is_not_replaced_without_force(run):
    Path("kept.csv").write_text("mine", encoding="utf-8")
    result = run("export", "--to", "kept.csv")
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert Path("kept.csv").read_text(encoding="utf-8") == "mine"
    assert run("export", "--to", "kept.csv", "--force").exit_code == 0


@pytest.mark.parametrize("wrong", [("--to", "x.xlsx"), ("--to", "nowhere/x.csv"), ()])
def test_wrong_calls_are_exit_2(run, wrong):
    assert run("export", *wrong).exit_code == 2


def test_nothing_found_leaves_no_file(run):
    assert run("export", "没有这样的词", "--to", "none.csv").exit_code == 1
    assert list(Path().glob("none*")) == []


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> str:
    """An embedded index of some thousand documents: an export of it takes long enough to be killed."""
    path = str(tmp_path_factory.mktemp("large") / "index")
    documents = [
        {
            "id": hashlib.sha256(str(n).encode()).hexdigest()[:32],
            "title": f"第{n}篇",
            "body": f"渡口{n}。" * 20,
        }
        for n in range(MANY)
    ]
    with open_index(path, create=True) as opened:
        for start in range(0, MANY, 4_000):
            batch = documents[start : start + 4_000]
            assert opened.write([Write(id=one["id"], version=1, document=one) for one in batch]) == []
    return path


def rows_of(file: Path):
    if file.suffix == ".parquet":
        return pq.read_table(file).to_pylist()
    return file.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_killed_in_mid_write_it_goes_on_without_a_double_or_a_gap(form, large, shengmei, tmp_path):
    whole, broken = tmp_path / f"whole{form}", tmp_path / f"broken{form}"
    base = [shengmei, "export", "渡口", "--index", large, "--to"]
    subprocess.run([*base, str(whole)], check=True, capture_output=True)
    kills = 0
    for least in (1, 2, 3):
        if killed_when_under_way([*base, str(broken)], broken, least):
            kills += 1
    done = subprocess.run([*base, str(broken)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 2), done.stderr  # 2: the last run came to its end before it was killed
    assert kills, "no run was killed in mid-write"
    assert rows_of(broken) == rows_of(whole)
    said = manifest(str(broken))
    assert (said["rows"], said["complete"]) == (MANY, True)
    assert sorted(one.name for one in tmp_path.glob("broken*")) == sorted(
        [broken.name, f"{broken.name}.manifest.json"]
    )


def killed_when_under_way(command: list[str], file: Path, marks: int) -> bool:
    """Kills the export once it has written its state `marks` times more; False when it ended before."""
    state = file.with_name(file.name + ".state.json")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen, last = 0, state.stat().st_mtime_ns if state.exists() else 0
    while process.poll() is None and seen < marks:
        now = state.stat().st_mtime_ns if state.exists() else 0
        seen, last = seen + (now != last), now
        time.sleep(0.001)
    if process.poll() is not None:
        return False
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return not file.exists()


def test_another_query_does_not_go_on_where_this_one_stopped(run):
    state = Path("x.csv.state.json")
    state.write_text(
        json.dumps({"asked": {"understood": "other"}, "begun": "2026", "total": 1, "version": 1})
    )
    result = run("export", "--to", "x.csv")
    assert result.exit_code == 2
    assert "another query" in result.stderr
