"""Query parameters that networks, counters and apps append to an address and that choose no page.

>>> without_tracking("id=3&utm_source=w")
'id=3'
>>> without_appended("https://www.x.cn/p/12.html?source=app&v=2")
'https://www.x.cn/p/12.html'
>>> without_appended("https://www.x.cn/search?source=app")
'https://www.x.cn/search?source=app'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

# No system chooses a page by these.
TRACKING = frozenset((
    "from", "isappinstalled", "share_token", "share_from", "sharefrom", "share_id", "spm", "scm",
    "timestamp", "tt_from", "wxshare_count", "nsukey", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid",
    "clicktime", "enterid", "wechatshare", "ivk_sa", "wxfrom", "bd_vid", "hmsr", "hmpl", "hmcu", "hmkw",
    "hmci", "tdsourcetag",
))  # fmt: skip
# Apps append these too, but some systems choose a page by one of them: they go only where the rest still
# names an article.
APPENDED = frozenset((
    "_t", "_", "t", "ts", "r", "rnd", "rand", "random", "channel", "source", "src", "ref", "referer", "sf",
    "share", "shared", "isshare", "is_share", "sharetype", "pvid", "v", "ver", "version", "h5", "ish5",
    "fromapp", "app", "apptype", "platform", "device", "wx", "wechat", "weixin", "scene", "subscene",
    "ascene", "devicetype", "winzoom", "sessionid", "session_id", "jsessionid", "phpsessid", "sid",
))  # fmt: skip
# Names an account, without which WeChat's own addresses find nothing: only where the path names the page.
_ACCOUNT = "__biz"
# The last part of a path that names one page: 12.html, c41_1860123, t20260518_1, content_3.htm; no
# detail1.aspx, which may be chosen by what stands behind it.
_PAGE_NAME = re.compile(
    r"(?P<name>\d+|[\w\-]*\d{4}[\w\-]*|[0-9a-f]{12,}|[\w\-]*[_-]\d+(?=\.s?html?/?\Z))(?:\.[a-z]{2,5})?/?\Z"
)
_LIST_NAME = re.compile(r"(?:index|list|node|col|column|channel|category|cat|class|page|search|tag)(?![a-z])")
_ID = re.compile(r"(?:id|no|num)\Z", re.IGNORECASE)


def without_tracking(query: str) -> str:
    """A query string without what never chooses a page; as it is where there is none of that."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if k.lower() not in TRACKING and not k.lower().startswith("utm_")]
    return query if len(kept) == len(pairs) else urlencode(kept)


def without_appended(url: str, is_article: Callable[[str], bool] | None = None) -> str:
    """The address without parameters of `APPENDED`, where what is left still names an article.

    `is_article`: what the outlet's own addresses of articles look like; without it a path or an id that
    names one page is asked for. Both have to hold where it is given.
    """
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    extra = APPENDED | {_ACCOUNT} if _names_page(parts.path) else APPENDED
    kept = [(name, value) for name, value in pairs if name.lower() not in extra]
    rest = parts._replace(query=urlencode(kept)).geturl()
    if len(kept) == len(pairs) or not names_article(rest):
        return url
    return rest if is_article is None or is_article(rest) else url


def names_article(url: str) -> bool:
    """Whether an address has the form of an article's, for outlets that nobody described: its path names a
    page by a number, `/p/12.html`, or its query does, `?id=12`."""
    parts = urlsplit(url)
    if _names_page(parts.path):
        return True
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return any(_ID.search(name) and any(map(str.isdigit, value)) for name, value in pairs)


def _names_page(path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2].lower()
    return bool(_PAGE_NAME.match(last)) and not _LIST_NAME.match(last)
