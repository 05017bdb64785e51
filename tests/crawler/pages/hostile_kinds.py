"""Further hostile pages: what is odd about a page is its bytes, its head or what its text is made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

LONG, MANY = 1_000_000, 100_000
Page = Callable[..., str]


def _numbered(form: str, times: int = MANY) -> str:
    return "".join(form.format(number) for number in range(times))


def _script(written: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{written}</script>'


def _ld(**fields: object) -> str:
    return _script(json.dumps({"@type": "NewsArticle", **fields}, ensure_ascii=False))


# Where they stand on the page (`above`, `amid`, `below`, `head`), and how they are made.
KINDS: dict[str, tuple[str, Callable[[], str]]] = {
    "a million line breaks": ("amid", lambda: "<br>" * LONG),
    "a million options": ("above", lambda: "<select>" + "<option>" * 600_000),
    "a million closed options": ("below", lambda: "<select>" + "<option>1</option>" * (LONG // 5)),
    "a style of megabytes": ("head", lambda: f"<style>{'p{color:red}' * 400_000}</style>"),
    "a style without end": ("below", lambda: "<style>" + "p{color:red}" * 400_000),
    "a script without end": ("below", lambda: "<script>" + "var a=1;" * 500_000),
    "a comment without end": ("below", lambda: "<!--" + "<p>灯亮着" * 300_000),
    "a comment of dashes": ("amid", lambda: f"<!--{'-' * 2 * LONG}-->"),
    "comments with bangs": ("amid", lambda: "<!--灯--!>" * MANY),
    "character data": ("amid", lambda: "<![CDATA[灯]]>" * MANY),
    "character data without end": ("below", lambda: "<![CDATA[" * (LONG // 3)),
    "processing instructions": ("amid", lambda: "<?xml a?>" * MANY),
    "document types": ("above", lambda: "<!DOCTYPE html>" * MANY),
    "a document type of entities": ("above", lambda: f"<!DOCTYPE a [{_numbered('<!ENTITY e{0} 1>')}]>"),
    "named entities": ("amid", lambda: f"<p>{'&hellip;&ldquo;&mdash;' * MANY}</p>"),
    "entities of unknown names": ("amid", lambda: f"<p>{_numbered('&e{};')}</p>"),
    "entities of long numbers": ("amid", lambda: f"<p>{'&#0000000000000000000028783;' * MANY}</p>"),
    "one entity of a long number": ("amid", lambda: f"<p>&#{'1' * 2 * LONG};</p>"),
    "half pairs written as entities": ("amid", lambda: f"<p>{'&#xD83C;&#xDF0A;' * MANY}</p>"),
    "a data: address of megabytes": ("amid", lambda: f'<a href="data:text/html,{"灯" * LONG}">灯</a>'),
    "data: images": ("amid", lambda: f'<img src="data:image/png;base64,{"A" * 100}">' * 20_000),
    "a data: image in the share picture": (
        "head", lambda: f'<meta property="og:image" content="data:image/png;base64,{"A" * 3 * LONG}">'
    ),
    "a hundred thousand meta": ("head", lambda: _numbered('<meta name="a{0}" content="{0}">')),
    "a hundred thousand times in meta": (
        "head", lambda: '<meta name="publishdate" content="2026-05-18">' * MANY
    ),
    "a hundred thousand og:": ("head", lambda: '<meta property="og:title" content="灯亮着">' * MANY),
    "a hundred thousand h1": ("above", lambda: "<h1>灯</h1>" * MANY),
    "a hundred thousand times": ("amid", lambda: "<span>2026-05-18 09:30</span>" * MANY),
    "a hundred thousand sources": ("above", lambda: "<span>来源：江边网</span>" * MANY),
    "a hundred thousand reporters": ("above", lambda: "<span>记者：林望</span>" * MANY),
    "a hundred thousand editors below": ("below", lambda: "<p>责任编辑：林望</p>" * MANY),
    "a hundred thousand numbered reporters": ("amid", lambda: f"<p>（{_numbered('记者 王小{} ')}）</p>"),
    "two million digits": ("amid", lambda: f"<p>{'1' * 2 * LONG}</p>"),
    "two million digits in the info": ("above", lambda: f'<div class="info">{"1" * 2 * LONG}</div>'),
    "more than a million brackets": ("amid", lambda: f"<p>{'（' * 1_600_000}</p>"),
    "two million spaces": ("amid", lambda: f"<p>灯{' ' * 2 * LONG}灯</p>"),
    "more than a million wide spaces": ("amid", lambda: f"<p>灯{chr(0x3000) * 1_600_000}灯</p>"),
    "zero-width characters": ("amid", lambda: f"<p>{'灯' + chr(0x200B) * 3 + chr(0xFEFF)}</p>" * MANY),
    "a line of zero-width characters": ("amid", lambda: f"<p>{chr(0x200B) * LONG}</p>"),
    "marks of direction": ("amid", lambda: f"<p>{(chr(0x202E) + '灯' + chr(0x202C)) * MANY}</p>"),
    "emoji": ("amid", lambda: f"<p>{'👩‍👩‍👧‍👦🏮' * 60_000}</p>"),
    "combining marks": ("amid", lambda: f"<p>灯{chr(0x301) * LONG}</p>"),
    "compatibility characters": ("amid", lambda: f"<p>{'ﷺ㍿㋿' * MANY}</p>"),
    "control characters": ("amid", lambda: f"<p>{'灯' + ''.join(map(chr, range(1, 9)))}</p>" * 30_000),
    "line separators": ("amid", lambda: f"<pre>{('灯' + chr(0x2028) + chr(0x85)) * MANY}</pre>"),
    "a hundred thousand soft hyphens": ("amid", lambda: f"<p>{('灯' + chr(0xAD)) * MANY}</p>"),
    "JSON-LD of megabytes": ("head", lambda: _ld(headline="灯", articleBody="江水退去之后。" * 200_000)),
    "JSON-LD of many dates": ("head", lambda: _ld(datePublished=["2026-05-18"] * MANY)),
    "JSON-LD of names": ("head", lambda: _ld(author=[{"name": f"王{at}"} for at in range(50_000)])),
    "JSON-LD of a name without end": ("head", lambda: _ld(author={"@type": "Person", "name": "王小" * LONG})),
    "JSON-LD of a date without end": ("head", lambda: _ld(datePublished="2026-" * 400_000)),
    "JSON-LD of half pairs": ("head", lambda: _script('{"headline":"' + "\\ud83c" * 300_000 + '"}')),
    "JSON-LD of escapes": ("head", lambda: _script('{"headline":"' + "\\u706f" * 300_000 + '"}')),
    "JSON-LD of deep objects": ("head", lambda: _script('{"a":' * 90_000 + "1" + "}" * 90_000)),
    "JSON-LD without an end": ("head", lambda: _script('{"a":"' + "灯" * LONG)),
    "JSON of a framework": (
        "below", lambda: _script(f'{{"props":{{"content":"{"<p>灯</p>" * 80_000}"}}}}', "application/json")
    ),
    "JSON of many objects": ("below", lambda: f"<script>window.a=[{'{},' * 900_000}1]</script>"),
    "JSON in a string": ("below", lambda: f"<script>a=JSON.parse('{chr(92) * 2 * LONG}')</script>"),
    "a share config without end": (
        "below", lambda: "<script>wx.onMenuShareTimeline({title:'" + "灯" * LONG + "</script>"
    ),
    "share configs of quotes": ("below", lambda: "<script>" + "imgUrl:'\"" * 200_000 + "</script>"),
    "a deep attribute value": ("amid", lambda: f"<div data-a='{'<div>' * 300_000}'>灯</div>"),
    "attributes of quotes": ("amid", lambda: "<p a='\">\" b=\"'>'>灯</p>" * 60_000),
    "styles of numbers": ("amid", lambda: f'<p style="{"font-size:12px;" * 100}">灯</p>' * 1_000),
    "nested tables of one cell": ("amid", lambda: "<table><tr><td>灯" * 50_000),
    "a table of spans": ("amid", lambda: "<table>" + "<tr><td colspan=999 rowspan=999>灯" * 30_000),
    "ruby": ("amid", lambda: "<ruby>灯<rp>(</rp><rt>deng</rt><rp>)</rp></ruby>" * 30_000),
    "MathML": ("amid", lambda: "<math>" + "<mrow><mi>a</mi>" * 60_000),
    "maps": ("amid", lambda: "<map>" + '<area href="/p/1.html" alt="灯">' * 50_000),
    "videos": ("amid", lambda: '<video src="/a.mp4"><source src="/b.mp4"></video>' * 30_000),
    "pictures": ("amid", lambda: '<picture><source srcset="/a.jpg 1x"><img src="/a.jpg"></picture>' * 20_000),
    "lazy images": ("amid", lambda: '<img src=/a.gif data-original="/b.jpg" data-src="/c.jpg">' * 30_000),
    "attachments": ("below", lambda: _numbered('<a href="/f/{}.pdf">附件</a>', 40_000)),
    "details": ("amid", lambda: "<details><summary>灯</summary>" * 60_000),
    "custom elements with shadow roots": ("amid", lambda: '<x-a><template shadowrootmode="open">' * 30_000),
}  # fmt: skip

_BODY = "江水退去之后，林望每晚仍提着马灯走过三公里长堤，灯亮着就睡得着。"


def _bytes_of(page: Page) -> dict[str, Callable[[], bytes]]:
    def long() -> str:
        return page(amid=f"<p>{_BODY}</p>" * 20_000)

    return {
        "UTF-16 little-endian without a mark": lambda: long().encode("utf-16-le"),
        "UTF-16 big-endian without a mark": lambda: long().encode("utf-16-be"),
        "UTF-32": lambda: long().encode("utf-32"),
        "UTF-7": lambda: long().encode("utf-7"),
        "UTF-8 that says UTF-7": lambda: long().replace("utf-8", "utf-7", 1).encode(),
        "two marks of byte order": lambda: b"\xff\xfe\xef\xbb\xbf" + long().encode(),
        "marks of byte order all over": lambda: long().replace("。", "\ufeff。").encode(),
        "UTF-8 behind a UTF-16 mark": lambda: b"\xfe\xff" + long().encode(),
        "GB18030 of four bytes": lambda: page(amid="<p>" + "𠮷𪚥" * 200_000).encode("gb18030"),
        "HZ": lambda: b"<meta charset=hz-gb-2312>" + b"~{<:Ky2;~}" * 90_000 + long().encode(),
        "ISO-2022": lambda: b"<meta charset=iso-2022-cn>" + b"\x1b$)A\x0e" * 100_000 + long().encode(),
        "half of GBK and half of UTF-8": lambda: long().encode("gbk") + long().encode(),
        "Big5 that says GBK": lambda: page(amid="<p>燈亮著</p>" * 50_000).encode("big5", "replace"),
        "surrogates in UTF-8": lambda: long().encode() + b"\xed\xa0\xbd\xed\xb8\x80" * MANY,
        "overlong UTF-8": lambda: long().encode() + b"\xc0\xaf\xe0\x80\xaf" * MANY,
        "a hundred thousand charsets": lambda: b"<meta charset=gbk>" * MANY + long().encode(),
        "every byte": lambda: long().encode() + bytes(range(256)) * 8_000,
        "nothing but NULs": lambda: b"\x00" * 4 * LONG,
        "nothing but high bytes": lambda: b"\xff" * 4 * LONG,
    }  # fmt: skip


def kinds(page: Page) -> dict[str, Callable[[], str | bytes]]:
    """The page of each name; `page` makes an article with markup above, amid or below its text."""
    made: dict[str, Callable[[], str | bytes]] = {}
    for name, (where, markup) in KINDS.items():
        made[f"{name}, {where}"] = partial(_placed, page, where, markup)
    return made | _bytes_of(page)


def _placed(page: Page, where: str, markup: Callable[[], str]) -> str:
    return page(**{where: markup()})
