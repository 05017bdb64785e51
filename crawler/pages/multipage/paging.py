"""The other pages of an article, as the pager of one of them gives them.

A page counts only where its address is the article's own with a page number (page_numbers.py) and
the link to it prints what pagers print: 下一页, a number, 尾页. So no next article is taken for a next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.items import Paging
from crawler.normalise.addresses import registered_domain
from crawler.normalise.text import bare
from crawler.pages.multipage.page_numbers import MOST_PAGES, is_whole, page_number, roots
from crawler.pages.multipage.pagers import PagerLink, pager_links

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

_MOST_LINKS = (
    500  # of a pager, printed above and below; each is tried with each address that the article may have
)
Canonical = Callable[[str], str]  # the one address of a page, by its site's rules


def find_paging(page: Page, canonical: Canonical, root: str | None = None) -> Paging | None:
    """The other pages of the article on `page`; None where it stands on one.

    `root`: the article's address, where it is known that the page belongs to it.
    """
    if not page.url:
        return None
    links = tuple(islice(pager_links(page), _MOST_LINKS))
    if not links:
        return None
    if root is not None:
        return _paging(page, links, root, own=page_number(root, page.url))
    known = [(base, number) for base, number in roots(page.url) if canonical(base) == canonical(page.url)]
    evident = [
        (base, number) for base, number in roots(page.url) if _is_page_of(page.url, number, base, links)
    ]
    tried = [*known, (page.url, 0), *evident]
    return next(filter(None, (_paging(page, links, base, own=number) for base, number in tried)), None)


def _is_page_of(url: str, number: int, root: str, links: Sequence[PagerLink]) -> bool:
    """Whether the pager shows that `url` is a page of `root`, and no article of its own that ends in a
    number: it leads back to page 1, or prints 2 at the address that follows."""
    for one in links:
        at = page_number(root, one.url)
        if at is None or one.url == url:
            continue
        if one.number == 1 and at in (0, 1) and number > at:
            return True
        if one.number == 2 and number <= 1 and at == number + 1:
            return True
        # 上一页 without a number, in the same folder: 12_2.html after 12.html
        if one.kind == "previous" and at == 0 and number <= 2 and url.count("/") == root.count("/"):
            return True
    return False


@dataclass
class _Pages:
    """The pages of an article as the links of a pager give them, by the number in their address."""

    addresses: dict[int, str] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)  # pages on another host, or too far on
    firsts: set[int] = field(default_factory=lambda: {0})  # numbers of page 1: 12.html is 12_1.html on some
    total: int = 0
    whole: str | None = None


def _paging(page: Page, links: Sequence[PagerLink], root: str, own: int | None) -> Paging | None:
    """What the links say of the article at `root`, of which this page has the number `own`."""
    pages = _Pages()
    for one in links:
        _add(pages, one, root, page.url)
    here = 0 if own is None or own in pages.firsts else own
    others = {at: url for at, url in sorted(pages.addresses.items()) if at not in pages.firsts and at != own}
    first = next((pages.addresses[at] for at in sorted(pages.firsts) if at in pages.addresses), None)
    if not others and not pages.refused and pages.whole is None and (first is None or here == 0):
        return None
    counted = 1 + len((set(others) | pages.refused | {here}) - pages.firsts)
    return Paging(
        root=root,
        page_number=here,
        first=(first or (root if root != page.url else None)) if here else None,
        others=tuple(others.items()),
        refused=tuple(sorted(pages.refused)),
        total=max(pages.total, counted, 2),
        whole=pages.whole,
    )


def _add(pages: _Pages, one: PagerLink, root: str, own_url: str) -> None:
    """Adds a link of the page at `own_url`, where it leads to a page of the article at `root`."""
    elsewhere = _netloc(one.url) != _netloc(own_url)
    there = _moved(one.url, own_url) if elsewhere else one.url
    if one.kind == "whole":
        if not elsewhere and is_whole(root, there) and there != own_url:
            pages.whole = pages.whole or one.url
        return
    at = page_number(root, there)
    if at is None or (elsewhere and not _same_domain(one.url, own_url)):
        return
    pages.total = max(pages.total, one.total, one.number or 0)
    if one.number and at >= 1 and at == one.number:
        pages.firsts.add(1)  # numbers in addresses are those that are printed, so 12_1.html is page 1
    if elsewhere or at > MOST_PAGES:
        pages.refused.add(at)
    else:
        pages.addresses.setdefault(at, one.url)


def _netloc(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _moved(url: str, to: str) -> str:
    """`url` as it would be at the host of `to`."""
    return urlsplit(url)._replace(netloc=urlsplit(to).netloc).geturl()


def _same_domain(one: str, other: str) -> bool:
    """Whether two addresses have one registered domain, as those of different hosts of one outlet have."""
    hosts = (urlsplit(one).hostname or "", urlsplit(other).hostname or "")
    return registered_domain(hosts[0]) is not None and len({registered_domain(host) for host in hosts}) == 1


# Taken out one after the other, so that no line takes long.
_PAGER_WORD = re.compile(
    r"上一?页|下一?页|前一?页|后一?页|首页|尾页|末页|最后一?页|第一页|当前页?|分页|(?:第|共)?\s*(?<!\d)\d{1,3}(?!\d)\s*页?|"
    r"全文显示|显示全文|阅读全文|余下全文|单页(?:显示|阅读)|未完待续|未完|更多精彩(?:内容)?请(?:点击|看)|请?点击|跳转|转|到|GO|"
    r"[\s|｜»«›‹<>\[\]【】()（）/…·.，,:：-]+",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[页》>»\]】]|未完|全文|^\s*\d+\s*/\s*\d+\s*$")
_NUMBERS = re.compile(r"[\d\s]{1,60}")
_LONGEST_PAGER = 160
_LAST_LINES = 3  # of a page's text: where a pager of bare numbers may stand
_NUMBER_BEHIND = re.compile(
    r"(?:(?<![\s_])[\s_]+)?[(（\[【-]?(?:(?<!\s)\s+)?第?(?:(?<!\s)\s+)?[\d一二三四五六七八九十]{1,3}"
    r"\s{0,4}页?\s{0,4}[)）\]】]?\Z"
)


def is_pager_line(line: str) -> bool:
    """Whether a line is a pager printed as text: `上一页 1 2 3 下一页`, `(未完，下页)`, `1/3`."""
    return len(line) <= _LONGEST_PAGER and bool(_TELLING.search(line)) and not _PAGER_WORD.sub("", line)


def repeats_title(line: str, title: str) -> bool:
    """Whether a line is the article's title as later pages print it: `标题`, `标题(2)`, `标题_2`."""
    return bare(line) == bare(title) or bare(_NUMBER_BEHIND.sub("", line)) == bare(title)


def without_pager_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a page, one of several, that are its text."""
    for at, line in enumerate(lines):
        last = at >= len(lines) - _LAST_LINES
        if not is_pager_line(line) and not (last and _NUMBERS.fullmatch(line)):
            yield line
