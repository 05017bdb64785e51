"""Times below a text, and what other places of a page and its address say about a time."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.printing import BODY, JSON_LD, META, time

TIME, DAY = "2023-05-21T09:30:00+08:00", "2023-05-21"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"foot": "<div>上传时间：2023-05-21 09:30</div>"}, TIME),
        ({"foot": "<div>责任编辑：李青</div><div>发布日期：2023-05-21 09:30</div>"}, TIME),
        ({"body": BODY + "<p>2023-05-21 09:30</p>"}, TIME),
        ({"foot": "<p class=date>2023年5月21日</p>"}, DAY),
        ({"foot": "<p>（2023年5月21日）</p>"}, DAY),
        ({"foot": "<p>来源：江边日报 2023-05-21 09:30</p>"}, TIME),
        ({"foot": "<p>更新时间：2023-05-21 09:30</p>"}, TIME),
        ({"foot": "<p>编辑：李青</p><p>2023-05-21 09:30</p>"}, TIME),
        ({"foot": "<ul><li><a href=1>沙洲中学夺得龙舟赛冠军</a></li><li>2023-05-21</li></ul>"}, None),
        ({"foot": "<div><a href=1>下一篇：沙洲中学夺得龙舟赛冠军</a><span>2023-05-21</span></div>"}, None),
        ({"body": BODY + "<p>2023年5月21日，沙洲镇将举行长堤开放日活动，欢迎各界人士参加。</p>"}, None),
        (
            {
                "foot": "<div class=comment><p>堤上的风</p><p>2023-05-21 09:30</p>"
                "<p>写得真好，我爷爷也守过堤。</p></div>"
            },
            None,
        ),
        ({"foot": "<p>发布时间：北京时间 2023-05-21 09:30</p>"}, TIME),
        ({"foot": "<p>江边日报 2023-05-21 09:30</p>"}, TIME),
        (
            {
                "foot": "<p>责任编辑：李青</p><p>分享到</p><p>微信</p><p>微博</p><p>QQ空间</p>"
                "<p>复制链接</p><p>收藏</p><p>发布时间：2023-05-21 09:30</p>"
            },
            TIME,
        ),
        ({"foot": "<p>(2023-05-21 09:30:33)</p>"}, "2023-05-21T09:30:33+08:00"),
        ({"foot": "<time>2023-05-21 09:30</time>"}, TIME),
        ({"foot": "<p>2023-05-21 09:30 | 江边网</p>"}, TIME),
        ({"foot": "<p>輸入：2023.05.21 09:30</p><p>修改：2023.05.22 11:00</p>"}, TIME),
        (
            {
                "foot": "<div><span>输入</span><span>2023-05-21 09:30</span>"
                "<span>更新</span><span>2023-05-22 11:26</span></div>"
            },
            TIME,
        ),
        ({"foot": "<dl><dt>发布时间</dt><dd>2023-05-21 09:30</dd></dl>"}, TIME),
    ],
)
def test_below_a_text_the_same_labels_count_and_a_time_by_itself(parts, expected):
    assert time(**parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"head": "<h2>2022年7月14日沙洲长堤开工纪事</h2>", "meta": META + JSON_LD}, TIME),
        ({"head": "<h2>2022年7月14日纪事</h2>", "meta": META + JSON_LD}, TIME),
        ({"head": "<p>2022年7月14日 沙洲</p>", "meta": META + JSON_LD}, TIME),
        (
            {
                "head": "<p>2023-05-21 09:30</p>",
                "meta": META,
                "url": "http://www.example.cn/2025/08/01/77.html",
            },
            TIME,
        ),
        ({"meta": META + JSON_LD, "url": "http://www.example.cn/2025/08/01/77.html"}, TIME),
        (
            {
                "meta": META + '<meta name=publishdate content="2023-05-21 09:30">',
                "url": "http://www.example.cn/2025/08/01/77.html",
            },
            TIME,
        ),
        ({"meta": META, "url": "http://www.example.cn/2025/08/01/77.html"}, "2025-08-01"),
        (
            {"head": "<p>发布时间：2023-05-21 09:30</p>", "url": "http://www.example.cn/2025/08/01/77.html"},
            TIME,
        ),
        (
            {"head": "<p>2023-05-21</p>", "meta": META, "url": "http://www.example.cn/2025/08/01/77.html"},
            TIME,
        ),
        (
            {
                "head": "<p>2023-05-21 09:30</p><input type=hidden id=pubtime value='2023-05-21 09:30:00'>",
                "url": "http://www.example.cn/2025/08/01/77.html",
            },
            TIME,
        ),
        ({"head": "<div>05-21 09:30</div>", "meta": '<meta name=publishdate content="2023-05-21">'}, TIME),
        ({"head": "<div>05-21 09:30</div>", "url": "http://www.example.cn/2023/05/21/77.html"}, TIME),
        ({"head": "<div>06-21 09:30</div>", "url": "http://www.example.cn/2023/05/21/77.html"}, DAY),
        ({"head": "<p class=lead>2022年7月14日，沙洲开工。</p>", "meta": META}, TIME),
        (
            {"head": "<div class=pic-note>2022年7月14日 沙洲长堤</div><p>2023-05-21 09:30</p>", "meta": META},
            TIME,
        ),
        ({"head": "<div>2022年7月14日 沙洲长堤</div>", "meta": META}, TIME),
        (
            {"head": "<div class=daodu>[导读] 2022年7月14日，沙洲开工</div><p>2023-05-21</p>", "meta": META},
            TIME,
        ),
        ({"head": "<p>2022-07-14 08:00</p>", "meta": META + JSON_LD}, "2022-07-14T08:00:00+08:00"),
        (
            {
                "meta": '<meta name=publishdate content="2023-05-21">' + JSON_LD,
                "url": "http://x.example.cn/202408/t20240801_1.html",
            },
            TIME,
        ),
        ({"head": "<p>2023-05-21 09:30</p>", "url": "http://x.example.cn/20250801/1.html"}, TIME),
        ({"head": "<p>2023-05-21</p>", "url": "http://x.example.cn/20250801/1.html"}, "2025-08-01"),
        (
            {
                "head": "<time datetime='2023-05-21T09:30:00+08:00'></time>",
                "meta": '<meta name=publishdate content="2023-05-21">',
                "url": "http://x.example.cn/20250801/1.html",
            },
            TIME,
        ),
    ],
)
def test_dates_that_agree_beat_an_unlabelled_day_and_the_address(parts, expected):
    assert time(**parts) == expected
