"""Pages made to hurt a reader: an ordinary article with about a megabyte of one kind of trouble in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from tests.crawler.pages.hostile_kinds import kinds
from tests.crawler.pages.hostile_runs import RUNS, SENTENCE, TITLE

PARAGRAPHS = tuple(f"第{number}夜，{SENTENCE}" for number in range(1, 7))
MANY, DEEP, LONG = 100_000, 200_000, 1_000_000

_FORMATTING = ("b", "i", "u", "s", "em", "tt", "big", "code", "font", "small", "strike", "strong")


def page(
    above: str = "", below: str = "", head: str = "", amid: str = "", title: str = f"{TITLE}_江边网"
) -> str:
    """An article with markup in its head, above, amid and below its text."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{above}'
        f'<div class="main"><h1>{TITLE}</h1><div class="info">2021-05-23 21:51 来源：江边网 记者：林望</div>'
        f'<div class="text">{body}{amid}</div></div>{below}</body></html>'
    )


def text(name: str) -> str:
    """The markup of the page of this name."""
    return page_of(name).decode()


def ordinary(size: int) -> bytes:
    """An article of about this many bytes that is nothing but long."""
    paragraph = f"<p>{SENTENCE}<a href='/p/1.html'>灯亮着</a></p>"
    return page(amid=paragraph * (size // len(paragraph.encode()))).encode()


_ANYWHERE = ("div nested", "div nested with text", "span nested", "font numbered nested", "mixed nested")
_IN_TITLES = ("digits", "names", "underscores", "hyphens", "brackets", "prose", "times", "colons")


def _nested(*tags: str, text: str = "", times: int = DEEP) -> str:
    return ("".join(f"<{tag}>" for tag in tags) + text) * (times // len(tags))


def _closed(*tags: str, times: int = MANY) -> str:
    closing = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    number = times // len(tags)
    return "".join(f"<{tag}>" for tag in tags) * number + SENTENCE + closing * number


def _numbered(form: str, times: int = MANY) -> str:
    return "".join(form.format(number) for number in range(times))


def _deep_json(opened: str, closed: str, depth: int = 10_000) -> str:
    return opened * depth + '{"title":"' + "灯" * (LONG // 3) + '"}' + closed * depth


def _formatting() -> str:
    return "".join(f"<{tag} id={number}>" for tag in _FORMATTING for number in range(3))


def _json_ld(written: str) -> str:
    return f'<script type="application/ld+json">{written}</script>'


_ABOVE: dict[str, Callable[[], str]] = {
    "div nested": lambda: _nested("div"),
    "div nested and closed": lambda: _closed("div"),
    "div nested with text": lambda: _nested("div", text="今天，晴。", times=MANY),
    "div with class nested": lambda: '<div class="article-content">' * (LONG // 29),
    "div hidden nested": lambda: "<div hidden>" * (LONG // 12),
    "div of display:none nested": lambda: '<div style="display:none">' * (LONG // 26),
    "span nested": lambda: _nested("span"),
    "span nested and closed": lambda: _closed("span"),
    "span nested around paragraphs": lambda: _nested("span", times=MANY) + f"<p>{SENTENCE}</p>" * 5_000,
    "b nested": lambda: _nested("b"),
    "b numbered nested": lambda: _numbered("<b id={}>"),
    "font numbered nested": lambda: _numbered('<font color="#{:06x}">', 40_000),
    "font left open in paragraphs": lambda: _numbered("<p><font id={}>灯</p>", 40_000),
    "font left open in rows": lambda: "<table>" + _numbered("<tr><td><font id={}>灯</td></tr>", 30_000),
    "formatting left open in paragraphs": lambda: f"<p>{_formatting()}</p>" + "<p>灯" * MANY,
    "formatting left open before paragraphs": lambda: _formatting() + "<p>灯" * MANY,
    "a numbered nested": lambda: _numbered("<a href=/p/{}.html>灯", 40_000),
    "a left open around div": lambda: _numbered("<a href=/{}><div>", 40_000),
    "nobr nested": lambda: _nested("nobr"),
    "b and div nested": lambda: _nested("b", "div"),
    "b closed across p": lambda: "<b><p>灯</b>" * 60_000,
    "a closed across div": lambda: "<a href=/1><div>灯</a>" * 40_000,
    "ul and li nested": lambda: _nested("ul", "li"),
    "li left open": lambda: "<li>灯" * MANY,
    "dl and dt nested": lambda: _nested("dl", "dt"),
    "tables nested": lambda: _nested("table", "tr", "td"),
    "tables nested and closed": lambda: _closed("table", "tr", "td"),
    "tables nested without cells": lambda: _nested("table", times=MANY),
    "div nested in a table": lambda: "<table>" + _nested("div"),
    "section, article and p nested": lambda: _nested("section", "article", "p"),
    "blockquote nested": lambda: _nested("blockquote", times=90_000),
    "unknown elements nested": lambda: _nested("x-y"),
    "word elements nested": lambda: _nested("o:p"),
    "buttons nested": lambda: _nested("button", times=MANY),
    "forms nested": lambda: "<form><div></form>" * 50_000,
    "divs closed by another name": lambda: "<div></span>" * 80_000,
    "divs closed across cells": lambda: "<div><table><tr><td></div>" * 40_000,
    "mixed nested": lambda: _nested("div", "span", "b", "font", "ul", "li", "table", "tr", "td", "p", "x"),
    "svg nested": lambda: _nested("svg"),
    "div nested after an svg style": lambda: "<svg><style>" + _nested("div"),
    "div nested after a select style": lambda: "<select><style></select>" + _nested("div"),
    "templates nested": lambda: _nested("template", times=MANY),
    "objects nested": lambda: _nested("object", times=MANY),
    "frames nested": lambda: _nested("frameset", times=MANY),
    "div nested in a textarea": lambda: "<textarea>" + _nested("div") + "</textarea>",
    "div nested in a noscript": lambda: "<noscript>" + _nested("div") + "</noscript>",
    "div nested in a template": lambda: "<template>" + _nested("div") + "</template>",
    "div nested in a comment": lambda: "<!--" + _nested("div") + "-->",
    "div nested in capitals": lambda: _nested("DiV"),
    "closing tags": lambda: "</div></span>" * 80_000,
    "closing p": lambda: "</p>" * DEEP,
    "closing br": lambda: "</br>" * DEEP,
    "attributes": lambda: "<p " + _numbered('a{0}="{0}" ') + ">",
    "attributes without values": lambda: "<p " + _numbered("a{} ") + ">",
    "attributes of many elements": lambda: ("<p " + _numbered("a{} ", 1_900) + ">灯</p>") * 80,
    "attributes of short tags": lambda: f"<p {_numbered('a{} ', 60)}>灯</p>" * 4_000,
    "attributes of many body tags": lambda: _numbered("<body a{}=1>", 70_000),
    "attributes of many html tags": lambda: _numbered("<html a{}=1>", 70_000),
    "one class of a megabyte": lambda: f'<div class="{"x " * (LONG // 2)}">',
    "one style of a megabyte": lambda: f'<div style="{"display :" * (LONG // 9)}">',
    "one address of a megabyte": lambda: f'<a href="http://{"x" * LONG}">灯</a>',
    "one address of a megabyte of dots": lambda: f'<a href="/{"../" * (LONG // 3)}">灯</a>',
    "one image of a megabyte": lambda: f'<img src="data:image/png;base64,{"A" * LONG}">',
    "one srcset of a megabyte": lambda: f'<img srcset="{"/a.jpg 2x, " * (LONG // 11)}">',
    "tables": lambda: "<table><tr><td>灯</td></tr></table>" * 30_000,
    "rows": lambda: "<table>" + "<tr><td>灯</td></tr>" * 50_000 + "</table>",
    "cells": lambda: "<table><tr>" + "<td>灯</td>" * MANY + "</tr></table>",
    "images": lambda: '<img src="/a.jpg">' * MANY,
    "empty paragraphs": lambda: "<p></p>" * MANY,
    "paragraphs of a character": lambda: "<p>灯</p>" * MANY,
    "line breaks": lambda: "<br>" * DEEP,
    "line breaks with text": lambda: "灯<br>" * MANY,
    "comments": lambda: "<!--灯-->" * MANY,
    "comments opened": lambda: "<!--" * DEEP,
    "links": lambda: _numbered('<a href="/p/{}.html">灯亮着</a>'),
    "links of one text": lambda: '<a href="#">灯</a>' * MANY,
    "links without href": lambda: "<a>灯</a>" * MANY,
    "links in items": lambda: (
        "<ul>" + _numbered("<li><a href=/p/{}.html>江边的灯又亮了</a></li>", 30_000) + "</ul>"
    ),
    "pagers": lambda: _numbered('<a href="/a/12_{}.html">下一页</a>', 40_000),
    "hidden boxes": lambda: f"<div hidden>{SENTENCE}</div>" * 10_000,
    "textareas": lambda: f"<textarea>{SENTENCE}</textarea>" * 10_000,
    "noscript images": lambda: "<noscript><img src=/a.jpg></noscript>" * 30_000,
    "iframes": lambda: '<iframe src="/v.html"></iframe>' * 40_000,
    "headings": lambda: f"<h1>{TITLE}</h1>" * 20_000,
    "other headings": lambda: _numbered("<h2>第{}夜的灯，亮在堤上</h2>", 20_000),
    "text of a textarea": lambda: f"<textarea>{SENTENCE * 10_000}</textarea>",
    "text of a noscript": lambda: f"<noscript>{SENTENCE * 10_000}</noscript>",
    "text of a template": lambda: f"<template>{SENTENCE * 10_000}</template>",
    "markup in a textarea": lambda: f"<textarea>{f'<p>{SENTENCE}</p>' * 9_000}</textarea>",
    "many megabytes of textareas": lambda: (
        f"<textarea>{f'<p>{SENTENCE}</p>' * 45}</textarea>" * 200
    ),
    "blanks": lambda: " " * LONG,
    "blanks of all kinds": lambda: " \n\u3000\t" * (LONG // 6),
    "no-break blanks": lambda: "&nbsp;" * (LONG // 6),
    "entities": lambda: "&amp;lt;&#x706f;" * (LONG // 16),
    "entities without end": lambda: "&" * LONG,
    "numbers of no character": lambda: "&#xD800;&#x110000;&#0;" * 50_000,
    "less-than signs": lambda: "<" * LONG,
    "tags without end": lambda: "<a" * (LONG // 2),
    "quotes": lambda: "<a href='" * (LONG // 9),
    "braces": lambda: "{" * LONG,
    "share configs": lambda: "<script>" + '{"imgUrl":"' * 90_000 + "</script>",
    "share variables": lambda: "<script>" + "shareVariable = {" * 60_000 + "</script>",
    "nonces": lambda: "&quot;nonceStr&quot;" * 50_000,
    "script of a megabyte": lambda: "<script>var a = '" + "灯" * (LONG // 3) + "';</script>",
    "script of location": lambda: "<script>" + "location.href='" * (LONG // 15) + "</script>",
    "script of JSON nested": lambda: "<script>var a = " + _deep_json("[", "]") + ";</script>",
    "script of objects nested": lambda: "<script>var a = " + _deep_json('{"a":', "}") + ";</script>",
    "script of brackets": lambda: "<script>var a = " + "[" * LONG + ";</script>",
    "script of objects": lambda: "<script>" + 'x={"content":"灯亮着"};' * 30_000 + "</script>",
    "scripts": lambda: "<script>var a = 1;</script>" * 40_000,
    "scripts with a text": lambda: f'<script>var a = {{"content":"{SENTENCE}"}};</script>' * 7_000,
    "script of markup": lambda: "<script>var a = '" + "<div>" * DEEP + "';</script>",
}  # fmt: skip
_HEAD: dict[str, Callable[[], str]] = {
    "meta": lambda: _numbered('<meta name="m{0}" content="{0}">', 40_000),
    "meta of one name": lambda: '<meta name="author" content="林望">' * 30_000,
    "meta of a megabyte": lambda: f'<meta name="description" content="{"灯" * (LONG // 3)}">',
    "meta with a time of a megabyte": lambda: (
        f'<meta name="pubdate" content="{"2026-05-18 " * (LONG // 11)}">'
    ),
    "meta with a source of a megabyte": lambda: f'<meta name="source" content="{"来源：" * (LONG // 9)}">',
    "meta with authors of a megabyte": lambda: f'<meta name="author" content="{"林望、" * (LONG // 9)}">',
    "meta with keywords of a megabyte": lambda: f'<meta name="keywords" content="{"灯,堤 " * (LONG // 8)}">',
    "base": lambda: _numbered('<base href="http://{}.example.cn/">', 30_000),
    "base of a megabyte": lambda: f'<base href="http://{"a." * (LONG // 2)}cn/">',
    "canonical": lambda: _numbered('<link rel="canonical" href="/p/{}.html">', 25_000),
    "canonical of a megabyte": lambda: f'<link rel="canonical" href="/{"a/" * (LONG // 2)}">',
    "titles": lambda: f"<title>{TITLE}</title>" * 20_000,
    "styles": lambda: "<style>p{}</style>" * 50_000,
    "refreshes": lambda: '<meta http-equiv="refresh" content="3;url=">' * 20_000,
    "JSON-LD nested": lambda: _json_ld(_deep_json("[", "]")),
    "JSON-LD graphs nested": lambda: _json_ld(_deep_json('{"@graph":[', "]}")),
    "JSON-LD of a megabyte": lambda: _json_ld(
        '{"@type":"NewsArticle","headline":"' + "灯" * (LONG // 3) + '"}'
    ),
    "JSON-LD objects": lambda: _json_ld("[" + '{"@type":"Person"},' * 50_000 + "{}]"),
    "JSON-LD commas": lambda: _json_ld("," + " " * LONG),
    "JSON-LD authors": lambda: _json_ld(
        '{"@type":"NewsArticle","author":[' + '{"@type":"Person","name":"林望"},' * 25_000 + "{}]}"
    ),
    "JSON-LD scripts": lambda: _json_ld('{"@type":"Thing"}') * 15_000,
}  # fmt: skip


def pages() -> Iterator[tuple[str, bytes]]:
    """The name of each page, and its bytes."""
    return ((name, page_of(name)) for name in names())


def names() -> tuple[str, ...]:
    return tuple(_pages())


def page_of(name: str) -> bytes:
    """The bytes of the page of this name."""
    made = _pages()[name]()
    return made.encode() if isinstance(made, str) else made


@cache
def _pages() -> dict[str, Callable[[], str | bytes]]:
    found: dict[str, Callable[[], str | bytes]] = {}
    for name, markup in _ABOVE.items():
        found[name] = partial(_with, "above", markup)
    for name in _ANYWHERE:
        found[f"{name}, amid"] = partial(_with, "amid", _ABOVE[name])
        found[f"{name}, below"] = partial(_with, "below", _ABOVE[name])
    for name, markup in _HEAD.items():
        found[f"{name}, in the head"] = partial(_with, "head", markup)
    for name, run in RUNS.items():
        found[f"{name}, a paragraph"] = partial(_amid, f"<p>{run}</p>", run)
        found[f"{name}, paragraphs"] = partial(_amid, f"<p>{run * 3}</p>", f"<p>{run * 3}</p>")
        found[f"{name}, the line below the headline"] = partial(_behind, '<div class="info">', run)
    for name in _IN_TITLES:
        found[f"{name}, the title"] = partial(_titled, RUNS[name])
        found[f"{name}, the headline"] = partial(_behind, f"<h1>{TITLE}", RUNS[name])
    return {**found, **_BYTES, **kinds(page)}


def _with(where: str, markup: Callable[[], str]) -> str:
    return page(**{where: markup()})


def _amid(whole: str, repeated: str) -> str:
    """The page with `whole` in its text, in which `repeated` stands a million characters long."""
    return page(amid=whole.replace(repeated, _long(repeated)))


def _behind(mark: str, run: str) -> str:
    return page().replace(mark, f"{mark}{_long(run)}")


def _titled(run: str) -> str:
    return page(title=_long(run))


def _long(run: str) -> str:
    return run * (LONG // len(run.encode()))


def _prose(paragraphs: int) -> str:
    return page(amid=f"<p>{SENTENCE}</p>" * paragraphs)


# What is wrong with the bytes and not with the markup.
_BYTES: dict[str, Callable[[], bytes]] = {
    "megabytes of GBK": lambda: _prose(40_000).replace("utf-8", "gbk", 1).encode("gbk"),
    "megabytes of GBK that say UTF-8": lambda: _prose(40_000).encode("gbk"),
    "megabytes of UTF-8 that say GBK": lambda: _prose(40_000).replace("utf-8", "gbk", 1).encode(),
    "megabytes of UTF-16": lambda: _prose(40_000).encode("utf-16"),
    "broken UTF-8": lambda: _prose(9_000).encode().replace(b"\xe3\x80\x82", b"\xe3\x80"),
    "bytes of no charset": lambda: _prose(9_000).encode().replace(b"</p>", b"\xff\xfe\xfd</p>"),
    "NULs inside words": lambda: _prose(9_000).encode().replace(b"e", b"\x00e"),
    "NULs behind": lambda: _prose(9_000).encode() + b"\x00" * 3 * LONG,
    "NULs before": lambda: b"\x00" * LONG + _prose(9_000).encode(),
    "a charset of a megabyte": lambda: b"<meta charset=" + b"a" * LONG + b">" + _prose(9_000).encode(),
}
