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


@pytest.mark.parametrize(
    ("markup", "urls"),
    [
        ("<img src=s/small.jpg data-actualsrc=/u/1.jpg>", ["/u/1.jpg"]),
        ("<img src=/i/lazy.png file=/u/1.jpg>", ["/u/1.jpg"]),
        ("<img src=/i/grey.gif zoomfile=/u/1.JPG onerror=\"this.src='/i/e.jpg'\">", ["/u/1.JPG"]),
        (
            "<img src='data:image/gif;base64,R0lGOD' data-lazyload='//i.example.cn/u/1.png'>",
            ["//i.example.cn/u/1.png"],
        ),
        ("<img data-src='https://i.example.cn/640?wx_fmt=jpeg'>", ["//i.example.cn/640?wx_fmt=jpeg"]),
        ("<img data-src='https://i.example.cn/media/88'>", ["//i.example.cn/media/88"]),
        ("<img _src=/u/1.webp src=/img/transparent.gif>", ["/u/1.webp"]),
        ("<img src=/i/placeholder.png original=/u/1.jpeg@600w data-thumb=/u/t.jpg>", ["/u/1.jpeg@600w"]),
        ("<img src=/u/m.jpg data-thumb=/u/t.jpg data-link=/p/2.html>", ["/u/m.jpg"]),
        ("<img src=/u/m.jpg data-big-img=/u/b.jpg data-x=/u/x.jpg>", ["/u/b.jpg"]),
        ("<img src=/u/s.jpg srcset='/u/s.jpg 480w, /u/l.jpg 1200w, /u/m.jpg 800w'>", ["/u/l.jpg"]),
        ("<img src=/u/s.jpg srcset='/u/s.jpg, /u/l.jpg 2x'>", ["/u/l.jpg"]),
        ("<img src=/u/s.jpg srcset='/u/s.jpg 1x,/u/l.jpg 2x'>", ["/u/l.jpg"]),
        ("<img srcset='/u/w_1,h_1/s.jpg 100w,/u/w_9,h_9/l.jpg 900w'>", ["/u/w_9,h_9/l.jpg"]),
        ("<picture><source srcset='/u/l.webp 1200w'><img src=/i/default.png></picture>", ["/u/l.webp"]),
        ("<img src=/i/lazy.gif><noscript><img src=/u/1.jpg></noscript>", ["/u/1.jpg"]),
        ("<img src=/u/s.jpg data-hd=/u/1.jpg><noscript><img src=/u/s.jpg></noscript>", ["/u/1.jpg"]),
        ("<noscript><img src=/u/1.jpg></noscript>", ["/u/1.jpg"]),
        ("<img src=/uploading/1.jpg>", ["/uploading/1.jpg"]),
        ("<img src=/default/202105/1.jpg>", ["/default/202105/1.jpg"]),
        ("<img src=/i/lazyload.gif>", []),
        ("<img src=/i/no_pic.png alt=/u/1.jpg>", []),
        ("<img src=/u/dot.png width=12 height=12px>", []),
        ("<noscript><img src=/count.gif width=1 height=1></noscript>", []),
    ],
)
def test_the_picture_that_a_script_would_load(markup, urls):
    whole = [f"https:{url}" if url.startswith("//") else f"https://m.hbtv.com.cn{url}" for url in urls]
    assert [one.url.replace("/p/", "/", 1) for one in images(f"<p>灯</p>{markup}")] == whole


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (
            "<div class=fj><strong>附件下载：</strong><ul><li><a href=./1.pdf>计划表.pdf</a></li></ul></div>",
            True,
        ),
        ("<p>附件：<a href=/f/1.docx>沙洲镇长堤守护办法</a></p>", True),
        ("<p>附件1：<a href='/down?id=7'>计划表.xlsx</a></p>", True),
        ("<div>相关附件</div><div><a href=/f/1.zip>图集</a></div>", True),
        ("<p>点击下载：<a href=/f/1.xls>名单</a></p>", True),
        ("<p>附 件：</p><p><a href='/f/down.jsp?f=1.pdf&k=2'>名单</a></p>", True),
        ("<p>附件：<a href=/p/2.html>沙洲镇长堤守护办法</a></p>", False),
        ("<div class=ad><a href=/f/app.zip>江边客户端</a></div>", False),
    ],
)
def test_files_offered_beside_the_text(below, found):
    shown = page(f"<div class=text><p>灯亮着</p></div>{below}")
    assert bool(media.attachments(shown, ())) is found
