"""Names that nobody resolves keep no other outlet waiting."""

from __future__ import annotations

import multiprocessing.synchronize
import os
import socket
import sys
from pathlib import Path

from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import Answer, article, html
from tests.program import SERVER

SILENT = 30
LONGEST = 280.0  # seconds that a name waits for the page; only where it waits in vain


def _crawl(
    urls: str,
    data: str,
    environment: dict[str, str],
    page_asked: multiprocessing.synchronize.Event,
    in_vain: multiprocessing.synchronize.Event,
) -> None:
    """In the forked process: names but one are resolved to nothing, and not before the page was asked for."""

    def resolve(name: str) -> str:
        if not name.startswith("silent"):
            return "127.0.0.1"
        if not page_asked.wait(LONGEST):
            in_vain.set()
        raise socket.gaierror(socket.EAI_AGAIN, "nobody answers")

    socket.gethostbyname = resolve
    os.environ.clear()  # the process that it is forked from may have begun in another test's
    os.environ.update(environment)
    os.environ.update(
        SHENGMEI_CONFIG=os.devnull, SHENGMEI_ALLOW_PRIVATE="1", SHENGMEI_CONTACT="mail@one.example"
    )
    os.environ.pop("http_proxy", None)  # it would resolve the names itself
    sys.argv = ["shengmei", "crawl", "--urls", urls, "--data", data, "--delay", "0", "--no-index", "--quiet"]
    from search_cli.cli import main

    main()


def test_names_that_nobody_resolves_keep_no_page_of_another_outlet_waiting(web, data, tmp_path: Path):
    page_asked, in_vain = SERVER.Event(), SERVER.Event()

    def answer(path: str) -> Answer | None:
        if path != "/1.html":
            return None
        page_asked.set()
        return html(article("早稻插秧"))

    web.answer = answer
    named = [f"http://silent{number}.example/1.html" for number in range(SILENT)]
    page = web.address.replace("127.0.0.1", "www.answers.example") + "/1.html"
    (tmp_path / "urls.txt").write_text("\n".join([*named, page]), encoding="utf-8")
    given = (str(tmp_path / "urls.txt"), str(data), dict(os.environ), page_asked, in_vain)
    process = SERVER.Process(target=_crawl, args=given)
    process.start()
    process.join(600)
    assert process.exitcode == 4  # addresses whose names nobody resolves
    assert not in_vain.is_set()
    assert rows(data, "SELECT url FROM articles") == [(page,)]
