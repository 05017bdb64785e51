"""Articles of which it is known who copied whom: a newspaper's, and edited copies of them by kinds and seed.

The newspaper is that of search_corpus.py. Beside copies there are texts that share a form and no more
(weather, prices, meetings, obituaries), roundups of several wires, and passages quoted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, combinations
from typing import NamedTuple

from shengmei.timezone import SHANGHAI

FIRST_DAY = datetime(2023, 1, 2, tzinfo=SHANGHAI)
DAYS = 3 * 365
OUTLETS = 60
PLACES = ("江州", "云泽", "白鹭洲", "石埠", "青浦岭", "望江", "南塘", "北屏")
NAMES = ("秦望江", "卢小满", "邓一帆", "方知非", "林晓雾", "江白鹭", "石可言", "易水寒")
BOILERPLATE = (
    "本文转载自其他媒体，转载目的在于传递更多信息，并不代表本网赞同其观点和对其真实性负责。",
    "更多精彩内容请下载本台客户端，欢迎扫描二维码关注我们的官方账号，随时了解身边的新鲜事。",
)


NOWHERE = -1  # the origin of characters that nobody wrote before
_DATELINE = re.compile(r"(?:本报|新华社)[^。]{0,24}?(?:电|讯)[\s（(]?")
# Han without numerals: who writes a text in other words does not change its figures.
_PLAIN = re.compile(r"(?:(?![〇零一二三四五六七八九十百千万亿两])[\u4e00-\u9fff])+")


class Piece(NamedTuple):
    """Characters, and for each where it was written first: a number of its own, the same in every copy. What
    an edit wrote is `NOWHERE`; a word put for another keeps the place of that."""

    text: str
    origins: tuple[int, ...]

    def __add__(self, other: Piece) -> Piece:  # type: ignore[override]  # a text, not a tuple
        return Piece(self.text + other.text, self.origins + other.origins)

    def part(self, start: int, end: int) -> Piece:
        return Piece(self.text[start:end], self.origins[start:end])

    def sentences(self) -> list[Piece]:
        """`今天开渡。明天停。` gives both, with their ends."""
        return [self.part(*one.span()) for one in re.finditer(r"[^。！？\n]+[。！？]?\n?", self.text)]


def new(text: str) -> Piece:
    """What nobody wrote before."""
    return Piece(text, (NOWHERE,) * len(text))


def joined(pieces: Iterable[Piece]) -> Piece:
    there = list(pieces)
    return Piece("".join(one.text for one in there), tuple(chain.from_iterable(one.origins for one in there)))


@dataclass(frozen=True, kw_only=True)
class Print:
    """A text as one outlet printed it. `story` is that of the original it was made from, None for one that is
    no copy as a whole."""

    number: int
    title: str
    piece: Piece
    site: str
    at: datetime
    kind: str  # "original", a kind of edit, "passage", "roundup", "formula"
    story: int | None

    @property
    def body(self) -> str:
        return self.piece.text


Edit = Callable[[random.Random, "Material", Piece], Piece]


@dataclass(frozen=True)
class Material:
    """What edits draw from: sentences, and words by their length."""

    sentences: Sequence[Piece]
    words: dict[int, Sequence[str]]

    @classmethod
    def of(cls, bodies: Sequence[Piece], words: Sequence[str]) -> Material:
        by_length: dict[int, list[str]] = {}
        for word in filter(_PLAIN.fullmatch, dict.fromkeys(words)):
            by_length.setdefault(len(word), []).append(word)
        return cls([one for body in bodies for one in body.sentences()], dict(by_length))

    def filler(self, drawn: random.Random, characters: int) -> Piece:
        """Sentences of other articles, at least that many characters."""
        text = new("")
        while len(text.text) < characters:
            text += drawn.choice(self.sentences)
        return text


def _whole(_drawn: random.Random, _material: Material, body: Piece) -> Piece:
    return body


def _spacing(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    comma = drawn.choice((",", "， ", "，\u3000"))
    spaced = {"，": comma, "\n": "\n\n\u3000\u3000"}
    return joined(
        new(spaced[one]) if one in spaced else Piece(one, (origin,))
        for one, origin in zip(body.text, body.origins, strict=True)
    )


def _dateline(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    there = _DATELINE.match(body.text)
    body = body.part(there.end() if there else 0, len(body.text))
    day = f"{drawn.randrange(1, 13)}月{drawn.randrange(1, 29)}日"
    head = drawn.choice((f"示例社{drawn.choice(PLACES)}{day}电 ", f"本报讯（记者{drawn.choice(NAMES)}）"))
    tail = drawn.choice(("", f"（记者 {drawn.choice(NAMES)}）", "（完）"))
    return new(head) + body + new(tail)


def _cut_end(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    there = body.sentences()
    return joined(there[: max(1, int(len(there) * drawn.uniform(0.5, 0.9)))])


def _cut_inside(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    there = body.sentences()
    for _ in range(max(1, int(len(there) * drawn.uniform(0.1, 0.4)))):
        if len(there) > 2:
            del there[drawn.randrange(1, len(there) - 1)]
    return joined(there)


def _lead(drawn: random.Random, material: Material, body: Piece) -> Piece:
    return material.filler(drawn, drawn.randrange(60, 200)) + new("\n") + body


def _inserted(drawn: random.Random, material: Material, body: Piece) -> Piece:
    there = body.sentences()
    for _ in range(drawn.randrange(1, 4)):
        there.insert(drawn.randrange(1, len(there) + 1), material.filler(drawn, drawn.randrange(30, 120)))
    return joined(there)


def _paraphrase(share: float) -> Edit:
    def edit(drawn: random.Random, material: Material, body: Piece) -> Piece:
        text = body.text
        left = int(len(text) * share)
        while left > 0:
            length = drawn.choice((1, 2, 2, 2, 3))
            start = drawn.randrange(0, max(1, len(text) - length))
            if _PLAIN.fullmatch(text, start, start + length):
                text = text[:start] + drawn.choice(material.words[length]) + text[start + length :]
            left -= length
        return Piece(text, body.origins)

    return edit


def _boilerplate(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    return body + new("\n" + "\n".join(drawn.sample(BOILERPLATE, drawn.randrange(1, 3))))


EDITS: dict[str, Edit] = {
    "whole": _whole,
    "spacing": _spacing,
    "dateline": _dateline,
    "cut at the end": _cut_end,
    "cut inside": _cut_inside,
    "lead added": _lead,
    "paragraphs inserted": _inserted,
    "10 % paraphrased": _paraphrase(0.1),
    "20 % paraphrased": _paraphrase(0.2),
    "boilerplate": _boilerplate,
}


def formula(drawn: random.Random, number: int) -> tuple[str, str]:
    """Title and body of a text that says each day the same in other numbers."""
    any_of, place, low = drawn.randrange, drawn.choice(PLACES), drawn.randrange(-5, 20)
    day, name = f"{any_of(1, 13)}月{any_of(1, 29)}日", drawn.choice(NAMES)
    match number % 4:
        case 0:
            return f"{place}天气预报", (
                f"{place}气象台{day}发布：今天白天多云到晴，偏南风{any_of(1, 4)}到{any_of(4, 6)}级，"
                f"最高气温{low + 11}度，最低气温{low}度；明天阴有小雨，降水量{any_of(2, 40)}毫米，"
                f"空气湿度百分之{any_of(40, 95)}。请市民外出注意携带雨具，农户及时疏通沟渠，做好田间管理，"
                "防止渍害发生。"
            )
        case 1:
            goods = ("大白菜", "土豆", "西红柿", "黄瓜", "青椒", "猪肉", "鸡蛋", "草鱼", "苹果")
            prices = "，".join(f"{one}每公斤{any_of(2, 90)}.{any_of(10)}元" for one in goods)
            return f"{place}农产品批发价格", (
                f"据{place}农产品批发市场监测，当日主要品种平均批发价格如下：{prices}。与前一日相比，"
                f"{any_of(2, 6)}个品种上涨，{any_of(2, 6)}个品种下跌，其余持平。总体供应充足，"
                f"日交易量{any_of(200, 900)}吨。"
            )
        case 2:
            names = "、".join(drawn.sample(NAMES, 4))
            return f"{place}市政府召开常务会议", (
                f"{day}，{place}市政府召开第{any_of(20, 99)}次常务会议。会议由{name}主持。会议传达学习了"
                "有关会议精神，听取了今年以来经济运行情况的汇报，审议并原则通过了"
                f"{any_of(2, 9)}项议题。{names}等出席会议，市直有关部门主要负责人列席会议。会议强调，"
                "要进一步提高站位，压实责任，确保各项工作落到实处。"
            )
        case _:
            return f"{name}同志逝世", (
                f"{place}市原政协委员{name}同志，因病医治无效，于{any_of(2020, 2026)}年{day}在{place}逝世，"
                f"享年{any_of(70, 99)}岁。{name}同志{any_of(1925, 1955)}年{any_of(1, 13)}月出生，"
                f"{any_of(1950, 1980)}年参加工作，曾任多个部门负责人，为当地的建设作出了贡献。"
            )


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The prints, and for each pair that shares characters which share of the shorter one's letters, digits
    and Han that is; below a tenth a pair is left out."""

    prints: list[Print]
    shared: dict[tuple[int, int], float]


