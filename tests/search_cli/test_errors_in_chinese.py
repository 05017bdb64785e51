"""What goes wrong with an index, a server, a login or a ledger is said in the language of the user."""

from __future__ import annotations

import re

import pytest


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")


def said(run, *args: str) -> str:
    result = run(*args)
    assert result.exit_code in (2, 3), result.stdout
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_of_a_directory(run, tmp_path):
    assert "没有索引：请先抓取" in said(run, "count", "长江", "--index", str(tmp_path / "none"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    assert "没有 shengmei 的检索索引" in said(run, "count", "长江", "--index", str(tmp_path / "other"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:1", "无法连接 http://127.0.0.1:"),  # nobody listens there
        ("http://someone:secret@127.0.0.1:1", "用户名"),
        ("http://127.0.0.1:1/Großer", "不是索引地址"),
    ],
)
def test_of_a_server(run, address, expected):
    shown = said(run, "count", "长江", "--index", address)
    assert expected in shown
    assert "secret" not in shown


def test_of_a_login(run, monkeypatch):
    monkeypatch.setenv("SHENGMEI_API_KEY", "a:b")
    monkeypatch.setenv("SHENGMEI_USERNAME", "someone")
    monkeypatch.setenv("SHENGMEI_PASSWORD", "secret")
    assert re.search("SHENGMEI_API_KEY .*请只保留一个", said(run, "count", "--index", "http://127.0.0.1:1"))


def test_of_a_ledger(run):
    assert "没有转载账" in said(run, "flows")


def test_days_of_the_week_are_named_for_people_alone(run):
    assert run("timeline", "--by", "weekday").stdout.startswith("周一")
    assert "\nMon," in run("timeline", "--by", "weekday", "--csv").stdout
