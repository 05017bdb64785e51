"""docs/questions.md: every request is run over the demo's data and gives the answer shown under it.

A block in `bash`, `python` or `sql` is followed by a `text` block with what it prints.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.search import field_dictionary
from tests.servers.fixtures import elasticsearch_server, search_servers  # noqa: F401  # fixtures

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "questions.md"
QUESTION = re.compile(
    r"^## (\d+)\. .*?^```(bash|python|sql)\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
QUESTIONS = QUESTION.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The demo's data, exported to Parquet."""
    folder = tmp_path_factory.mktemp("questions")
    environment = {**os.environ, "SHENGMEI_DATA": str(folder / "data"), "SHENGMEI_CONFIG": os.devnull}
    shengmei(environment, folder, "demo", "--data", environment["SHENGMEI_DATA"])
    shengmei(environment, folder, "export", "--to", "articles.parquet")
    return folder, environment


@pytest.fixture(scope="module")
def served(home, elasticsearch_server):  # noqa: F811
    """The same data on a server."""
    folder, environment = home
    asking = {**environment, "ELASTICSEARCH": elasticsearch_server}
    shengmei(asking, folder, "index", "sync", "--index", elasticsearch_server)
    return folder, asking


def shengmei(environment, folder, *args):
    command = [str(Path(sys.executable).with_name("shengmei")), *args]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_there_are_fifteen():
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 16))


@pytest.mark.server
@pytest.mark.parametrize(("code", "answer"), [q[2:] for q in QUESTIONS if q[1] == "bash"])
def test_what_is_asked_of_elasticsearch(code, answer, served):
    folder, environment = served
    if shutil.which("curl") is None:
        pytest.skip("curl is missing")
    done = subprocess.run(["bash", "-c", code], env=environment, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(answer)


@pytest.mark.parametrize(("code", "answer"), [q[2:] for q in QUESTIONS if q[1] == "python"])
def test_what_is_asked_with_pandas(code, answer, home):
    folder, environment = home
    path = os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", code], env={**environment, "PYTHONPATH": path}, cwd=folder,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert lines(done.stdout) == lines(answer)


@pytest.mark.parametrize(("code", "answer"), [q[2:] for q in QUESTIONS if q[1] == "sql"])
def test_what_is_asked_of_the_store(code, answer, home):
    _, environment = home
    opened = sqlite3.connect(f"file:{environment['SHENGMEI_DATA']}/shengmei.sqlite?mode=ro", uri=True)
    said = ["|".join(map(str, row)) for row in opened.execute(code)]
    opened.close()
    assert said == lines(answer)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_the_kibana_objects_name_fields_that_there_are():
    objects = [json.loads(line) for line in (PAGE.parent / "kibana.ndjson").read_text("utf-8").splitlines()]
    kinds = [one["type"] for one in objects]
    assert (kinds.count("index-pattern"), kinds.count("dashboard")) == (1, 1)
    # Without them Kibana takes an object for one of the oldest form.
    assert all(re.fullmatch(r"8\.\d+\.0", one["coreMigrationVersion"]) for one in objects)
    assert all(re.fullmatch(r"8\.\d+\.0", one["typeMigrationVersion"]) for one in objects)
    (view,) = (one for one in objects if one["type"] == "index-pattern")
    assert (view["attributes"]["title"], view["attributes"]["timeFieldName"]) == (
        "shengmei-articles",
        "published",
    )
    used = set(re.findall(r'"(?:sourceField|field)\\*":\s*\\*"([\w.]+)\\*"', json.dumps(objects)))
    assert used
    assert used <= {field.name for field in field_dictionary()} | {"___records___"}
    (by_month,) = (one for one in objects if one["id"] == "shengmei-months")
    assert '"sourceField": "published_date"' in json.dumps(by_month)  # a day in Beijing, no instant in UTC
    known = {one["id"] for one in objects}
    assert {ref["id"] for one in objects for ref in one.get("references", ())} <= known
