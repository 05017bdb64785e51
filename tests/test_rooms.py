"""Who may enter which room, and that a quick command starts quickly because it imports little."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_circles import circle, files, imports

ROOT = Path(__file__).parent.parent
HEAVY = ("scrapy", "twisted", "sqlalchemy", "elasticsearch", "lxml", "selectolax", "dateparser")
HEAVY += ("matplotlib", "numpy", "pyarrow", "fontTools")  # of the extras
# Runs the command, then says which of the heavy packages it has imported.
ASKED = """
import json, sys
from search_cli.cli import main
sys.argv = ["shengmei", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n" + json.dumps(loaded), file=sys.stderr)
"""


def test_import_contracts():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_files_import_each_other_in_a_circle():
    assert circle(imports(files())) == []


@pytest.mark.parametrize(
    "back",
    [
        "from crawler.one import x",
        "from crawler import one",
        "from .one import x",
        "from . import one",
        "import crawler.one",
        "if TYPE_CHECKING:\n    from crawler.one import x",
        "def f():\n    from crawler.one import x",
    ],
)
def test_an_import_back_is_a_circle_wherever_and_however_it_is_written(back, tmp_path):
    package = tmp_path / "crawler"
    package.mkdir()
    for name, text in {"__init__": "", "one": "from crawler import two", "two": back}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    assert set(circle(imports(files(tmp_path)))) == {"crawler.one", "crawler.two"}


def imported(*args: str) -> set[str]:
    """The top-level packages that a run of the command imports."""
    call = [sys.executable, "-c", ASKED, *args]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory: pytest.TempPathFactory) -> str:
    from indexer.search import open_index

    path = str(tmp_path_factory.mktemp("rooms") / "index")
    open_index(path, create=True).close()
    return path


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["search", "--help"],
        ["search", "长江"],
        ["count"],
        ["show", "0" * 32],
        ["completion", "bash"],
        ["facets", "site"],
        ["timeline"],
        ["compare", "长江", "汉江"],
        ["terms", "长江"],
        ["similar", "0" * 32],
        ["export", "--to", "a.csv"],
        ["docs", "fields"],
    ],
    ids=" ".join,
)
def test_asking_starts_without_what_crawling_and_servers_need(args, empty_index):
    assert not imported("--index", empty_index, *args) & set(HEAVY)


@pytest.mark.parametrize("args", [["--help"], ["export", "--help"], ["serch"]], ids=" ".join)
def test_help_starts_without_any_search_engine(args):
    assert not imported(*args) & {"tantivy", "lark", "wcwidth", "cattrs"}


def test_reading_pages_needs_neither_crawl_nor_store(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<title>长江</title>", encoding="utf-8")
    assert not imported("read", str(page)) & {"scrapy", "twisted", "sqlalchemy", "tantivy", "elasticsearch"}


def test_no_file_is_too_long():
    call = [sys.executable, "tests/file_length.py"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
