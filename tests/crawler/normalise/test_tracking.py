"""What apps append to addresses goes where the rest still names the article, and nowhere else."""

from __future__ import annotations

import pytest

from crawler.normalise.tracking import (
    differing_parameters,
    without_appended,
    without_parameters,
    without_tracking,
)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://www.x.cn/p/12.html?source=app&v=2", "https://www.x.cn/p/12.html"),
        (
            "https://www.x.cn/2026-05/18/content_3.htm?_t=17&rand=0.3",
            "https://www.x.cn/2026-05/18/content_3.htm",
        ),
        (
            "https://www.x.cn/a/20260518/t20260518_7.shtml?h5=1",
            "https://www.x.cn/a/20260518/t20260518_7.shtml",
        ),
        ("https://www.x.cn/n2/c41-1860123?channel=weixin", "https://www.x.cn/n2/c41-1860123"),
        ("https://www.x.cn/detail?id=174&sf=1&pvid=2", "https://www.x.cn/detail?id=174"),
        ("https://www.x.cn/p/12.html?sessionid=abc123", "https://www.x.cn/p/12.html"),
        ("https://www.x.cn/p/12.html?__biz=MzA", "https://www.x.cn/p/12.html"),
        (
            "https://www.x.cn/p/12.html?ADTAG=wx&shareuid=7&openid=o1&code=2&state=s",
            "https://www.x.cn/p/12.html",
        ),
        ("https://www.x.cn/p/12.html?use_xbridge3=true&loader_name=forest", "https://www.x.cn/p/12.html"),
        ("https://www.x.cn/p/12.html?page=2&ref=a", "https://www.x.cn/p/12.html?page=2"),
        (
            "https://www.x.cn/content/s6650c1f2a4b3.html?share=1",
            "https://www.x.cn/content/s6650c1f2a4b3.html",
        ),
    ],
)
def test_goes_where_an_article_is_named_without_it(address, kept):
    assert without_appended(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        "https://www.x.cn/index.html?v=3",
        "https://www.x.cn/list_12.html?channel=5",
        "https://www.x.cn/index_2.html?channel=5",
        "https://www.x.cn/detail1.aspx?sid=445",
        "https://www.x.cn/h5.html?v=174523",
        "https://www.x.cn/show?v=174523",
        "https://www.x.cn/search?source=新华社",
        "https://mp.weixin.example/s?__biz=MzA&mid=2247&idx=1&sn=9f",
        "https://www.x.cn/space?id=12&uid=3",
        "https://www.x.cn/show?code=12&state=1",
        "https://www.x.cn/detail?id=abc&source=app",  # no number: what it names is not known
        "https://www.x.cn/p/12.html",
    ],
)
def test_stays_where_it_may_choose_the_page(address):
    assert without_appended(address) == address


def test_an_outlet_whose_articles_are_told_by_a_parameter_keeps_it():
    def is_article(url: str) -> bool:
        return "?v=" in url

    address = "https://www.x.cn/show/2026.html?v=12"
    assert without_appended(address, is_article) == address


def test_what_only_counts_visits_always_goes():
    query = "id=3&utm_source=w&ivk_sa=1&wxfrom=5&bd_vid=2&hmsr=a&tdsourcetag=s&spm=1"
    assert without_tracking(query) == "id=3"
    assert without_tracking("b=1&a=") == "b=1&a="


@pytest.mark.parametrize(("one", "other", "differing"), [
    ("https://a.cn/12.html?k=a", "https://a.cn/12.html?k=b", {"k"}),
    ("https://a.cn/12.html?k=a", "https://a.cn/12.html", {"k"}),
    ("https://a.cn/p?id=12&k=a&t=1", "https://a.cn/p?id=12&t=2", {"k", "t"}),
    ("https://a.cn/p?k=a&k=b", "https://a.cn/p?k=b&k=a", set()),
    ("https://a.cn/p?k=a&k=a", "https://a.cn/p?k=a", {"k"}),
    ("https://a.cn/p?k=", "https://a.cn/p", {"k"}),
    ("https://a.cn/12.html?k=a", "https://a.cn/13.html?k=b", set()),
    ("https://a.cn/12.html?k=a", "https://b.cn/12.html?k=b", set()),
])  # fmt: skip
def test_the_parameters_in_which_two_addresses_differ(one, other, differing):
    assert differing_parameters(one, other) == differing_parameters(other, one) == differing


def test_an_address_without_some_of_its_parameters():
    assert (
        without_parameters("https://a.cn/p?id=12&k=a&t=%E4%B8%AD", {"k"})
        == "https://a.cn/p?id=12&t=%E4%B8%AD"
    )
    assert without_parameters("https://a.cn/p?k=a", {"k"}) == "https://a.cn/p"
    assert without_parameters("https://a.cn/p?q=a+b%20c", {"k"}) == "https://a.cn/p?q=a+b%20c"
