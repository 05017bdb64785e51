"""What `read` says of how far a reading can be trusted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from search_cli.cli import root
from tests.crawler.spiders.web import article


@pytest.fixture(autouse=True)
def apart(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("SHENGMEI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(article("湖区春耕正忙"), encoding="utf-8")
    undated = article("湖区春耕正忙").replace("2026-05-01 09:30", "")
    Path("undated.html").write_text(undated, encoding="utf-8")


def run(*args: str) -> str:
    done = CliRunner().invoke(root, args)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_json_has_the_number_and_the_reasons():
    dated = json.loads(run("read", "--json", "page.html"))["extraction"]
    undated = json.loads(run("read", "--json", "undated.html"))["extraction"]
    assert 0 <= undated["confidence"] < dated["confidence"] <= 1
    reason = "no time of publication was found"
    assert {"code": "time_missing", "reason": reason} in undated["doubts"]


def test_a_line_of_jsonl_has_it_in_its_article():
    extraction = json.loads(run("read", "--jsonl", "undated.html"))["article"]["extraction"]
    assert 0 <= extraction["confidence"] <= 1
    assert "time_missing" in [one["code"] for one in extraction["doubts"]]


def test_a_person_sees_the_number_and_the_reasons():
    confidence = json.loads(run("read", "--json", "undated.html"))["extraction"]["confidence"]
    shown = run("read", "undated.html")
    assert f"{confidence:.2f}" in shown
    assert "no time of publication was found" in shown


def test_explain_shows_the_codes():
    lines = [line.strip() for line in run("read", "--explain", "undated.html").splitlines()]
    assert "time_missing: no time of publication was found" in lines[lines.index("confidence") :]
