"""Source and authors that are printed by the headline without a label: in the line with the time, and in
elements named `source` or `author` there."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from crawler.normalise.bylines import read_bylines
from crawler.normalise.bylines.names import has_surname, is_nobody, is_organisation, is_person, is_place
from crawler.normalise.sources import read_source
from crawler.normalise.text import DAY, bare, tidy
from crawler.pages.fields.source import own_names
from crawler.pages.generic.english_fields import (
    ENGLISH_DAY,
    english_authors,
    english_outlet,
    is_english_button,
)
from crawler.pages.generic.labelled_source import is_of_a_picture
from crawler.pages.generic.named_elements import Name, named_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line
    from crawler.pages.document.page import Page

_TIME = re.compile(rf"{DAY}|民[国國]\s?\d{{2,3}}\s?[-年/.]")
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
_WORD = re.compile(r"(?:记者|記者|作者|撰文|文)?\s?([\u3400-\u9fff]{2,3})(?![\u3400-\u9fff])")
_SEPARATORS = re.compile(r"[\s|丨｜·•/／、,，;；\[\]【】]+")
_LABELLED = re.compile(r"[:：](?!\d)|作者|编辑|責|责编|记者|記者|来源|來源|通讯员")
# Buttons and links that end like the name of an outlet: 听新闻, 新浪微博, 打开客户端, 国内新闻
_BUTTON = re.compile(
    r"^(?:听|看|读|发|写|手机|打开|下载|进入|返回|更多|关注|订阅|分享|转发|参与|我要|查看|扫码|收听|微|视频|图片|新闻|客户端|网站|首页"
    r"|国内|国际|社会|军事|时政|体育|娱乐|财经|科技|本地|综合|热点|即时|滚动|最新|頭條|即時)(?:新闻|新聞)?$"
    r"|订阅|点击|阅读|閱讀|登录|登錄|注册|搜索|字号|字体|打印|列印|收藏|评论|留言|浏览|跟贴|纠错|举报|报错|分享|扫码|直通车|关闭|星期|更多|加载"
    r"|微博$|微信$|空间$|朋友圈$|^[^－·-]{0,4}频道$|客户端下载$|(?:原创|正文|要闻|专题|(?<!.融媒体)(?<!.融媒)中心|编辑|转载|来源|默认|高清|责编)$|^(?:发布|更新|发表|已有|共有|热度)"
)
_FOLLOW = re.compile(r"[+＋]?\s?(?:关注|關注|已关注|订阅|加关注)")
_CARDS = 2  # lines that are an account's name and nothing else
_SENTENCE_END = "。！？；"
_SHORTEST, _LONGEST, _LONGEST_UNKNOWN = 3, 24, 14  # characters of a source without a label
# What directly follows the time: `2021-05-23 21:51 示例星空[整理]`, `2021-05-23 · 示例城市报道`
_BEHIND_TIME = re.compile(
    rf"(?:{DAY})[日号]?(?:\s{{0,4}}(?:星期|周)[一二三四五六日天])?"
    r"(?:[T\s]{0,4}(?:[上下中]午|凌晨|早上|晚上?)?\s?\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}(?:\.\d+)?秒?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"[\s·|丨/]{1,6}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+—·-]{2,16})(?=[\s\[【(（|丨]|$)"
)
_HAN_ONLY = re.compile("[\u4e00-\u9fff]{3,14}")
_APART = " ·|丨｜/／　"
_SHORTEST_ACCOUNT = 4  # characters of one that shares its text with the time
# What ends a line that begins with an account and a time: 发布于江州, 阅读 1.2万
_BESIDE_ACCOUNT = re.compile(
    r"(?:[\d前]|刚刚|剛剛|[刚剛]才)(?:[\s·|丨]{1,4}(?:发布于|来自|IP|阅读|浏览|评论|\d)[^。！？]*)?$"
)
_COLUMN = re.compile(
    r"(?:要闻|动态|时政|民生|社会|国内|国际|资讯|公告|通知|专栏|专题|时事|政治|热点|综合|快讯|更新|时间|日期|正文|详情|日|午|晚上?|号)$|^(?:当前|您|首页|今日)"
)
_MOST_PEOPLE = 4
_LONGEST_SIGNATURE = 30  # characters of an institution and a name
_LONGEST_SIGNED = 16  # characters of a name under which somebody writes
_SIGNS = frozenset("文图摄攝")  # behind a name: `李思 文 何山 摄`
_NAME_ALONE = 3  # characters; two that begin with a surname are as often a button (高清, 关注)
_INSTITUTION = re.compile(
    r"(?:大学|大學|[学學]院|研究[院所室]|[实實][验驗]室|[党黨]校|[医醫]院|[协協][会會]|[学學][会會]|作[协協]|文[联聯])$"
)
_PLACE_ENDS = "省市州县縣区區乡鄉镇鎮村路街站"
_SOURCES = Name(
    in_class=re.compile("source|(?<!rich_)media|laiyuan|origin|nickname", re.IGNORECASE),
    in_id=re.compile("source|media", re.IGNORECASE),
    others={"bosszone": frozenset(("jgname",)), "itemprop": frozenset(("publisher", "sourceOrganization"))},
)
# The account that publishes, whatever its name ends in: 江州评论, 示例微博
_ACCOUNT = Name(in_class=re.compile(r"^profile_nickname$"), in_id=re.compile("^js_name$"))
_AUTHORS = Name(
    in_class=re.compile("auth|byline|reporter|writer|zuozhe", re.IGNORECASE),
    in_id=re.compile("author", re.IGNORECASE),
    others={"itemprop": frozenset(("author",)), "rel": frozenset(("author",))},
    tag="address",
)
_ALL_AUTHORS = '[class*="auth" i], [id*="author" i], [itemprop="author"], [rel="author"], address'


def unlabelled_source(page: Page, lines: Sequence[Line], foot: Sequence[Line] = ()) -> str | None:
    """The outlet in an element named so; else in the line with the time, else alone on a line; last of all
    who signs below the text with a day: `示例区融媒体中心 2025年10月18日`."""
    return _by_the_headline(page, lines) or next(filter(None, map(_signed_with_day, foot)), None)


def _signed_with_day(line: Line) -> str | None:
    day = _DAY.search(line.text) if len(line.text) <= _LONGEST_SIGNATURE and not line.linked else None
    name = _PRINTED_IN.sub("", line.spaced.replace(day[0], "")) if day else ""
    known = len(name) >= _SHORTEST and is_organisation(name) and not is_nobody(name)
    return name if known and not _LABELLED.search(name) else None


def _by_the_headline(page: Page, lines: Sequence[Line]) -> str | None:
    if account_name := read_source(next(named_texts(lines, _ACCOUNT, 2 * _LONGEST), None)):
        return account_name
    for text in named_texts(lines, _SOURCES, 2 * _LONGEST):
        name = read_source(text)
        if name and (_is_source(name) or _may_be_source(name)):
            return name
    lines = [line for line in lines if not _is_of_the_text(page, line)]
    dated = [line for line in lines if _TIME.search(line.text) or ENGLISH_DAY.search(line.spaced)]
    for line in dated or (line for line in lines if _SINCE.search(line.text)):
        if names := list(filter(_is_source, _tokens(line))):
            return next((name for name in names if bare(name) not in own_names(page.metadata)), names[0])
        if english := english_outlet(line):
            return english
        behind = _BEHIND_TIME.search(line.spaced)
        if behind and _may_be_source(behind[1]):
            return behind[1]
        if before := _before_time(line):
            return before
    alone = (token for line in lines if not line.linked for token in _alone(line) if _is_source(token))
    return next(alone, None) or next(_followed(lines), None)


def _before_time(line: Line) -> str | None:
    """The account before the time, in an element of its own or, where the time has no year, in the same text:
    `示例体育` of `示例体育 05-17 22:50`."""
    dated = _TIME.search(line.spaced)
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


def unlabelled_people(page: Page, lines: Sequence[Line], opening: Sequence[Line] = ()) -> str | None:
    """Names without a label: in an element named so, in the line with the time, or alone on a line; `opening`
    is the first line of the text, where somebody of an institution may sign."""
    return _unlabelled_people(page, lines) or of_an_institution(opening)


def _unlabelled_people(page: Page, lines: Sequence[Line]) -> str | None:
    if english := english_authors(lines):
        return english
    # Most pages name nobody there, and looking for elements costs more than looking for names.
    if not any(map(_has_name, lines)):
        return _signed_twice(page, lines)
    for text in named_texts(lines, _AUTHORS, 2 * _LONGEST):
        if _names_people(text):
            return text
    for line in lines:
        if not _TIME.search(line.text):
            continue
        words = [word for word in _before_source(line) if _is_name(word) or word in _SIGNS]
        if 0 < sum(map(_is_name, words)) <= _MOST_PEOPLE:
            return " ".join(words)
    if signed := of_an_institution(lines):
        return signed
    # Who stands in the headline is told of: the name alone is a link to what else is said of the person.
    headline = page.metadata.title or ""
    alone = [line.text for line in lines if len(line.text) == _NAME_ALONE and _is_name(line.text)]
    alone = [name for name in alone if name not in headline]
    if 0 < len(alone) <= _MOST_PEOPLE:
        return " ".join(alone)
    return _signed_twice(page, lines)


def of_an_institution(lines: Sequence[Line]) -> str | None:
    """`江州大学历史学院 林望明`, also without its blank: a line that says who wrote, of which institution.

    Beside the name of an outlet stand its places, editions and buttons.
    """
    return next((line.spaced for line in lines if _is_of_an_institution(line)), None)


def _is_of_an_institution(line: Line) -> bool:
    flat = line.text.replace(" ", "")
    # Few lines have an institution before their last characters, and to read names costs more than to see it.
    hinted = _INSTITUTION.search(flat[:-2]) or _INSTITUTION.search(flat[:-3])
    if not hinted or line.linked or len(line.text) > _LONGEST_SIGNATURE:
        return False
    people = read_bylines(line.spaced, default_role="author")
    if len(people) != 1 or not (institution := people[0].organisation):
        return False
    name = people[0].name
    whole = flat == f"{institution}{name}".replace(" ", "")
    known = _INSTITUTION.search(institution) and not _LABELLED.search(institution)
    return bool(whole and known) and _is_name(name) and name[-1] not in _PLACE_ENDS


def _signed_twice(page: Page, lines: Sequence[Line]) -> str | None:
    """A word before the time that an element named so holds elsewhere on the page, whatever name it is."""
    for line in lines:
        time = _TIME.search(line.text)
        word = line.text[: time.start()].strip(" ·|丨") if time and line.linked else ""
        if 1 < len(word) <= _LONGEST_SIGNED and not _LABELLED.search(word) and not is_organisation(word):
            signed = (tidy(node.text()) for node in page.all(_ALL_AUTHORS))
            return word if not is_nobody(word) and word in signed else None
    return None


def _before_source(line: Line) -> Iterator[str]:
    """The words of a line up to 来源：示例网, behind which stands a place rather than a person."""
    for token in takewhile(lambda word: "来源" not in word, _SEPARATORS.split(line.spaced)):
        if token and not _LABELLED.search(token):
            yield token


def _alone(line: Line) -> Iterator[str]:
    """A line of one word, and the word before 记者: `示例晚报 记者 张山`."""
    first, *others = _SEPARATORS.split(line.text)
    if not others or re.match(r"(?:首席|实习|见习)?记者$", others[0]):
        yield first


def _tokens(line: Line) -> Iterator[str]:
    """`21世纪示例报道`, `张山` of `21世纪示例报道 张山 2021-05-23 21:51`; nothing behind a label."""
    for piece in line.pieces:
        for token in _SEPARATORS.split(tidy(piece)):
            if _LABELLED.search(token):
                break
            if token:
                yield token


def _is_source(text: str) -> bool:
    """Whether a word is the name of an outlet, and no button that ends like one."""
    if not _SHORTEST <= len(text) <= _LONGEST or _LABELLED.search(text) or _TIME.search(text):
        return False
    return is_organisation(text) and not _BUTTON.search(text) and not is_nobody(text)


def _may_be_source(text: str) -> bool:
    """Whether a word right behind the time is who published, though nothing else says so."""
    if is_english_button(text):
        return False
    unknown = len(text) <= _LONGEST_UNKNOWN and not _BUTTON.search(text) and not _LABELLED.search(text)
    return unknown and not (_is_name(text) or is_place(text) or is_nobody(text))


def _is_name(text: str) -> bool:
    return 1 < len(text) < 4 and has_surname(text) and is_person(text, trusted=False)


def _has_name(line: Line) -> bool:
    words = (word for piece in line.pieces for word in _WORD.findall(piece))
    return any(map(_is_name, words))


def _names_people(text: str) -> bool:
    """Whether a text holds names and nothing else; an outlet or an editor is none."""
    found = read_bylines(text, default_role="author")
    if not found or len(found) > _MOST_PEOPLE:
        return False
    return all(one.role in ("author", "reporter", "intern") and _is_name(one.name) for one in found)
