"""The share config: found in whatever form a page writes it, read without its secrets."""

from __future__ import annotations

import html
import json

import pytest

from crawler.items import Share
from crawler.normalise.share import original_image, printed_config, read_share

THUMBNAIL = "https://img.cjyun.org.cn/a/thumb/10008/202305/0a1b.png!w300_h300.png"
SECRETS = {"appId": "wx0123", "nonceStr": "Zq7", "timestamp": 1765696068, "signature": "c0ffee"}
CONFIG = {
    **SECRETS,
    "link": "https://m.hbtv.com.cn/p/12.html",
    "desc": "江水退去之后，",
    "title": "江边纪事丨堤上的守夜人：三代人的一盏灯",
    "imgUrl": THUMBNAIL,
    "debug": "",
}
EXPECTED = Share(
    title=CONFIG["title"],
    description=CONFIG["desc"],
    link=CONFIG["link"],
    image="https://img.cjyun.org.cn/a/10008/202305/0a1b.png",
    raw_image=THUMBNAIL,
)
JSON = json.dumps(CONFIG)  # \u escapes
SLASHED = json.dumps(CONFIG, ensure_ascii=False).replace("/", "\\/")  # as PHP writes it
LITERAL = "{debug: false, " + ", ".join(f"{k}: '{v}'" for k, v in CONFIG.items()) + ", jsApiList: ['a', 'b']}"
SIGNED = f"wx.config({{{', '.join(f'{k}: {v!r}' for k, v in SECRETS.items())}, jsApiList: []}});"
CALLS = (
    SIGNED + "wx.ready(function () { wx.onMenuShareTimeline({title: '{title}', link: \"{link}\", "
    "imgUrl: '{imgUrl}', success: function () {}}); wx.onMenuShareAppMessage({title: '{title}', "
    "desc: '{desc}', link: '{link}', imgUrl: '{imgUrl}'}); });"
)
for key in ("title", "link", "imgUrl", "desc"):
    CALLS = CALLS.replace("{" + key + "}", CONFIG[key])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<script>wx.config({JSON});</script>", id="call"),
        pytest.param(
            f"<script>var a={{b:{{c:1}}}}; var shareData = {SLASHED}; f({{}});</script>", id="variable"
        ),
        pytest.param(f"<div style='display:none'>{SLASHED}</div>", id="element"),
        pytest.param(f"<body>{JSON}</body>", id="bare"),
        pytest.param(f"<div data-share='{html.escape(JSON)}'></div>", id="attribute"),
        pytest.param(f"<script>wx.config({LITERAL});</script>", id="literal"),
        pytest.param(f"<script>var x = JSON.parse({json.dumps(SLASHED)});</script>", id="json in a string"),
        pytest.param(f"<script>{CALLS}</script>", id="calls"),
    ],
)
def test_a_config_is_found_however_it_is_written(page):
    assert read_share(printed_config(page)) == EXPECTED


def test_nothing_secret_is_kept():
    kept = repr(read_share(printed_config(f"<script>wx.config({JSON});</script>")))
    assert not [secret for secret in SECRETS.values() if str(secret) in kept]


def test_meta_fills_what_the_config_lacks():
    meta = {"og:title": "堤上的守夜人", "og:image": "/a/b.png", "description": "不是分享的话"}
    config = printed_config("<script>var s = {imgUrl: '', title: '守夜人'};</script>")
    share = read_share(config, meta, "https://www.a.cn/p/1")
    assert share == Share(title="守夜人", image="https://www.a.cn/a/b.png", raw_image="/a/b.png")


def test_a_page_that_shares_nothing():
    assert read_share(printed_config("<p>今天下午</p>"), {}) is None
    assert read_share(printed_config("<script>wx.config({nonceStr: n, signature: s})</script>"), {}) is None


@pytest.mark.parametrize(
    ("printed", "original"),
    [
        (THUMBNAIL, "https://img.cjyun.org.cn/a/10008/202305/0a1b.png"),
        ("https://img.cjyun.org/a/thumb/1/2/x.jpg", "https://img.cjyun.org/a/1/2/x.jpg"),
        ("https://img.cjyun.org/a/1/2/x.jpg!w640.jpg", "https://img.cjyun.org/a/1/2/x.jpg"),
        ("https://img.cjyun.org/a/1/2/x.jpg", "https://img.cjyun.org/a/1/2/x.jpg"),
        ("https://www.a.cn/thumb/x.jpg", "https://www.a.cn/thumb/x.jpg"),  # another outlet's paths
    ],
)
def test_thumbnails_are_undone(printed, original):
    assert original_image(printed) == original


@pytest.mark.parametrize(
    "page", ["{" * 100_000 + "imgUrl" * 20_000, "{imgUrl:'" + "\\" * 100_000, "imgUrl " * 50_000]
)
def test_broken_configs_cost_little(page):
    assert read_share(printed_config(page)) is None
