"""`import shengmei` is quick, complete, and says its types."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import shengmei
from tests.test_rooms import HEAVY

ENGINES = {"tantivy", "click", "lark", "cattrs", "orjson"}
PACKAGES = {"crawler", "indexer", "search_cli"}
# Uses the names, then says which packages and which modules of ours are loaded.
ASKED = """
import json, sys
import shengmei
{use}
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def loaded(use: str = "") -> set[str]:
    code = ASKED.format(use=use)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_it_loads_nothing_of_ours_and_nothing_of_others():
    assert not loaded("dir(shengmei)") & {*HEAVY, *ENGINES, *PACKAGES}


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Problem", {*HEAVY, *ENGINES, *PACKAGES}),
        ("read_page", {"scrapy", "twisted", "sqlalchemy", "tantivy", "elasticsearch", "click"}),
        ("open_index", set(HEAVY)),
        ("parse_query", set(HEAVY)),
        ("export", set(HEAVY)),
        ("open_store", {"scrapy", "twisted", "tantivy", "elasticsearch", "lxml", "selectolax", "numpy"}),
    ],
)
def test_a_name_loads_what_it_needs(name, without):
    assert not loaded(f"shengmei.{name}") & without


def test_every_public_name_is_there():
    assert set(shengmei.__all__) <= set(dir(shengmei))
    for name in shengmei.__all__:
        assert getattr(shengmei, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'serch'"):
        _ = shengmei.serch


def test_the_names_for_type_checkers_are_those_that_are_loaded():
    """What stands under `if TYPE_CHECKING` is what `__getattr__` gives."""
    written = Path(shengmei.__file__).read_text(encoding="utf-8")
    names = {}
    for line in written[written.index("if TYPE_CHECKING:") : written.index("__all__")].splitlines():
        if line.startswith("    from "):
            home, _, imported = line.removeprefix("    from ").partition(" import ")
            names |= dict.fromkeys(imported.split(", "), home)
    assert set(names) == set(shengmei.__all__)
    assert names == {name: home for home, names in shengmei._HOMES.items() for name in names}


SCRIPT = """
import shengmei
from pathlib import Path

reading = shengmei.read_page(Path("page.html"), url="https://example.cn/")
reveal_type(reading.article)
with shengmei.open_index("index") as index:
    reveal_type(index.search("长江").hits[0].document)
    index.timeline("长江", "decade")
with shengmei.open_store() as store:
    reveal_type(next(store.articles()).article.title)
shengmei.serch("长江")
"""


def test_a_type_checker_knows_what_comes_out_and_finds_mistakes(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    # Only our own types are wanted: reading those of all libraries takes many times as long.
    quick = ("--no-site-packages", "--ignore-missing-imports", "--follow-imports=silent", "--config-file=")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", *quick, "--cache-dir", tmp_path, tmp_path / "script.py"],
        cwd=Path(shengmei.__file__).parent.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line.partition("script.py:")[2] for line in done.stdout.splitlines() if "script.py:" in line]
    assert said == [
        '6: note: Revealed type is "crawler.items.Article | None"',
        '8: note: Revealed type is "dict[str, Any]"',
        next(line for line in said if line.startswith('9: error: Argument 2 to "timeline"')),
        '11: note: Revealed type is "str"',
        '12: error: Module has no attribute "serch"  [attr-defined]',
    ]
