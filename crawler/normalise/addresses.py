"""Web addresses: one canonical form for what is one page, and absolute addresses of links.

>>> normalised("http://m.sohu.com/a/1?spm=2&b=1&a=2#top")
'https://www.sohu.com/a/1?a=2&b=1'
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from crawler.normalise.tracking import without_tracking

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Hosts that differ only in these labels serve the same pages to other devices.
TWIN_LABELS = frozenset({"www", "m", "wap", "3g", "4g", "mobile", "touch"})
# Characters of an address as it is sent: no browser took longer ones for long, and a database's index of
# addresses takes 2,700 bytes. One with at most `SHORT` as written is no longer, whatever has to be escaped.
LONGEST, SHORT = 2083, 170
_AS_THEY_ARE = "/:?#[]@!$&'()*+,;=%~"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SIMPLE = re.compile(r"https?://([A-Za-z0-9.-]*[A-Za-z0-9])((?:/[A-Za-z0-9_\-.]+)*/?)\Z")
_PAIRS = r"[A-Za-z0-9_.\-]++=[A-Za-z0-9_.\-]*+(?:&[A-Za-z0-9_.\-]++=[A-Za-z0-9_.\-]*+)*+"
_SIMPLE_QUERY = re.compile(rf"{_PAIRS}\Z")
_WHOLE = re.compile(rf"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?:/[A-Za-z0-9_\-.]+)*+/?(?:\?{_PAIRS})?\Z")
_MOST_PARAMETERS = 60  # of the address of an article
_SPELLINGS = re.compile(r"[?;]|(?<!:)//|\.(?=[a-zA-Z]{3,5}\Z)[a-z]*[A-Z]")
_SLASHES = re.compile(r"(?<!:)/{2,}")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")  # the last label of an IPv4 address, however it is written
_EXTENSION = re.compile(r"\.(?:s?html?|aspx?|php|jsp)\Z", re.IGNORECASE)
# As Java servers write it for those who take no cookies, and as PHP does.
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/]*\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_BROKEN = re.compile(r"[\s\\]")
_HALF_PAIRS = re.compile("[\ud800-\udfff]")


def normalised(url: str, host: str | None = None) -> str:
    """The one address of a page, by its spelling alone; `registry.canonical` asks the outlets' rules too.

    `host`, a known site's first domain, wins over the rule for twin hosts.
    What is no http address comes back as it is.
    """
    page, mark, query = url.partition("?")
    simple = _SIMPLE.match(page)
    if simple and "./" not in page and _is_public(simple.group(1)):
        path = _one_spelling(simple.group(2))
        address = f"https://{host or canonical_host(simple.group(1).lower())}{path}"
        if not mark:
            return address
        if "/." not in page and _SIMPLE_QUERY.match(query):
            kept = without_tracking(query)
            # As w3lib sorts: by name, then by value.
            ordered = sorted(kept.split("&"), key=_pair) if "&" in kept else (kept,)
            return f"{address}?{'&'.join(ordered)}" if kept else address
    return _canonical_of_parts(url, host)


def _pair(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name, value


def is_too_long(url: str) -> bool:
    """Whether an address, as it would be sent, is longer than any that names a page."""
    if len(url) <= SHORT:
        return False
    return len(url) > LONGEST or len(quote(writable(url), safe=_AS_THEY_ARE)) > LONGEST


def writable(url: str) -> str:
    """The address with U+FFFD for half a surrogate pair: a page's JSON may hold it, no charset can."""
    return _HALF_PAIRS.sub("%EF%BF%BD", url)


def _canonical_of_parts(url: str, host: str | None) -> str:
    from w3lib.url import canonicalize_url

    try:
        parts = urlsplit(writable(url.strip()))
        port = parts.port
    except ValueError:
        return url
    scheme, name = parts.scheme.lower(), (parts.hostname or "").lower().rstrip(".")
    if scheme not in _DEFAULT_PORTS or not name:
        return url
    if port == _DEFAULT_PORTS[scheme]:
        port = None
    if _is_public(name):
        name = host or canonical_host(name)
        scheme = scheme if port else "https"
    netloc = (f"[{name}]" if ":" in name else name) + (f":{port}" if port else "")
    target = f"{scheme}://{netloc}{_one_spelling(parts.path)}"
    query = without_tracking(parts.query)
    return str(canonicalize_url(f"{target}?{query}" if query else target))


