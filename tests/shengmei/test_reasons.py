"""Why an address is in its state: every sentence that the crawl makes is known, and said in Chinese."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from gettext import gettext
from pathlib import Path

import pytest

from crawler.store.scheduling.frontier_rows import GONE_ONCE, RETURNED_ONCE
from shengmei.console import translation
from shengmei.reasons import (
    PATTERNS,
    kind_in_words,
    kind_of_reason,
    reason_in_words,
    reasons_in_words,
)

ROOT = Path(__file__).parent.parent.parent
# Calls that take a sentence: which of their arguments, and by which names.
CALLS = {
    "UnknownLayout": 1, "RobotsUnknown": 0, "Unreadable": 0, "NotFetched": 0, "mark_missing": 1,
    "_unknown": 1, "_failed": 1, "_verdict": 3, "cuts.append": 0, "_begin": 4,
}  # fmt: skip
NAMES = {"reason", "said", "why", "what", "led", "problem", "last_error", "counted"}
SAYING = re.compile(r"reason|no_article|problem|_of_no_revision|^wait$")  # functions that give sentences
FILES = [
    *(one for one in (ROOT / "crawler" / "spiders").rglob("*.py") if one.name != "arguments.py"),
    *(ROOT / "crawler" / "outcomes").rglob("*.py"),
    *(ROOT / "crawler" / "pages").rglob("*.py"),
    *(ROOT / "crawler" / name for name in ("reader.py", "pipelines.py", "list_reader.py")),
    *(ROOT / "crawler" / "commands" / name for name in ("read_file.py", "fetch_page.py")),
    ROOT / "crawler" / "store" / "upkeep" / "joining.py",
]
NO_WORDS = re.compile(r"(?:HTTP|[^a-z])*")  # as `HTTP 404`, or an exception's name and what it says


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    translation.bind()


def texts(node: ast.expr | None) -> Iterator[str]:
    """The sentences that an expression makes, `…` for what is put in."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(part_of, parts))
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one)
            yield from texts(other)
        case ast.BoolOp(values=several) | ast.Tuple(elts=several):
            for each in several:
                yield from texts(each)
        case ast.Subscript(value=whole):  # cut to what the store keeps
            yield from texts(whole)
        case ast.Dict(keys=keys):  # counted = {"elements too many": …}
            for key in keys:
                yield from (f"… {one}" for one in texts(key))


def part_of(text: ast.expr) -> str:
    match text:
        case ast.Constant(value=str(said)):
            return said
        case ast.FormattedValue(value=ast.Name(id="GONE_ONCE" | "RETURNED_ONCE" as name)):
            return {"GONE_ONCE": GONE_ONCE, "RETURNED_ONCE": RETURNED_ONCE}[name]
        case _:
            return "…"


def made(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call():
                yield from handed_over(node)
            case ast.Assign(targets=[ast.Name(id=name), *_], value=value) if name in NAMES:
                yield from texts(value)
            case ast.FunctionDef(name=name) if SAYING.search(name):
                for inner in ast.walk(node):
                    yield from texts(inner.value if isinstance(inner, ast.Return) else None)


def handed_over(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if isinstance(call.func, ast.Attribute) and name == "append":
        name = f"{getattr(call.func.value, 'id', '')}.append"
    if (place := CALLS.get(name)) is not None and len(call.args) > place:
        yield from texts(call.args[place])
    for keyword in call.keywords:
        if keyword.arg in NAMES:
            yield from texts(keyword.value)


def sentences() -> set[str]:
    found = {one for path in FILES for one in made(path)}
    return {one for one in found if " " in one and not NO_WORDS.fullmatch(one)}


def is_known(sentence: str) -> bool:
    """`no {selector}` fits too much: of what is no selector another pattern must tell."""
    fitting = {one for one in PATTERNS if re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(one)), sentence)}
    return bool(fitting - {"no {selector}"} or (fitting and re.search(r"[…#.\[]", sentence)))


def test_every_sentence_that_is_made_has_its_pattern():
    found = sentences()
    assert len(found) > 50
    unknown = sorted(one for one in found if not is_known(one))
    assert unknown == [], "PATTERNS in shengmei/reasons.py, and in the catalogue"
    assert not is_known("its server is asleep")
    assert not is_known("no time to read it")


