"""Names of people: what is one, and how a run of names printed without blanks is cut."""

from __future__ import annotations

import pkgutil
import re
from functools import cache, lru_cache

_HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
_HAN_ONLY = re.compile(rf"[{_HAN}〇]+")
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•・‧∙⋅．][{_HAN}A-Za-z]{{1,10}}){{1,4}}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’ -]{1,40}")
_ALL_CAPITALS = re.compile(r"[A-Z.]{1,3}")
# Characters that stand in sentences and hardly ever in names (让 stands in many Tibetan ones).
_SENTENCE_CHARACTERS = re.compile(r"[的了吗呢吧呀啊这那们么是在很也都没被把您你我他她它与及或但而且]")
_ROLE = re.compile(r"记者|通讯员|编辑|责编|作者|实习")
# 综合科 and 宣传部 stand behind 编辑 on pages of offices.
_OFFICE = re.compile(
    r"(?:综合|宣传|办公|信息|新闻|采编|组织|人事|财务|法规|政策|网络|总编|秘书|文秘|技术|服务"
    r"|党政|督查|业务|行政|政工|计财|安监|宣教|文教|纪检)(?:科|处|室|办|部|股|组|中心)$"
    r"|^(?:[骨内外儿妇产眼]|妇产|口腔|皮肤|急诊|检验|防保|[心神]内)科$"
)
_OFFICE_END = re.compile(rf"[{_HAN}]{{2,12}}[处室办部股局厅處辦廳]")
_SENTENCE_WORDS = re.compile(rf"[的了吗呢吧呀这们么您你他她我哪]|告诉|表示|已经|先生|女士|{_ROLE.pattern}")
_LONGEST_RUN = 16  # characters; four names without a blank between

_OF_A_PLACE = re.compile(rf"[{_HAN}]{{2,3}}[县縣市区區旗镇鎮乡鄉][{_HAN}]{{2}}")
_COUNTY = ("县", "縣")
_OUTLET_ENDS = "社网報报刊網"

_LONGEST_LISTED = 3  # characters of each name in a list
LONGEST_NAME = 8


