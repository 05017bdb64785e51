"""Labels in one row of a table and their values in the next; an account beside a time without its year."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.news_pages import TEXT, news_page, read_page

LABELS = "<tr><th>来源</th><th>作者</th><th>发布时间</th></tr>"
VALUES = "<tr><td>江边日报</td><td>何山</td><td>2023-05-21 09:30</td></tr>"


def said(head: str) -> tuple[str | None, list[str], str | None]:
    article = read_page(news_page(head=head))
    assert article.body == "\n".join(TEXT)
    time = article.published
    return article.source, [one.name for one in article.bylines], time.at.isoformat()[:16] if time else None


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{LABELS}{VALUES}</table>",
        f"<table><thead>{LABELS}</thead><tbody>{VALUES}</tbody></table>",
        f"<table>{LABELS.replace('th', 'td')}\n {VALUES}</table>",
        "<table><tr><td>发布时间</td><td>浏览次数</td><td>作者</td><td>来源</td></tr>"
        "<tr><td>2023-05-21 09:30</td><td>88</td><td>何山</td><td>江边日报</td></tr></table>",
    ],
    ids=["th", "head and body", "td", "more columns"],
)
def test_a_row_of_labels_stands_above_its_values(table: str):
    assert said(table) == ("江边日报", ["何山"], "2023-05-21T09:30")


def test_a_cell_without_a_value_leaves_its_label_without_one():
    empty = "<tr><td></td><td>何山</td><td>2023-05-21 09:30</td></tr>"
    assert said(f"<table>{LABELS}{empty}</table>") == (None, ["何山"], "2023-05-21T09:30")


def test_a_label_beside_its_value_takes_nothing_from_the_row_below():
    rows = (
        "<tr><td>来源</td><td>江边日报</td><td>作者</td><td>何山</td></tr>"
        "<tr><td>日期</td><td>2023-05-21 09:30</td><td>栏目</td><td>要闻</td></tr>"
    )
    assert said(f"<table>{rows}</table>") == ("江边日报", ["何山"], "2023-05-21T09:30")


@pytest.mark.parametrize(
    "head",
    [
        "<div><span>江边发布</span><span>3小时前</span></div>",
        "<div><span>江边发布</span><span>昨天 21:51</span></div>",
        "<div><a href=/u/3>江边发布</a> 12-30 08:15</div>",
        "<div><span>12/30 08:15</span> <span>江边发布</span></div>",
        "<div><span>何山</span><span>江边发布</span><span>刚刚</span></div>",
    ],
)
def test_an_outlet_beside_a_time_without_its_year_is_the_source(head: str):
    assert said(head)[0] == "江边发布"


def test_the_account_of_a_wechat_page_is_its_source_and_the_writer_is_not():
    head = (
        "<div id=meta_content><span class=rich_media_meta>何山</span>"
        "<span><a id=js_name>江边发布</a></span><em id=publish_time></em></div>"
    )
    assert said(head)[0] == "江边发布"
