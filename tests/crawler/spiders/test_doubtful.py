"""What a crawl says of readings that can hardly be trusted, and what it keeps of them."""

from __future__ import annotations

import json

from tests.crawler.spiders.test_crawl import again, crawl, rows
from tests.crawler.spiders.web import Web, article, html
from tests.program import shengmei

HOST = "http://news.example.cn"
DOUBTFUL = f"{HOST}/a/doubtful.html"
SHOWN = DOUBTFUL.replace("http:", "https:")
# Another text than the headline's, no time, and a cut in the middle of a word.
PAGE = """<html><head><title>湖区早稻开镰_示例网</title></head><body><h1>湖区早稻开镰</h1>
<div><p>修复师用三年时间拼好了一只青瓷罐，裂缝里填的是生漆和瓦灰，展厅下月开放。</p>
<p>她说最难的是颜色，釉面在灯下和日光下不是一个样子，只能一遍遍地试，旁边放着旧照片，观众可以隔着玻璃看见那些细细的接</p></div>"""


def extractions(data) -> dict[str, dict]:
    written = [json.loads(row[0]) for row in rows(data, "SELECT article FROM revisions")]
    return {one["url"].rpartition("/")[2]: one["extraction"] for one in written}


def counted(data) -> list[tuple[int]]:
    newest = "(SELECT max(run) FROM run_counts)"
    return rows(data, f"SELECT count FROM run_counts WHERE outcome = 'doubtful' AND run = {newest}")


def test_a_crawl_counts_doubtful_readings_and_keeps_them_with_their_doubts(web: Web, data):
    web.pages = {f"{HOST}/a/1.html": html(article("湖区早稻面积多出两成")), DOUBTFUL: html(PAGE)}
    done = crawl(web, data, list(web.pages), check=True)
    assert "1 reading is doubtful (confidence below 0.5)" in done.stderr
    (named,) = [line for line in done.stderr.splitlines() if line.startswith(f"  {SHOWN}: 0.")]
    assert "no time of publication was found" in named
    kept = extractions(data)
    assert kept["1.html"]["confidence"] > 0.8
    assert kept["doubtful.html"]["confidence"] < 0.5
    found = shengmei("search", "confidence:<0.5", "--json", "--data", str(data), check=True)
    assert [hit["title"] for hit in json.loads(found.stdout)["hits"]] == ["湖区早稻开镰"]
    counted = shengmei("count", "doubt:time_missing", "--data", str(data), check=True)
    assert counted.stdout.strip() == "1"


def test_a_crawl_without_a_doubt_says_nothing_of_it(web: Web, data):
    web.pages = {f"{HOST}/a/1.html": html(article("湖区早稻面积多出两成"))}
    assert "doubtful" not in crawl(web, data, list(web.pages), "--no-index", check=True).stderr


def test_an_article_unlike_its_outlets_is_doubted_and_no_revision(web: Web, data):
    web.pages = {
        f"{HOST}/a/{number}.html": html(
            article(f"第{number}块田的春耕", f"第{number}块田，合作社的人说，今天插完。")
        )
        for number in range(1, 21)
    }
    crawl(web, data, list(web.pages), "--no-index", check=True)
    unlike = f"{HOST}/a/21.html"
    web.pages[unlike] = html(article("第21块田的春耕").replace("来源：示例日报", ""))
    crawl(web, data, [unlike], "--no-index", check=True)
    doubts = [one["code"] for one in extractions(data)["21.html"]["doubts"]]
    assert "outlet_field_missing" in doubts
    assert counted(data) == [(1,)], "by its outlet alone"
    web.pages[f"{HOST}/a/22.html"] = html(PAGE)
    done = crawl(web, data, [f"{HOST}/a/22.html"], "--no-index", check=True)
    assert "1 reading is doubtful" in done.stderr, "by its page and by its outlet, it is one"
    assert counted(data) == [(1,)]
    assert "1 doubtful" in shengmei("status", "--data", str(data), check=True).stdout
    again(data)
    crawl(web, data, list(web.pages), "--no-index", check=True)
    assert rows(data, "SELECT DISTINCT revision, extraction FROM articles") == [(1, 1)]
    # What the outlet's others say changes from run to run; read again, that alone is no other extraction.
    shengmei("reread", "--data", str(data), check=True)
    assert rows(data, "SELECT DISTINCT revision, extraction FROM articles") == [(1, 1)]
