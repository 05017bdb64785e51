"""Where 来源 leads, if it leads to an article."""

from __future__ import annotations

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
])  # fmt: skip
def test_where_the_source_leads(html, address):
    assert source_link(page(html)).value == address