def test_no_pattern_is_of_a_sentence_that_nobody_makes():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "crawler").rglob("*.py"))
    code += (ROOT / "search_cli" / "views" / "article_stories.py").read_text(encoding="utf-8")
    literal = [max(re.split(r"\{\w+\}", one), key=len).strip(" :;,()") for one in PATTERNS]
    flat = re.sub(r'"\s*\n?\s*f?"', "", code)
    flat = flat.replace("{GONE_ONCE}", GONE_ONCE).replace("{RETURNED_ONCE}", RETURNED_ONCE)
    assert [one for one in literal if one not in flat] == []


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_is_said_in_chinese_with_what_stands_in_it(pattern):
    values = {name: f"<{number}>Z" for number, name in enumerate(re.findall(r"\{(\w+)\}", pattern))}
    said = reason_in_words(pattern.format(**values), gettext)
    assert re.search("[一-鿿]", said)
    assert sorted(re.findall(r"<\d>Z", said)) == sorted(values.values())
    assert gettext(pattern) != pattern


@pytest.mark.usefixtures("chinese")
def test_every_doubt_is_said_in_chinese():
    model = json.loads((ROOT / "crawler" / "confidence_model.json").read_text(encoding="utf-8"))
    reasons = [one["reason"] for part in ("measured", "given") for one in model[part].values()]
    assert len(reasons) > 30
    assert [one for one in reasons if gettext(one) == one] == []


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(("reason", "said"), [
    ("robots.txt of a.example cannot be had: its server did not answer in time",
     "取不到 a.example 的 robots.txt：服务器没有及时应答"),
    ("gone once: HTTP 404, first seen 2026-05-01T10:00:00.000Z",
     "一次不见：HTTP 404，首次发现于 2026-05-01 18:00+08:00"),
    ("gone once: HTTP 301 to http://a.example/ , which is no article, first seen 2026-05-01T10:00:00.000Z; "
     "since then its server refuses the connection",
     "一次不见：HTTP 301，转到 http://a.example/ ，那里不是文章，首次发现于 2026-05-01 18:00+08:00；"
     "此后 服务器拒绝连接"),
    ("HTTP 404, first seen gone 2026-05-01T10:00:00.000Z", "HTTP 404，首次发现不见于 2026-05-01 18:00+08:00"),
    ("unreadable, and was an article: no .title", "无法读懂，而原来是文章：没有 .title"),
    ("ends early, 2 of 3 pages: http://a.example/1_3.html: HTTP 404",
     "提前结束，3 页中有 2 页：http://a.example/1_3.html: HTTP 404"),
    ("reading it failed: KeyError: 'x'", "阅读失败：KeyError: 'x'"),
    ("a site file's own words", "a site file's own words"),
    ("HTTP 503", "HTTP 503"),
    ("", ""),
])  # fmt: skip
def test_a_reason_in_chinese(reason, said):
    assert reason_in_words(reason) == said


def test_in_english_a_reason_is_as_it_is_but_for_its_moments():
    same = "unreadable, and was an article: no .title"
    assert reason_in_words(same, str) == same
    told = reason_in_words("gone once: HTTP 404, first seen 2026-05-01T10:00:00.000Z", str)
    assert told == "gone once: HTTP 404, first seen 2026-05-01 18:00+08:00"


@pytest.mark.usefixtures("chinese")
def test_several_reasons():
    assert reasons_in_words("0.42: the text is short; no source was found") == "0.42: 正文很短; 没有找到来源"
    assert (
        reasons_in_words("199801 elements too deep, without their text")
        == "199801 个元素嵌套过深，其文字未读"
    )


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(("reason", "said"), [
    ("reading it failed: KeyError: 'x'", "阅读失败"),
    ("redirects to 'http://e.example.cn/x'", "转向 …"),
    ("another page: '长江' shares neither title, date, source nor text with the article", "另一个页面"),
    ("taken for an article by its address, and shows no time, source or byline",
     "按地址看作文章，却没有时间、来源或署名"),
    ("robots.txt of a.example cannot be had: HTTP 503", "取不到 a.example 的 robots.txt"),
    ("larger than 10 MB: not fetched", "超过 10 MB"),
    ("HTTP 503", "HTTP 503"),
    ("", "没有说明原因"),
])  # fmt: skip
def test_a_kind_of_reason_in_chinese(reason, said):
    assert kind_in_words(kind_of_reason(reason)) == said
    assert kind_in_words(f"list: {kind_of_reason(reason)}") == f"列表页：{said}"
