"""A page of pictures and nothing else is a gallery; a page that is no article has pictures too."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.page_of_text import INFO, page

FIRST, SECOND = "http://www.jiangbian.example/a/1.jpg", "http://www.jiangbian.example/a/2.jpg"
PICTURES = "<p><img src=/a/1.jpg width=800></p><p><img src=/a/2.jpg></p>"


@pytest.mark.parametrize(
    "content",
    [
        f"<div class=content>{PICTURES}</div>",
        f"<div class=pic><a href=2.html>{PICTURES}</a></div><p><a href=1.html>1</a> <a href=2.html>2</a></p>",
        "<div><p><img src=/a/1.jpg></p><p>堤上的灯</p><p><img src=/a/2.jpg></p><p>林望 摄</p></div>",
        f"<div>{PICTURES}</div><h3>相关新闻</h3><p><a href=/b><img src=/b/9.jpg></a></p>",
        f"<div>{PICTURES}</div><p><a href=/b>渡口镇三号码头今天恢复通航</a></p><p><img src=/b/9.jpg></p>",
        f"<div>{PICTURES}</div><div class=ad-box><img src=/b/9.jpg></div>",
    ],
)
def test_a_page_of_pictures_gives_them(content):
    article = page(content).article
    assert article is not None
    assert (article.kind, article.body) == ("gallery", "")
    assert [image.url for image in article.images] == [FIRST, SECOND]


def test_a_list_of_articles_with_days_and_pictures_is_no_gallery():
    item = "<li><a href=/b>渡口镇三号码头今天恢复通航</a> <span>2026-05-18</span><img src=/b/9.jpg></li>"
    assert page(f"<ul>{item * 5}</ul>", info="").state == "unreadable"
    assert page("<img src=/error.png><p>2026-05-18</p>", info="").state == "unreadable"
    assert page("<div id=app></div><img class=qrcode src=/c.jpg>").state == "unreadable"


@pytest.mark.parametrize("content", ["", "<p><img src=/images/logo.png></p>", "<p>林望 摄</p>"])
def test_a_page_without_pictures_is_none(content):
    assert page(content).state == "unreadable"


@pytest.mark.parametrize("info", ["", "<div>今天是2026年5月19日 星期二</div>", "<p>2026年5月19日 星期二</p>"])
def test_pictures_without_a_time_by_the_headline_make_no_article(info):
    assert page(f"<div>{PICTURES}</div>", info=info).state == "unreadable"
    assert page(f"<div>{PICTURES}</div>", info=INFO).state == "kept"
