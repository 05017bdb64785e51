"""Lines around a text that say when, whence and by whom."""

from __future__ import annotations

import re

from crawler.normalise.text import without_letter_spacing

_EDITOR_LINE = re.compile(
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|网络编辑|值班编辑|初审|复审|终审|审核|校对|监制|主编)[\s:：/|丨｜]*"
    r"[\u4e00-\u9fff·、\s]{0,16}\s*[)）】\]]?\Z"
)


def is_editor_line(line: str) -> bool:
    """Whether a line only names who edited: `责任编辑 潘念`, `编辑：`."""
    return bool(_EDITOR_LINE.match(without_letter_spacing(line)))


# A year, a month and a day in half or full width, or in Chinese numerals: enough to look at a line closely.
DAY = (
    r"(?:19|20|１９|２０)\d\d\s*[-年/.－．／]\s*\d{1,2}\s*[-月/.－．／]\s*\d{1,2}"
    r"|[一二][一二三四五六七八九〇零○]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}[日号]"
)
_DATE = re.compile(rf"{DAY}|民[国國]\s?\d{{2,3}}年\d{{1,2}}月|\d{{1,2}}\s*[:：]\s*\d{{2}}\s*[:：]\s*\d{{2}}")
_INFO = re.compile(
    r"[\s【\[（(·|]*(?:(?:发布|发稿|发表|更新|文章|稿件|新闻|信息)?(?:时间|日期|来源|作者|出处)|来\s?源|來\s?源|稿源|作\s?者|撰文[:：]|来自|记者[:：]|编辑|责编|责任编辑|"
    r"原标题|[大中小]字号|字号|字体|阅读|浏览|点击|评论|分享|收藏|打印|页面功能|热度|访问量"
    r"|(?:Source|Author|Editor|Reporter|Updated|Published|Posted)s?\s?[:：])"
)
_LONGEST_INFO, _LONGEST_LATIN_INFO = 90, 160
_FIRST_DATE = 30  # characters before the date of an info line: the outlet's name, a label


def is_info_line(line: str) -> bool:
    """Whether a line by the headline states date, source or authors: `2024-05-20 13:15 来源：示例网`."""
    longest = _LONGEST_LATIN_INFO if line.isascii() else _LONGEST_INFO
    if len(line) > longest or line[-1:] in "。！？”":
        return False
    date = _DATE.search(line)
    return bool(_INFO.match(line)) or (date is not None and date.start() <= _FIRST_DATE)
