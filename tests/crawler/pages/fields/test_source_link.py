"""Where 来源 leads, if it leads to an article."""

from __future__ import annotations

from time import process_time

import pytest

from crawler.pages.fields.source_link import source_link
from tests.crawler.pages.document.test_page import page


@pytest.mark.parametrize(("html", "address"), [
    ('<p>来源：<a href="http://www.a.example/2026/1.html">示例网</a></p>', "http://www.a.example/2026/1.html"),
    ('<p>2026-05-19 来源：<a href="/2026/1.html">网络</a></p>', "https://www.example.cn/2026/1.html"),
    ('<p><a href="http://a.example/1.html">阅读原文</a></p>', "http://a.example/1.html"),
    ('<p>来源：<a href="http://www.a.example/">示例网</a></p>', None),  # a front page
    ('<p>来源：示例网 <a href="/2026/2.html">下一篇的标题</a></p>', None),
    ('<p><a href="/2026/2.html">信息来源可靠</a></p>', None),
    ('<p>来源：<a href="javascript:go(1)">示例网</a></p>', None),
    ('<p>来源：<a href="http://[::1/1.html">示例网</a></p>', None),
    ('<p>来源 : <a href="/2026/1.html">示例网</a> <a href="/2026/2.html">示例网</a></p>', "https://www.example.cn/2026/1.html"),
])  # fmt: skip
def test_where_the_source_leads(html, address):
    assert source_link(page(html)).value == address


def test_a_line_of_links_is_walked_over_once():
    links = "".join(f"<a href=/a/{number}.html>来源甲{number}</a>" for number in range(20_000))
    found: list[float] = []
    for part in (links[: len(links) // 4], links):
        read = page(f"<p>{part}</p>")
        assert read.outline.anchors
        begun = process_time()
        source_link(read)
        found.append(process_time() - begun)
    assert found[1] < 10 * found[0] + 0.1  # four times as many; the square would be sixteen times
