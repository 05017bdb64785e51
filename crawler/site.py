"""The facts of one outlet: who it is, where its articles stand, which page classes read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, reduce
from urllib.parse import urlsplit

from crawler.article_data import ArticleData
from crawler.normalise import addresses
from crawler.normalise.tracking import without_appended
from crawler.pages.base import ArticlePage
from crawler.pages.column_addresses import column_word
from crawler.pages.families.newspapers.addresses import EditionAddress, without_variants
from crawler.pages.families.newspapers.paper import Newspaper
from crawler.pages.list_page import ListPage
from crawler.pages.lists.json_list import JsonList
from shengmei.timezone import SHANGHAI


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Where a site's facts come from, and of which year they are."""

    year: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """One outlet. What nobody knows stays None; the first domain is the one of canonical addresses.

    A domain with a dot in front, `.dbw.cn`, is every host under it: portals give each channel and city a host
    of its own, whose pages are the portal's and keep their host.
    """

    id: str
    name: str
    domains: tuple[str, ...]
    province: str | None = None
    city: str | None = None
    organisation: str | None = None  # as bylines name it: 湖北广电融媒体
    owner: str | None = None
    lists: tuple[str, ...] = ()  # addresses a crawl starts from
    article_url: str = ""  # regular expression on path and query; a newspaper's articles are known without
    list_url: str | None = None  # the same, for further lists that pages lead to
    article_pages: tuple[type[ArticlePage], ...] = ()  # newest layout first
    list_page: type[ListPage] = ListPage
    json_lists: tuple[JsonList, ...] = ()  # lists that are given as JSON, or stand in a script
    article_data: ArticleData | None = None  # where the texts stand, of pages that a script draws
    refuses: str | None = None  # why it is known and not crawled: what it answers an honest user agent
    wants_browser: str | None = None  # which of its pages only a browser can show: they are not crawled
    paper: Newspaper | None = None  # where its editions stand, of a newspaper
    paths: tuple[str, ...] = ()  # where several outlets share a host: how the paths of this one begin
    throttle_group: str | None = None  # sites served by the same machines; default: the first domain
    references: tuple[Reference, ...] = ()

    def __post_init__(self) -> None:
        if not self.article_url and self.paper is None and self.refuses is None:
            raise ValueError(f"{self.id} has no article_url")

    @cached_property
    def _article(self) -> re.Pattern[str]:
        return re.compile(self.article_url)

    @cached_property
    def _list(self) -> re.Pattern[str] | None:
        return re.compile(self.list_url) if self.list_url else None

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset((*self.domains, *map(addresses.canonical_host, self.domains)))

    @cached_property
    def _host_ends(self) -> tuple[str, ...]:
        """How each own host ends, whatever twin it is."""
        return tuple(host.removeprefix("www.") for host in self._hosts)

    def _is_own_host(self, host: str) -> bool:
        """Whether a host is one of the domains, or its twin for another device: `touch.hbtv.com.cn`."""
        if host in self._hosts:
            return True
        # A list may name a hundred thousand hosts; to find the twin of each takes longer than to read it.
        return host.endswith(self._host_ends) and addresses.canonical_host(host) in self._hosts

    @property
    def invented(self) -> bool:
        """Whether only `shengmei demo` serves it: names under `.example` belong to nobody (RFC 2606)."""
        return all(domain.endswith(".example") for domain in self.domains)

    @property
    def start(self) -> str:
        """The address that a crawl of it begins with, or where it would be."""
        if self.paper is not None:
            today = self.paper.addresses(datetime.now(SHANGHAI).date())
            return today[0] if today else self.paper.index or ""
        return self.lists[0] if self.lists else f"http://{self.domains[0].lstrip('.')}/"

    def owns(self, url: str) -> bool:
        host, path = _split(url)
        if self.paths and not path.startswith(self.paths):
            return False
        return self._is_own_host(host) or any(above in self.domains for above in domains_above(host))

    def is_article(self, url: str) -> bool:
        if not self.owns(url):
            return False
        url = self.page_address(url)
        if self.paper is not None and (told := self.paper.told(url)) is not None:
            return told.kind == "article"
        # What networks and feeds append (`12.html?from=rss`) is no part of the address, nor how it is spelt.
        return self._fits(url) or (addresses.may_be_spelt_otherwise(url) and self._fits(self.canonical(url)))

    def _fits(self, url: str) -> bool:
        """Whether an address fits `article_url`."""
        target = _split(url)[1]
        if not self.article_url or not self._article.search(target):
            return False
        # What a wide pattern (a long number, whatever stands before it) fits too; one that names it means it.
        word = column_word(target.partition("?")[0])
        return word is None or re.search(rf"(?<![a-z]){word}s?(?![a-z])", self.article_url) is not None

    def page_address(self, url: str) -> str:
        """The address of the article's page, of one at which its data stands."""
        return (self.article_data.page_of(url) if self.article_data else None) or url

    def json_list(self, url: str) -> JsonList | None:
        """The described list that an address is one of."""
        return next((one for one in self.json_lists if one.answers(url)), None)

    def edition(self, url: str) -> EditionAddress | None:
        """What the address of a page of the paper's editions tells; None for any other."""
        told = self.paper.told(url) if self.paper is not None and self.owns(url) else None
        return told if told is not None and told.kind == "edition" and told.day is not None else None

    def is_list(self, url: str) -> bool:
        return self.owns(url) and bool(self._list and self._list.search(_split(url)[1]))

    def canonical(self, url: str) -> str:
        """The one address of what `url` names on this site, whatever twin host or catalogue it came by."""
        url = self.page_address(url)
        own = self._is_own_host(_split(url)[0])
        folded = addresses.normalised(url, host=self.domains[0] if own else None)
        folded = without_appended(folded, self.is_article)
        if self.paper is not None:
            folded = without_variants(folded)
        return reduce(
            lambda address, page_class: page_class.canonical_address(address), self.article_pages, folded
        )


def domains_above(host: str) -> tuple[str, ...]:
    """`news.dbw.cn` gives `.dbw.cn` and `.cn`, the names under which a site may claim it."""
    return tuple(host[at:] for at, character in enumerate(host) if character == ".")


@lru_cache(maxsize=1024)  # a list asks three times for each of its hundreds of links
def _split(url: str) -> tuple[str, str]:
    """`https://m.hbtv.com.cn/p/1.html?page=2#top` gives `m.hbtv.com.cn` and `/p/1.html?page=2`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return (parts.hostname or "").rstrip("."), f"{parts.path}?{parts.query}" if parts.query else parts.path
