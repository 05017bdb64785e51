"""Whom pages name: how far a label reaches, and people who stand in several places."""

from __future__ import annotations

import json

import pytest

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES
from tests.crawler.pages.generic.news_pages import BODY, TIME, TITLE, news_page, read_page


def people(html: str) -> tuple[list[str], list[str]]:
    """The authors and the editors."""
    found = read_page(html).bylines
    authors = [one.name for one in found if one.role in AUTHOR_ROLES and not one.collective]
    return authors, [one.name for one in found if one.role in EDITOR_ROLES]


@pytest.mark.parametrize(("head", "editors"), [
    ("<div><span>2023-05-21 09:30</span><span>来源：<a>江州商报</a></span>"
     "<span>编辑：何青松</span><span>王远舟</span></div>",
     ["何青松"]),
    ("<div><i>编辑：何青松</i> <i>王远舟</i> <i>2023-05-21 09:30</i></div>", ["何青松"]),
    ("<div><span>编辑：</span><span>何青松</span><span>王远舟</span></div>" + TIME, ["何青松"]),
    ("<div><span>编辑：<a>何青松</a> <a>王远舟</a></span></div>" + TIME, ["何青松", "王远舟"]),
    ("<div><b>责编：</b><a>何青松</a>、<a>王远舟</a></div>" + TIME, ["何青松", "王远舟"]),
    ("<div>责编：<a>何青松</a> <a>王远舟</a></div>" + TIME, ["何青松", "王远舟"]),
    ("<div><span>责任编辑 何青松</span><a>查看评论</a><a>王者荣耀</a></div>" + TIME, ["何青松"]),
    ("<ul><li><label>编辑</label><span>何青松</span><span>高清</span></li></ul>" + TIME, ["何青松"]),
])  # fmt: skip
def test_the_reach_of_a_label_ends_with_its_element(head, editors):
    assert people(news_page(head=head))[1] == editors


