"""The page of an edition, as HTML: the pages that it names and the articles that stand on it, in order.

Every system prints its list of pages as links (`第02版：要闻`) and its articles as links; which is which, and
of which day, their addresses tell. Links to other days, as a calendar has them, lead nowhere.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from crawler.edition_items import MOST_ARTICLES, MOST_PAGES, EditionArticle, EditionPage, EditionReading
from crawler.normalise.text import tidy
from crawler.pages.document.page import Node, Page, UnknownLayout, attribute
from crawler.pages.document.redirects import stated_redirect
from crawler.pages.families.newspapers.addresses import EditionAddress, recognise
from crawler.pages.families.newspapers.script_editions import files_in, links_in_scripts
from shengmei.newspaper_pages import page_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_NAME = 20  # characters of a 版名
_NUMBER = r"[A-Z特增]{0,2}\d{1,3}"
_RANGE = rf"{_NUMBER}(?:\s*[-—~、]\s*{_NUMBER}(?=\s*版))?"  # two pages printed as one: 02-03版
# 第A01版：头版 · 01版 要闻 · A01 要闻 · 第01版 · 第一版：要闻 · （01版）头版
_LABEL = re.compile(
    rf"[（(\[【]?\s*+(?:第?\s*({_RANGE})\s*版?(?![\d年月日])|第?([一二三四五六七八九十]{{1,3}})版)"
    r"\s*[)）\]】]?\s*[:：·|丨—-]*\s*(\S.*)?\Z",
    re.DOTALL,
)
_LABEL_BEHIND = (
    re.compile(rf"(\D*\S)\s*[(（\[]\s*第?({_NUMBER})\s*版?\s*[)）\]]\s*\Z"),  # 要闻（A02）
    re.compile(
        rf"([^\d\s]{{1,12}}?)(?:\s*[·|丨:：]\s*|\s+)第?({_NUMBER}(?=\s*版)|[A-Z]?\d{{2,3}})\s*版?\s*\Z"
    ),  # 要闻·02版
)
_DAY = re.compile(r"(?<!\d)(20\d\d)\s*[年.-]\s*(\d{1,2})\s*[月.-]\s*(\d{1,2})(?!\d)")
_HEAD = 40  # lines of a page in which its day is printed
_NOWHERE = re.compile(r"\s*(?:#|javascript:)", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"(?:版面|版次|page)\Z", re.IGNORECASE)
_PDF = re.compile(r"[\[(（]?(?:(?<!\s)\s+)?\bpdf\b\s*(?:下载|版)?\s*[\])）]?", re.IGNORECASE)
_PRINTED = re.compile(rf"第?(?:(?<!\s)\s+)?{_RANGE}\s*版|^\s*第[一二三四五六七八九十]{{1,3}}版")
# Links that lead through an edition without naming a page.
_STEPS = re.compile(
    r"[上下前后]一?[版页期篇]|首页|目录|导航|返回|概览|pdf|更多|放大|缩小|往期", re.IGNORECASE
)
# Names of files that lead to an edition's pages and are none.
_LEADS_ON = re.compile(r"/(?:(?:index|default|vlist|qpaper|paper)\.\w+)?$", re.IGNORECASE)
_MOST_LINKS = 10_000  # of a page of an edition, which has 3,000 articles at most
_MOST_FRAMES = 10
_LONGEST_STEP = 8  # characters; a headline may hold the same words


class PaperRules(Protocol):
    """What the page of an edition must know of its paper."""

    def owns(self, url: str) -> bool: ...
    def canonical(self, url: str) -> str: ...


def read_edition(page: Page, rules: PaperRules, url: str, day: date) -> EditionReading:
    """What the page at `url` (canonical) tells of the edition of `day`."""
    links = [link for link in _links(page, rules) if _is_of(day, link[1], link[3])]
    pages = _named_pages(links)
    own = _own_page(page, url, pages)
    listed = _with_own(pages, own)
    return EditionReading(
        day=day,
        page=own.url if own else None,
        pages=tuple(listed[:MOST_PAGES]),
        articles=tuple(_articles(links, [one.url for one in listed], own)),
        further=_refreshed(page, rules, day) if not links else (),
    )


def _is_of(day: date, told: EditionAddress, text: str) -> bool:
    """Whether an address is of that day's edition. Some papers' articles and pages do not name theirs: of the
    pages those count that are called pages (第02版), for 上一期 leads to another day."""
    if told.day is None:
        return told.kind == "article" or (label(text)[0] is not None and not _is_of_calendar(text, told))
    return told.day == day


def printed_day(page: Page) -> date | None:
    """The day that the page of an edition prints in its head, `2026年05月18日 星期一`."""
    for line in page.outline.lines[:_HEAD]:
        if not line.linked and (found := _DAY.search(line.text)):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


Found = tuple[str, EditionAddress, str, str]  # canonical address, what it tells, address as found, text


def _links(page: Page, rules: PaperRules) -> Iterator[Found]:
    """The links of an edition: those of its image map last, for they come in no order."""
    has_articles = False
    for selector in ("a[href], [data-href], option[value], [onclick]", "area[href]"):
        nodes = page.all(selector)
        if len(nodes) > _MOST_LINKS:
            raise UnknownLayout(page.url, f"an edition's page of {len(nodes)} links")
        for node in nodes:
            link = next((link for one in _written(node) if (link := _told(page.absolute(one), rules))), None)
            if link is not None:
                has_articles = has_articles or link[1].kind == "article"
                yield (*link, tidy(attribute(node, "title") or node.text() or ""))
    if not has_articles:
        for written, text in links_in_scripts(page):
            if link := _told(page.absolute(written), rules):
                yield (*link, text)


def _written(node: Node) -> Iterator[str]:
    """The addresses to which an element may lead; `href="#"` leads where its script says, if it says so."""
    href = attribute(node, "href") or ""
    if href and not _NOWHERE.match(href):
        yield href
    if other := attribute(node, "data-href") or (node.tag == "option" and attribute(node, "value")):
        yield other
    if script := attribute(node, "onclick"):
        yield from files_in(script)
    yield href


def _told(address: str | None, rules: PaperRules) -> tuple[str, EditionAddress, str] | None:
    address = (address or "").partition("#")[0]
    if not address or not rules.owns(address):
        return None
    told = recognise(address, known_paper=True)
    return (rules.canonical(address), told, address) if told and told.kind != "list" else None


def _named_pages(links: Sequence[Found]) -> list[EditionPage]:
    """The pages in the order in which they are named; those that a step (下一版) alone leads to come last."""
    named: dict[str, EditionPage] = {}
    unnamed: dict[str, EditionPage] = {}
    for url, told, address, text in links:
        if told.kind != "edition":
            continue
        number, name = label(text)
        if (number is None and name is None) or _is_of_calendar(text, told):
            unnamed.setdefault(url, EditionPage(url=url, address=address, number=told.page))
            continue
        before = named.get(url)
        named[url] = EditionPage(
            url=url,
            address=before.address if before else address,
            number=(before and before.number) or number or told.page,
            name=(before and before.name) or name,
        )
    return [*named.values(), *(one for url, one in unnamed.items() if url not in named)]


def _is_of_calendar(text: str, told: EditionAddress) -> bool:
    """Whether a link's text is the number of its day, as a calendar prints it, and not that of its page."""
    number = text.strip()
    if told.day is None:
        return number.isdecimal()
    is_day = number.isdecimal() and int(number) == told.day.day
    return is_day and (told.page is None or page_key(told.page) != page_key(number))


