"""Addresses may come from a pipe, which can be read only once: `--urls <(…)`."""

from __future__ import annotations

import os
import threading

from tests.crawler.spiders.test_crawl import A, states
from tests.crawler.spiders.web import article, html
from tests.program import shengmei


def test_a_pipe_is_read_once(web, data, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    writer = threading.Thread(target=lambda: pipe.write_text(f"{A}/1.html\n"), daemon=True)
    writer.start()
    call = ("crawl", "--urls", str(pipe), "--data", str(data), "--delay", "0", "--no-index")
    done = shengmei(*call, check=False, http_proxy=web.address)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert states(data) == {f"{A}/1.html": ("kept", None)}
