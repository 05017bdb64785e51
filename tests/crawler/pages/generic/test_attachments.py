"""Files that are offered below a text."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.news_pages import news_page, read_page


@pytest.mark.parametrize(
    "below",
    [
        "<p>附件：<a href=/f/1.pdf>修缮方案.pdf</a></p>",
        "<ul><li><a href=/f/1.pdf>修缮方案</a></li></ul>",
        "<p>编辑：何山</p><div><a href=/f/1.pdf>下载</a></div>",
    ],
)
def test_files_right_below_the_text_are_attached_to_it(below: str) -> None:
    found = read_page(news_page(foot=below)).attachments
    assert [one.url for one in found] == ["https://news.example.cn/f/1.pdf"]


def test_files_behind_the_end_of_an_article_are_of_others() -> None:
    further = "<div>相关阅读</div><ul><li><a href=/f/1.pdf>电子报</a></li></ul>"
    assert read_page(news_page(foot=further)).attachments == ()
