"""`shengmei sites check` asks a live site, through robots.txt, and keeps nothing."""

from __future__ import annotations

import json

from tests.crawler.spiders.test_bad_links import DEMO
from tests.crawler.spiders.test_stale_lists import NEW, listed
from tests.crawler.spiders.web import Answer, article, html
from tests.program import shengmei

NOBODY = "http://127.0.0.1:9"  # a proxy where none listens


def test_a_site_that_gives_no_answer_does_not_differ(data):
    call = ("sites", "check", "demo", "--delay", "0", "--data", str(data))
    done = shengmei(*call, check=False, http_proxy=NOBODY, LANG="C")
    assert done.returncode == 4, done.stderr
    assert "differs" not in done.stdout + done.stderr
    assert "demo: some or all addresses gave no answer" in done.stderr
    done = shengmei(*call, "--json", check=False, http_proxy=NOBODY)
    assert [one["fits"] for one in json.loads(done.stdout)] == [None]


def test_a_changed_site_is_told_with_the_lines_that_would_mend_its_file(web, data):
    web.pages = {f"{DEMO}/": listed(NEW), f"{DEMO}/yangtze/index.html": listed(NEW)}
    web.pages |= {url: html(article("早稻插秧")) for url in NEW}
    web.pages[f"{DEMO}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /country/\n")
    done = shengmei(
        "sites",
        "check",
        "demo",
        "--delay",
        "0",
        "--json",
        "--data",
        str(data),
        check=False,
        http_proxy=web.address,
    )
    assert done.returncode == 4, done.stderr
    (said,) = json.loads(done.stdout)
    lists = {row["address"].removeprefix(DEMO): row for row in said["rows"] if row["what"] == "list"}
    assert (lists["/"]["links"], lists["/"]["told_by"]) == (3, "form")
    assert "robots.txt" in lists["/country/index.html"]["problem"]
    assert f"{DEMO}/country/index.html" not in web.asked
    assert [row["read_by"] for row in said["rows"] if row["what"] == "article"] == ["GenericArticlePage"] * 3
    assert said["proposals"][0] == r'article_url=r"^/detail/\d+\.html$"'
    assert not data.exists()
