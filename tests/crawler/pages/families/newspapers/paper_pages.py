"""Newspapers of our own, in the grammars of the field: the pages of an edition, by address."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

DAY = date(2026, 5, 18)
NAMES = (("01", "头版"), ("02", "要闻"))
TEXT = (
    "五月的湖区，水面上的雾气还没有散尽，两岸的村民已经下田插秧，田埂上人来人往，说笑声从这头传到那头。",
    "镇上的合作社把育好的秧苗送到地头，一台插秧机一天能插完三百亩，比往年快了将近一个星期。",
    "当地农技站说，今年的早稻面积比去年多出两成，种子和肥料都已经备齐，农户不必担心。",
)


@dataclass(frozen=True)
class Grammar:
    """How a paper's addresses are formed: `{d}` stands for the day, `{p}` a page, `{n}` an article."""

    paper: str  # site id
    base: str  # up to the day
    page: str
    article: str
    day: str = "%Y-%m/%d"
    entry: str = ""  # what a crawl asks first, where that is no page
    charset: str = "utf-8"
    pages: tuple[tuple[str, str], ...] = field(default=NAMES)

    def page_address(self, number: str, day: date = DAY) -> str:
        return self.base + self._filled(self.page, day).replace("{p}", number).replace(
            "{i}", number.lstrip("0")
        )

    def article_address(self, number: str, place: int, day: date = DAY) -> str:
        filled = self._filled(self.article, day).replace("{p}", number)
        return self.base + filled.replace("{n}", f"{int(number[-1]):02}{place:03}")

    def entry_address(self, day: date = DAY) -> str:
        if not self.entry:
            return self.page_address(self.pages[0][0], day)
        return self.base + self._filled(self.entry, day)

    def _filled(self, form: str, day: date) -> str:
        return form.replace("{d}", day.strftime(self.day)).replace("{s}", f"{day:%Y%m%d}")


GRAMMARS = {
    "founder_old": Grammar(
        "jxrb", "http://epaper.jxxw.com.cn", "/html/{d}/node_{i}.htm", "/html/{d}/content_7_{n}.htm"
    ),
    "founder_new": Grammar(
        "xhrb",
        "http://xh.xhby.net",
        "/pc/layout/{d}/node_{p}.html",
        "/pc/con/{d}/content_{n}.html",
        "%Y%m/%d",
    ),
    "shtml": Grammar(
        "sxrb_paper",
        "http://epaper.sxrb.com",
        "/shtml/sxrb/{s}/v{p}.shtml",
        "/shtml/sxrb/{s}/{n}.shtml",
    ),
    "col_and_c": Grammar(
        "xianyangdaily",
        "http://epaper.sxxynews.com",
        "/pc/layout/{d}/col{p}.htm",
        "/pc/content/{d}/c{n}.html",
        "%Y%m/%d",
    ),
    "html_index": Grammar(
        "haerbindaily",
        "http://harbin.joyhua.cn",
        "/hebrb/{s}/html/page_{p}.htm",
        "/hebrb/{s}/html/page_{p}_content_{n}.htm",
        entry="/hebrb/{s}/html/index.htm",
    ),
    "page_folder": Grammar(
        "xiaogandaily",
        "http://szb.xgrb.cn:9999",
        "/epaper/xgrb/html/{d}/{p}/default.htm",
        "/epaper/xgrb/html/{d}/{p}/{p}_{n}.htm",
        "%Y/%m/%d",
    ),
    "paper_index": Grammar(
        "dzrb",
        "http://paper.dzwww.com",
        "/dzrb/content/{s}/Page{p}DZ.htm",
        "/dzrb/content/{s}/Articel{n}DZ.htm",
    ),
    "code_prefix": Grammar(
        "jiamusidaily",
        "http://szb.jmsxww.com",
        "/html/szbz/{s}/szbz{p}.Html",
        "/html/szbz/{s}/szbz{n}.Html",
        pages=(("A1", "头版"), ("A2", "要闻")),
    ),
    "numbered": Grammar(
        "xjrb", "http://xjrb.ts.cn", "/xjrb/{s}/{i}.html", "/xjrb/{s}/{n}.html", charset="gb18030"
    ),
    "qpaper": Grammar(
        "zgdyb",
        "http://chinafilmnews.cn",
        "/Html/{d}/Qpaper_{i}.html",
        "/Html/{d}/{n}.html",
        "%Y-%m-%d",
        entry="/Html/{d}/Qpaper.html",
    ),
}


def listed(grammar: Grammar, number: str, articles: int = 3, day: date = DAY) -> str:
    """A page of an edition: all pages by their names, its own articles, and links to other days."""
    pages = "".join(
        f'<li><a href="{grammar.page_address(one, day)}">第{one}版：{name}</a></li>'
        for one, name in grammar.pages
    )
    links = "".join(
        f'<li><a href="{grammar.article_address(number, place, day)}">{title_of(number, place)}</a></li>'
        for place in range(1, articles + 1)
    )
    other = day.replace(day=day.day - 1)
    calendar = f'<a href="{grammar.page_address(grammar.pages[0][0], other)}">17</a>'
    calendar += f'<a href="{grammar.page_address(grammar.pages[0][0], date(2031, 1, 1))}">1</a>'
    name = dict(grammar.pages).get(number, "")
    return (
        f'<html><head><meta charset="{grammar.charset}"><title>第{number}版</title></head><body>'
        f'<ul id="pages">{pages}</ul><div>第{number}版：{name}</div><ul id="articles">{links}</ul>'
        f'<a href="/x/{number}.pdf">PDF</a><div id="calendar">{calendar}</div></body></html>'
    )


