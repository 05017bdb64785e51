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
from collections import Counter
from collections.abc import Callable, Collection
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

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
# Who shares, by what, from where: names that elsewhere choose an account or a page (without `__biz` WeChat's
# own addresses find nothing), so only where the path names the page.
SHARED = frozenset((
    "__biz", "_d", "_k", "_wv", "adchannelid", "adpubno", "adsession", "adtag", "aduin", "app_id",
    "appid", "appversion", "bbid", "buvid", "bxsign", "category_new", "chksm", "clienttype", "code",
    "cur_album_id", "eqid", "exptype", "featurecode", "forceh5", "fr", "fromsource", "g_f", "gh_id",
    "iid", "is_new_connect", "is_new_user", "isfromwx", "lfid", "loader_name", "luicode",
    "module_name", "need_sec_link", "nonce", "openid", "os", "plat_id", "ptlang", "qq-pf-to",
    "qrcode", "req_id", "scene_id", "sec_link_scene", "share_did", "share_medium", "share_source",
    "share_uid", "shareid", "shareuid", "showmenu", "spm_id_from", "srcid", "ssid", "state",
    "theme", "tt_from_source", "tt_group_id", "u", "uid", "unionid", "unique_k", "use_xbridge3",
    "userid", "vd_source", "wd", "weixin_from", "wt_ps", "xtrack",
))  # fmt: skip
# The last part of a path that names one page: 12.html, c41_1860123, t20260518_1, content_3.htm; no
# detail1.aspx, which may be chosen by what stands behind it.
_PAGE_NAME = re.compile(
    r"(?P<name>\d+|(?>[\w\-]*?\d{4}[\w\-]*+)|[0-9a-f]{12,}|[\w\-]*[_-]\d+(?=\.s?html?/?\Z))(?:\.[a-z]{2,5})?/?\Z"
)
_LIST_NAME = re.compile(r"(?:index|list|node|col|column|channel|category|cat|class|page|search|tag)(?![a-z])")
_ID = re.compile(r"(?:id|no|num)\Z", re.IGNORECASE)


def without_tracking(query: str) -> str:
    """A query string without what never chooses a page; as it is where there is none of that."""
    if not query:
        return ""
    pairs = _pairs(query)
    kept = [one for one in pairs if (name := one[0].lower()) not in TRACKING and name[:4] != "utm_"]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _pairs(query: str) -> list[tuple[str, str]]:
    """As `parse_qsl` has them, which takes a microsecond for each: a list may have a million."""
    if "%" in query or "+" in query:
        return parse_qsl(query, keep_blank_values=True)
    return [(name, value) for name, _, value in (one.partition("=") for one in query.split("&") if one)]


def without_appended(url: str, is_article: Callable[[str], bool] | None = None) -> str:
    """The address without parameters of `APPENDED`, where what is left still names an article.

    `is_article`: what the outlet's own addresses of articles look like; without it a path or an id that
    names one page is asked for. Both have to hold where it is given.
    """
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = _pairs(parts.query)
    extra = APPENDED | SHARED if _names_page(parts.path) else APPENDED
    kept = [(name, value) for name, value in pairs if name.lower() not in extra]
    if len(kept) == len(pairs):
        return url
    rest = parts._replace(query=urlencode(kept)).geturl()
    if not names_article(rest):
        return url
    return rest if is_article is None or is_article(rest) else url


def without_parameters(url: str, names: Collection[str]) -> str:
    """The address without these parameters; as it is where it has none of them.

    >>> without_parameters("https://www.x.cn/p?id=12&k=ab", {"k"})
    'https://www.x.cn/p?id=12'
    """
    parts = urlsplit(url)
    given = parts.query.split("&")  # as they are written: the rest of a canonical address stays canonical
    kept = [one for one in given if unquote_plus(one.partition("=")[0]) not in names]
    return url if len(kept) == len(given) else parts._replace(query="&".join(kept)).geturl()


def parameters(url: str) -> list[str]:
    """The names of an address's parameters."""
    return [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]


def differing_parameters(one: str, other: str) -> set[str]:
    """The parameters in which two addresses differ; none where they differ in anything else.

    >>> differing_parameters("https://www.x.cn/12.html?k=ab", "https://www.x.cn/12.html")
    {'k'}
    """
    first, second = urlsplit(one), urlsplit(other)
    if first._replace(query="") != second._replace(query=""):
        return set()
    pairs, others = (Counter(parse_qsl(parts.query, keep_blank_values=True)) for parts in (first, second))
    return {name for name, _ in (pairs - others) + (others - pairs)}


def names_article(url: str) -> bool:
    """Whether an address has the form of an article's, for outlets that nobody described: its path names a
    page by a number, `/p/12.html`, or its query does, `?id=12`."""
    parts = urlsplit(url)
    if _names_page(parts.path):
        return True
    pairs = _pairs(parts.query)
    return any(_ID.search(name) and any(map(str.isdigit, value)) for name, value in pairs)


def _names_page(path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2].lower()
    return bool(_PAGE_NAME.match(last)) and not _LIST_NAME.match(last)
