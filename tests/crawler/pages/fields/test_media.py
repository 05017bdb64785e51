"""Images, videos and attachments: whole addresses, captions, and nothing that is only furniture."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.items import Capture, Media
from crawler.pages.document.page import Page
from crawler.pages.fields import media
from shengmei.timezone import SHANGHAI

CDN = "https://img.cjyun.org.cn/a/10008/202105"


def page(body: str) -> Page:
    fetched = datetime(2026, 11, 1, tzinfo=SHANGHAI)
    return Page(Capture(url="https://m.hbtv.com.cn/p/12.html", fetched_at=fetched, body=body.encode()))


def images(body: str) -> tuple[Media, ...]:
    shown = page(body)
    return media.images(shown, shown.outline.media)


@pytest.mark.parametrize(
    ("markup", "url", "caption"),
    [
        (f"<img src='{CDN}/1.jpg'>", f"{CDN}/1.jpg", None),
        ("<img src='/a/1.jpg'>", "https://m.hbtv.com.cn/a/1.jpg", None),
        (f"<img src='/loading.gif' data-img='{CDN}/1.jpg' data-caption='堤 上'>", f"{CDN}/1.jpg", "堤 上"),
        (f"<img src='{CDN}/s.jpg' data-origin-src='{CDN}/1.jpg'>", f"{CDN}/1.jpg", None),
        (
            "<img src='https://img.cjyun.org.cn/a/thumb/10008/202105/1.png!w300_h300.png'>",
            f"{CDN}/1.png",
            None,
        ),
        (
            f"<figure><img src='{CDN}/1.jpg'><figcaption> 堤上的灯 </figcaption></figure>",
            f"{CDN}/1.jpg",
            "堤上的灯",
        ),
    ],
)
def test_images(markup, url, caption):
    assert images(f"<p>灯</p>{markup}") == (Media(url=url, caption=caption),)


@pytest.mark.parametrize(
    "src", ["/loading.gif", "/img/logo.png", "/qrcode.png", "/icon/x.png", "data:image/png;base64,x"]
)
def test_furniture_is_no_image(src):
    assert images(f"<img src='{src}'>") == ()


def test_an_image_stands_once():
    assert len(images(f"<img src='{CDN}/1.jpg'><img src='{CDN}/1.jpg'>")) == 1


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        (
            "<iframe src='//app.cjyun.org/video/player/index?vid=7'></iframe>",
            "https://app.cjyun.org/video/player/index?vid=7",
        ),
        ("<video src='/v/7.mp4'></video>", "https://m.hbtv.com.cn/v/7.mp4"),
        ("<video><source src='/v/7.mp4'></video>", "https://m.hbtv.com.cn/v/7.mp4"),
        ("<iframe src='/ad.html'></iframe>", None),
    ],
)
def test_videos(markup, url):
    shown = page(markup)
    assert [video.url for video in media.videos(shown, shown.outline.media)] == ([url] if url else [])


def test_attachments():
    shown = page("<p><a href='/f/堤.pdf'>守护办法 全文</a> <a href='/p/2.html'>灯</a></p>")
    assert media.attachments(shown, shown.outline.anchors) == (
        Media(url="https://m.hbtv.com.cn/f/堤.pdf", caption="守护办法 全文"),
    )


def test_the_line_below_a_picture_is_its_caption_where_it_reads_as_one():
    found = images(
        '<p><img src="/a/1.jpg"></p><p>图为长堤一角。（记者 何山 摄）</p><p><img src="/a/2.jpg"></p>'
        "<p>今天傍晚，长堤上亮起了第一盏灯。</p>"
        '<figure><img src="/a/3.jpg"><figcaption>渡口 图/方圆</figcaption></figure>'
    )
    assert [(one.caption, one.credit) for one in found] == [
        ("图为长堤一角。（记者 何山 摄）", "何山"),
        (None, None),
        ("渡口 图/方圆", "方圆"),
    ]