@pytest.mark.parametrize(("parts", "authors", "editors"), [
    ({"head": "<div><span>来源：互联网</span><span>作者：网络</span> <a>神评论</a></div>" + TIME},
     [], []),
    ({"foot": "<div><strong>译 | 金若兰</strong> <strong>校 | 黎霖</strong> "
      "<strong>责编 | 柳尚明</strong> <a>查看其它新闻</a></div>"},
     [], ["柳尚明"]),
    ({"foot": "<p>文 | 何山 编辑 | 方圆 | 校对 | 石磊</p>"}, ["何山"], ["方圆"]),
    ({"head": "<ul><li>金泽远 记者</li><li>上传 2023.05.21 09:30</li></ul>"}, ["金泽远"], []),
    ({"head": "<div>江州日报 金泽远 记者</div>" + TIME}, ["金泽远"], []),
    ({"foot": "<p>作者：江州大学历史学院郭明</p>"}, ["郭明"], []),
    ({"foot": "<p>作者：江州大学历史学院 郭明</p>"}, ["郭明"], []),
    ({"body": "<p>江州大学历史学院郭明</p>" + BODY}, ["郭明"], []),
    ({"body": "<p>走进江州大学历史学院郭家村</p>" + BODY}, [], []),
    ({"body": "<p>江边社记者张晓山、水小辰</p>" + BODY}, ["张晓山", "水小辰"], []),
    ({"body": BODY + "<p>文|记者 何山</p><p>图|江边报记者 方圆</p><p>编辑|石磊</p>"}, ["何山"], ["石磊"]),
    ({"body": BODY + "<p>编辑：【石磊】</p>"}, [], ["石磊"]),
    ({"body": BODY + "<p>（文/图 骨科 何山）</p>", "head": TIME + "<p>编辑：网站管理员</p>"}, ["何山"], []),
    ({"head": "<div>记者：何山 2023-05-21 08:00 江州新闻网</div>"}, ["何山"], []),
    ({"body": BODY + "<p>(Editor: Olivia Ouyang)</p>"}, [], ["Olivia Ouyang"]),
    ({"head": "<div>民國115年5月18日 ｜ 江邊通訊社記者 何雅玲</div>"}, ["何雅玲"], []),
    ({"body": BODY + "<div align=right>（袁溪）</div>"}, ["袁溪"], []),
    ({"body": BODY + "<p>（袁溪）</p><p>编辑：张网</p>"}, ["袁溪"], ["张网"]),
    ({"body": BODY + "<p>江源区融媒体中心 张晓明 李红</p>"}, ["张晓明", "李红"], []),
    ({"body": BODY + "<p>图为长堤夜景，堤上的灯亮了一夜，江水退去。</p><p>（袁溪）</p>" + BODY}, [], []),
    ({"body": "<p>（袁溪）</p>" + BODY}, [], []),
    ({"body": BODY + "<p>监制：刘昊</p><p>编辑：严社</p>"}, [], ["严社"]),
    ({"head": TIME + "<p>记者要提升素养</p>"}, [], []),
    ({"body": BODY + "<p>记者王山说</p>"}, [], []),
    ({"foot": "<p>摄影：何山</p><p>图/方圆</p>"}, [], []),
    ({"head": "<div>2023-05-21 09:30 来源：江边日报 何山 方圆</div>"}, ["何山", "方圆"], []),
    ({"foot": "<p>责 任 编 辑：何 山</p>"}, [], ["何山"]),
    ({"foot": "<p>【延伸阅读】</p>"}, [], []),
    ({"head": "<div>2023-05-21 09:30　李思 文 何山 摄</div>"}, ["李思"], []),
    ({"head": "<div>2023-05-21 09:30 李思/文 何山/图</div>"}, ["李思"], []),
    ({"head": "<div>来源：江边日报责任编辑：何青松2023-05-21 09:30</div>"}, [], ["何青松"]),
    ({"head": TIME + "<div>林望达</div>"}, ["林望达"], []),
    ({"head": "<div>By Meng Fan in Jiangbian | Jiangbian Daily | Updated: 2023-05-21</div>"},
     ["Meng Fan"], []),
    ({"head": "<div>By: MENG FAN and LU ZHOU</div>" + TIME}, ["MENG FAN", "LU ZHOU"], []),
    ({"head": "<div>By the River</div>" + TIME}, [], []),
    ({"head": "<div>Meng Fan | Jiangbian Daily | Updated: MAY 21, 2023 09:30</div>"}, ["Meng Fan"], []),
    ({"head": "<div>Hong Kong | Jiangbian Daily | Updated: MAY 21, 2023 09:30</div>"}, [], []),
    ({"head": "<div>River News | Jiangbian Daily | Updated: MAY 21, 2023 09:30</div>"}, [], []),
    ({"head": "<p>Source: Jiangbian Daily Author: Meng Fan, Lu Zhou Editor: He Shan MAY 21, 2023</p>"},
     ["Meng Fan", "Lu Zhou"], ["He Shan"]),
    ({"foot": "<p>编辑：金秋</p>"}, [], ["金秋"]),
    ({"foot": "<p>总编辑：党文　主编：鲜于洪　编辑：何山</p>"}, [], ["党文", "鲜于洪", "何山"]),
    ({"foot": "<p>总编辑：党文　副总编辑：何山</p>"}, [], []),
    ({"head": "<div><b>Meng Fan and Lu Zhou</b><i>Jiangbian Post</i><u>May 21, 2023</u></div>"},
     ["Meng Fan", "Lu Zhou"], []),
    ({"body": BODY + "<p>堤上的灯，今夜又亮了起来，照着渡口。（方圆 何小山）</p>"}, ["方圆", "何小山"], []),
    ({"body": BODY + "<p>堤上的灯，今夜又亮了起来，照着渡口。（何小山）</p>"}, [], []),
    ({"body": BODY + "<p>江边区融媒体中心：方圆 何小山</p>"}, ["方圆", "何小山"], []),
    ({"body": BODY + "<p>方小圆 何小山</p>"}, ["方小圆", "何小山"], []),
    ({"body": BODY + "<p>何小山</p>"}, [], []),
    ({"body": BODY + "<p>方圆 何山</p>"}, [], []),
    ({"body": BODY + "<p>编辑 2 本科以上</p><p>记者 3 有驾照</p>"}, [], []),
    ({"foot": "<div>□ 苟日新 方圆</div>"}, ["苟日新", "方圆"], []),
    ({"foot": "<div>□ 江边要闻</div>"}, [], []),
    ({"head": "<div>文 / 江边日报记者 何山 方圆　图 / 受访者提供</div>" + TIME}, ["何山", "方圆"], []),
    ({"head": "<div>记者 何山 方圆 摄影</div>" + TIME}, [], []),
    ({"head": "<div>江边观察 · 2023-05-21 09:30 · 江边</div>"}, [], []),
    ({"head": "<div>2023-05-21 09:30 江边观察 江边</div>"}, [], []),
    ({"head": "<div>2023-05-21 09:30 江边观察 何山</div>"}, ["何山"], []),
    ({"head": "<div>江邊日報 文／林怡君 圖／陳大文 2023-05-21</div>"}, ["林怡君"], []),
    ({"head": "<div>2023-05-21 09:30 By Meng Fan, Jiangbian Daily</div>"}, ["Meng Fan"], []),
    ({"foot": "<p>供稿：何山 编辑：方圆</p>"}, ["何山"], ["方圆"]),
    ({"head": "<div>2023年5月21日 周日 9:04</div>"}, [], []),
    ({"head": "<div>记者 何山 摄影 方圆 2023-05-21 09:30</div>"}, ["何山"], []),
    ({"head": "<div>2023-05-21 09:30 | 江边广电 | 记者 何山 | 编导 石磊</div>"}, ["何山"], []),
    ({"head": "<div>发布日期：2023-05-21　信息员：何山　来源：沙洲村委会</div>"}, ["何山"], []),
    ({"foot": "<table><tr><td align=right>（江边日报 何山 方圆）</td></tr></table>"}, ["何山", "方圆"], []),
    ({"foot": "<table><tr><td align=right>（下转 第三版）</td></tr></table>"}, [], []),
    ({"body": "<p>江边日报讯（记者何山 通讯员招考办）" + BODY.removeprefix("<p>")}, ["何山"], []),
    ({"head": "<div><b>江边融媒体中心</b> <i>何山 方 圆</i> <i>2023-05-21</i></div>"}, ["何山", "方圆"], []),
    ({"foot": "<p>通讯员 沙洲县文旅局 何山 沙洲县文化馆 方圆</p>"}, ["何山", "方圆"], []),
    ({"foot": "<p>通讯员 沙洲县司法局</p>"}, [], []),
    ({"foot": "<p>通讯员 沙洲县何小山</p>"}, ["何小山"], []),
    ({"foot": "<p>Reporter: Meng Fan  Editor: He Shan</p>"}, ["Meng Fan"], ["He Shan"]),
    ({"body": BODY + "<p>版面编辑 方小圆</p>"}, [], []),
    ({"head": TIME + "<p>作者：文明</p>"}, ["文明"], []),
    ({"head": TIME + "<p>文明</p>", "foot": "<p>编辑：关注</p>"}, [], []),
])  # fmt: skip
def test_people_of_pages(parts, authors, editors):
    assert people(news_page(**parts)) == (authors, editors)