def corpus(originals: Sequence[tuple[str, str]], words: Sequence[str], *, seed: int) -> Corpus:
    """A corpus from title and body of original articles, of which a third is copied one to six times."""
    drawn = random.Random(seed)
    bodies = [
        Piece(body, tuple(range(place := story * 1_000_000, place + len(body))))
        for story, (_, body) in enumerate(originals)
    ]
    material = Material.of(bodies, words)
    made: list[Print] = []

    def add(piece: Piece, title: str, at: datetime, kind: str, story: int | None = None) -> None:
        site = f"news{drawn.randrange(OUTLETS)}"
        number = len(made)
        made.append(Print(number=number, title=title, piece=piece, site=site, at=at, kind=kind, story=story))

    for story, (title, _) in enumerate(originals):
        at = FIRST_DAY + timedelta(minutes=drawn.randrange(DAYS * 24 * 60))
        add(bodies[story], title, at, "original", story)
        copies = drawn.randrange(1, 7) if drawn.random() < 1 / 3 else 0
        for kind in drawn.choices(list(EDITS), k=copies):
            later = at + timedelta(minutes=drawn.randrange(30, 3 * 24 * 60))
            named = drawn.choice((title, material.filler(drawn, 12).text[:20]))
            add(EDITS[kind](drawn, material, bodies[story]), named, later, kind, story)
    long_ones = [one for one in made if one.kind == "original" and len(one.body) >= 400]
    for one in drawn.choices(long_ones, k=len(originals) // 10):
        length = int(len(one.body) * drawn.uniform(0.1, 0.5))
        start = drawn.randrange(0, len(one.body) - length)
        around = material.filler(drawn, len(one.body) - length)
        cut = drawn.randrange(0, len(around.text))
        quoted = one.piece.part(start, start + length)
        piece = around.part(0, cut) + quoted + around.part(cut, len(around.text))
        add(piece, material.filler(drawn, 12).text[:20], one.at + timedelta(hours=20), "passage")
    for _ in range(len(originals) // 60):
        parts = drawn.sample(long_ones, drawn.randrange(2, 4))
        at = max(part.at for part in parts) + timedelta(hours=30)
        add(joined(part.piece for part in parts), "综合消息", at, "roundup")
    for number in range(len(originals) // 6):
        title, body = formula(drawn, number)
        add(new(body), title, FIRST_DAY + timedelta(days=drawn.randrange(DAYS)), "formula")
    return Corpus(prints=made, shared=shares(made))


def shares(made: Sequence[Print]) -> dict[tuple[int, int], float]:
    origins = [
        {origin for one, origin in zip(*made_one.piece, strict=True) if origin != NOWHERE and one.isalnum()}
        for made_one in made
    ]
    lengths = [sum(map(str.isalnum, one.body)) for one in made]
    holders: dict[int, list[int]] = {}
    for number, there in enumerate(origins):
        for origin in there:
            if origin % 8 == 0:  # enough to find the pairs by
                holders.setdefault(origin, []).append(number)
    pairs = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    shares = {
        (a, b): len(origins[a] & origins[b]) / min(lengths[a], lengths[b]) for a, b in pairs if lengths[a]
    }
    return {pair: share for pair, share in shares.items() if share >= 0.1}
