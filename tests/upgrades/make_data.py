"""How data-0.1.0.tar.xz was made, by the version it is named after: `python make_data.py DIRECTORY`.

Three crawls of the demo outlet: all of it; then one article rewritten and two gone; then one of these back.
`tar -cJf data-VERSION.tar.xz` of the directory is what tests/upgrades/test_upgrades.py opens. Made once for a
version, before anything changes that is kept; never made again.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from search_cli.demo.server import DemoServer

REWRITTEN, RETURNED, GONE = "/p/861582.html", "/p/861003.html", "/p/861021.html"


def crawl(data: Path, server: DemoServer, due: tuple[str, ...] = ()) -> None:
    """Crawls what is due, these addresses included."""
    with sqlite3.connect(data / "shengmei.sqlite") if due else sqlite3.connect(":memory:") as store:
        for path in due:
            store.execute(
                "update frontier set due_at = '2026-01-01T00:00:00.000Z' where url like ?", [f"%{path}"]
            )
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, "SHENGMEI_DATA": str(data)}
    environment |= {"SHENGMEI_PROXY": server.address, "SHENGMEI_DELAY": "0"}
    subprocess.run(
        [Path(sys.executable).with_name("shengmei"), "crawl", "demo"], env=environment, check=False
    )


def make(data: Path) -> None:
    with DemoServer() as server:
        crawl(data, server)
        pages = server.site.pages
        before, returned = pages[REWRITTEN], pages[RETURNED]
        text = before.body.decode().replace("本周三", "本周四")
        server.replace(REWRITTEN, text, content_type=before.content_type)
        server.remove(RETURNED)
        server.remove(GONE)
        crawl(data, server, (REWRITTEN, RETURNED, GONE))
        pages[RETURNED] = returned
        crawl(data, server, (RETURNED,))
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute("pragma wal_checkpoint(truncate)")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
