"""What the form of an address says of it, whoever serves it: the family that gives its articles or lists such
addresses, or failing that the habits that many systems share.

>>> shape_of("https://www.example.cn/202605/t20260518_1234567.html")
AddressShape(kind='article', family='trs', rule='/202605/t20260518_1234567.html', day=None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, urlsplit

from crawler.normalise.addresses import has_many_parameters
from crawler.pages.families import (
    chinanews,
    cjyun,
    cmstop,
    enorth,
    founder,
    gxnews,
    hoge,
    newscn,
    object_id,
    rednet,
    southcn,
    trs,
)
from crawler.pages.families.newspapers import addresses as newspapers

AddressKind = Literal["article", "list", "edition"]
LONGEST = 2_000  # characters; a longer address is nobody's article
_LONGEST_NAME = 200


@dataclass(frozen=True)
class AddressShape:
    """What an address is by its form. `family` is None where many systems write such addresses."""

    kind: AddressKind
    family: str | None
    rule: str  # the part of the address, or the habit, that says so
    day: date | None = None  # of a newspaper's edition


# On path and query; the first that fits counts, so the narrow ones come first.
_PATTERNS: tuple[tuple[str, AddressKind, str], ...] = (
    ("cjyun", "article", cjyun.ARTICLE_URL),
    ("cjyun", "list", r"^/index/nei/content\?"),
    ("enorth", "article", enorth.ARTICLE_URL),
    ("enorth", "list", r"/system/more/[\w/]+\.s?html?$"),
    ("southcn", "article", southcn.ARTICLE_URL),
    ("southcn", "list", southcn.LIST_URL),
    ("gxnews", "article", gxnews.ARTICLE_URL),
    ("gxnews", "list", gxnews.LIST_URL),
    ("newscn", "article", newscn.ARTICLE_URL),
    ("object_id", "article", object_id.ARTICLE_URL),
    ("trs", "article", trs.ARTICLE_URL),
    ("hoge", "article", hoge.ARTICLE_URL),
    ("hoge", "list", r"/api/v\d/contents?\.php\?"),
    ("thepaper", "article", r"/newsDetail_forward_\d+$"),
    ("rednet", "article", rednet.ARTICLE_URL),
    ("rednet", "list", rednet.LIST_URL),
    ("cmstop", "article", cmstop.ARTICLE_URL),
    ("chinanews", "article", chinanews.ARTICLE_URL),  # the same form as cmstop's: told by the outlet alone
    ("founder", "article", founder.ARTICLE_URL),
    ("founder", "list", founder.LIST_URL),
)
Families = tuple[tuple[str, AddressKind, re.Pattern[str]], ...]
_FAMILIES: Families = tuple((family, kind, re.compile(pattern)) for family, kind, pattern in _PATTERNS)

_EXTENSION = re.compile(r"\.(?:s?html?|aspx?|php|jsp|do|json|xml|action)(?:\.gz)?\Z", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|mp[34]|m3u8|avi|flv|pdf|docx?|xlsx?|pptx?|zip|rar|apk|exe|woff2?)\Z",
    re.IGNORECASE,
)
# Words with which the name of a list begins or that are all of it; a number may follow.
_LIST_NAME = re.compile(
    r"(?:index|list|node|col|column|columns|channel|channels|category|cat|cate|roll|more|tag|tags|topic|topics|"
    r"home|default|rss|feed|feeds|atom|(?:[a-z]{1,12}[_\-])?sitemap\w*|latest|newest|hot|ranking|stories|lists?_?\w{0,12}|paperindex)"
    r"(?:[_\-]?\d{0,8}(?:[_\-]\d{1,5})?)\Z",
    re.IGNORECASE,
)
_LIST_CALL = re.compile(
    r"(?:get_?)?\w*(?:list|columns?|channels?|contents|articles|newest|latest|hot|rank\w*|newslistby\w*|search|roll|"
    r"special_column|col(?:umn)?_news)\Z",
    re.IGNORECASE,
)
_LIST_ASKS = frozenset((
    "cateid", "cate_id", "catid", "channelid", "channel_id", "chnlid", "columnid", "column_id", "nodeid",
    "node_id", "term_id", "cid", "colid", "categoryid", "category_id", "specialurl", "pagenum", "pageno",
    "pagesize", "special_column_id", "cms_node_post_list_page",
))  # fmt: skip
_ARTICLE_ASKS = frozenset((
    "id", "artid", "articleid", "article_id", "contentid", "content_id", "newsid", "news_id", "aid", "docid",
    "jsonurl", "storyid", "nid", "infoid", "tid",
))  # fmt: skip
_LIST_PATHS = re.compile(
    r"/(?:lists?|channels?|columns?|category|tags?|topics?|rss|feed|ranking)/", re.IGNORECASE
)
# The name of one page: a long number, a number behind a word, hexadecimal digits.
_ARTICLE_NAME = re.compile(
    r"(?=[\w\-]+\Z)(?:.*\d{4}|[a-z]?[0-9a-f]{16,}\Z|c\d{3,}\Z|.{0,20}[_\-]\d{3,}(?:[_\-]\w{1,8})?\Z)",
    re.IGNORECASE,
)
_ARTICLE_PATHS = re.compile(
    r"/(?:article|articles|detail|details|newsdetail|content|contents|news|a|p|n|story|stories|info|show|view|post|c|t|w)/"
    r"(?:[\w-]+/){0,4}(?:\d{2,}|[A-Za-z0-9+_\-]{6,}={0,2})(?:\.s?html?)?\Z",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"/(?:19[89]\d|20[0-4]\d)(?:[-/]?(?:0[1-9]|1[0-2]))(?:[-/]?(?:0[1-9]|[12]\d|3[01]))?(?=/)"
)
_NO_LIST = re.compile(
    r"/(?:about\w*|login|register|signin|signup|user|users|member|my|account|help|contact\w*|search|app|apps|download|copyright|"
    r"privacy|terms|ad|ads|adv|jobs?|links?|feedback|static|assets|images?|img|css|js|upload\w*|fonts?|api|statement)"
    r"(?:/|\.s?html?|\Z)",
    re.IGNORECASE,
)
# Pages about the site and for its readers, whatever their names are.
_NO_ARTICLE = re.compile(
    r"/(?:about(?:us)?|login|register|signin|signup|users?|members?|account|help|contact(?:us)?|jobs?|ads?|adv|"
    r"download|copyright|privacy|terms|feedback)(?:/|\.s?html?\Z|\Z)",
    re.IGNORECASE,
)
_ID_ALONE = re.compile(r"[a-z]?[0-9a-f]{16,}|\d{4,}")
_DETAIL = re.compile(r"detail|info|content", re.IGNORECASE)
_DATE_ALONE = re.compile(r"(?:19|20)\d\d(?:\d\d){0,2}")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:[_\-][a-z0-9]+)*\Z", re.IGNORECASE)


def shape_of(url: str) -> AddressShape | None:
    """What an address is by its form alone; None where nothing can be said of it."""
    if len(url) > LONGEST or has_many_parameters(url):
        return None
    try:
        parts = urlsplit(url)
        ok = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != -1
    except ValueError:
        return None
    if not ok or _FILE.search(parts.path):
        return None
    if paper := newspapers.recognise(url):
        return AddressShape(paper.kind, paper.family, paper.rule, paper.day)
    return _family_shape(parts) or _common_shape(parts)


def shape_in(family: str | None, url: str) -> AddressShape | None:
    """What an address is by the form that one family gives its addresses; None where it has another one."""
    parts = urlsplit(url)
    return _family_shape(parts, tuple(one for one in _FAMILIES if one[0] == family))


def _family_shape(parts: SplitResult, families: Families = _FAMILIES) -> AddressShape | None:
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for family, kind, pattern in families:
        if match := pattern.search(target) or pattern.search(parts.path):
            return AddressShape(kind, family, match[0])
    return None


def _common_shape(parts: SplitResult) -> AddressShape | None:
    path = parts.path or "/"
    if _NO_ARTICLE.search(path):
        return None
    directory, _, name = path.rpartition("/")
    if len(name) > _LONGEST_NAME:
        return None
    stem = _EXTENSION.sub("", name)
    asked = {key.lower(): value for key, value in parse_qsl(parts.query)}
    if one := _by_query(stem, asked):
        return one
    if not name:
        return _of_directory(path)
    if _LIST_NAME.match(stem):
        return AddressShape("list", None, f"named {name}")
    if _ARTICLE_PATHS.search(path) and _may_name_article(path, stem) and not _LIST_PATHS.search(path):
        return AddressShape("article", None, "a page under a directory of articles")
    if _ARTICLE_NAME.match(stem) and not _LIST_PATHS.search(path):
        return AddressShape("article", None, "named by an id")
    if _DATED.search(directory + "/") and any(map(str.isdigit, stem)):
        return AddressShape("article", None, "in a directory of a date")
    return _of_word(path, name, stem)


def _may_name_article(path: str, stem: str) -> bool:
    """Of an interface `/api/news/Portrait` names a call, `/api/article/getArticleDetail` an article."""
    is_call = "/api/" in path.lower() and not any(map(str.isdigit, stem))
    return not is_call or bool(_DETAIL.search(stem))


def _by_query(stem: str, asked: dict[str, str]) -> AddressShape | None:
    if found := next((key for key in asked if key in _ARTICLE_ASKS and asked[key]), None):
        named = any(map(str.isdigit, asked[found])) or found == "jsonurl"
        if named and not _LIST_CALL.match(stem):
            return AddressShape("article", None, f"asks for {found}")
    if stem in ("", "index") and re.fullmatch(r"\d{3,}", asked.get("p", "")):
        return AddressShape("article", None, "asks for p")  # WordPress: /?p=12345
    if found := next((key for key in asked if key in _LIST_ASKS), None):
        return AddressShape("list", None, f"asks for {found}")
    if asked and _LIST_CALL.match(stem):
        return AddressShape("list", None, f"asks {stem}")
    return None


def _of_directory(path: str) -> AddressShape | None:
    if _NO_LIST.search(path):
        return None
    last = path.rstrip("/").rpartition("/")[2]
    if _ID_ALONE.fullmatch(last) and not _DATE_ALONE.fullmatch(last):
        return AddressShape("article", None, "a directory named by an id")
    return AddressShape("list", None, "a directory" if last else "a front page")


def _of_word(path: str, name: str, stem: str) -> AddressShape | None:
    """`/news`, `/xw/szyw.html`: a word without a number is a column."""
    if _NO_LIST.search(path):
        return None
    if _LIST_CALL.match(stem) and name != stem:
        return AddressShape("list", None, f"named {name}")
    if _LIST_PATHS.search(path):
        return AddressShape("list", None, "under a directory of lists")
    if _WORD.match(stem) and (name == stem or name.lower().endswith(("html", "htm", "json"))):
        digits = sum(map(str.isdigit, stem))
        return AddressShape("list", None, "named by a word") if digits <= 3 else None
    return None