def test_a_name_alone_that_stands_in_the_headline_is_whom_the_story_tells_of():
    page = news_page(head=TIME + "<div><a href=/t/1>林望达</a></div>")
    assert people(page.replace(TITLE, "林望达守堤七十年 沙洲长堤修缮完工")) == ([], [])
    assert people(page) == (["林望达"], [])


@pytest.mark.parametrize("head", [
    "<div>作者：王远舟 2023-05-21 09:30</div>", "<div><span>王远舟</span> 2023-05-21 09:30</div>",
    "<div>2023-05-21 09:30 文/王远舟</div>",
])  # fmt: skip
@pytest.mark.parametrize("end", ["江州商报记者 王远舟", "（江州商报记者 王远舟）"])
def test_a_reporter_named_twice_stands_once_in_the_clearer_role(head, end):
    found = read_page(news_page(head=head, body=BODY.removesuffix("</p>") + end + "</p>")).bylines
    assert [(one.name, one.role, one.organisation) for one in found] == [("王远舟", "reporter", "江州商报")]


def json_ld(*authors: object) -> str:
    text = json.dumps({"@type": "NewsArticle", "author": authors}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(("authors", "parts", "named"), [
    ([{"@type": "Person", "name": "王远舟"}], {"foot": "<p>王远舟</p>"}, ["王远舟"]),
    ([{"@type": "Person", "name": "王远舟"}, {"@type": "Person", "name": "何山"}],
     {"head": "<div>2023-05-21 09:30 王远舟 何山</div>"}, ["王远舟", "何山"]),
    (["王远舟"], {"foot": "<div><a href=/u/1>王远舟</a> 12篇文章</div>"}, ["王远舟"]),
    ([{"@type": "Person", "name": "王远舟"}], {}, []),
    ([{"@type": "Person", "name": "王远舟"}], {"foot": "<p>责任编辑：王远舟</p>"}, []),
    ([{"@type": "Organization", "name": "王远舟"}], {"foot": "<p>王远舟</p>"}, []),
    ([{"@type": "Person", "name": "江边网"}], {"foot": "<p>江边网</p>"}, []),
    ([{"@type": "Person", "name": "林望"}], {}, []),
])  # fmt: skip
def test_authors_of_json_ld_count_where_the_page_prints_them(authors, parts, named):
    assert people(news_page(meta=json_ld(*authors), **parts))[0] == named


@pytest.mark.parametrize(("line", "author", "organisation"), [
    ("江州大学历史学院 王远舟", "王远舟", "江州大学历史学院"),
    ("<span>江州师范大学</span> <span>王远舟</span>", "王远舟", "江州师范大学"),
])  # fmt: skip
def test_a_line_of_an_organisation_and_a_name_names_the_author(line, author, organisation):
    found = read_page(news_page(head=f"<p>{line}</p>{TIME}")).bylines
    assert [(one.name, one.organisation) for one in found] == [(author, organisation)]


@pytest.mark.parametrize(
    "line",
    [
        "江边日报 高清版",
        "江边日报 沙洲镇",
        "江边新闻网 <a>关注我</a>",
        "江州大学 沙洲镇",
        "江州学院 校园网",
        "江州大学 <a href=/>王远舟</a>",
    ],
)
def test_a_line_of_an_organisation_and_another_word_names_nobody(line):
    assert people(news_page(head=f"<p>{line}</p>{TIME}")) == ([], [])


@pytest.mark.parametrize(("line", "editors"), [
    ("Source: Jiangbian Daily | 2023-05-21 09:30 | Editor: He Shan", ["He Shan"]),
    ("Editor:He Shan", ["He Shan"]),
    ("(Web editors: Meng Fan, He Shan)", ["Meng Fan", "He Shan"]),
    ("Editors: Meng Fan and He Shan", ["Meng Fan", "He Shan"]),
    ("Editor: huaxia", []),
    ("Letters to the editor: Jiangbian Daily welcomes them.", []),
])  # fmt: skip
@pytest.mark.parametrize("place", ["head", "foot"])
def test_editors_of_english_pages(line, editors, place):
    parts = {"head": f"{TIME}<p>{line}</p>"} if place == "head" else {"foot": f"<p>{line}</p>"}
    assert people(news_page(**parts))[1] == editors
