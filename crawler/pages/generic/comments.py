"""Where the comments of readers begin, with or without a heading: lines of a name, a time, 回复 and 赞."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line, Outline

_WHEN = re.compile(
    r"(?:(?:19|20)\d\d\s?[-年/.])?\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?"
    r"|\d{1,3}\s?(?:秒|分钟|小时|天|个月|周|年)[前钟]|刚刚|(?:今天|昨天|前天)\s?\d{1,2}[:：]\d{2}"
)
_ACTION = re.compile(
    r"(?<![\u4e00-\u9fff])(?:回复|回覆|回應|点赞|赞|讚|顶|踩|支持|反对|举报|引用|盖楼)(?:一下|此楼|TA|他|她)?"
    r"\s?[(（\[]?\s?\d*\s?[)）\]]?(?![\u4e00-\u9fff])"
)
_NUMBERED = re.compile(
    r"^(?:第?\s?\d{1,4}\s?楼|沙发|板凳|地板)(?:$|[\s:：])"
)  # 1楼, which names a comment as 回复 does
_FLOOR = re.compile(r"第?\s?\d{1,4}\s?[楼#F]|^#?\d{1,4}$|沙发|板凳|地板")
# One of these stands in every line that `_WHEN` or `_ACTION` fits; most lines of a page have none.
_hints = re.compile(
    r"[0-9０-９刚回赞讚顶踩支反举引盖](?:(?<=\d)\s?[-年月/.秒分小天个周:：]|(?<=刚)刚|(?<=[回赞讚顶踩支反举引盖]))"
).search
_NEITHER = re.compile(r"[\W\d_]+")
_NO_COMMENT = re.compile(
    r"来源|來源|编辑|編輯|责编|记者|記者|作者|通讯员|发布|更新|时间|日期|浏览|阅读|字号|摄|直播|主持"
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmts?|reply|replies|pinglun|liuyan|discuss\w*)(?:$|[\s_-]|list|item|box|s\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:网友|全部|最新|热门|精彩)(?:评论|跟[帖贴])\s?[:：(（\[]?\s?\d*\s?条?[)）\]]?$|评论(?:区|列表)$"
)
_HEADED = 3  # lines from such a heading to the first comment
_LONGEST, _LONGEST_NAME = 60, 16  # characters
_FARTHEST = 8  # lines from one comment to the next
_MOST = 60  # lines of that kind that are looked at
_LEAST = 40.0  # characters of prose above comments


class _Mark(NamedTuple):
    """A line that belongs to a comment: who, when, or what a reader can do with it."""

    line: int
    has_action: bool
    name: str
    numbered: bool  # 1楼


def comments_begin(outline: Outline, weights: Sequence[float], after: int) -> int:
    """The line in which comments begin below a text, or the number of lines."""
    lines = outline.lines
    first = _first_below_prose(weights, after)
    # Asked here and not in `_mark`, because a call costs more than most lines have to say.
    hinted = (
        at for at in range(first, len(lines)) if len(lines[at].text) <= _LONGEST and _hints(lines[at].text)
    )
    marks = (mark for index in hinted if (mark := _mark(lines[index], index)))
    starts = (start for start in _starts(outline, list(islice(marks, _MOST))) if start >= first)
    return min(starts, default=len(lines))


def are_comments(outline: Outline, first: int) -> bool:
    """Whether the lines from `first` on are comments below a text that is not there: in a box named so, or
    right below a heading (网友评论 12)."""
    if any(_is_named(outline, box) for box in outline.ancestors(outline.lines[first].box)):
        return True
    return any(_HEADING.match(line.text) for line in outline.lines[max(0, first - _HEADED) : first + 1])


def _first_below_prose(weights: Sequence[float], after: int) -> int:
    prose = 0.0
    for index in range(after, len(weights)):
        prose += max(0.0, weights[index])
        if prose >= _LEAST:
            return index + 1
    return len(weights)


def _mark(line: Line, index: int) -> _Mark | None:
    text = line.spaced
    if len(text) > _LONGEST or text[-1] in "。！？”" or _NO_COMMENT.search(text):
        return None
    rest, times = _WHEN.subn(" ", text)
    rest, actions = _ACTION.subn(" ", rest)
    if not (times or actions):
        return None
    name = _NEITHER.sub("", _FLOOR.sub("", rest))
    if len(name) > _LONGEST_NAME:
        return None
    return _Mark(index, bool(actions), name, bool(_NUMBERED.match(text)))


def _starts(outline: Outline, marks: Sequence[_Mark]) -> Iterator[int]:
    unnamed: set[int] = set()
    for mark in marks:
        # Marks share most of the boxes around them.
        around = outline.ancestors(outline.lines[mark.line].box)
        named = [box for box in around if box not in unnamed and _is_named(outline, box)]
        if named:
            yield outline.boxes[named[-1]].first
            break
        unnamed.update(around)
    for at, mark in enumerate(marks):
        # One comment may have two such lines: the next of the same kind is the next comment's.
        near = [one for one in marks[at + 1 : at + _FARTHEST] if one.line - mark.line <= _FARTHEST]
        same = next((one for one in near if one.has_action == mark.has_action), None)
        if same and (
            mark.has_action or (mark.numbered and same.numbered) or any(one.has_action for one in near)
        ):
            yield _start(outline, mark, same)
            return


def _is_named(outline: Outline, box: int) -> bool:
    return bool(_MARKED.search(outline.boxes[box].marks))


def _start(outline: Outline, mark: _Mark, following: _Mark) -> int:
    """Where the comment of a mark begins: with the box of its own, or as far above as the next one's."""
    outer = set(outline.ancestors(outline.lines[following.line].box))
    own = [box for box in outline.ancestors(outline.lines[mark.line].box) if box not in outer]
    if own and outline.boxes[own[-1]].end - outline.boxes[own[-1]].first > 1:
        return outline.boxes[own[-1]].first
    above = following.line - mark.line - 1
    if not mark.has_action:  # who and when stand above what is said
        above = 0 if mark.name else 1
    return mark.line - above
