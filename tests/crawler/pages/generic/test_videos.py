"""A video between headline and text is the article's; one above the headline or below the text is not."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.news_pages import BODY, TEXT, TIME, news_page, read_page

PLAYER = "<div class=box><video src=/v/1.mp4></video></div>"


@pytest.mark.parametrize(
    "parts",
    [
        {"head": f"{TIME}{PLAYER}"},
        {"head": f"{PLAYER}<p>视频加载中，请稍候...</p>{TIME}"},
        {"head": f"{TIME}<iframe src=/player/1.mp4></iframe>"},
        {"body": f"<p>{TEXT[0]}</p>{PLAYER}<p>{TEXT[1]}</p><p>{TEXT[2]}</p>"},
    ],
    ids=["below the time", "above the time", "a frame", "amid the text"],
)
def test_a_video_of_the_article(parts: dict[str, str]):
    article = read_page(news_page(**parts))
    assert (article.kind, article.body) == ("article", "\n".join(TEXT))
    assert len(article.videos) == 1
    assert article.videos[0].url.endswith("/1.mp4")


@pytest.mark.parametrize(
    "parts",
    [
        {"above": PLAYER},
        {"foot": f"<h3>相关视频</h3>{PLAYER}"},
        {"head": f"{TIME}<iframe src=/ad/1.html></iframe>", "body": BODY},
    ],
    ids=["above the headline", "below the text", "an advert"],
)
def test_a_video_of_the_page(parts: dict[str, str]):
    assert read_page(news_page(**parts)).videos == ()