def may_be_spelt_otherwise(url: str) -> bool:
    """Whether the canonical form of an address may have another path or query, as of `//a/1.HTML`."""
    return not has_many_parameters(url) and bool(_SPELLINGS.search(url))


def has_many_parameters(url: str) -> bool:
    """Whether an address has more parameters than one that names an article."""
    return url.count("&") >= _MOST_PARAMETERS


def _one_spelling(path: str) -> str:
    """`//news//1.HTML`, as templates and old servers write it, gives `/news/1.html`."""
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if ";" in path:
        path = _SESSION.sub("", path)
    if path[-6:] != path[-6:].lower():
        path = _EXTENSION.sub(lambda extension: extension[0].lower(), path)
    return path or "/"


@lru_cache(maxsize=4096)
def canonical_host(host: str) -> str:
    """`m.sohu.com` and `sohu.com` give `www.sohu.com`, `m.news.sohu.com` gives `news.sohu.com`."""
    if not _is_public(host):
        return host
    name = host
    while True:  # www.m.sohu.com too
        first, _, rest = name.partition(".")
        if first not in TWIN_LABELS:
            break
        if not registered_domain(rest):
            return name  # gov.cn is a suffix: www.gov.cn is itself the registered name
        name = rest
    return f"www.{name}" if registered_domain(name) == name else name


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str | None:
    """`news.hbtv.com.cn` gives `hbtv.com.cn`; a bare suffix, an IP address or `localhost` gives None.

    Under a last label that the list has not (`m.paper.example`) it is the last two, by the list's own rule.
    """
    parts = _extract()(host, include_psl_private_domains=False)
    if parts.suffix:
        return parts.top_domain_under_public_suffix or None
    labels = host.split(".")
    return ".".join(labels[-2:]) if _is_public(host) and not _NUMBER.fullmatch(labels[-1]) else None


@cache
def _extract() -> TLDExtract:
    from tldextract import TLDExtract

    # The list that comes with the package: no network, and nothing written to a cache directory.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def _is_public(host: str) -> bool:
    """Whether `host` is a name of the public net: no IP address, no `localhost`, no single label."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." in host.strip(".") and not host.endswith(".localhost")
    return False


def host_of(url: str) -> str:
    """`https://M.hbtv.com.cn.:443/p/1.html` gives `m.hbtv.com.cn`; what has no host gives an empty string."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def absolute(base: str, href: str) -> str | None:
    """The address that a link of page `base` leads to; None for `javascript:`, broken and endless ones."""
    href = href.strip()
    if not href or href[0] == "#" or (len(href) > SHORT and is_too_long(href)):
        return None
    if len(href) <= SHORT and _WHOLE.match(href):
        return href
    if _BROKEN.search(href):
        href = (
            href.replace("\\", "/").replace("\n", "").replace("\r", "").replace("\t", "").replace(" ", "%20")
        )
    if href[0] == "/" and href[1:2] != "/" and base:
        return origin(base) + href
    if _SCHEME.match(href) and not href.lower().startswith(("http://", "https://")):
        return None
    return _joined(base, href)


def _joined(base: str, href: str) -> str | None:
    try:
        joined = href if href.startswith(("http://", "https://")) else urljoin(base, href)
        parts = urlsplit(joined)
    except ValueError:
        return None
    is_asked_for = parts.scheme in _DEFAULT_PORTS and parts.hostname and not is_too_long(joined)
    return joined if is_asked_for else None


@lru_cache(maxsize=256)
def origin(url: str) -> str:
    """`https://m.hbtv.com.cn/p/1.html` gives `https://m.hbtv.com.cn`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
