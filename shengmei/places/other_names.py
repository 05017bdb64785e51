"""Where the name of a place is part of that of a person, a road, a river, a building, an organisation."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_ENDINGS: dict[str, str] = json.loads(
    files("shengmei.places").joinpath("other_names.json").read_text("utf-8")
)
_HAN = "\u4e00-\u9fff"
# What is no part of a name: behind it the sentence goes on.
_STOP = (
    "的了在和与及或是为将至到从对把被给让向往由因于已就也还都又再则并而且每某该此这那各多两几"
    "一二三四五六七八九十百千万第来去有无不没"
)
_VERBS = "共建|新建|改建|建成|建起|建新|引进|举办|举行|开通|启动|召开|推进|改造|发布|联手|迎来|成立|增设|投用"
_PART = f"(?:(?![{_STOP}]|{_VERBS})[{_HAN}·])"


def _any_of(kind: str) -> str:
    """The words of other_names.json that end names of a kind; `路(?!过)` is one before something else."""
    return "|".join(_ENDINGS[kind].split())


# Directly behind a name, or behind a direction: 南京路, 南京东路, 苏州河, 台湾海峡, 临泽镇.
_FEATURES = re.compile("[东西南北中老新大小上下]?(?:" + _any_of("features") + ")")
_BRANDS = re.compile(_any_of("brands"))
# Behind a few characters, at most so many: 武汉长江大桥, 广州白云国际机场, 京广高铁武汉站. Words of one
# character end the names of organisations only where little stands between.
_REACH = {"organisations": 14, "buildings": 6, "offices": 5}
_PARTS = re.compile(f"{_PART}{{0,{max(_REACH.values())}}}")
_DATELINE = re.compile(r"\s?\d{1,2}月|\s?(?:讯|电)")
_BYLINES = re.compile(
    r"[（(【\[][^（）()【】\[\]]{0,60}(?:记者|通讯员|作者|摄影|摄|编辑|供图|来源)[^（）()【】\[\]]{0,80}[）)】\]]"
    rf"|(?:记者|通讯员|作者|编辑|责编|摄影)[\s:：/|]+(?:[{_HAN}·]{{2,4}}(?:[\s、,，/]+|$))+"
)
_PHRASES = re.compile(
    "北京时间|万古长春|长春万古|(?:世界|天下)大同|大同小异|朝阳(?:产业|行业|企业|群众)|平安(?:夜|符)"
    "|中山(?:装|先生|陵)|东方(?:红|之珠)"
    # Outlets called 新湖南, 新重庆.
    "|新(?:湖南|湖北|重庆|甘肃|安徽|江苏|河南|海南|福建|西藏|黄河)(?=讯|客户端|报|网)"
)

# Surnames, without those that are also what a sentence says before a place: 于武汉, 向武汉, 任武汉市长.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄吴徐孙胡朱何郭罗梁宋郑谢韩冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛"
    "阎余潘杜戴姜谭廖邹熊陆郝孔崔邱侯邵孟钱尹黎乔贺赖龚"
)
# Surnames that are words too count only behind what introduces a person.
_SURNAMES_AND_WORDS = frozenset("周林马唐丁叶夏钟汪田范石姚金康毛秦史顾龙段雷汤")
_INTRODUCES = ("记者", "教授", "先生", "同志", "老师", "医生", *"叫、和与是由对：“‘")
# With one more character behind it a person.
_PERSON_LIKE = frozenset(("吴忠", "黄石", "高安", "安平", "文安", "康平", "吴江", "温江", "吴兴"))
_BEHIND_PLACE = frozenset("的与和在是及至到等已将今昨市县区省人城籍两多各一、，。：；｜|丨· 　0123456789")


def without_other_names(text: str) -> str:
    """`（记者 李朝阳）` and `朝阳产业` are blanks; all other characters stay where they are."""
    for other in (_BYLINES, _PHRASES):
        text = other.sub(lambda found: " " * len(found[0]), text)
    return text


def belongs_to_person(text: str, start: int, end: int, *, surname: bool) -> bool:
    """`王海南`, `吴忠良`: a short name behind a surname, or one that begins with a surname and goes on.

    `surname`: the character before it is a word by itself.
    """
    before = text[start - 1] if start and surname else " "
    further = text[max(start - 3, 0) : max(start - 1, 0)]
    if before in _SURNAMES:
        return True
    if before in _SURNAMES_AND_WORDS and (not further.strip() or further.endswith(_INTRODUCES)):
        return True
    return text[start:end] in _PERSON_LIKE and text[end : end + 1] not in _BEHIND_PLACE


def begins_other_name(text: str, end: int, *, full: bool) -> bool:
    """Whether what stands behind makes it another name: `南京` before `路`, `武汉市` before `政府`.

    `full`: it is a full name, 武汉市, which no road or river is called after.
    """
    if _DATELINE.match(text, end):
        return False
    if _ends_other_name(text, end):
        return True
    return not full and bool(_FEATURES.match(text, end) or _BRANDS.match(text, end))


def _ends_other_name(text: str, end: int) -> bool:
    """Whether a word that ends names of organisations or buildings follows, behind parts of such a name."""
    parts = _PARTS.match(text, end)
    reach = parts.end() - end if parts else 0
    for between, character in enumerate(text[end : end + reach + 1]):
        for most, words in _endings().get(character, ()):
            if between <= most and words.match(text, end + between):
                return True
    return False


@cache
def _endings() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """By first character the words that end names, and how many characters may stand before them."""
    found: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for kind, most in _REACH.items():
        by_first: dict[str, list[str]] = {}
        for word in _ENDINGS[kind].split():
            by_first.setdefault(word[0], []).append(word)
        for first, some in by_first.items():
            found.setdefault(first, []).append((most, re.compile("|".join(some))))
    return found
