"""`doctor`: settings with their origin, and a line for each thing that can be wrong."""

from __future__ import annotations

import json

import pytest


def checks(result) -> dict[str, tuple[str, str]]:
    return {one["name"]: (one["state"], one["text"]) for one in json.loads(result.stdout)["checks"]}


def test_a_fresh_installation_is_well(run, index, tmp_path):
    result = run("doctor", "--json")
    assert result.exit_code == 0
    found = checks(result)
    assert found["data"] == ("ok", f"{tmp_path / 'data'}  (SHENGMEI_DATA)")
    assert found["index"] == ("ok", f"{index}  (option --index)")
    assert found["store"][0] == "warn"
    assert "shengmei crawl" in found["store"][1]
    assert found["search"][0] == "ok"
    assert "4 documents" in found["search"][1]
    assert "tantivy" in found["libraries"][1]
    assert "in Beijing" in found["clock"][1]
    assert json.loads(result.stdout)["bad"] == 0


def test_people_get_a_line_for_each_check(run):
    lines = run("doctor").stdout.splitlines()
    assert len(lines) == len(checks(run("doctor", "--json")))
    assert {line[:4].strip() for line in lines} <= {"ok", "warn", "bad"}


def test_no_secret_is_shown(run, monkeypatch, tmp_path):
    (tmp_path / "key").write_text("hidden-key")
    monkeypatch.setenv("SHENGMEI_PASSWORD", "hidden-word")
    monkeypatch.setenv("SHENGMEI_API_KEY_FILE", str(tmp_path / "key"))
    result = run("doctor", "--json", "--index", "http://reader:hidden@127.0.0.1:9/")
    assert "hidden" not in result.output
    found = checks(result)
    assert found["password"] == ("ok", "set  (SHENGMEI_PASSWORD)")
    assert found["api_key"] == ("ok", f"set  (SHENGMEI_API_KEY_FILE: {tmp_path / 'key'})")
    assert found["index"] == ("ok", "http://127.0.0.1:9/  (option --index)")


@pytest.mark.parametrize("broken", ["a file", "other files", "no database"])
def test_what_is_broken_is_bad_and_exit_3(run, tmp_path, broken):
    data = tmp_path / "data"
    if broken == "a file":
        data.write_text("")
    else:
        data.mkdir()
        name = "notes.txt" if broken == "other files" else "shengmei.sqlite"
        (data / name).write_text("not ours, and no database at all" * 50)
    result = run("doctor", "--json")
    assert result.exit_code == 3
    assert "bad" in {state for state, _ in checks(result).values()}
    assert result.stderr.startswith("shengmei: not well: ")


def test_a_server_that_does_not_answer_is_bad(run):
    result = run("doctor", "--index", "http://127.0.0.1:9/")
    assert result.exit_code == 3
    assert result.stderr == "shengmei: not well: search\n"
