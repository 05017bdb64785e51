"""README's way from nothing to the first hits of an outlet leads there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from search_cli.demo.server import DemoServer
from tests.program import shengmei

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_commands_of_the_readme_lead_to_hits(tmp_path):
    (shown,) = re.findall(r"```sh\n(python3 -m venv.*?)```", README, re.DOTALL)
    assert ". .venv/bin/activate" in shown.splitlines()[0]  # without it there is no `shengmei` to call
    # The outlet is the invented one, on loopback and without a delay; image_steps.py installs.
    calls = [shlex.split(line)[1:] for line in shown.replace("hbtv", "demo").splitlines()[1:]]
    assert [call[0] for call in calls] == ["crawl", "search"]
    settings = {"SHENGMEI_DATA": str(tmp_path / "data"), "SHENGMEI_DELAY": "0"}
    with DemoServer() as server:
        crawled, found = (shengmei(*call, http_proxy=server.address, **settings) for call in calls)
    assert crawled.returncode in (0, 4), crawled.stderr  # some of the demo's pages cannot be read, on purpose
    assert found.returncode == 0, found.stderr
    assert "长江" in found.stdout