def title_of(number: str, place: int) -> str:
    return f"湖区早稻插秧进度过半的第{number}版第{place}篇"


def article_page(grammar: Grammar, number: str, place: int, day: date = DAY) -> str:
    paragraphs = "".join(
        f"<p>{text}</p>" for text in (*TEXT, f"这是第{number}版第{place}篇的末段，写在{day}。")
    )
    return (
        f'<html><head><meta charset="{grammar.charset}"><title>{title_of(number, place)}</title></head><body>'
        f"<div class='head'><h3>五月农事</h3><h1>{title_of(number, place)}</h1>"
        f"<h4>合作社把秧苗送到田头</h4><p>{day:%Y年%m月%d日}　来源：示例日报　作者：王小禾</p></div>"
        f"<div id='ozoom' class='content'>{paragraphs}</div></body></html>"
    )


def edition(grammar: Grammar, articles: int = 3, day: date = DAY) -> dict[str, bytes]:
    """All pages of an edition, by address."""
    found: dict[str, str] = {}
    for number, _ in grammar.pages:
        found[grammar.page_address(number, day)] = listed(grammar, number, articles, day)
        for place in range(1, articles + 1):
            found[grammar.article_address(number, place, day)] = article_page(grammar, number, place, day)
    if grammar.entry:
        found[grammar.entry_address(day)] = listed(grammar, grammar.pages[0][0], articles, day)
    return {url: text.encode(grammar.charset) for url, text in found.items()}


def without_days(day: date = DAY) -> dict[str, bytes]:
    """An edition of which the first address alone names the day, as 连云港日报 has it; what it calls its
    third page is of the day before."""
    base = "http://lygrbepaper.lygfb.cn"
    numbers = ("01", "02", "03")
    named = "".join(
        f'<li><a href="/Page/index/pageid/880{number}.html">第{number}版：{name}</a></li>'
        for number, name in zip(numbers, ("头版", "要闻", "旧闻"), strict=True)
    )
    steps = '<a href="/Page/index/pageid/87001.html">上一期</a><a href="/Page/index/pageid/87002.html">17</a>'
    found: dict[str, str] = {}
    for number in numbers:
        printed = day if number != "03" else day.replace(day=day.day - 1)
        links = "".join(
            f'<li><a href="/Article/index/aid/5{number}{place}.html">{title_of(number, place)}</a></li>'
            for place in (1, 2)
        )
        found[f"{base}/Page/index/pageid/880{number}.html"] = (
            f'<html><head><meta charset="utf-8"></head><body><div>{printed:%Y年%m月%d日} 星期一</div>'
            f"<ul>{named}</ul><div>第{number}版</div><ul>{links}</ul>{steps}</body></html>"
        )
        for place in (1, 2):
            text = article_page(GRAMMARS["founder_old"], number, place, day)
            found[f"{base}/Article/index/aid/5{number}{place}.html"] = text
    found[f"{base}/Media/lygrb/{day}"] = found[f"{base}/Page/index/pageid/88001.html"]
    return {url: text.encode() for url, text in found.items()}


def beijing_news(day: date = DAY) -> dict[str, bytes]:
    """An edition that is one JSON answer, as 新京报 has it."""
    base = f"http://epaper.bjnews.com.cn/html/{day:%Y}/{day:%Y%m%d}"
    pages = [
        {
            "pageNo": number,
            "pageName": name,
            "onePageArticleList": [
                {
                    "mainTitle": title_of(number, place),
                    "articleHref": f"{place}.htm",
                    "articleAuthor": "王小禾",
                }
                for place in (1, 2)
            ],
        }
        for number, name in (("A01", "头版"), ("A02", "时事"))
    ]
    found = {f"{base}/data.json": json.dumps(pages, ensure_ascii=False).encode()}
    for page in pages:
        for place in (1, 2):
            text = article_page(GRAMMARS["founder_old"], page["pageNo"].replace("A", ""), place, day)
            found[f"{base}/{day:%Y%m%d}_{page['pageNo']}/{place}.htm"] = text.encode()
    return found


def hainan(day: date = DAY) -> dict[str, bytes]:
    """An edition in a variable of a script, as 海南日报 has it."""
    base = f"http://news.hndaily.cn/h5/html5/{day:%Y-%m/%d}"
    tree = [
        [f"第{number}版：{name}", f"node_5847{number[-1]}.htm", [
            [title_of(number, place), f"content_58471_{number}{place:03}.htm"] for place in (1, 2)]]
        for number, name in NAMES
    ]  # fmt: skip
    script = f"<script>var paper = {{l:{json.dumps(tree, ensure_ascii=False)}}};</script>"
    page = f'<html><head><meta charset="utf-8"><title>数字报</title></head><body><div id="app"></div>{script}'
    found = {f"{base}/node_5847{number[-1]}.htm": f"{page}</body></html>".encode() for number, _ in NAMES}
    for number, _ in NAMES:
        for place in (1, 2):
            text = article_page(GRAMMARS["founder_old"], number, place, day)
            found[f"{base}/content_58471_{number}{place:03}.htm"] = text.encode()
    return found
