"""Several crawls in one data directory: each platform in one of them at a time, each address kept once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import Answer, article, html

HOSTS = [f"news.{name}.example" for name in ("east", "north", "south", "west")]
EACH = 6


class Watched:
    """Answers each address with an article, and counts how many requests a host has at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    def __call__(self, url: str) -> Answer | None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        with self._lock:
            self._now[host] += 1
            self.most[host] = max(self.most[host], self._now[host])
        time.sleep(0.01)
        with self._lock:
            self._now[host] -= 1
        return html(article(f"{host}的第{parts.path}块田")) if parts.path.endswith(".html") else None


def start(web, data, *arguments: str, delay: str = "0.05") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "search_cli", "crawl", *arguments, "--data", str(data), "--no-index"]
    settings = {"SHENGMEI_LEASE": "1", "SHENGMEI_CONFIG": os.devnull, "http_proxy": web.address}
    return subprocess.Popen([*command, "--delay", delay], env=os.environ | settings, stderr=subprocess.PIPE)


@pytest.fixture
def named(data):
    file = data.parent / "urls.txt"
    urls = [f"http://{host}/{number}.html" for number in range(EACH) for host in HOSTS]
    file.write_text("\n".join(urls), encoding="utf-8")
    return str(file)


def test_two_crawls_share_four_platforms_and_one_takes_over_what_a_killed_one_had(web, data, named):
    web.answer = watched = Watched()
    first, second = (start(web, data, "--urls", named) for _ in range(2))
    while len(web.asked) < 12:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    _, said = second.communicate(timeout=60)
    assert second.returncode == 0, said.decode()
    assert rows(data, "SELECT state, count(*) FROM frontier GROUP BY 1") == [("kept", EACH * len(HOSTS))]
    assert rows(data, "SELECT count(*), max(revision) FROM revisions") == [(EACH * len(HOSTS), 1)]
    assert watched.most == dict.fromkeys(HOSTS, 1)