def label(text: str) -> tuple[str | None, str | None]:
    """`第A01版：头版` gives `A01` and `头版`, `要闻` None and `要闻`; `下一版` and `A1.pdf` nothing."""
    if not text or _is_step(text):
        return None, None
    text = _PDF.sub("", text)
    if found := _LABEL.match(text):
        number, rest = found[1] or found[2], found[3] or ""
    elif found := next((found for form in _LABEL_BEHIND if (found := form.match(text))), None):
        number, rest = found[2], found[1]
    else:
        number, rest = None, text
    name = rest.strip(" .:：-—|丨[]【】()（）")
    is_name = bool(name) and len(name) <= _LONGEST_NAME and not (number and _SAYS_PAGE.match(name))
    return number, name if is_name else None


def _is_step(text: str) -> bool:
    return len(text) <= _LONGEST_STEP and bool(_STEPS.search(text))


def _own_page(page: Page, url: str, pages: Sequence[EditionPage]) -> EditionPage | None:
    """The printed page that this is; None for one that only leads to the pages."""
    listed = next((one for one in pages if one.url == url), None)
    number, name = _heading(page)
    told = recognise(page.url, known_paper=True)
    in_address = told.page if told else None
    if listed is not None:
        same = number is not None and number == listed.number
        return EditionPage(
            url=url,
            address=page.url,
            number=listed.number or number or in_address,
            name=listed.name or (name if same or listed.number is None else None),
        )
    number = number or in_address
    numbers = {one.number for one in pages}
    if pages and (number in numbers if number else _LEADS_ON.search(urlsplit(url).path)):
        return None
    return EditionPage(url=url, address=page.url, number=number, name=name)


