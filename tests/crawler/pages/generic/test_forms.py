"""Forms in which pages of unknown sites print a headline, its time, its source and its people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Article, Capture
from crawler.normalise.dates import written
from crawler.reader import read

TITLE = "堤上的守夜人：三代人守着一盏灯"
TEXT = (
    "今天傍晚，沙洲镇的长堤上亮起了第一盏灯。七十二岁的林望提着马灯，从闸口走到渡口，三公里，一步不少。",
    "办法规定，汛期每晚巡堤四次。林家从1954年起就住在堤上的小屋里，这份差事传了三代。",
    "堤内，是两万亩稻田；堤外，是江。灯亮着，下游的人就睡得着。",
)
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
LISTED = (
    "<ul><li><a href=1>沙洲中学夺得龙舟赛冠军</a> 2020-01-02</li><li><a href=2>老码头工程开工</a></li></ul>"
)


def page(head: str, body: str, title: str = f"{TITLE}_江边网") -> str:
    text = f"{head}<div class=text>{body}</div>{LISTED}"
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"


def article(html: str) -> Article:
    capture = Capture(
        url="https://news.example.cn/a/1", fetched_at=datetime(2026, 1, 2, tzinfo=UTC), body=html.encode()
    )
    found = read(capture).article
    assert found is not None
    return found


def names(found: Article, roles: tuple[str, ...] = AUTHOR_ROLES) -> tuple[str, ...]:
    return tuple(one.name for one in found.bylines if one.role in roles)


@pytest.mark.parametrize(
    "html",
    [
        page(f"<div>{TITLE}</div><div>2021-05-23 21:51</div>", BODY, "新闻中心-江边网"),
        page(f"<h3>热门排行</h3><b>{TITLE}</b><div>2021-05-23 21:51</div>", BODY, "江边网"),
        page(
            f"<div>今天是：2024年4月28日 星期日</div><p>新闻频道首页</p><p>{TITLE}</p>2021-05-23 21:51<br>",
            BODY,
            "正文",
        ),
        page("<h1>堤上的守夜人：<br>三代人守着一盏灯</h1><div>2021-05-23 21:51</div>", BODY),
        page("<p>2021-05-23 21:51</p>", BODY, f"{TITLE}|沙洲|守夜_江边新闻"),
        page("<p>2021-05-23 21:51</p>", BODY, f"{TITLE} - 江边网"),
    ],
)
def test_a_headline_is_found_though_the_title_is_a_column_or_has_suffixes(html):
    assert article(html).title.replace(" ", "") == TITLE


@pytest.mark.parametrize(
    ("printed", "stated"),
    [
        (f"<h1>{TITLE}</h1>", f"江边网 - {TITLE}"),
        (f"<div>{TITLE}</div>", f"江边日报数字报-{TITLE}"),
        (f"<div>{TITLE}</div>", f"{TITLE[:10]}..._江边网"),
        (f"<h1><span>{TITLE}</span> <small>原创</small></h1>", f"{TITLE}_江边网"),
        (f"<div>{TITLE} 2021-05-23 21:51</div>", f"{TITLE}_江边网"),
        ("", f"江边网 - {TITLE}"),
    ],
)
def test_titles_with_a_site_before_or_cut_short_or_sharing_their_line(printed, stated):
    found = article(page(f"{printed}<p>2021-05-23 21:51</p>", BODY, stated))
    assert found.title == TITLE
    assert found.published is not None


def test_labels_on_lines_of_their_own_have_the_next_line_as_value():
    fields = ("发布时间：", "2021-05-23 21:51", "来源：", "江边网", "作者：", "何山", "责任编辑：", "方圆")
    head = "<ul>" + "".join(f"<li>{field}</li>" for field in fields) + "</ul>"
    found = article(page(f"<h1>{TITLE}</h1>{head}", BODY))
    assert (found.source, names(found), names(found, EDITOR_ROLES)) == ("江边网", ("何山",), ("方圆",))


def test_a_further_article_below_is_left_out():
    meta = "<p>2022-01-02 08:00 来源：别处网</p>"
    other = f"<h1>探访沙洲一线：他们为何留下来？</h1>{meta}{BODY * 3}<p>编辑：石磊</p>"
    found = article(
        page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51 来源：江边网</p>", BODY + "<p>编辑：方圆</p>" + other)
    )
    assert found.body.split("\n")[:3] == list(TEXT)
    assert "别处网" not in found.body
    assert names(found, EDITOR_ROLES) == ("方圆",)


def test_the_editors_of_the_outlet_in_its_footer_edited_nothing():
    footer = "<p>主办：江边网 值班总编：何山 责任编辑：石磊</p>"
    html = page(f"<h1>{TITLE}</h1>", BODY).replace("</body>", f"{footer}</body>")
    assert names(article(html), EDITOR_ROLES) == ()


def test_a_dash_in_a_headline_is_no_suffix():
    assert (
        article(page("", BODY, "如何看新规——专家何山解读新规定|江边网")).title
        == "如何看新规——专家何山解读新规定"
    )


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("<div><span>2021-05-23 21:51</span><a class=source href=x>江边晚报</a></div>", "江边晚报"),
        ("<div>江边网示例 2021-05-23 21:51 <a href=x>江边日报</a> 微博</div>", "江边日报"),
        ("<div><span>2021-05-23 21:51</span> · <span>江边城市报道</span></div>", "江边城市报道"),
        ("<div>2021-05-23 21:51 江边星空[整理]</div>", "江边星空"),
        ("<p>江边晚报 记者 何山 编辑 方圆</p><p>2021-05-23 21:51</p>", "江边晚报"),
        ("<div>2021-05-23 21:51</div><em id=media_name>“江边发布”微信公众号</em>", "“江边发布”微信公众号"),
        ("<div>2021-05-23 21:51 听新闻 国内新闻 打印本页</div>", None),
        ("<div>2021-05-23 21:51 字号 大中小 武汉 我要评论</div>", None),
    ],
)
def test_a_source_without_a_label_stands_by_the_time(printed, source):
    assert article(page(f"<h1>{TITLE}</h1>{printed}", BODY)).source == source


def test_a_source_in_a_notice_below_is_none():
    notice = "<p>凡本网注明“来源：江边网”的所有作品，版权均属于江边网</p>"
    assert article(page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p>", BODY + notice)).source is None


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("<p>21世纪示例报 何山 2021-05-23 21:51</p>", ("何山",)),
        ("<p><a href=x>何山</a>·2021-05-23 21:51</p>", ("何山",)),
        ("<p class=author><a href=x>何山</a></p><p>2021-05-23 21:51</p>", ("何山",)),
        ("<p>来源/ 示例早报 文 / 何山</p><p>发布/ 2021年05月23日 09:51 PM</p>", ("何山",)),
        ("<p>2021-05-23 21:51 聯合報／ 記者<a href=x>何山</a>／台北即時報導</p>", ("何山",)),
        ("<p>EXAMPLE.CN 2021年5月23日08:19 [ 何山 ] 来源：[ 江边日报 ]</p>", ("何山",)),
        ("<p><a href=x>灯下客</a> 2021-05-23 21:51</p><p class=author>灯下客</p>", ("灯下客",)),
        ("<p><a href=x>灯下客</a> 2021-05-23 21:51</p>", ()),
        ("<p class=author>江边网</p><p>2021-05-23 21:51</p>", ()),
        ("<p>2021-05-23 21:51 来源: 江边网 武汉</p>", ()),
    ],
)
def test_people_by_the_time(printed, authors):
    found = article(page(f"<h1>{TITLE}</h1>{printed}", BODY))
    assert (names(found), names(found, EDITOR_ROLES)) == (authors, ())


@pytest.mark.parametrize(
    ("hidden", "time"),
    [
        ('<input type=hidden id=pubtime value="2021-05-23 21:51">', "2021-05-23T21:51:00+08:00"),
        ('<script>var xtime="2021-05-23 21:51";</script>', "2021-05-23T21:51:00+08:00"),
        ('<script>var publishDate ="20210523215107 ";</script>', "2021-05-23T21:51:07+08:00"),
        ('<script>var ct = "1621777860";</script>', "2021-05-23T21:51:00+08:00"),
        ('<script>var a={"publish_time":"2021年05月23日 21:51"}</script>', "2021-05-23T21:51:00+08:00"),
        ('<time datetime="2021-05-23T13:51:00Z"></time>', "2021-05-23T21:51:00+08:00"),
        ('<script>var a=[{"pubtime":"2021-05-23 21:51"},{"pubtime":"2020-01-01 10:00"}]</script>', None),
        ('<script>var updateTime = "2021-05-23 21:51", cacheTime="2021-05-23 21:51";</script>', None),
    ],
)
def test_times_that_only_scripts_and_hidden_fields_have(hidden, time):
    found = article(page(f"<h1>{TITLE}</h1>{hidden}", BODY))
    assert (written(found.published) if found.published else None) == time


@pytest.mark.parametrize(
    "insert",
    [
        "<p>延伸阅读：</p><p><a href=1>沙洲中学夺得龙舟赛冠军</a></p><p><a href=2>老码头改造工程开工</a></p>",
        "<p>【推荐阅读】</p><p><a href=1>沙洲中学夺得龙舟赛冠军</a><br><a href=2>老码头改造工程开工</a></p>",
        "<div class=relate><h4>相关阅读</h4><ul><li><a href=1>沙洲中学夺得龙舟赛冠军</a></ul></div>",
        "<div class=ad>广告</div>",
    ],
)
@pytest.mark.parametrize("at", [1, 2])
def test_a_text_goes_on_behind_titles_and_advertisements_amid_it(insert, at):
    paragraphs = [
        f"<p>{line}</p>"
        for line in (*TEXT, "水退了，堤还在。守堤人说，明年汛期，他还会提着那盏灯走上长堤，一直走到天亮。")
    ]
    paragraphs.insert(at, insert)
    found = article(page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p>", "".join(paragraphs)))
    assert found.body.split("\n") == [*TEXT, found.body.split("\n")[-1]]
    assert found.body.endswith("一直走到天亮。")


def test_a_short_text_wins_against_teasers_far_below():
    teaser = "<div class=item><h4><a href=1>别处的故事与别处的灯火人家</a></h4><p>{}</p></div>"
    teasers = (
        teaser.format("邻省的水库昨天开闸，沿岸的渔民把船拖上了岸，一直等到深夜，" * 3 + "水才退下去。") * 3
    )
    html = page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p>", f"<p>{TEXT[0]}</p>")
    assert article(html.replace(LISTED, LISTED * 4 + teasers)).body == TEXT[0]


@pytest.mark.parametrize(
    ("head", "authors", "body"),
    [
        ("<p>江边新闻记者 何山</p><p>2021-05-23 21:51 来源：江边网</p>", ("何山",), TEXT),
        ("<p>何山山</p><p>江边网</p><p>2021年5月23日</p>", ("何山山",), TEXT),
        (f"<p>{TEXT[1]}</p><p>发表时间：2021-05-23 21:51</p>", (), (TEXT[1], *TEXT)),
    ],
)
def test_lines_that_say_when_and_by_whom_amid_the_head_of_a_text(head, authors, body):
    found = article(page(f"<h1>{TITLE}</h1>", head + BODY))
    assert (names(found), tuple(found.body.split("\n"))) == (authors, body)
    assert found.published is not None


@pytest.mark.parametrize("day", ["2021年5月23日星期日", "2021-05-23（星期日）"])
def test_a_day_with_its_weekday_below_a_headline_is_no_clock(day):
    html = page(f"<div>2026年1月1日 星期四</div><h1>{TITLE}</h1><div>{day}</div>", BODY)
    found = article(html)
    assert found.published is not None
    assert written(found.published) == "2021-05-23"


def test_verses_are_a_text_too():
    verses = (
        "沙洲的风吹过山岗",
        "我在渡口等你",
        "一盏灯 一条河",
        "岁月从不回答",
        "那些走远的人",
        "都在雨里回来",
    )
    for body in ("<br>".join(verses), "".join(f"<p>{verse}</p>" for verse in verses)):
        found = article(page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p>", body))
        assert found.body == "\n".join(verses)


def test_a_paragraph_with_many_linked_words_is_prose():
    linked = "".join(
        f"<p><a href=x>{line[:18]}</a>{line[18:]}" + "，" + TEXT[2] + "</p>" for line in TEXT[:2]
    )
    found = article(page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p>", linked))
    assert found.body.startswith(TEXT[0][:18])


def test_a_text_in_a_box_of_the_box_with_the_headline_goes_on_behind_titles():
    titles = "<div class=relate><h4>相关阅读</h4><ul><li><a href=1>沙洲中学夺得龙舟赛冠军</a></ul></div>"
    paragraphs = [f"<div>{line}</div>" for line in (*TEXT, *TEXT)]
    inner = "".join([*paragraphs[:3], titles, *paragraphs[3:]])
    html = page("", f"<h1>{TITLE}</h1><p>发表于2021-05-23 21:51</p><p>作者：何山</p><div>{inner}</div>")
    assert article(html).body.split("\n") == [*TEXT, *TEXT]
