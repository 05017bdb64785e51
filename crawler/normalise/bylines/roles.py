"""Role words: where they stand in a text, which role they name, and what before them belongs to the role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from crawler.items import Role
from crawler.normalise.bylines.names import has_surname, is_place, word_list

_OWN_OUTLET = ("本报", "本网", "本台", "本刊", "本社", "本站", "我报", "我网", "我台", "本网站", "本报社")
# Role words that take a modifier (首席, 见习 …) or an organisation before them.
TAKES_MODIFIERS = (
    "记者",
    "通讯员",
    "评论员",
    "编辑",
    "观察员",
    "实习生",
    "記者",
    "撰稿人",
    "作者",
    "摄影师",
    "特派员",
    "主笔",
    "主编",
    "总编",
)
_NOT_AFTER = {
    "记者": "站证节团会们问部协获从在了就对还也又再将与今昨看到说道称发采注走来随致联表提探独梳"
    "|招待|手记|调查|观察|见面|编辑部|日前|近日|经过|通过",
    "編輯": "部",
    "编辑": "部们器室成们按委了|推荐|点评|荐语|手记|出版|工作|整理自",
    "文编": "辑",
    "作者": "系为是们认|单位|简介|介绍|信息|授权|所有|版权|来源|本人|现任|声明"
    "|个人|观点|独立|立场|保留|自述|原创|投稿|按语",
    "摄影": "作品大赛展家协报师图|艺术|爱好|报道|比赛|机构|联展| 报道| 報導",
    "摄像": "头机",
    "校对": "机",
    "审核": "通过员",
    "图片": "来源由为说",
    "视频": "来源中显号",
    "文字": "稿",
    "来源": "于|地|地区",
    "制作": "的了|团队",
    "编译": "自|报道|报导|報導",
    "編譯": "報導|報道",
    "译": "报者文本自",
    "采写": "报道|报导",
    "时间": "段",
    "实习": "期|单位",
    "技术": "支持",
    "海报": "新闻",
}
_NEVER_SPACED = frozenset("网文小")
_WIDE = frozenset(("责任编辑", "責任編輯", "通讯员", "实习生", "责任校对", "值班编辑"))
_POSTED = re.compile(r"驻([\u4e00-\u9fff]{1,3})$")
_LABEL_MARK = r"[\s\u3000]{0,4}[:：/／|│]"


@dataclass(frozen=True)
class RoleWord:
    """A role word and its place: `start` is before its modifiers (首席) and before 本报."""

    start: int
    end: int
    role: Role | None
    word: str
    own: bool = False  # 本报, 本网 … stand before it


@cache
def _roles() -> dict[str, Role | None]:
    known: dict[str, Role] = {role: role for role in get_args(Role)}
    return {word: known.get(first) for first, *rest in word_list("roles.txt") for word in rest}


@cache
def _modifiers() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are cut off before a role, and all words that are no organisation there."""
    lines = word_list("role_modifiers.txt")
    cut = {word for line in lines if line[0] != "=" for word in line}
    return frozenset(cut), frozenset(cut | {word for line in lines if line[0] == "=" for word in line[1:]})


def _spaced(word: str) -> str:
    """`编　辑`, `责 任 编 辑` are printed for 编辑, 责任编辑, to fill a column; 网 编 ends other words."""
    spaced = word in _WIDE or (len(word) == 2 and word[0] not in _NEVER_SPACED)
    return r"[ \u3000\xa0]{0,2}".join(word) if spaced else re.escape(word)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_roles(), key=len, reverse=True)
    first = "".join(sorted({word[0] for word in words}))
    known = "|".join(map(_guarded, words))
    # Single characters are role words as labels (文/张三, 图：李四, 文 | 王五) or before a name (文 张三).
    single = rf"(?<![\w/／])[文图圖摄攝撰编审校译](?={_LABEL_MARK}|[ \u3000]{{1,3}}[\u4e00-\u9fff]{{2}})"
    # A label that is not known: its names are nobody's. 网络编辑： is known by its end.
    ends = "".join(
        f"(?<!{'|'.join(re.escape(word) for word in words if len(word) == length)})" for length in (2, 3, 4)
    )
    other = rf"(?<!\w)[\u4e00-\u9fff]{{2,8}}(?=[:：]){ends}"
    # The first characters are looked at before the words: most characters of a text begin no role.
    return re.compile(rf"(?=[{first}])(?:{known})|{single}|{other}")


def _guarded(word: str) -> str:
    characters, *longer = _NOT_AFTER.get(word, "").split("|")
    unless = "|".join(([f"[{characters}]"] if characters else []) + longer)
    return _spaced(word) + (f"(?!{unless})" if unless else "")


