"""The source that a page credits: the outlet or organisation behind 来源."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.names import is_organisation, is_person
from crawler.normalise.bylines.roles import modified_roles

_LONGEST, _LONGEST_PLACE = 40, 4
_LONGEST_LINE = 2000  # characters of a line that are looked through for a label
_LABEL = re.compile(
    r"(?:本文|文章|稿件|新闻|信息|内容|原文|图文)?(?:来源于|来\s?源(?=\s{0,3}[:|丨/])|來\s?源(?=\s{0,3}[:|丨/])|来源|來源|稿源|信源(?=\s?:)|来自|出处|转自|转载自|摘自|摘编自|供稿(?:单位|部门)"
    r"|(?:转载|综合|供稿|来稿)(?=\s?[:|])"
    r"|据(?=[《“]?[\u4e00-\u9fff、《》]{2,24}[》”]?[)）】\]]?\s{0,3}$)"
    r"|综合(?=[《“]?[\u4e00-\u9fff、《》]{2,24}(?:报道|消息)[)）】\]]?\s{0,3}$)"
    r"|\b(?:Source|SOURCE)(?=\s?:))\s{0,3}[:|丨/]?\s{0,3}"
)
# What is a label only before an organisation: 供稿：示例县气象局, 据新华社电, and only where no other stands.
_WEAK = re.compile("转载|综合|供稿|来稿|据")
_WEAK_WHOLE = re.compile("转载自|供稿单位|供稿部门")
_REPORTED = re.compile(r"(?:报道|消息|[电讯等])(?=[》”)）】\]]{0,2}\s{0,3}$)")
# 图片来源, 数据来源：whom a picture or a figure is credited to, and nobody's article.
_OF_A_PART = re.compile(
    r"(?:(?<!文)[图圖]片?|照片|相片|视频|影片|音频|封面|题图|头图|首图|配图|数据|資料|资料|素材|漫画|制图|截图|表格?|部分内容)\s?$"
)
_REQUEST = re.compile(r"(?:注明|标明|標明|註明)(?:文章|稿件|新闻|本文|作品)?\s?$")  # 转载请注明来源：示例网
# `来源于其它媒体，内容不代表本站立场！`, `网络，侵删`: what a notice of rights goes on with
_NOTICE = re.compile(
    r"[，,；;。！!、\s(（]\s?(?:如|若|侵|版权|并?不代表|内容|图片|仅|请|转载|未经|与本|本[站网]|特此|所有|作品|仅供|不构成|只|旨在|目的|联系)"
)
_SENTENCE = re.compile(r"[。！？!?；]|，|,\s?\S")
_ROLE = modified_roles()
# What stands behind a source on the same line and belongs to other fields.
_BEHIND = re.compile(
    r"(?:^|[\s|丨/，,;；。]|(?<=\S))(?:"
    r"(?:责任编辑|责编|本文编辑|值班编辑|原作者|通讯员|撰文|选稿|编选|校对|审核|监制|原标题"
    r"|(?:发布|发稿|发表|更新|上传|录入|刊发|刊登|修改|提交|添加|创建)(?:时间|日期))"
    r"|(?<=\s)(?:[\u4e00-\u9fff]{2,4}){0,2}(?:记者|通讯员|编辑|主编|总编|作者)(?=[\s:/|丨]|$)"
    r"|(?:作者|编辑|记者|时间|日期|文|图)\s?[:/|丨]|(?<=\s)(?:作者|编辑|记者)(?=\s|[\u4e00-\u9fff]{2,8}(?:\s|$)|$)"
    r"|(?<=\s)(?:(?:[\u4e00-\u9fff]{2,4}\s)?举报|阅读|浏览|点击|评论|字号|字体|打印|分享|收藏|参与互动|我要|大\s中\s小|听新闻|朗读|播放|收听|语音|手机[看读]|扫码|我来|发布于|发表于|查看|进入|返回|关注)"
    rf"|(?<=[\s报网社台]){_ROLE}(?=[\s:/|丨]|[\u4e00-\u9fff]{{2,8}}(?:[\s、，,]|$)|$)"
    r"|(?<=\s)(?:\d[\d,.]{0,8}\s?(?:[万亿千wWkK]\+?)?\s?(?:$|(?=\s|[|条次人阅浏评点赞])|个?赞)|\d{1,2}日?$)"
    r"|(?<=\s)(?:第\s?)?[A-Z]?\d{1,3}版"  # 示例日报 03版
    r"|(?<=\s)\d{1,2}[-/]\d{1,2}(?=\s|$)|(?<=\s)[\u4e00-\u9fff]{2,3}\s?[/ ]\s?[文摄图](?=\s|$)"
    r"|(?<=\s)[\u4e00-\u9fff]{2,8}:|(?<=[报网社台])(?:全媒体?)?记者|(?:Editor|Author|Updated|By)\s?:|\d{2,4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]|\d{1,2}月\d{1,2}日|\d{1,2}:\d{2}|https?:|www\.|[（(【\[<＜>）)】\]]|版权|内部来源"
    r")"
)
# Punctuation around a name, and no part of it.
_TRIM = " \t:：;；,，.。、|丨/-－—_>·《》〈〉\"'「」『』【】[]()（）"
_BOOK_TITLE_MARKS = re.compile(r"[《》〈〉]")
_QUOTED = re.compile(r"“[^“”]*”")
_ADDRESS = re.compile(r"(?:https?:)?(?://)?[\w.-]{1,60}\.[a-z]{2,6}(?:/\S{0,200})?$", re.IGNORECASE)
_NOBODY = frozenset(
    (
        *("本站", "本网", "本网站", "本报", "本台", "本刊", "本社", "本站原创", "原创", "来源", "编辑部"),
        *("网络", "互联网", "网上", "网络综合", "综合", "综合整理", "整理", "转载", "转自", "网友", "投稿"),
        *(
            "网友投稿",
            *(
                f"{which}{what}"
                for which in ("其它", "其他", "各大", "相关", "网络", "互联网", "网上")
                for what in (
                    "媒体",
                    "网站",
                    "网络",
                    "平台",
                    "新闻",
                    "资料",
                    "转载",
                    "公开资料",
                    "公开信息",
                    "整理",
                    "收集",
                )
            ),
            "未知",
            "不详",
            "佚名",
            "匿名",
            "其他",
            "其它",
            "无",
            "时间",
            "暂无",
            "转载文章",
            "发表于",
            "发布于",
        ),
        *("admin", "null", "none", "undefined"),
    )
)
_OPENING_QUOTES = "“‘\"'「『"
# A time stands before a label without a colon.
_DIGITS_BEFORE = re.compile(r"\d\s{0,4}[日秒分]?\s{0,4}[|丨·]?\s{0,4}$")
_DENIAL = re.compile(r"[（(]\s?非")


def read_source(raw: str | None) -> str | None:
    """`2021-05-23 来源：示例日报 作者：张山` gives 示例日报.

    本站, web addresses and denials (`某某（非示例网）`) give None; so does what is longer than 40 characters.
    """
    text = halfwidth((raw or "")[:300]).strip()
    text = _behind_label(text)
    if _DENIAL.search(text[: _LONGEST + 20]) or _ADDRESS.match(text):
        return None
    behind = min(filter(None, (_BEHIND.search(text), _NOTICE.search(text))), key=re.Match.start, default=None)
    source = _bare((text[: behind.start()] if behind else text).partition("|")[0])
    if (
        not source
        or source.lower() in _NOBODY
        or _ADDRESS.match(source)
        or not re.search(r"[^\W\d_]", source)
    ):
        return None
    return source if len(source) <= _LONGEST else None


def label_end(text: str) -> int | None:
    """Where the label for an article's source ends; None: the text has none. 图片来源 is none.

    With a colon it stands anywhere, without one only at the head or between blanks.
    """
    # Each label is looked at with all that stands before it.
    return next((match.end() for match in _labels(halfwidth(text[:_LONGEST_LINE]))), None)


def _labels(text: str) -> Iterator[re.Match[str]]:
    """The labels in their order, those that are weak last."""
    weak = []
    for match in _possible_labels(text):
        if _WEAK.match(match[0]) and not _WEAK_WHOLE.match(match[0]):
            weak.append(match)
        else:
            yield match
    for match in weak:
        behind = _without_report(text[match.end() : match.end() + _LONGEST])
        first = re.split("[|、]", behind)[0].strip(_TRIM).partition(" ")[0]
        if is_organisation(first):
            yield match


def _without_report(text: str) -> str:
    """`新华社电` gives 新华社."""
    return _REPORTED.sub("", text)


def _possible_labels(text: str) -> Iterator[re.Match[str]]:
    for match in _LABEL.finditer(text):
        before = text[: match.start()]
        if _is_of_others(before):
            continue
        signed = match[0].rstrip()[-1:] in tuple(":|丨/")
        if match[0].startswith("来自") and not signed and not _names_outlet(text[match.end() :]):
            continue  # 05-18 10:20 来自 江州: where the account is
        apart = before[-1:].isspace() and match[0][-1:].isspace() and _DIGITS_BEFORE.search(before)
        barred = before.rstrip()[-1:] == "|"
        at_head = not before.strip(_TRIM) and (signed or not _SENTENCE.search(text, match.end()))
        if at_head or signed or apart or barred:
            yield match


def _names_outlet(text: str) -> bool:
    """Whether a text begins with the name of an outlet, or of another organisation."""
    first = next(iter(text.split()), "").strip(_TRIM)
    return len(first) > _LONGEST_PLACE or is_organisation(first)


def _behind_label(text: str) -> str:
    """What follows the label. A label in quotes is what a disclaimer speaks of: `凡本网注明“来源：示例网”的
    作品`; one of a picture, or a sentence that begins like a label, names no source of the article."""
    if label := next(_labels(text), None):
        behind = text[label.end() :].lstrip(_TRIM)
        return _without_report(behind) if label[0][0] in "据综" else behind
    befores = (text[: label.start()] for label in _LABEL.finditer(text))
    of_others = any(not before.strip(_TRIM) or _is_of_others(before) for before in befores)
    return "" if of_others else text.lstrip(_TRIM)


def _is_of_others(before: str) -> bool:
    return bool(_OF_A_PART.search(before) or _REQUEST.search(before)) or before[-1:] in tuple(_OPENING_QUOTES)


def _bare(text: str) -> str:
    """`“《示例日报》 张山”` gives 示例日报: without quotes, 《》 and the name of a person behind it."""
    words = _BOOK_TITLE_MARKS.sub("", text).strip(_TRIM).split()
    while len(words) > 1 and len(words[-1]) < 4 and is_person(words[-1], trusted=False):
        words.pop()
    name = " ".join(words)
    return name[1:-1] if _QUOTED.fullmatch(name) else name
