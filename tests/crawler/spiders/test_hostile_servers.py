"""Servers that misbehave cost an entry in the store each, and no other outlet a page."""

from __future__ import annotations

import random
import sqlite3

from tests.crawler.spiders.hostile_web import KEPT, WAYS, HostileWeb, addresses
from tests.crawler.spiders.test_scrapy_project import scrapy

SECONDS = 3  # that a server has for its answer here; sixty in a crawl


def test_hostile_servers_beside_good_ones(tmp_path):
    hostile, good = addresses(1), addresses(6, ("good",), 5)
    named = [*hostile, *good]
    random.Random(3).shuffle(named)
    (tmp_path / "urls.txt").write_text("\n".join(named), encoding="utf-8")
    with HostileWeb() as web:
        done = scrapy(
            *("crawl", "articles", "-a", f"urls={tmp_path / 'urls.txt'}"),
            *("-s", f"DOWNLOAD_TIMEOUT={SECONDS}"),
            SHENGMEI_DATA=str(tmp_path / "data"),
            SHENGMEI_DELAY="0",
            SHENGMEI_CONTACT="mail@hostile.example",
            http_proxy=web.address,
        )
    assert "Traceback" not in done.stderr, done.stderr
    with sqlite3.connect(tmp_path / "data" / "shengmei.sqlite") as store:
        found = store.execute("SELECT address, state, last_error FROM frontier").fetchall()
        articles = store.execute("SELECT count(*) FROM articles").fetchone()[0]
    states = {address: (state, reason) for address, state, reason in found}
    assert {states[address] for address in good} == {("kept", None)}
    for kind in WAYS:
        state, reason = states[f"http://{kind}-0.hostile.example/p/1.html"]
        assert state not in ("discovered", "fetching"), (kind, state)
        assert (state == "kept") == (kind in KEPT) or kind == "short", (kind, state, reason)
        assert state == "kept" or reason, kind
    assert articles == sum(state == "kept" for state, _ in states.values())
