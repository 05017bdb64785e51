"""Who may enter which room, and that a quick command starts quickly because it imports little."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.spiders.web import article
from tests.import_circles import circle, files, imports

ROOT = Path(__file__).parent.parent
HEAVY = ("scrapy", "twisted", "sqlalchemy", "elasticsearch", "lxml", "selectolax", "dateparser")
HEAVY += ("matplotlib", "numpy", "pyarrow", "fontTools")  # of the extras
# Runs the command, then says how it ended and which packages it has imported.
ASKED = """
import json, sys
from search_cli.cli import main
sys.argv = ["shengmei", *sys.argv[1:]]
code = 0
try:
    main()
except SystemExit as ended:
    code = ended.code
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n" + json.dumps([code, loaded]), file=sys.stderr)
"""


def test_import_contracts():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_imports_what_windows_lacks():
    lacking = {"fcntl", "grp", "pwd", "resource", "termios", "tty"}
    found = [
        (str(path.relative_to(ROOT)), one)
        for package in ("shengmei", "crawler", "indexer", "search_cli")
        for path in sorted((ROOT / package).rglob("*.py"))
        for one in re.findall(r"^(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if one in lacking
    ]
    assert found == []


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


def imported(*args: str, exit_code: int = 0) -> set[str]:
    """The top-level packages that a run of the command imports; it must do its work, and end so."""
    call = [sys.executable, "-c", ASKED, *args]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ended, loaded = json.loads(done.stderr.splitlines()[-1])
    assert (ended or 0) == exit_code, done.stderr
    assert done.stdout or exit_code, "it did nothing"
    return set(loaded)


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory: pytest.TempPathFactory) -> str:
    from indexer.search import open_index

    path = str(tmp_path_factory.mktemp("rooms") / "index")
    open_index(path, create=True).close()
    return path


@pytest.mark.parametrize(
    ("command", "exit_code"),
    [
        ("--help", 0),
        ("search --help", 0),
        ("search 长江", 1),
        ("count", 1),
        (f"show {'0' * 32}", 1),
        ("completion bash", 0),
        ("facets site", 1),
        ("timeline", 1),
        ("compare 长江 汉江", 1),
        ("terms 长江", 1),
        (f"similar {'0' * 32}", 1),
        ("export --to a.csv", 1),
        ("docs fields", 0),
    ],
)
def test_asking_starts_without_what_crawling_and_servers_need(command, exit_code, empty_index):
    """The index is empty, so what asks it finds nothing: exit 1. What breaks or is called wrongly ends with
    another one, however little it imported."""
    assert not imported("--index", empty_index, *command.split(), exit_code=exit_code) & set(HEAVY)


@pytest.mark.parametrize(("command", "exit_code"), [("--help", 0), ("export --help", 0), ("serch", 2)])
def test_help_starts_without_any_search_engine(command, exit_code):
    assert not imported(*command.split(), exit_code=exit_code) & {"tantivy", "lark", "wcwidth", "cattrs"}


def test_reading_pages_needs_neither_crawl_nor_store(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(article("早稻插秧"), encoding="utf-8")
    assert not imported("read", str(page)) & {"scrapy", "twisted", "sqlalchemy", "tantivy", "elasticsearch"}


def test_no_file_is_too_long():
    call = [sys.executable, "tests/file_length.py"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
