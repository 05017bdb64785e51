"""The source that is printed by the headline without a label: in the line with the time, or in an element
named `source` there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.bylines.names import is_nobody, is_organisation, is_place
from crawler.normalise.sources import read_source
from crawler.normalise.text import bare, tidy
from crawler.pages.fields.source import own_names
from crawler.pages.generic.credits.beside_time import DATED, LABELLED, SEPARATORS, is_name, marked, words_of
from crawler.pages.generic.credits.labelled_source import is_of_a_picture
from crawler.pages.generic.english_fields import ENGLISH_DAY, english_outlet, is_english_button
from crawler.pages.generic.named_elements import Name
from crawler.pages.lines.info_lines import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line
    from crawler.pages.document.page import Page

# （原载《示例日报》2019年3月6日第4版）: what stands around the outlet of a text that is taken over
_PRINTED_IN = re.compile(
    r"^[（(\s]*(?:原载|载|据|摘自)?于?[《\s]*|[》\s,，]*(?:第?\s?\w{1,4}\s?版)?[\s)）]*$"
)
_DAY = re.compile(rf"(?:{DAY})[日号]?")
# 3小时前, 昨日 21:51, 11-08 12:52: a line that says when, counted from the day it was fetched
_SINCE = re.compile(
    r"[上本这這]?(?:周|週|星期|礼拜)[一二三四五六日天]\s?(?:[上下中]午|晚上?)?\s?\d|(?:\d{1,3}|半)\s?个?(?:秒|分钟|分鐘|小时|小時|天|周|週)前|刚刚|剛剛|刚才|剛才|[昨前今][天日晚夜晨早]\s?(?:[上下中]午|晚上?)?\s?\d"
    r"|\d{1,2}/\d{1,2}/20\d\d"
    r"|(?<![\d/.-])(?:\d\d[-/.])?\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[:：]\d{2}"
)
# Buttons and links that end like the name of an outlet: 听新闻, 新浪微博, 打开客户端, 国内新闻
_BUTTON = re.compile(
    r"^(?:听|看|读|发|写|手机|打开|下载|进入|返回|更多|关注|订阅|分享|转发|参与|我要|查看|扫码|收听|微|视频|图片|新闻|客户端|网站|首页"
    r"|国内|国际|社会|军事|时政|体育|娱乐|财经|科技|本地|综合|热点|即时|滚动|最新|頭條|即時)(?:新闻|新聞)?$"
    r"|订阅|点击|阅读|閱讀|登录|登錄|注册|搜索|字号|字体|打印|列印|收藏|评论|留言|浏览|跟贴|纠错|举报|报错|分享|扫码|直通车|关闭|星期|更多|加载"
    r"|微博$|微信$|空间$|朋友圈$|^[^－·-]{0,4}频道$|客户端下载$|(?:原创|正文|要闻|专题|(?<!.融媒体)(?<!.融媒)中心|编辑|转载|来源|默认|高清|责编)$|^(?:发布|更新|发表|已有|共有|热度)"
)
_BUTTONS_BESIDE = re.compile(
    r"(?:(?:评论|浏览|点击|阅读|人气|查看)(?:次?数|次|量|率)?|字[体号]|打印(?:本页)?|关闭(?:窗口)?|分享到?|收藏|大|中|小)?"
    r"[:：]?(?:大|\d{0,9}(?:\.\d)?[万次条]?)"
)
_LABEL_BEHIND = re.compile(
    r"(?:首席|实习|见习)?记者$|(?:作者|记者|通讯员|撰文|编辑|责编|责任编辑|摄影|审核|校对)\s?[:：]"
)
_FOLLOW = re.compile(r"[+＋]?\s?(?:关注|關注|已关注|订阅|加关注)")
_CARDS = 2  # lines that are an account's name and nothing else
_SENTENCE_END = "。！？；"
_SHORTEST, _LONGEST, _LONGEST_UNKNOWN = 3, 24, 14  # characters of a source without a label
# What directly follows the time: `2021-05-23 21:51 示例星空[整理]`, `2021-05-23 · 示例城市报道`
_BEHIND_TIME = re.compile(
    rf"(?:{DAY})[日号]?(?:\s{{0,4}}(?:星期|[周週]|[礼禮]拜)[一二三四五六日天])?"
    r"(?:[T\s]{0,4}(?:[上下中]午|凌晨|早上|晚上?)?\s?\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}(?:\.\d+)?秒?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"[\s·|丨/]{1,6}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+—·-]{2,16})(?=[\s\[【(（|丨]|$)"
)
_GOES_ON = re.compile(r"(?<=[A-Za-z]) [A-Za-z]")  # MENG of 2021-05-23 MENG FAN
_HAN_ONLY = re.compile("[\u4e00-\u9fff]{3,14}")
_APART = " ·|丨｜/／　"
_SHORTEST_ACCOUNT = 4  # characters of one that shares its text with the time
# What ends a line that begins with an account and a time: 发布于江州, 阅读 1.2万
_BESIDE_ACCOUNT = re.compile(
    r"(?:[\d前]|刚刚|剛剛|[刚剛]才)(?:[\s·|丨]{1,4}(?:发布于|来自|IP|阅读|浏览|评论|\d)[^。！？]*)?$"
)
# Behind a day: its weekday, and the page of a paper
_NO_OUTLET = re.compile(r"第\w{1,4}版|^[周週礼禮星]\w{1,2}$|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}$")
_COLUMN = re.compile(
    r"(?:要闻|动态|时政|民生|社会|国内|国际|资讯|公告|通知|专栏|专题|时事|政治|热点|综合|快讯|更新|时间|日期|正文|详情|日|午|晚上?|号)$|^(?:当前|您|首页|今日)"
)
_ENDS_LIKE_OUTLET = re.compile(r".{2}(?:[报報网網]|新[闻聞]|[电電][视視][台臺]|客户端|融媒体?|发布)$")
_REPORTER_OF = re.compile(r"(?:全媒体?|融媒体?|首席|见习|实习|特派|驻站)?(?:记者|記者|通讯员)$")
_SOURCES = Name(
    in_class=re.compile("source|(?<!rich_)media|laiyuan|origin|nickname", re.IGNORECASE),
    in_id=re.compile("source|media", re.IGNORECASE),
    others={"bosszone": frozenset(("jgname",)), "itemprop": frozenset(("publisher", "sourceOrganization"))},
)
# The account that publishes, whatever its name ends in: 江州评论, 示例微博
_ACCOUNT = Name(in_class=re.compile(r"^profile_nickname$"), in_id=re.compile("^js_name$"))
_LONGEST_SIGNATURE = 30  # characters of who signs with a day


def unlabelled_source(page: Page, lines: Sequence[Line], foot: Sequence[Line] = ()) -> str | None:
    """The outlet in an element named so; else in the line with the time, else alone on a line; last of all
    who signs below the text with a day: `示例区融媒体中心 2025年10月18日`."""
    return _by_the_headline(page, lines) or next(filter(None, map(_signed_with_day, foot)), None)


def _signed_with_day(line: Line) -> str | None:
    day = _DAY.search(line.text) if len(line.text) <= _LONGEST_SIGNATURE and not line.linked else None
    name = _PRINTED_IN.sub("", line.spaced.replace(day[0], "")) if day else ""
    known = len(name) >= _SHORTEST and is_organisation(name) and not is_nobody(name)
    return name if known and not LABELLED.search(name) else None


def _by_the_headline(page: Page, lines: Sequence[Line]) -> str | None:
    if account_name := read_source(next(marked(_ACCOUNT, lines), None)):
        return account_name
    for text in marked(_SOURCES, lines):
        name = read_source(text)
        if name and (_is_source(name) or _may_be_source(name)):
            return name
    lines = [line for line in lines if not _is_of_the_text(page, line)]
    dated = [line for line in lines if DATED.search(line.text) or ENGLISH_DAY.search(line.spaced)]
    for line in dated or (line for line in lines if _SINCE.search(line.text)):
        if names := list(filter(_is_source, _tokens(line))):
            return next((name for name in names if bare(name) not in own_names(page.metadata)), names[0])
        if english := english_outlet(line):
            return english
        behind = _BEHIND_TIME.search(line.spaced)
        if behind and _may_be_source(behind[1]) and not _GOES_ON.match(line.spaced, behind.end()):
            return behind[1]
        if before := _before_time(line) or _of_reporters(line):
            return before
    alone = (token for line in lines if not line.linked for token in _alone(line) if _is_source(token))
    return next(alone, None) or next(_followed(lines), None)


def _before_time(line: Line) -> str | None:
    """The account before the time, in an element of its own or, where the time has no year, in the same text:
    `示例体育` of `示例体育 05-17 22:50`."""
    dated = DATED.search(line.spaced)
    time = dated or _SINCE.search(line.spaced)
    if time is None or line.linked:
        return None
    before = line.spaced[: time.start()].strip(_APART)
    if not dated and _is_source(before):
        return before
    if len(before) < _SHORTEST or not _HAN_ONLY.fullmatch(before) or _COLUMN.search(before):
        return None
    first = tidy(next((piece for piece in line.pieces if not piece.isspace()), ""))
    alone = not dated and len(before) >= _SHORTEST_ACCOUNT and _BESIDE_ACCOUNT.search(line.spaced)
    return before if (before == first or alone) and _may_be_source(before) else None


def _of_reporters(line: Line) -> str | None:
    """示例日报 of `2021-05-23 示例日报记者 何山`, and of `记者 何山 示例日报 2021-05-23`."""
    for token in words_of(line):
        outlet = _REPORTER_OF.sub("", token)
        if _is_source(outlet) and (outlet != token or _ENDS_LIKE_OUTLET.search(outlet)):
            return outlet
    return None


def _followed(lines: Sequence[Line]) -> Iterator[str]:
    """The account beside whose name a button follows it: `示例融媒 +关注`."""
    for line in lines:
        words = line.spaced.split()
        if len(words) == 2 and _FOLLOW.fullmatch(words[1]) and _may_be_source(words[0]):
            yield words[0]


def account(page: Page, name: str | None) -> str | None:
    """The name beside the time where it is an account of a platform: its card repeats it, without a link.

    Such a page credits the account, and what the account credits is a line of the text.
    """
    repeated = sum(line.text == name and not line.linked for line in page.outline.lines) if name else 0
    return name if repeated >= _CARDS else None


def _is_of_the_text(page: Page, line: Line) -> bool:
    """Whether a line is a caption or a sentence of the text: what they name is what they tell of."""
    return line.text[-1] in _SENTENCE_END or is_of_a_picture(page.outline, line)


def _alone(line: Line) -> Iterator[str]:
    """A line of one word, or of one and buttons (`示例晚报 字体：大 中 小`); the word before who wrote."""
    first, *others = SEPARATORS.split(line.spaced)
    labelled = others and _LABEL_BEHIND.match(others[0])
    if labelled or all(map(_BUTTONS_BESIDE.fullmatch, others)):
        yield first


def _tokens(line: Line) -> Iterator[str]:
    """`21世纪示例报道`, `张山` of `21世纪示例报道 张山 2021-05-23 21:51`; nothing behind a label."""
    for piece in line.pieces:
        for token in SEPARATORS.split(tidy(piece)):
            if LABELLED.search(token):
                break
            if token := token.strip("《》"):
                yield token


def _is_source(text: str) -> bool:
    """Whether a word is the name of an outlet, and no button that ends like one."""
    if not _SHORTEST <= len(text) <= _LONGEST or LABELLED.search(text) or DATED.search(text):
        return False
    return is_organisation(text) and not _BUTTON.search(text) and not is_nobody(text)


def _may_be_source(text: str) -> bool:
    """Whether a word right behind the time is who published, though nothing else says so."""
    if is_english_button(text):
        return False
    unknown = (
        len(text) <= _LONGEST_UNKNOWN
        and not _NO_OUTLET.search(text)
        and not _BUTTON.search(text)
        and not LABELLED.search(text)
    )
    return unknown and not (is_name(text) or is_place(text) or is_nobody(text))
