"""Lists made to hurt their reader: one kind of trouble, as large as a crawl takes a list."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

HTML, FEED, SITEMAP = "https://m.hbtv.com.cn/", "https://m.hbtv.com.cn/rss", "https://m.hbtv.com.cn/s.xml"
JSON = "https://www.yujiang.example/list"
SITE = "https://m.hbtv.com.cn"
ITEM = f"<item><title>江边的灯又亮了</title><link>{SITE}/p/{{}}.html</link></item>"
URL = f"<url><loc>{SITE}/p/{{}}.html</loc></url>"
LONG = 4_900_000  # bytes: a crawl takes five million
_LINK = '<a href="/p/{}.html">江边的灯又亮了，堤上有人走过</a>'
_DATED = '<li><a href="/p/{}.html">江边的灯又亮了</a><span>2026-05-18</span></li>'


def numbered(form: str, times: int) -> str:
    return "".join(form.format(number) for number in range(times))


def feed(items: str, above: str = "") -> str:
    return f'<?xml version="1.0"?>{above}<rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(entries: str) -> str:
    return f'<?xml version="1.0"?><urlset>{entries}</urlset>'


def within(content: str) -> str:
    """A feed of one entry with something in it."""
    return feed(ITEM.format(1).replace("</item>", f"{content}</item>"))


def attributes(number: int) -> str:
    return numbered('a{}="1" ', number)


def _json_items(number: int) -> str:
    return json.dumps([{"url": f"/article/202605/{at}.html", "title": "江边的灯"} for at in range(number)])


# The name of each, the address at which it is served, and how it is made.
LISTS: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "links": (HTML, lambda: numbered(_LINK, 60_000)),
    "links with dates": (HTML, lambda: numbered(_DATED, 60_000)),
    "links of an unknown form": (HTML, lambda: numbered(_LINK.replace("/p/", "/a/2026/"), 60_000)),
    "links elsewhere": (HTML, lambda: numbered('<a href="http://h{}.cn/a/1.html">灯亮着</a>', 90_000)),
    "links to lists": (HTML, lambda: numbered('<a href="/{}/">江边</a>', 120_000)),
    "links of two hundred parameters": (HTML, lambda: _parameters(3_500)),
    "links of long addresses": (HTML, lambda: f'<a href="/{"a/" * 1_000}1.html">灯</a>' * 2_400),
    "one link": (HTML, lambda: '<a href="/p/1.html">江边的灯</a>' * 90_000),
    "links in links": (HTML, lambda: "<object><a href=/p/1.html>" * 1_400 + "灯" * 1_500_000),
    "links nested": (HTML, lambda: numbered("<div><a href=/p/{}.html>灯</a>", 130_000)),
    "links nested in items": (HTML, lambda: numbered("<ul><li><a href=/p/{}.html>灯</a>", 110_000)),
    "links with times": (HTML, lambda: numbered("<li><time>1</time><a href=/p/{}.html>灯</a></li>", 90_000)),
    "links to the next page": (HTML, lambda: numbered("<a href=/p/{}.html>下一页</a>", 130_000)),
    "a link of blanks": (HTML, lambda: f"<a href=/p/1.html>下一页{' ' * LONG}灯</a>"),
    "an item of half dates": (HTML, lambda: f"<li>{'2026-' * 900_000}<a href=/p/1.html>灯</a></li>"),
    "an item of digits": (HTML, lambda: f"<li>{'1 ' * 2_000_000}<a href=/p/1.html>灯</a></li>"),
    "divs nested": (HTML, lambda: "<div>" * 900_000),
    "line breaks": (HTML, lambda: "<br>" * 1_200_000),
    "options": (HTML, lambda: "<select>" + "<option>1" * 500_000),
    "closing tags": (HTML, lambda: "</div>" * 800_000),
    "bases": (HTML, lambda: '<base href="/">' * 320_000),
    "a comment without end": (HTML, lambda: "<!--" + "<a href=/p/1.html>" * 260_000),
    "a sitemap of all that is allowed": (SITEMAP, lambda: sitemap(numbered(URL, 50_000))),
    "a packed sitemap": (SITEMAP, lambda: gzip.compress(sitemap(numbered(URL, 300_000)).encode())),
    "a sitemap of empty entries": (SITEMAP, lambda: sitemap("<url/>" * 800_000)),
    "a sitemap of empty elements": (SITEMAP, lambda: sitemap("<a/>" * 1_200_000)),
    "a sitemap of attributes": (SITEMAP, lambda: sitemap(f"<url {attributes(300_000)}/>")),
    "a sitemap of entries with attributes": (SITEMAP, lambda: sitemap(f"<url {attributes(60)}/>" * 9_000)),
    "a sitemap of many elements": (SITEMAP, lambda: sitemap("<url>" + "<a>1</a>" * 600_000 + "</url>")),
    "a sitemap of many names": (SITEMAP, lambda: sitemap(numbered("<a{0}>1</a{0}>", 200_000))),
    "a sitemap of other hosts": (
        SITEMAP, lambda: sitemap(numbered("<url><loc>https://h{}.example.cn/1.html</loc></url>", 90_000))
    ),
    "a sitemap of parameters": (
        SITEMAP, lambda: sitemap(numbered(f"<url><loc>{SITE}/zt{{}}?a=1&amp;b=2</loc></url>", 75_000))
    ),
    "a sitemap of comments": (SITEMAP, lambda: sitemap("<!---->" * 700_000)),
    "a sitemap of character data": (
        SITEMAP, lambda: sitemap(f"<url><loc>{'<![CDATA[a]]>' * 370_000}</loc></url>")
    ),
    "a sitemap of default attributes": (
        SITEMAP, lambda: f'<!DOCTYPE a [<!ATTLIST b c CDATA "{"d" * 1_500}">]>' + sitemap("<b/>" * 500_000)
    ),
    "a sitemap in an endless namespace": (
        SITEMAP, lambda: sitemap(f'<url xmlns:i="{"imag" * 200_000}">{"<i:a>灯</i:a>" * 200_000}</url>')
    ),
    "a sitemap nested": (SITEMAP, lambda: sitemap("<a>" * 1_000_000)),
    "a sitemap of entries nested": (SITEMAP, lambda: sitemap("<url>" * 900_000)),
    "an index of sitemaps": (
        SITEMAP, lambda: "<sitemapindex>" + numbered(f"<sitemap><loc>{SITE}/{{}}.xml</loc></sitemap>", 75_000)
    ),
    "a sitemap of lines": (SITEMAP, lambda: numbered(f"{SITE}/p/{{}}.html\n", 145_000)),
    "a sitemap of short lines": (SITEMAP, lambda: "http://a\n" * 540_000),
    "a sitemap of lines of other hosts": (SITEMAP, lambda: numbered("http://h{}.cn/p/1.html\n", 190_000)),
    "a feed": (FEED, lambda: feed(numbered(ITEM, 40_000))),
    "a feed of document types": (FEED, lambda: feed(ITEM.format(1) + "<!DOCTYPE[" * 480_000)),
    "a feed with a document type of brackets": (
        FEED, lambda: feed(ITEM.format(1), "<!DOCTYPE a [" + "] " * 2_400_000)
    ),
    "a feed of attributes": (FEED, lambda: within(f"<a {attributes(300_000)}/>")),
    "a feed nested": (FEED, lambda: feed(ITEM.format(1) + "<a>" * 1_500_000)),
    "a feed nested and closed": (FEED, lambda: feed(ITEM.format(1) + "<a>" * 600_000 + "</a>" * 600_000)),
    "a feed of entries nested": (FEED, lambda: feed("<item>" * 800_000)),
    "a feed of character data": (FEED, lambda: feed(ITEM.format(1) + "<![CDATA[" * 500_000)),
    "a feed of categories": (FEED, lambda: within("<category>a</category>" * 200_000)),
    "a feed of many names": (FEED, lambda: within(numbered("<a{0}>1</a{0}>", 200_000))),
    "a feed of times": (FEED, lambda: within("<pubDate>Mon, 18 May 2026 09:30:00 +0800</pubDate>" * 80_000)),
    "a feed of authors": (FEED, lambda: within("<author>a@b.cn (林望)</author>" * 120_000)),
    "a feed with an author without end": (FEED, lambda: within(f"<author>{'a' * LONG}</author>")),
    "a feed with a time without end": (FEED, lambda: within(f"<pubDate>{'2026-' * 900_000}</pubDate>")),
    "a feed of links in one entry": (FEED, lambda: within(numbered("<link>/p/{}.html</link>", 90_000))),
    "a feed of enclosures": (FEED, lambda: within('<enclosure url="http://a/b.mp3"/>' * 140_000)),
    "a feed of namespaces": (FEED, lambda: within(numbered('<a xmlns:n{0}="http://{0}"/>', 120_000))),
    "a feed of bases": (FEED, lambda: within('<a xml:base="http://a/">' * 40_000 + "<b/>" * 900_000)),
    "a feed of ampersands": (FEED, lambda: within("&" * LONG)),
    "a feed of less-than signs": (FEED, lambda: within("<" * LONG)),
    "a feed whose title is markup": (FEED, lambda: feed(f"<item><title>{'&lt;a' * 900_000}</title></item>")),
    "JSON objects": (JSON, lambda: _json_items(90_000)),
    "JSON objects without anything": (JSON, lambda: f"[{'{},' * 1_600_000}1]"),
    "JSON lists": (JSON, lambda: f"[{'[],' * 1_600_000}1]"),
    "JSON nested": (JSON, lambda: "[" * LONG),
    "JSON numbers": (JSON, lambda: f"[{'1,' * 2_400_000}1]"),
    "JSON of one number": (JSON, lambda: f'[{{"url": "/article/202605/1.html", "title": {"1" * LONG}}}]'),
    "JSON with a name without end": (JSON, lambda: f'[{{"{"url" * 1_600_000}x": "/p/1.html"}}]'),
    "JSON of half pairs": (JSON, lambda: f'[{{"url": "/a/1.html", "title": "{chr(92)}ud800"}}]' * 100_000),
    "JSON in a call without end": (JSON, lambda: "a" * LONG + "({})"),
    "JSON behind blanks": (JSON, lambda: " " * LONG + "a"),
}  # fmt: skip


def _parameters(number: int) -> str:
    query = "&".join(f"a{at}={at}" for at in range(200))
    return numbered(f'<a href="/zt?{query}&id={{}}">江边的灯又亮了，堤上有人走过</a>', number)


def list_of(name: str) -> tuple[str, bytes]:
    """The address and the bytes of the list of this name."""
    address, make = LISTS[name]
    made = make()
    return address, made.encode() if isinstance(made, str) else made


def ordinary(address: str, size: int) -> bytes:
    """A list of the same kind and about this many bytes (unpacked) that is nothing but long."""
    if address == FEED:
        text = f"<description>{'江水退去之后，林望每晚仍提着马灯走过三公里长堤。' * 20}</description></item>"
        item = ITEM.replace("</item>", text)
        return feed(numbered(item, size // len(item.encode()))).encode()
    if address == SITEMAP:
        one = URL.replace("</url>", "<lastmod>2026-05-18T09:30:00+08:00</lastmod></url>")
        return sitemap(numbered(one, min(50_000, size // len(one)))).encode()
    if address == JSON:
        entry = {"url": "/article/202605/1.html", "title": "江边的灯", "text": "灯亮着。" * 200}
        one = json.dumps(entry, ensure_ascii=False)
        return f"[{','.join([one] * (size // len(one.encode())))}]".encode()
    item = f"<div class=item>{_DATED}<p>{'江水退去之后，林望每晚仍提着马灯走过三公里长堤。' * 4}</p></div>"
    return numbered(item, size // len(item.encode())).encode()