def _heading(page: Page) -> tuple[str | None, str | None]:
    """版次 and 版名 of the page that is open: a line of its own that is no link."""
    for line in page.outline.lines:
        if not line.linked and len(line.text) <= 40 and _PRINTED.search(line.text):
            start = _PRINTED.search(line.text)
            assert start is not None
            return label(line.text[start.start() :])
    return None, None


def _with_own(pages: Sequence[EditionPage], own: EditionPage | None) -> list[EditionPage]:
    if own is None:
        return list(pages)
    if all(one.url != own.url for one in pages):
        return [own, *pages]
    return [own if one.url == own.url else one for one in pages]


def _articles(
    links: Sequence[Found], pages: Sequence[str], own: EditionPage | None
) -> Iterator[EditionArticle]:
    """The articles, each once. Where all pages are printed one after the other, each belongs to the page that
    is named before it."""
    by_page = _headed_by(links, pages)
    titles: dict[str, str] = {}
    order: dict[str, tuple[str, str | None]] = {}
    for (url, told, address, text), under in zip(links, by_page, strict=True):
        if told.kind == "article":
            order.setdefault(url, (address, under or (own.url if own else None)))
            if text and not _is_step(text) and len(text) > len(titles.get(url, "")):
                titles[url] = text
    count: dict[str | None, int] = {}
    for url, (address, page) in list(order.items())[:MOST_ARTICLES]:
        count[page] = count.get(page, 0) + 1
        position = count[page] if page else 0
        yield EditionArticle(url=url, address=address, title=titles.get(url), page=page, position=position)


def _headed_by(links: Sequence[Found], pages: Sequence[str]) -> list[str | None]:
    """For each link the page whose name stands before it, where articles stand below two names at least."""
    under: list[str | None] = []
    heading: str | None = None
    for url, told, _, text in links:
        if told.kind == "edition" and url in pages and label(text) != (None, None):
            heading = url
        under.append(heading)
    heads = {one for one, (_, told, _, _) in zip(under, links, strict=True) if told.kind == "article"}
    return under if len(heads - {None}) > 1 else [None] * len(links)


def edition_addresses(page: Page, rules: PaperRules) -> Iterator[tuple[EditionAddress, str]]:
    """The pages of editions, of whatever day, to which a page leads: by a refresh, or by links."""
    for written in _leads_on(page):
        link = _told(page.absolute(written), rules)
        if link and link[1].kind == "edition":
            yield link[1], link[2]
    for _, told, address, _ in _links(page, rules):
        if told.kind == "edition":
            yield told, address


def _refreshed(page: Page, rules: PaperRules, day: date) -> tuple[EditionPage, ...]:
    """What of the same edition a page without links sends its reader to, or holds in frames."""
    links = (_told(page.absolute(written), rules) for written in _leads_on(page))
    of_day = [one for one in links if one and one[1].day == day and one[1].kind == "edition"]
    return tuple(EditionPage(url=url, address=address) for url, _, address in of_day)


def _leads_on(page: Page) -> list[str]:
    """The addresses of a refresh and of frames."""
    frames = (attribute(node, "src") for node in page.all("frame[src], iframe[src]"))
    return [one for one in (stated_redirect(page.text), *frames) if one][:_MOST_FRAMES]
