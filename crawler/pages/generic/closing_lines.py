"""Lines right below a body that belong to it: editors behind a label, bylines in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.info_lines import DAY, is_editor_line, is_info_line

if TYPE_CHECKING:
    from crawler.pages.document.outline import Line, Outline
    from crawler.pages.generic.body_span import Span

BYLINE = re.compile(
    r"作\s?者|[记記]\s?者|通\s?[讯訊]\s?[员員]|[编編]\s?[辑輯]|责编|責编|责編|責編|审核|校对|监制|选稿|撰文|撰稿|采写|采访|採訪|編譯|评论员|信息员|供稿|撰写|执笔|实习生|文(?:字|案)\s?[:：/丨|]"
    r"|摄影|攝影|视频[：:]|(?:文|图|圖|摄)\s?[/：:／|丨｜]"
    r"|^[□◎○◇■◆●]\s{0,4}[\u3400-\u9fff]{2,4}(?:[\s、]{1,3}[\u3400-\u9fff]{2,4}){0,3}$"  # □ 何山
    r"|^[（(][\u3400-\u9fff]{2,14}(?:[\s、]{1,3}[\u3400-\u9fff]{2,4}){1,4}[)）]$"  # （示例日报 何山）
    r"|[来來稿]源\s?[:：]\s?\S{1,40}[\s|丨｜/]{1,20}[\u3400-\u9fff]{2}"  # people may follow a source
)
# The outlet's own editors stand in its footer, on every page; 值班总编 and 轮值总编 are of this article.
# But where an editor stands beside them.
FOOTER = re.compile(
    r"主办|承办|主管|版权|ICP|许可证|备案|(?<![值行班])总编(?:辑)?[:：](?!.*(?:责编|责任编辑|(?<!总)编辑)\s?[:：])"
)
_EDITOR = re.compile(r"(?:[编編]\s?[辑輯]|责\s?编)\s*[:：丨|]")
_LONGEST_LABELLED = 50  # characters
_MOST_CLOSING = 3  # lines
_FOOT, _MOST_LABELLED = 2, 10  # lines at the end of a text
# 校对 | 何山: a short label and who that is, on a line
_CREDIT = re.compile(
    r"[（(【\[]?[\u4e00-\u9fff]{1,3}\s{0,4}[\u4e00-\u9fff]{1,4}\s{0,2}[:：|丨｜/／]\s{0,4}\S.{0,40}$"
)
_LABEL_ALONE = 2  # characters: 责编 in a cell of its own names nobody
_DAY_ALONE = re.compile(rf"(?:{DAY})[日号]?")
_LONGEST_SIGNATURE = 30  # characters of who signs a notice


def is_labelled_editor(line: Line) -> bool:
    """Whether a line says behind a label who edited: `责任编辑：何山`."""
    return len(line.text) <= _LONGEST_LABELLED and not line.linked and bool(_EDITOR.search(line.text))


def is_closing(line: Line) -> bool:
    """Whether a line closes a text: `（记者 何山）`, `责任编辑：何山`."""
    text = line.text
    if text[0] in "（(【[" and BYLINE.search(text):
        return not is_boilerplate(text)
    return is_editor_line(text) and len(text) > _LABEL_ALONE


def foot_begins(outline: Outline, span: Span) -> int:
    """The first of the lines with labels that end a text (`来源 | 示例日报`), or else of its last two."""
    first = max(span.first, span.end - _FOOT)
    while first > max(span.first, span.end - _MOST_LABELLED) and _CREDIT.match(outline.lines[first].text):
        first -= 1
    return first


def closed_end(outline: Outline, span: Span) -> int:
    """The end of a text with the lines right below it that close it."""
    end = span.end
    last = min(len(outline.lines), end + _MOST_CLOSING)
    while end < last and (
        is_closing(outline.lines[end]) or (span.first < span.end and _is_day_signed(outline, end))
    ):
        end += 1
    return end


def _is_day_signed(outline: Outline, at: int) -> bool:
    """Whether a line is the day below who signs a notice, in one box: `示例市水务局`, `2025年12月3日`."""
    if at < 1 or not _DAY_ALONE.fullmatch(outline.lines[at].text):
        return False
    signature = outline.lines[at - 1].text
    signed = (
        not outline.lines[at - 1].linked
        and len(signature) <= _LONGEST_SIGNATURE
        and signature[-1].isalpha()
        and not is_info_line(signature)
    )
    return signed and _around(outline, at - 1) == _around(outline, at)


def _around(outline: Outline, at: int) -> int:
    """The box around a paragraph, or the box of a line that is none."""
    box = outline.lines[at].box
    alone = box >= 0 and outline.boxes[box].end - outline.boxes[box].first == 1
    return outline.boxes[box].parent if alone else box
