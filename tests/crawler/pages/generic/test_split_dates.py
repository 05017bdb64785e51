"""Days whose parts stand in elements of their own by the headline, and numbers there that are no day."""

from __future__ import annotations

import pytest

from crawler.normalise.dates import written
from tests.crawler.pages.generic.news_pages import news_page, read_page

DAY = "2023-05-21"


def day(**parts):
    found = read_page(news_page(**parts)).published
    return found and written(found)


@pytest.mark.parametrize("head", [
    "<div><span>2023-05-</span><span>21</span></div>",
    "<div><b>21</b><i>2023-05</i></div>",
    "<div><div>21</div><div>2023-05</div></div>",
    "<ul><li>21日</li><li>2023年5月</li></ul>",
    "<div><p>21</p><p>/ 2023.05</p></div>",
    "<div><p>2023-05</p><p>21</p></div>",
    "<div><span>05-21</span> <span>2023</span></div>",
    "<div><div>05/21</div><div>2023</div></div>",
    "<div><div>2023</div><div>05-21</div></div>",
    "<div><div>21</div><div>5月</div><div>2023</div></div>",
    "<div><div>21</div><div>2023-05</div><div>来源：江边日报</div></div>",
    "<div><span>MAY</span>/<span>21</span>/<span>2023</span></div>",
    "<div><div>MAY</div><div>21</div><div>2023</div></div>",
    "<div><div>21</div><div>May, 2023</div></div>",
])  # fmt: skip
def test_the_parts_of_a_day_are_one(head):
    assert day(head=head) == DAY
    assert day(head="", above=head) == DAY


def test_the_printed_parts_are_kept():
    found = read_page(news_page(head="<div><div>21</div><div>2023-05</div></div>")).published
    assert found is not None
    assert found.raw == "21 2023-05"


@pytest.mark.parametrize("head", [
    "<div><div>45</div><div>2023-05</div></div>",
    "<div><div>Hits</div><div>21</div><div>2023</div></div>",
    "<div><div>浏览 21</div><div>2023-05</div></div>",
    "<div><div><a href=#c>21</a></div><div>2023-05</div></div>",
    "<div><div>21</div></div><div><div>江边</div><div>一</div><div>二</div><div>三</div><div>2023-05</div></div>",
])  # fmt: skip
def test_a_number_that_is_no_day_makes_none_of_a_month(head):
    assert day(head=head) in (None, "2023-05")


@pytest.mark.parametrize("between", ["", "<div>江边</div>"])
def test_a_clock_below_the_parts_is_of_them(between):
    parts = f"<div><div>2023</div><div>05/21</div>{between}<div>09:30:12</div></div>"
    assert day(head=parts) == (DAY if between else "2023-05-21T09:30:12+08:00")


def test_a_time_beside_the_parts_is_the_finer_one():
    assert day(head=f"<div><div>21</div><div>2023-05</div></div><div>{DAY} 09:30 来源：江边日报</div>") == (
        "2023-05-21T09:30:00+08:00"
    )
