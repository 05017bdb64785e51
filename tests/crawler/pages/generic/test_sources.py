"""Whom pages credit: where the label may stand, where its value ends, and what is no label."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.news_pages import BODY, TIME, news_page, read_page

OWN_NAME = "<div class=tit><a href=/>江边网</a>&nbsp; 发布时间：2023-05-21 09:30</div>"
META = '<meta name="source" content="%s">'


@pytest.mark.parametrize(("head", "source"), [
    ("<div><span>2023-05-21 09:30</span> <span>稿源：<a href=#><span>江声在线</span></a></span>"
     "<span><a href=#c><span>2</span> 条评论</a></span></div>", "江声在线"),
    ("<div><span>2023-05-21</span><span>来源: 最沙洲</span><span><img src=e>159</span><a>分享</a></div>",
     "最沙洲"),
    ("<div>2023-05-21 09:30 来源：江边日报 <span>1.2万</span></div>", "江边日报"),
    ("<div>2023-05-21 09:30 来源：江边日报 1.2万阅读</div>", "江边日报"),
    ("<div>2023-05-21 09:30 来源：江边日报 1203 评论</div>", "江边日报"),
    ("<div><i>2023-05-21 09:30</i><i>来源：江边日报</i><i>朗读</i><i>大</i><i>中</i><i>小</i></div>",
     "江边日报"),
    ("<div><em>来源：</em><em>江边日报</em><em>沙洲</em><em>2023-05-21 09:30</em></div>", "江边日报"),
    ("<div><span>来源</span> <a href=#>江边日报</a> <a href=#>跟贴 12</a> <b>2023-05-21 09:30</b></div>",
     "江边日报"),
    ("<div>来源：江边<em>晚</em>报 <span>关注</span> 2023-05-21 09:30</div>", "江边晚报"),
    ("<div>来源：<a href=#>江边网</a>-<a href=#>江边日报</a><a href=#>我要评论</a> 2023-05-21</div>",
     "江边网-江边日报"),
    ("<ul><li>来源：</li><li><a href=#>江边日报</a><a href=#>159</a></li><li>2023-05-21 09:30</li></ul>",
     "江边日报"),
    ("<table><tr><td>2023-05-21</td><td>来源：江边日报</td><td>浏览量：88</td></tr></table>", "江边日报"),
    ("<div>2023-05-21 09:30 | 来源：江边新闻网 | 88</div>", "江边新闻网"),
    ("<table><tr><td>索引号</td><td>4300/2023</td><td>发布日期</td><td>2023-05-21</td></tr>"
     "<tr><td>信息来源</td><td>江边水务局</td><td>有效性</td><td></td></tr></table>", "江边水务局"),
    ("<table><tr><td>来源</td><td></td><td>发布日期</td><td>2023-05-21</td></tr></table>", None),
    ("<table><tr><td>来源</td><td>发布日期</td></tr><tr><td></td><td>2023-05-21</td></tr></table>", None),
    ("<dl><dt>来源</dt> <dd>江边日报</dd><dt>日期</dt> <dd>2023-05-21</dd></dl>", "江边日报"),
    ("<div>江边卫视 2023-05-21 23:01</div>", "江边卫视"),
    ("<div><span>江边体育</span> <span>昨天 22:50</span></div>", "江边体育"),
    ("<div><span>本地要闻</span> <span>昨天 22:50</span></div>", None),
    ("<div>江边体育 05-17 22:50</div>", "江边体育"),
    ("<div>江边微语 昨日 21:51 阅读 1.2万</div>", "江边微语"),
    ("<div>江边日报 昨日 21:51</div>", "江边日报"),
    ("<div>昨日 21:51 江边日报</div>", "江边日报"),
    ("<div>江边之声 昨晚 21:51</div>", "江边之声"),
    ("<div>江边日报05-18 09:30</div>", "江边日报"),
    ("<div>江边日报 上周五 08:15</div>", "江边日报"),
    ("<div>民國112年5月21日 下午 3:20　江邊時報</div>", "江邊時報"),
    ("<div>2023-05-21T09:30:00Z | 江边国际</div>", "江边国际"),
    ("<div><span>来　源：江边文旅</span> <span>日　期：2023-05-21</span></div>", "江边文旅"),
    ("<div><b>江边发布</b> <i>05-21 10:20</i> <i>来自 江边</i></div>", "江边发布"),
    ("<div><i>05-21 10:20</i> <i>来自 江边都市报</i></div>", "江边都市报"),
    ("<div>By MENG FAN | JIANGBIAN DAILY | 2023-05-21 07:12</div>", "JIANGBIAN DAILY"),
    ("<div>二〇二三年五月二十一日　水务局</div>", "水务局"),
    ("<div>2023年5月21日 星期日 下午3:40 江边商务</div>", "江边商务"),
    ("<div>2023年5月21日 星期日 下午3:40</div>", None),
    ("<div>2023-05-21 09:30:12 · 来源 江边晚报 · 记者 何山</div>", "江边晚报"),
    ("<div><b>江声FM</b> <i>05-18 09:30</i></div>", "江声FM"),
    ("<div><a id=js_name>江边评论</a> <em>2023-05-21 09:30</em></div>", "江边评论"),
    ("<div><a id=js_name>本站</a> <em>2023-05-21 09:30</em></div>", None),
    ("<div><a>江边评论</a> <em>2023-05-21 09:30</em></div>", None),
    ("<div>江边区融媒体中心 昨日21:51</div>", "江边区融媒体中心"),
    ("<div>江边观察 半小时前</div>", "江边观察"),
    ("<div>最后更新 05-18 09:30</div>", None),
    ("<div>国际时事 05-18 09:30</div>", None),
    ("<div>阅读全文 昨日 21:51</div>", None),
    ("<div>林望 05-18 09:30</div>", None),
    ("<div>沙洲镇 昨日 09:30</div>", None),
    ("<div><span>By Meng Fan | Example Daily | Updated: 2023-05-21 09:04</span><span>Share</span></div>",
     "Example Daily"),
    ("<div>2023-05-21 09:04<span>Example Daily</span> <span>Editor : Meng Fan</span></div>", "Example Daily"),
    ("<div>2023-05-21 09:04 江边新闻联播</div>", "江边新闻联播"),
    ("<div>2023-05-21 供稿单位：江边区商务局 编辑：网站管理员</div>", "江边区商务局"),
    ("<div>05/21/2023 09:04 江边商报</div>", "江边商报"),
    (TIME + "<div>江边商报　字体：大 中 小</div>", "江边商报"),
    ("<div>2023-05-21 编辑：何山</div><div><b>江边商报</b>　评论 0　【打印】【关闭】</div>", "江边商报"),
    (TIME + "<div>江边商报 沙洲镇 两千人</div>", None),
    ("<div>《江边商报》 2023年05月21日 第03版 记者 何山</div>", "江边商报"),
    ("<div>Example Daily 2023-05-21 09:30 MENG FAN</div>", "Example Daily"),
    ("<div>2023-05-21 09:30 MENG FAN</div>", None),
    (TIME + "<div>江边商报　作者：何山　责任编辑：方圆</div>", "江边商报"),
    ("<p>来源：<a href=/></a></p><p>发稿时间：2023-05-21 09:30 来源：<a href=/>江边商报</a></p>", "江边商报"),
    ("<p>来源：<a href=/></a></p><p>发稿时间：2023-05-21 09:30</p>", None),
    ("<div>2023年5月21日 禮拜日</div>", None),
    ("<div>2023/05/21 Sun 09:04</div>", None),
    ("<div>2023年05月21日 第A03版 要闻</div>", None),
    ("<div>2023年5月21日 週日 上午9:04 江邊時報</div>", "江邊時報"),
    ("<div>2023-05-21 09:30 江边日报记者 何山</div>", "江边日报"),
    ("<div>2023-05-21 09:30 记者 何山 江边日报</div>", "江边日报"),
    ("<div>By Meng Fan, Example Daily | 2023-05-21</div>", "Example Daily"),
    ("<div>2023-05-21 09:04 Share Print</div>", None),
    ("<div class=rich_media_meta_list><span>原创</span><span class=rich_media_meta_nickname>"
     "<a>江边发布</a></span> <em>2023-05-21 09:30</em></div>", "江边发布"),
    ("<div><a href=/u/3>江边融媒</a><button>+关注</button></div><div>2023-05-21 09:30</div>", "江边融媒"),
    ("<div><a href=/u/3>林望</a><button>关注</button></div><div>2023-05-21 09:30</div>", None),
])  # fmt: skip
def test_a_source_ends_with_its_element_and_before_counts(head, source):
    assert read_page(news_page(head=head)).source == source


@pytest.mark.parametrize("line", [
    "本文转自：江边晚报", "转自《江边晚报》", "（摘自：江边晚报）", "来源：江边晚报",
])  # fmt: skip
def test_a_text_that_is_taken_over_says_first_from_whom(line):
    assert read_page(news_page(body=f"<p>{line}</p>{BODY}")).source == "江边晚报"


@pytest.mark.parametrize("foot", [
    "<div class=tr>来源：江边晚报&nbsp; 作者：&nbsp; 编辑：易知行</div>",
    "<p>（来源：江边晚报）</p>",
    "<p>稿源：江边晚报</p><p>编辑：易知行</p>",
    "<div><span>责编：易知行</span><span>来源：<a href=#>江边晚报</a></span></div>",
    "<div>【来源：江边晚报】</div>",
    "<table><tr><td>作者：</td><td>易知行</td><td>来源：</td><td>江边晚报</td></tr></table>",
    "<div>分享到</div><div>微信</div><div>微博</div><div>QQ空间</div><div>点赞</div><div>收藏</div><div>打印</div>"
    "<div>来源：江边晚报</div>",
    "<p>文章来源：江边晚报 作者：何山</p>",
    "<p>来源 | 江边晚报</p><p>文案 | 何山</p><p>编辑 | 易知行</p><p>校对 | 方圆</p><p>审核 | 石磊</p>",
])  # fmt: skip
@pytest.mark.parametrize("meta", ["", META % "江边网", META % "沙洲早报"])
def test_a_label_below_the_text_beats_meta_and_a_name_beside_the_time(foot, meta):
    assert read_page(news_page(head=OWN_NAME, foot=foot, meta=meta)).source == "江边晚报"


@pytest.mark.parametrize(("head", "meta", "source"), [
    (OWN_NAME, META % "江边晚报", "江边晚报"),
    ("<div>沙洲早报 2023-05-21 09:30</div>", META % "江边晚报", "江边晚报"),
    ("<div>沙洲早报 2023-05-21 09:30</div>", META % "江边网", "沙洲早报"),
    ("<div>沙洲早报 2023-05-21 09:30</div>", "", "沙洲早报"),
    (OWN_NAME, "", "江边网"),
    ("<div><span>江边网</span> <span>2023-05-21 09:30</span> <span>沙洲早报</span></div>", "", "沙洲早报"),
    (TIME, META % "江边网", "江边网"),
    ("<div>2023-05-21 09:30 来源：江边网</div>", META % "江边晚报", "江边网"),
])  # fmt: skip
def test_meta_comes_before_a_neighbour_of_the_time_and_the_outlets_own_name_last(head, meta, source):
    assert read_page(news_page(head=head, meta=meta)).source == source


def test_founders_comment_counts_like_meta():
    stated = "<!--enpproperty <articleid>12</articleid><sourcename>江边晚报</sourcename>/enpproperty-->"
    body = f"{stated}<!--enpcontent-->{BODY}<!--/enpcontent-->"
    assert read_page(news_page(head="<div>沙洲早报 2023-05-21 09:30</div>", body=body)).source == "江边晚报"


@pytest.mark.parametrize("parts", [
    {"above": "<figure><img src=a.jpg><figcaption>长堤一角（图片来源：江边社）</figcaption></figure>"},
    {"head": TIME + "<p>长堤夜景。图片来源：江边社</p>"},
    {"head": TIME + "<div class=pic-desc>来源：江边社</div>"},
    {"head": "<figure><figcaption>2022年7月14日，沙洲市郊区，守堤人集合。</figcaption></figure>" + TIME},
    {"head": TIME + "<p>2022年7月14日，江边社的镜头记录了长堤。</p>"},
    {"foot": "<ul><li>新闻来源于其它媒体，内容不代表本站立场！</li></ul>"},
    {"foot": "<p>本文来源于网络，如有侵权请联系删除</p>"},
    {"foot": "<p>来源：网络，侵删</p>"},
    {"foot": "<p>部分图片来自网络，版权归原作者所有。</p>"},
    {"foot": "<p>凡本网注明“来源：江边晚报”的所有作品，均为江边晚报合法拥有版权的作品。</p>"},
    {"foot": "<p>转载请注明来源：江边晚报</p>"},
    {"foot": "<p>数据来源：江边统计所</p>"},
    {"foot": "<p>视频来源：江边社</p>"},
    {"foot": "<p>配图来源：江边图库</p>"},
    {"foot": "<div>来源：其他媒体</div>"},
    {"body": BODY + "<p>这笔钱来自沙洲镇的老乡，一共三万元。</p>"},
])  # fmt: skip
def test_credits_of_pictures_captions_and_disclaimers_are_no_source(parts):
    assert read_page(news_page(**parts)).source is None


@pytest.mark.parametrize("foot", [
    "江边晚报 2023年5月21日", "（江边晚报 2023年5月21日）", "（原载《江边晚报》2019年3月6日第4版）",
    "江边晚报，2023-05-21",
])  # fmt: skip
def test_who_signs_below_the_text_with_a_day_is_its_source(foot):
    assert read_page(news_page(head="", foot=f"<p>{foot}</p>")).source == "江边晚报"


def test_an_office_signs_below_the_text():
    assert (
        read_page(news_page(head="", foot="<p>江边区融媒体中心 2023-05-21</p>")).source == "江边区融媒体中心"
    )


def test_a_label_is_of_the_lines_that_end_a_text_only_as_far_as_they_have_labels():
    body = f"<p>来源：江边水务站</p>{BODY}<p>编辑 | 易知行</p><p>审核 | 石磊</p>"
    assert read_page(news_page(head="<div>沙洲早报 2023-05-21 09:30</div>", body=body)).source == "江边水务站"
    body = f"{BODY}<p>来源：江边水务站</p>{BODY}<p>编辑 | 易知行</p><p>审核 | 石磊</p>"
    assert read_page(news_page(head="<div>沙洲早报 2023-05-21 09:30</div>", body=body)).source == "沙洲早报"


@pytest.mark.parametrize(("head", "foot", "source"), [
    ("供稿：江边县气象局", "来源：江边晚报", "江边晚报"),
    ("供稿：江边县气象局", "编辑：何山", "江边县气象局"),
    ("", "供稿：江边县气象局", "江边县气象局"),
    ("", "（据《江边晚报》）", "江边晚报"),
    ("供稿：何山", "", None),
])  # fmt: skip
def test_who_supplied_a_text_is_its_source_where_no_other_is_credited(head, foot, source):
    page = news_page(head=f"{TIME}<p>{head}</p>", foot=f"<p>{foot}</p>")
    assert read_page(page).source == source


@pytest.mark.parametrize(("head", "source"), [
    ("来源：<img src=/l.png alt=江边日报> 作者：何山", "江边日报"),
    ("来源：<a href=http://www.example.cn/><img src=/l.png alt=江边日报></a>", "江边日报"),
    ("<span>来源：</span> <a href=/><img src=/l.png title=江边日报></a>", "江边日报"),
    ("来源：<img src=/l.png>", None),
    ("来源：<span>江边日报</span> <img src=/share.png alt=分享到微信朋友圈>", "江边日报"),
    ("来源：<a href=/s>作者：何山 <img src=/share.png alt=沙洲早报></a>", None),
])  # fmt: skip
def test_a_source_may_be_the_picture_right_behind_its_label(head, source):
    assert read_page(news_page(head=f"<div>2023-05-21 09:30 {head}</div>")).source == source


@pytest.mark.parametrize(("head", "source"), [
    (TIME, "江边传媒"),
    ("<div>2023-05-21 09:30 来源：江边晚报</div>", "江边晚报"),
    ("<div>沙洲早报 2023-05-21 09:30</div>", "沙洲早报"),
])  # fmt: skip
def test_the_publisher_of_json_ld_comes_last(head, source):
    publisher = '{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"江边传媒"}}'
    meta = f'<script type="application/ld+json">{publisher}</script>'
    assert read_page(news_page(head=head, meta=meta)).source == source
