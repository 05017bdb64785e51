"""Articles that stand on several pages are one article, whole or known to end early; kills change nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from tests.crawler.spiders.test_crawl import again, crawl, rows, states
from tests.crawler.spiders.web import Answer, Web, article, html, moved
from tests.program import shengmei

HOST = "http://news.example.cn"
FIRST = f"{HOST}/a/12.html"
TEXTS = (
    "第一页：清晨五点，林望把船推下水，江面上的雾还没有散，对岸的灯一盏一盏熄灭。",
    "第二页：中午他回到渡口，把鱼过了秤，在小本子上记下重量和价钱，字写得很慢。",
    "第三页：夜里他又上堤巡水，马灯的光在石阶上晃，他数着自己的脚步走回家去。",
)
EDITOR = "（责任编辑：潘念）"
WAIT = 300  # seconds: a guard against waiting for ever, no measure of speed


def address(number: int) -> str:
    return FIRST if number == 1 else f"{HOST}/a/12_{number}.html"


def page(number: int, of: int = 3) -> str:
    """A page of the article: the pager leads on and back, the title of later ones is numbered."""
    links = [f'<a href="{address(n)}">{n}</a>' if n != number else f"<b>{n}</b>" for n in range(1, of + 1)]
    forward = f'<a href="{address(number + 1)}">下一页</a>' if number < of else "下一页"
    title = "渡口的一天" if number == 1 else f"渡口的一天({number})"
    whole = article(title, TEXTS[number - 1] + (f"</p><p>{EDITOR}" if number == of else ""))
    lead, foot, rest = whole.partition('<div class="foot">')
    body = lead.replace("五月的湖区", f"第{number}回，五月的湖区").replace(
        "当地农技站", f"第{number}回，农技站"
    )
    return f'{body}<div class="pages">{" ".join(links)} {forward}</div>{foot}{rest}'


def three(web: Web) -> None:
    web.pages = {address(number): html(page(number)) for number in (1, 2, 3)}


def kept(data) -> list[dict]:
    written = rows(data, "SELECT article FROM revisions ORDER BY article_id, revision, extraction")
    return [json.loads(row[0]) for row in written]


def parts(written: dict) -> tuple[int, int]:
    return written["extraction"].get("parts", 1), written["extraction"].get("parts_missing", 0)


def is_whole(written: dict) -> bool:
    """Whether all three texts stand in the body, once and in order, the editor behind them."""
    places = [written["body"].find(text) for text in (*TEXTS, EDITOR)]
    return -1 not in places and places == sorted(places) and all(written["body"].count(t) == 1 for t in TEXTS)


def test_three_pages_are_one_article_in_order(web, data):
    three(web)
    done = crawl(web, data, [FIRST], "--no-index", check=True)
    (one,) = kept(data)
    assert is_whole(one), one["body"]
    assert (one["title"], one["url"], parts(one)) == ("渡口的一天", FIRST.replace("http:", "https:"), (3, 0))
    assert "潘念" in [person["name"] for person in one["bylines"]]
    assert "1 article kept" in done.stderr
    assert "early" not in done.stderr
    captures = rows(data, "SELECT address, status FROM captures ORDER BY id")
    assert captures == [(address(number), 200) for number in (1, 2, 3)]
    assert rows(data, "SELECT DISTINCT url FROM captures") == [(one["url"],)]
    assert states(data) == {FIRST: ("kept", None)}


def test_a_page_that_is_gone_leaves_an_article_that_ends_early_and_is_whole_later(web, data):
    three(web)
    third = web.pages.pop(address(3))
    done = crawl(web, data, [FIRST])
    assert done.returncode == 4
    assert "1 article ends early" in done.stderr
    (one,) = kept(data)
    assert parts(one) == (3, 1)
    assert TEXTS[1] in one["body"]
    state, reason = states(data)[FIRST]
    assert (state, reason) == ("kept", f"ends early, 2 of 3 pages: {address(3)}: HTTP 404")
    web.pages[address(3)] = third
    again(data)
    assert crawl(web, data, [FIRST]).returncode == 0
    assert is_whole(kept(data)[-1])
    assert states(data)[FIRST] == ("kept", None)
    shown = shengmei("search", "数着自己的脚步", "--json", "--data", str(data), check=True)
    assert json.loads(shown.stdout)["total"] == 1


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(status=500), Answer(drop=True), moved(FIRST)])
def test_an_article_that_was_whole_stays_whole_when_a_page_is_missing_today(web, data, answer):
    three(web)
    crawl(web, data, [FIRST], "--no-index")
    web.pages[address(2)] = answer
    again(data)
    assert crawl(web, data, [FIRST], "--no-index").returncode == 4
    assert rows(data, "SELECT revision, status FROM articles") == [(1, "live")]
    assert is_whole(kept(data)[-1])
    assert states(data)[FIRST][0] == "kept"


def test_a_connection_that_breaks_once_costs_nothing(web, data):
    three(web)
    second = web.pages[address(2)]
    broken = [Answer(drop=True)]
    web.answer = lambda url: broken.pop() if url == address(2) and broken else None
    assert crawl(web, data, [FIRST], "--no-index").returncode == 0
    assert is_whole(kept(data)[-1])
    assert web.asked.count(address(2)) == 2
    assert web.pages[address(2)] is second


def test_circles_end_and_pages_that_say_nothing_new_add_nothing(web, data):
    three(web)
    web.pages[address(3)] = html(page(1).replace("12_2.html", "12_4.html"))
    web.pages[address(4)] = html(page(1).replace("12_2.html", "12_5.html"))
    crawl(web, data, [FIRST], "--no-index")
    (one,) = kept(data)
    assert one["body"].count(TEXTS[0]) == 1
    assert TEXTS[1] in one["body"]
    assert address(4) not in web.asked


def test_a_trap_of_pages_without_end_is_left_after_sixty(web, data):
    web.answer = lambda url: html(endless(url)) if url.startswith(f"{HOST}/a/") else None
    done = crawl(web, data, [FIRST], "--no-index")
    asked = [url for url in web.asked if url.startswith(f"{HOST}/a/")]
    assert len(asked) == 60
    assert "more than 60 pages" in done.stderr


def endless(url: str) -> str:
    number = 1 if url == FIRST else int(url.rpartition("_")[2].removesuffix(".html"))
    text = f"第{number}页的天气：多云，东风三级，江水每小时上涨{number}厘米，渡口照常开放。"
    body = article("渡口的天气", text).replace("五月的湖区", f"第{number}天，五月的湖区")
    return body.replace(
        '<div class="foot">', f'<a href="/a/12_{number + 1}.html">下一页</a><div class="foot">'
    )


def test_pages_on_another_host_are_refused(web, data):
    three(web)
    web.pages[FIRST] = html(page(1).replace(f"{HOST}/a/12_", "http://m.example.cn/a/12_"))
    done = crawl(web, data, [FIRST], "--no-index")
    assert done.returncode == 4
    (one,) = kept(data)
    assert parts(one) == (3, 2)
    assert not [url for url in web.asked if "m.example.cn" in url]


def test_a_later_page_in_a_list_leads_to_the_article(web, data):
    three(web)
    crawl(web, data, [address(2)], "--no-index")
    (one,) = kept(data)
    assert is_whole(one)
    assert states(data) == {address(2): ("alias", "a later page of an article"), FIRST: ("kept", None)}


def test_an_article_whose_own_address_ends_in_a_number_stays_itself(web, data):
    link = '<a href="/a/12_1.html">上一页</a> <a href="/a/12_3.html">下一页</a><div class="foot">'
    web.pages = {address(2): html(article("早稻插秧").replace('<div class="foot">', link))}
    crawl(web, data, [address(2)], "--no-index", check=True)
    assert states(data) == {address(2): ("kept", None)}


def test_all_pages_in_one_are_asked_for_first(web, data):
    three(web)
    one_page = '<a href="/a/12_all.html">全文显示</a><div class="foot">'
    web.pages[FIRST] = html(page(1).replace('<div class="foot">', one_page))
    text = page(1).replace(TEXTS[0], "</p><p>".join((*TEXTS, EDITOR)))
    web.pages[f"{HOST}/a/12_all.html"] = html(text)
    crawl(web, data, [FIRST], "--no-index", check=True)
    (one,) = kept(data)
    assert is_whole(one)
    assert (parts(one), address(2) in web.asked) == ((3, 0), False)


def test_a_rereading_joins_what_the_archive_holds(web, data):
    three(web)
    crawl(web, data, [FIRST], "--no-index")
    again(data)
    crawl(web, data, [FIRST], "--no-index")  # another visit of all pages, that changed nothing
    said = shengmei("reread", "--data", str(data), check=True).stderr
    assert "0 articles say more or other than before" in said
    assert len(kept(data)) == 1


def test_a_kill_between_two_pages_loses_nothing(web, data):
    three(web)
    reached, killed = threading.Event(), threading.Event()

    def hold_third(url: str) -> None:
        if url == address(3):
            reached.set()
            killed.wait(WAIT)

    web.answer = hold_third
    file = data.parent / "killed.txt"
    file.write_text(FIRST, encoding="utf-8")
    command = [sys.executable, "-m", "search_cli", "crawl", "--urls", str(file), "--data", str(data)]
    process = subprocess.Popen(
        [*command, "--delay", "0", "--no-index"],
        env={**os.environ, "http_proxy": web.address, "SHENGMEI_CONFIG": os.devnull},
        stderr=subprocess.DEVNULL,
    )
    assert reached.wait(WAIT)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    killed.set()
    assert rows(data, "SELECT count(*) FROM articles") == [(0,)]
    web.answer = None
    crawl(web, data, [FIRST], "--no-index", check=True)
    (one,) = kept(data)
    assert is_whole(one)
    assert states(data) == {FIRST: ("kept", None)}
