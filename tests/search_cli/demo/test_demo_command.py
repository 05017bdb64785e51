"""`shengmei demo` run twice: everything the first time, with a correction; then only what is due."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler.store import Store
from search_cli.commands.demo import upgrade
from search_cli.demo.provinces import corrected_addresses
from shengmei.config import load
from tests.upgrades.unpacked import unpacked_data

((_, CORRECTED),) = corrected_addresses()
CONTRADICTION = "http://www.ganpo.example/202605/t20260521_30170.html"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the demo has run once, from where a module of the same name lies."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    (folder.parent / "crawler.py").write_text("raise ImportError('not ours')\n")
    assert "a second revision" in shengmei(folder, "demo").stdout
    return folder


def shengmei(data: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("shengmei")), *args, "--data", str(data)]
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull}
    done = subprocess.run(
        command, env=environment, cwd=data.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_store_of_an_older_demo_is_upgraded(tmp_path: Path) -> None:
    data = unpacked_data(tmp_path)
    upgrade(load({"data": str(data)}))
    with Store.open(data / "shengmei.sqlite") as store:
        assert store.older() is None
    assert list(data.glob("shengmei-version-*"))


def test_the_corrected_article_has_both_wordings(data: Path) -> None:
    said = json.loads(shengmei(data, "show", CORRECTED, "--revisions", "--json").stdout)
    assert (said["revision"], said["status"]) == (2, "changed")
    first, second = (one["article"]["body"] for one in said["revisions"])
    assert ("十二家" in first, "十四家" in second, "更正" in second) == (True, True, True)


def test_provinces_are_counted_and_a_contradiction_is_shown(data: Path) -> None:
    counted = json.loads(shengmei(data, "facets", "province", "长江", "--json").stdout)
    assert {"湖北", "湖南", "江西", "重庆"} <= set(json.dumps(counted, ensure_ascii=False).split('"'))
    assert "Disagree" in shengmei(data, "show", CONTRADICTION).stdout


def test_a_contradiction_goes_into_every_form_of_export(data: Path, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "jsonl"):
        file = tmp_path / f"all.{form}"
        assert "83 articles" in shengmei(data, "export", "--to", str(file)).stderr
    kept = pq.read_table(tmp_path / "all.parquet", columns=["extraction.conflicts"]).to_pylist()
    assert [one["extraction.conflicts"] for one in kept if one["extraction.conflicts"]] == [["published"]]


def test_a_second_run_fetches_no_article_again(data: Path) -> None:
    before = captures(data)
    assert before[CORRECTED.replace("http:", "https:")] == 2
    assert "a second revision" not in shengmei(data, "demo").stdout
    assert captures(data) == before


def captures(data: Path) -> dict[str, int]:
    """How often each kept article was fetched; the lists are due every ten minutes and do not count."""
    opened = sqlite3.connect(f"file:{data}/shengmei.sqlite?mode=ro", uri=True)
    found = opened.execute("SELECT c.url, count(*) FROM captures c JOIN articles USING (url) GROUP BY c.url")
    counted = dict(found.fetchall())
    opened.close()
    return counted


def test_the_newspaper_is_kept_by_its_edition(data: Path) -> None:
    (edition,) = json.loads(shengmei(data, "editions", "--pages", "--json").stdout)
    assert (edition["site"], edition["day"], edition["state"]) == ("demo_paper", "2026-05-18", "complete")
    assert [(page["page"], page["page_name"], len(page["articles"])) for page in edition["contents"]] == [
        ("01", "头版", 2),
        ("02", "副刊", 1),
    ]
    found = json.loads(
        shengmei(data, "search", "paper:淮上示例日报 page:1 front:yes 收割机", "--json").stdout
    )
    assert [one["title"] for one in found["hits"]] == ["淮北平原的收割机开进了夜里"]
    shown = shengmei(data, "show", found["hits"][0]["url"]).stdout
    assert "今年麦收提前五天开镰" in shown
    assert "三千台农机连轴转" in shown
