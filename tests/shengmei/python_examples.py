"""The examples of docs/python.md: found, and run over the demo's data.

`python -m tests.shengmei.python_examples` writes today's answers under them, after those data have changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "python.md"
SAVED = ROOT / "tests" / "fixtures" / "demo" / "conference.html"  # the examples' page.html
_EXAMPLE = re.compile(r"^(```python\n)(.*?)(^```\n\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each example's code and what it is to print."""
    return [(code, answer) for _, code, _, answer, _ in _EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))]


def prepared(folder: Path) -> dict[str, str]:
    """Crawls the demo into the folder, compares its texts and saves a page there; returns the environment to
    run examples in."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    settings = {"SHENGMEI_DATA": str(folder / "data"), "SHENGMEI_CONFIG": os.devnull, "PYTHONPATH": path}
    environment = {name: value for name, value in os.environ.items() if name != "SHENGMEI_INDEX"} | settings
    for words in (("demo", "--data", settings["SHENGMEI_DATA"]), ("ledger", "sync"), ("index", "sync")):
        call = [sys.executable, "-m", "shengmei", *words]
        subprocess.run(call, cwd=folder, env=environment, check=True, capture_output=True)
    shutil.copy(SAVED, folder / "page.html")
    return environment


def printed(code: str, folder: Path, environment: dict[str, str]) -> str:
    """What the code prints, without blanks at the ends of lines; raises with its traceback when it fails."""
    call = [sys.executable, "-W", "error::DeprecationWarning:__main__", "-c", code]
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"{code}\n{done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def write_anew() -> None:
    """Puts what the examples print today under them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = prepared(folder)

        def answered(found: re.Match[str]) -> str:
            begin, code, between, _, end = found.groups()
            return f"{begin}{code}{between}{printed(code, folder, environment)}{end}"

        PAGE.write_text(_EXAMPLE.sub(answered, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_anew()
