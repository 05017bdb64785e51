"""The outline: lines as a reader sees them, and what stands where."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.pages.document.outline import Outline


def outline(body: str, without: str = "") -> Outline:
    return Outline(LexborHTMLParser(body).body, without)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>堤上的守夜人</p><p>江水退去</p>", ("堤上的守夜人", "江水退去")),
        ("堤上<br>江水<br/><br>灯", ("堤上", "江水", "灯")),
        ("<p>　　江水\xa0<b>退</b>去\n 之后　</p>", ("江水 退去 之后",)),
        ("<div>一<div>二</div>三</div>", ("一", "二", "三")),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", ("甲", "乙")),
        ("<ul><li>甲<li>乙</ul>", ("甲", "乙")),
        ("<p>江<o:p>水</o:p><st1:chsdate>5月</st1:chsdate></p>", ("江水5月",)),
        ("<p>a</p><script>b</script><style>c</style><template>d</template><noscript>e</noscript>", ("a",)),
        ("<p>a</p><textarea>b</textarea><select><option>c</select>", ("a",)),
        ("<p hidden>a</p><div style='DISPLAY : none'><p>b</p></div><p>c</p>", ("c",)),
        ("<div style='visibility: hidden; opacity: 0'><p>a</p></div>", ("a",)),
        ("<p>{{ item.content }}</p><p>回复 {{ n }}</p><p>c</p>", ("c",)),
        ('<p>c</p>{"appId":"wx","nonceStr":"x","signature":"y"}', ("c",)),
        ("<p>\u200b江\ufeff水\u202e</p><p>\u200b</p>", ("江水",)),
        ("<founder-content>甲</founder-content>乙", ("甲", "乙")),
        ("<b>甲<p>乙</b>丙</p>丁", ("甲", "乙丙", "丁")),
        ("<a href=/1>甲<a href=/2>乙<div>丙</a>丁</div>", ("甲乙", "丙丁")),
        ("<table>甲<td>乙</table>丙", ("甲", "乙", "丙")),
        ("<!-- 甲 --><di<v>乙</di<v><?php 丙 ?>丁", ("乙", "丁")),
        ("<p>甲 <svg><title>乙</title></svg> 丙<xmp><b>丁</xmp>", ("甲 丙", "<b>丁")),
        ("<pre>　　江水\n退去。\n　　灯亮了。\n</pre>", ("江水退去。", "灯亮了。")),
        ("<pre>江水退去。\n\n灯 <b>亮</b>了，\n没有断过。</pre>", ("江水退去。", "灯 亮了，没有断过。")),
        ("<pre>甲\n乙</pre>丙\n丁", ("甲", "乙", "丙 丁")),
        ("<div style='white-space: pre-wrap'><p>甲\n乙</p></div>", ("甲", "乙")),
        ("<div style='WHITE-SPACE: PRE'><p>甲\n乙</p></div>", ("甲", "乙")),
        ("<div style='white-space: nowrap'>甲\n乙</div>", ("甲 乙",)),
        ("<pre>\n\n</pre>", ()),
        ("", ()),
    ],
)
def test_lines(body, lines):
    assert outline(body).texts() == lines


def test_links_stand_in_lines():
    found = outline(
        '<p>见 <a href="/p/1.html">堤上的<b>灯</b></a></p><ul><li><a href="/p/2.html">江水退去</a></ul>'
    )
    assert [(a.href, a.text, a.line) for a in found.anchors] == [
        ("/p/1.html", "堤上的灯", 0),
        ("/p/2.html", "江水退去", 1),
    ]
    assert [line.linked for line in found.lines] == [4, 4]


def test_boxes_hold_ranges_of_lines():
    found = outline("<div class='text' id='zoom'><p>一</p>二</div><p>三</p>")
    assert [(box.tag, box.marks, box.first, box.end) for box in found.boxes] == [
        ("body", "", 0, 3),
        ("div", "text zoom", 0, 2),
        ("p", "", 0, 1),
        ("p", "", 2, 3),
    ]
    assert found.ancestors(found.lines[0].box) == [2, 1, 0]


def test_media_and_printed_addresses_of_images():
    found = outline(
        "<p>一</p><p><img src=a.png></p><p>二</p><div style='display:none'>https://img.cjyun.org/a/1.png</div>"
        "<div> https://img.cjyun.org/a/2.jpg </div><p>见 https://img.cjyun.org/a/3.png 处</p>"
    )
    assert [(shown.tag, shown.line) for shown in found.media] == [("img", 1)]
    assert found.printed_images == ["https://img.cjyun.org/a/1.png", "https://img.cjyun.org/a/2.jpg"]
    assert found.texts() == ("一", "二", "见 https://img.cjyun.org/a/3.png 处")


def test_elements_may_be_left_out():
    assert outline("<p>一</p><div class=share><p>二</p></div><p>三</p>", ".share").texts() == ("一", "三")


def test_a_line_can_be_read_with_its_elements_apart():
    line = outline("<p><span>来源：江边报</span><span>作者：林望</span></p>").lines[0]
    assert (line.text, line.spaced) == ("来源：江边报作者：林望", "来源：江边报 作者：林望")


@pytest.mark.parametrize("tag", ["div", "b", "span", "a", "font", "table><tr><td", "ul><li"])
def test_nesting_ten_thousand_deep(tag):
    assert outline(f"<{tag}>" * 10_000 + "灯").texts() == ("灯",)