@cache
def word_list(file: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a data file beside this one, each as its words; comments left out."""
    lines = (pkgutil.get_data(__name__, file) or b"").decode().splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Single and compound surnames."""
    words = [word for line in word_list("surnames.txt") for word in line]
    compound = {word for word in words if len(word) == 2}
    return frozenset("".join(word for word in words if word not in compound)), frozenset(compound)


@cache
def _no_names() -> frozenset[str]:
    return frozenset(
        word for file in ("not_names.txt", "places.txt") for line in word_list(file) for word in line
    )


@cache
def _names_too() -> frozenset[str]:
    """Words that are names as well, as people are called: `文明`, `金秋`."""
    return frozenset(word for first, *rest in word_list("not_names.txt") if first == "?" for word in rest)


@cache
def _places() -> frozenset[str]:
    return frozenset(word for line in word_list("places.txt") for word in line)


@cache
def _organisation_words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Ends that make an organisation, ends that do so from four characters on, and whole names."""
    strong: list[str] = []
    weak: list[str] = []
    whole: list[str] = []
    for first, *rest in word_list("organisations.txt"):
        kind = {"=": weak, "!": whole}.get(first)
        (strong if kind is None else kind).extend([first, *rest] if kind is None else rest)
    return tuple(strong), tuple(weak), frozenset(whole)


def has_surname(text: str) -> bool:
    """`张晓山` begins with a surname, `扎西顿珠` does not."""
    return text[:1] in _surnames()[0] or text[:2] in _surnames()[1]


def is_nobody(text: str) -> bool:
    """`本站`, `佚名`, `方向`: stands where a name would, and is none."""
    return text.lower() in _no_names()


def is_place(text: str) -> bool:
    """`武汉`, `湖北`: a place, not a person and not an organisation."""
    return text in _places()


@lru_cache(maxsize=1024)
def is_county(text: str) -> bool:
    """`白沙`, `祁连`: the name of a county, or of a larger place. Many people are called like one, and the
    table takes a tenth of a second to load, so this is asked only where a place is likely."""
    from shengmei.places.names import short_names

    return bool(short_names(text))


def is_organisation(text: str) -> bool:
    """`湖北日报`, `极目新闻`, `自贡网` are organisations, `长江云` too; `高小云` is a person."""
    strong, weak, whole = _organisation_words()
    if text in whole or text.endswith(strong):
        return True
    if not text.endswith(weak) or len(text) < 3:
        return False
    if is_place(text[:-1]) or _OF_A_PLACE.match(text):
        return True  # 武汉台, and 沙洲县文旅局, which surnames would cut in two
    return not surname_cuts(text)


def is_surely_organisation(text: str) -> bool:
    """`江州新闻网`, though surnames would cut it in two: it ends in a word that outlets end in."""
    return len(text) > _LONGEST_LISTED and text.endswith(_words_of_outlets()) and not is_compound(text)


@cache
def _words_of_outlets() -> tuple[str, ...]:
    return tuple(end for end in _organisation_words()[0] if len(end) > 1)


def is_list_of_names(text: str) -> bool:
    """`张山、水小辰`: behind one with a surname the others of a list are names, though theirs are rare."""
    names = text.split("、")
    short = len(names) > 1 and all(1 < len(name) <= _LONGEST_LISTED for name in names)
    return short and is_person(names[0], trusted=False)


def ends_like_outlet(text: str) -> bool:
    """`江台`, `方圆网`: ends like an outlet, though it may be a name as well."""
    return len(text) > 1 and text[-1] in _OUTLET_ENDS + "台臺"


def is_department(text: str) -> bool:
    """`综合科`, `财政股`: a part of an office signs; `李志科` is a person, and so is `扎西科`."""
    if _OFFICE.search(text):
        return True
    return bool(_OFFICE_END.fullmatch(text)) and (not has_surname(text) or is_nobody(text[:-1]))


def is_compound(text: str) -> bool:
    """`欧阳文学` has a surname of two characters, and so four in all."""
    return len(text) in (3, 4) and text[:2] in _surnames()[1]


def is_person(text: str, *, trusted: bool = True) -> bool:
    """`潘念` yes; `记者`, `武汉`, `湖北日报` no. Without a label (`trusted=False`) a surname is asked for."""
    if is_nobody(text) and not (trusted and text in _names_too()):
        return False
    if _ROLE.search(text) or is_department(text):
        return False
    if is_organisation(text) and not (trusted and _is_surname_with_outlet_ending(text)):
        return False
    if _DOTTED.fullmatch(text):
        return True
    if _HAN_ONLY.fullmatch(text):
        return _is_han_person(text, trusted)
    return trusted and bool(_LATIN.fullmatch(text)) and not _ALL_CAPITALS.fullmatch(text)


def _is_surname_with_outlet_ending(text: str) -> bool:
    """`张网`, `严社`: behind a label a person, though 鲁网 and 文汇报, which are known, are none."""
    known = text in _organisation_words()[2] or is_place(text[:-1])
    return len(text) < 4 and text[-1] in _OUTLET_ENDS and has_surname(text) and not known


def _is_han_person(text: str, trusted: bool) -> bool:
    if len(text) < 2 or len(text) > LONGEST_NAME:
        return False
    if len(text) == 4 and is_nobody(text[:2]) and not has_surname(text[1]):
        return False  # 关闭窗口, 高度重视
    if has_surname(text):
        return (
            len(text) < 4 or is_compound(text) or (len(text) == 4 and not _SENTENCE_CHARACTERS.search(text))
        )
    return trusted and not (_SENTENCE_CHARACTERS if len(text) < 5 else _SENTENCE_WORDS).search(text)


def cut_run(run: str) -> tuple[tuple[str, ...], bool]:
    """`张晓山陈思思` gives the two names; a run that surnames cut in no way or in two is kept whole, uncut.

    >>> cut_run("潘念"), cut_run("欧阳文学"), cut_run("何方丝雨")
    ((('潘念',), False), (('欧阳文学',), False), (('何方丝雨',), False))
    """
    if (
        len(run) < 4
        or has_sentence_words(run)
        or not _HAN_ONLY.fullmatch(run)
        or not has_surname(run)
        or is_compound(run)
    ):
        return (run,), False
    ways = surname_cuts(run)
    if len(ways) == 1 and not _is_double(run):
        return ways[0], False
    return (run,), bool(ways) or len(run) > 4


def _is_double(run: str) -> bool:
    """`张陈美丽` may be one person with the surnames of both parents."""
    return len(run) == 4 and run[1] in _surnames()[0]


def surname_cuts(run: str) -> list[tuple[str, ...]]:
    """The ways, two at most, to cut a run into names of two or three characters (compound: three or four)."""
    if not 2 <= len(run) <= _LONGEST_RUN:
        return []
    ways: dict[int, list[tuple[str, ...]]] = {len(run): [()]}
    for start in range(len(run) - 2, -1, -1):
        found = [(run[start:end], *rest) for end in _name_ends(run, start) for rest in ways.get(end, ())]
        ways[start] = found[:2]
    return ways[0]


def _name_ends(run: str, start: int) -> list[int]:
    single, compound = _surnames()
    if run[start : start + 2] in compound:
        lengths: tuple[int, ...] = (3, 4)  # 欧阳文学 is no 欧阳 and 文学
    else:
        lengths = (2, 3) if run[start] in single else ()
        if run[start + 2 : start + 3] in _COUNTY:
            lengths = lengths[:1]  # 沙洲县何小山: nobody is called 县
    return [start + length for length in lengths]


def has_sentence_words(text: str) -> bool:
    """`您怎么看`, `张山了`: has a character or a word that stands in sentences and in no name."""
    return bool(_SENTENCE_WORDS.search(text))
