"""It is also an ordinary Scrapy project: `scrapy list`, `crawl` and `shell` work beside scrapy.cfg."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from scrapy.core.spidermw import SpiderMiddlewareManager
from scrapy.settings import Settings

from crawler import settings as project
from search_cli.demo.server import DemoServer

ROOT = Path(__file__).parent.parent.parent.parent
PAGE = ROOT / "tests" / "fixtures" / "hbtv" / "article.html"


def scrapy(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, **variables}
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_scrapy_lists_the_one_spider():
    assert scrapy("list").stdout.split() == ["articles"]


def test_scrapy_crawls_a_site_into_the_data_directory(tmp_path):
    with DemoServer() as server:
        done = scrapy(
            *("crawl", "articles", "-a", "site=demo"),
            SHENGMEI_DATA=str(tmp_path / "data"),
            SHENGMEI_DELAY="0",
            http_proxy=server.address,
        )
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "data" / "shengmei.sqlite") as store:
        ((kept,),) = store.execute("SELECT count(*) FROM articles")
    assert kept > 40


def test_scrapy_crawl_names_an_unknown_site(tmp_path):
    done = scrapy("crawl", "articles", "-a", "site=hbtw", SHENGMEI_DATA=str(tmp_path / "data"))
    assert "unknown site 'hbtw'. Did you mean 'hbtv" in done.stderr


def test_scrapy_shell_opens_a_page_without_a_store(tmp_path):
    code = "print(response.css('h1.article-title::text').get())"
    done = scrapy("shell", PAGE.as_uri(), "-c", code, SHENGMEI_DATA=str(tmp_path / "data"))
    assert "流动图书车" in done.stdout, done.stderr
    assert not (tmp_path / "data").exists()


def test_no_spider_middleware_stands_between_a_response_and_the_spider():
    settings = Settings()
    settings.setmodule(project, priority="project")
    assert SpiderMiddlewareManager._get_mwlist_from_settings(settings) == []
