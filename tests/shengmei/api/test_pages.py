"""One page in, its article out: bytes, text or a file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import shengmei

PAGE = Path(__file__).parents[2] / "fixtures" / "demo" / "conference.html"
URL = "https://m.xingzhi.example/p/861602.html"
TEXT = """<!DOCTYPE html><html><head><meta charset="gbk"><title>湖区春耕</title></head><body>
<h1>湖区春耕</h1><div>发布时间：2025-05-23 21:51</div><div class="content">
<p>湖区的春耕今年开始得早，第一台插秧机昨天下了田。</p>
<p>村民说，水位比去年高了半米，今年的秧苗也长得比去年好，再过一个月就能看到一片绿色。</p></div></body></html>"""


def test_a_file_its_bytes_and_its_text_give_the_same_article():
    body = PAGE.read_bytes()
    told = [shengmei.read_page(one, URL).article for one in (PAGE, body, body.decode())]
    assert told[0] is not None
    assert told[0].url == URL
    assert told[0] == told[1] == told[2]
    assert shengmei.to_dict(told[0])["title"] == told[0].title


def test_text_is_text_whatever_its_meta_says_of_bytes():
    article = shengmei.read_page(TEXT, "https://news.example.cn/1.html").article
    assert (article.title, article.extraction.conflicts) == ("湖区春耕", ())


def test_bytes_are_decoded_by_what_the_server_says_where_they_do_not():
    body = TEXT.replace('<meta charset="gbk">', "").encode("big5", "replace")
    said = shengmei.read_page(body, content_type="text/html; charset=big5").article
    assert said.title == "湖区春耕".encode("big5", "replace").decode("big5")


def test_a_date_after_it_was_fetched_is_not_believed():
    def published(year: int):
        at = datetime(year, 6, 1, tzinfo=UTC)
        return shengmei.read_page(TEXT, "https://news.example.cn/1.html", fetched_at=at).article.published

    assert (published(2025).raw, published(2024)) == ("2025-05-23 21:51", None)
    with pytest.raises(shengmei.UsageProblem, match="has no time zone"):
        shengmei.read_page(TEXT, fetched_at=datetime(2026, 5, 1))  # noqa: DTZ001


def test_a_file_was_fetched_when_it_was_written(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(TEXT, encoding="gbk")
    assert shengmei.read_page(page).article.published is not None
    os.utime(page, (datetime(2024, 6, 1, tzinfo=UTC).timestamp(),) * 2)
    assert shengmei.read_page(page).article.published is None


@pytest.mark.parametrize(("source", "state", "reason"), [
    (b"", "empty", "the page is empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(300), "unreadable", "no text: an image, a document or an archive"),
    ("<html>" + "<p>x" * 2_000_000, "unreadable", "larger than 5 MB"),
])  # fmt: skip
def test_a_page_without_an_article_says_why(source, state, reason):
    reading = shengmei.read_page(source)
    assert (reading.article, reading.state, reading.reason) == (None, state, reason)


def test_a_name_is_no_page_and_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(shengmei.UsageProblem, match=r"give a file as pathlib.Path\('page.html'\)"):
        shengmei.read_page("page.html")
    with pytest.raises(shengmei.UsageProblem, match="cannot be opened: No such file"):
        shengmei.read_page(tmp_path / "none.html")