_SINGLE: dict[str, Role | None] = {
    "文": "author",
    "撰": "author",
    "图": "photographer",
    "圖": "photographer",
    "攝": "photographer",
    "摄": "photographer",
    "编": "editor",
    "审": "reviewer",
    "校": "proofreader",
    "译": None,
}


_WORD_BEHIND = frozenset("文图圖摄攝")
_NAME_AND_WORD = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}[ \u3000/]{0,3}[图圖摄攝]\s{0,3}$")
_NAME_BEFORE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})[ \u3000]{1,3}$")
_BLANKS = re.compile(r"[ \u3000]+[\u4e00-\u9fff]")


def find_roles(text: str) -> list[RoleWord]:
    """The role words of a text in order: `示例日报全媒记者 张晓山 编辑 潘念` has 全媒记者 and 编辑."""
    role_words = [_role_word(text, match) for match in _pattern().finditer(text)]
    # 图片 of 图片记者 and 文字 of 文字编辑 are role words of their own, and modifiers here.
    following = [role_word.start for role_word in role_words[1:]] + [len(text)] * bool(role_words)
    known = [
        role_word for role_word, start in zip(role_words, following, strict=True) if role_word.end <= start
    ]
    return _without_those_behind(known, text)


def _without_those_behind(role_words: list[RoleWord], text: str) -> list[RoleWord]:
    """`李思 文 何山 摄`: where the last word stands behind a name, 文 does so too, and heads nobody."""
    if not any(one.word in _WORD_BEHIND for one in role_words) or not _NAME_AND_WORD.search(text):
        return role_words
    return [
        one
        for one in role_words
        if one.word not in _WORD_BEHIND
        or not _BLANKS.match(text, one.end)
        or not (name := _NAME_BEFORE.search(text, 0, one.start))
        or not has_surname(name[1])
    ]


# N视频记者, 39度视频记者, 示例报·豫视频记者: 视频 ends the name of an outlet
_OF_AN_OUTLET = re.compile(r"(?:(?<![A-Za-z])(?:[A-Za-z]{1,3}|\d{1,3}度)|[·、/][\u4e00-\u9fff]{1,3})$")


def _role_word(text: str, match: re.Match[str]) -> RoleWord:
    word = re.sub(r"\s", "", match[0])
    if word == "视频记者" and _OF_AN_OUTLET.search(text, 0, match.start()):
        return RoleWord(match.start() + 2, match.end(), "reporter", "记者")
    role = _SINGLE[word] if len(word) == 1 else _roles().get(word)
    start = match.start()
    if not word.endswith(TAKES_MODIFIERS):
        return RoleWord(start, match.end(), role, word)
    start, modifiers = _modifiers_before(text, start)
    own = next((own for own in _OWN_OUTLET if text[:start].endswith(own)), None)
    return RoleWord(
        start - len(own or ""), match.end(), _modified(role, modifiers), word, own=own is not None
    )


def _modifiers_before(text: str, start: int) -> tuple[int, str]:
    """Where the modifiers (首席, 全媒, 见习 …) before a role word at `start` begin, and their text."""
    end = start
    while length := _modifier_length(text, start) or _posting_length(text, start):
        start -= length
    return start, text[start:end]


def _modifier_length(text: str, start: int) -> int:
    """How many characters of a modifier end at `start`; 0 where none does."""
    for length in (4, 3, 2):
        if start >= length and text[start - length : start] in _modifiers()[0]:
            return length
    return 0


def _posting_length(text: str, start: int) -> int:
    """How many characters of a posting (`驻京`, `驻武汉`) end at `start`; 0 where none does."""
    found = _POSTED.search(text, max(0, start - 4), start)
    return len(found[0]) if found and (len(found[1]) == 1 or is_place(found[1])) else 0


def _modified(role: Role | None, modifiers: str) -> Role | None:
    """见习 and 实习 make an intern of a reporter, 摄影 a photographer."""
    if role == "reporter":
        if "见习" in modifiers or "实习" in modifiers:
            return "intern"
        if "摄影" in modifiers or "图片" in modifiers:
            return "photographer"
        if "摄像" in modifiers:
            return "video"
    return role


def modified_roles() -> str:
    """A pattern of the role words that have modifiers before them: `首席记者`, `本报驻京记者`, `轮值总编`."""
    before = "|".join(sorted(_modifiers()[1].union(_OWN_OUTLET)))
    role = "|".join(TAKES_MODIFIERS)
    return rf"(?:(?:{before}){{1,4}}(?:驻[\u4e00-\u9fff]{{1,6}})?|驻[\u4e00-\u9fff]{{1,6}})(?:{role})"


def is_role_modifier(text: str) -> bool:
    """`财经`, `首席`: stands before a role word, and is no organisation."""
    return text in _modifiers()[1]
