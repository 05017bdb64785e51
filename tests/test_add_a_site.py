"""docs/add-a-site.md is followed to the letter, in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project_files import project_files

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "add-a-site.md").read_text("utf-8")
NEEDED = (
    "crawler/",
    "shengmei/",
    "indexer/",
    "search_cli/",
    "tests/crawler/",
    "tests/postgresql/",
    "tests/servers/",
    "tests/conftest.py",
    "pyproject.toml",
)
TESTS = ("tests/crawler/sites", "tests/crawler/test_registry.py")


def block(language: str, number: int = 0) -> str:
    """The text of the document's code block in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[number]


class Copy:
    """The project without the other outlets' pages, in which the outlet of the document is added."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "crawler" / "sites" / "example_daily.py"
        self.page = root / "tests" / "fixtures" / "example_daily" / "article.html"
        for name in project_files(ROOT):
            if name.startswith(NEEDED):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, root / name)
        self.page.parent.mkdir(parents=True)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=self.root, capture_output=True, text=True, check=False
        )

    def test(self) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "pytest", "-p", "no:cacheprovider", *TESTS, "-k", "example_daily or claims")

    def reading(self) -> dict[str, object]:
        return json.loads(self.page.with_suffix(".json").read_text("utf-8"))["reading"]["article"]


@pytest.fixture
def copy(tmp_path) -> Copy:
    made = Copy(tmp_path)
    made.site.write_text(block("python"), encoding="utf-8")
    made.page.write_text(block("html"), encoding="utf-8")
    return made


def test_the_json_is_written_once_then_stands_and_a_difference_names_its_field(copy):
    first = copy.test()
    assert first.returncode == 1
    assert "example_daily/article.json had no reading and has one now" in first.stdout
    read = copy.reading()
    assert (read["title"], read["source"], read["content_id"]) == ("渡口的灯修好了", "示例日报", "1024")
    assert [one["name"] for one in read["bylines"]] == ["宋知秋"]
    second = copy.test()
    assert second.returncode == 0, second.stdout
    json_file = copy.page.with_suffix(".json")
    json_file.write_text(json_file.read_text("utf-8").replace("渡口的灯修好了", "渡口的灯坏了"), "utf-8")
    third = copy.test()
    assert third.returncode == 1
    assert "example_daily/article.json: article.title: reads '渡口的灯修好了'" in third.stdout


def test_a_page_that_does_not_state_its_address_asks_for_it(copy):
    copy.page.write_text(re.sub(r"<link.*>\n", "", block("html")), encoding="utf-8")
    said = copy.test()
    assert said.returncode == 1
    assert 'write example_daily/article.json with {"url": "https://…"}' in said.stdout
    address = {"url": "https://www.example.cn/p/1024.html"}
    copy.page.with_suffix(".json").write_text(json.dumps(address), encoding="utf-8")
    assert "has one now" in copy.test().stdout
    assert copy.reading()["url"] == address["url"]


def test_a_class_of_its_own_reads_what_the_family_does_not(copy):
    copy.site.write_text(block("python", 1), encoding="utf-8")
    assert "has one now" in copy.test().stdout
    roles = {one["name"]: one["role"] for one in copy.reading()["bylines"]}
    assert roles == {"宋知秋": "reporter", "林小满": "editor"}


def test_the_samples_pass_what_make_check_runs(copy):
    other = copy.site.with_name("example_own_class.py")
    other.write_text(block("python", 1), encoding="utf-8")
    for command in (
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--no-cache", "--check"),
        ("mypy", "--cache-dir", os.devnull),
    ):
        done = copy.run("-m", *command, str(copy.site), str(other))
        assert done.returncode == 0, done.stdout + done.stderr
