"""The egg deploys to a real Scrapyd on loopback, and the settings of shengmei act there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from crawler.store import Store
from indexer.search import open_index
from tests.archive_tools import tool
from tests.crawler.spiders.test_bad_links import DEMO, list_page
from tests.crawler.spiders.web import Web, article, html

ROOT = Path(__file__).parent.parent
PACKAGES = ("shengmei", "crawler", "indexer", "search_cli")
PATIENCE = 120  # seconds

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def egg(tmp_path_factory) -> Path:
    """What `scrapyd-deploy` builds and sends."""
    folder = tmp_path_factory.mktemp("project")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        shutil.copy(ROOT / name, folder)
    built = [sys.executable, "setup.py", "-q", "bdist_egg"]
    subprocess.run(built, cwd=folder, check=True, capture_output=True)
    (found,) = (folder / "dist").glob("*.egg")
    return found


@pytest.fixture
def web():
    with Web() as running:
        running.pages = {f"{DEMO}/": list_page(f"{DEMO}/p/9.html"), f"{DEMO}/p/9.html": html(article("堤上"))}
        yield running


@pytest.fixture
def scrapyd(tmp_path, web):
    """Scrapyd's address, and what it runs in has our settings in its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = tool("scrapyd") / "bin" / "python"
    (tmp_path / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.1\nmax_proc = 1\n"
    )
    own = next((python.parent.parent / "lib").glob("python*/site-packages"))
    # Scrapy and what else we need, but not this checkout: the egg is what runs.
    ours = [path for path in sys.path if path.endswith("site-packages")]
    settings = {"DATA": str(tmp_path / "data"), "DELAY": "0", "PROXY": web.address, "CONFIG": os.devnull}
    settings |= {"CONTACT": "you@example.cn", "INDEX": str(tmp_path / "the-index")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHENGMEI_")}
    environment |= {f"SHENGMEI_{name}": value for name, value in settings.items()}
    environment["PYTHONPATH"] = os.pathsep.join((str(own), *ours))
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [str(python), "-m", "scrapyd"], cwd=tmp_path, env=environment, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(lambda: answers(address), tmp_path)
            yield address
        finally:
            process.terminate()
            process.wait()


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/daemonstatus.json", timeout=10).json()["status"] == "ok"
    except requests.ConnectionError:
        return False


def wait_for(happens, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until, (folder / "log").read_text()
        time.sleep(0.1)


def asked(call: str, **more) -> dict:
    answer = requests.post(call, timeout=PATIENCE, **more).json()
    assert answer["status"] == "ok", answer
    return answer


def test_an_egg_is_deployed_and_its_crawl_keeps_and_feeds_as_it_is_set(scrapyd, egg, web, tmp_path):
    agents = set()

    def note(_, headers):
        agents.add(headers.get("User-Agent"))

    web.answer_with_headers = note
    project = {"project": "shengmei", "version": "1"}
    added = asked(f"{scrapyd}/addversion.json", data=project, files={"egg": egg.read_bytes()})
    assert added["spiders"] == 1
    asked(f"{scrapyd}/schedule.json", data={"project": "shengmei", "spider": "articles", "site": "demo"})

    def finished() -> bool:
        return requests.get(f"{scrapyd}/listjobs.json", timeout=PATIENCE).json()["finished"]

    wait_for(finished, tmp_path)
    (job,) = (tmp_path / "logs").rglob("*.log")
    assert "Traceback" not in job.read_text(), job.read_text()
    with Store.open(tmp_path / "data" / "shengmei.sqlite") as store, store.reading() as transaction:
        assert transaction.articles.count() == {"live": 1}
    with open_index(str(tmp_path / "the-index")) as index:
        assert index.info().documents == 1
    (agent,) = agents  # all came by the proxy that is set, with the contact that is set
    assert agent.endswith("; you@example.cn)")
