"""What an address alone tells of a newspaper: an article, a page of a day's edition, or the paper's index.

    recognise("http://epaper.example.cn/xxrb/html/2026-05/18/node_1.htm")
    EditionAddress(kind="edition", day=date(2026, 5, 18), paper="xxrb", page=None, family="founder_old", …)

The systems of the field are told apart by the form of their paths, on any host. An address of which nothing
says that it is a newspaper's (`/2026-05/18/content_1.htm` is how Founder names web pages too) gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from crawler.normalise import addresses
from crawler.pages.families.newspapers.grammars import GRAMMARS, printed_page

Kind = Literal["article", "edition", "list"]
LONGEST = 1_000  # characters of a path that is looked at

_YEAR, _MONTH, _DAY = r"((?:19[5-9]|20[0-4])\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}[-_.]?{_MONTH}[-_./]?{_DAY}(?!\d)"),  # 2026-05/18, 202605/18, 20260518
    re.compile(
        rf"(?<=/\d){_YEAR}{_MONTH}{_DAY}(?=/(?:Page|Artic))"
    ),  # 220260518: the paper's number before it
    re.compile(rf"(?<!\d){_YEAR}/{_MONTH}/?{_DAY}(?!\d)"),  # 2026/05/18, 2026/0518
    re.compile(rf"(?<!\d){_YEAR}[n年]/?{_MONTH}[y月]/?{_DAY}(?!\d)"),  # 2026n/05y/18
)
_WRITTEN = ("%Y%m%d", "%Y-%m/%d", "%Y%m/%d", "%Y-%m-%d", "%Y/%m/%d", "%Y/%m%d", "%Y_%m_%d", "%Yn/%my/%d")
# A label of a host, or a segment of a path, that says newspaper: 数字报 or the initials of a daily.
_WORD = (
    r"[a-z]{0,12}(?:e-?papers?|papers?|szbz?|dzszb|dzb|qpaper|newspaper)\d?|"
    r"[a-z]{1,8}(?:rb|wb|cb|dsb)|[a-z]{2,12}(?:ribao|wanbao)"
)
_SAYS_PAPER = re.compile(rf"(?:^|[./_-])(?:{_WORD})(?=[./_-]|$)", re.IGNORECASE)
_INDEX = re.compile(
    r"/(?:paper_?index(?:\.s?html?)?|(?:layout|col|column|plain|epaper|szb|paper)/(?:index|default)\.s?html?)$",
    re.IGNORECASE,
)
# 聊城日报 and 连云港日报 name the day on their pages alone.
_WITHOUT_DAY: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"/(?:pc/content/content_|Article/index/aid/)\d+\.html?$", re.IGNORECASE)),
    ("edition", re.compile(r"/Page/index/pageid/\d+\.html?$", re.IGNORECASE)),
)
_FRONT = re.compile(r"/(?:[a-z]{2,12}/)?(?:(?:index|default)\.s?html?)?", re.IGNORECASE)
_FILE = re.compile(r"\.(?:s?html?|json)$", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,24}")
_NO_CODES = re.compile(
    r"html\d?|html?|h5|pc|pad|mobile|wap|cont?|content|c|column|col|layout|plain|pages?|papers?|epaper|szbz?|dzb|"
    r"dzszb|shtml|www|web|cms|site\d?|old|media|uniflows|n?e?papers?|newspaper|journal",
    re.IGNORECASE,
)
_JOURNAL_FILES: dict[str, Kind] = {
    "getjournalpage.do": "edition",
    "index.html": "edition",
    "detail.html": "article",
}


@dataclass(frozen=True, kw_only=True)
class EditionAddress:
    """What an address tells. None: it does not tell."""

    kind: Kind
    family: str  # the system, as GRAMMARS names it: founder_old, shtml, …
    rule: str  # the form of its addresses, in words
    canonical: str
    day: date | None = None
    paper: str | None = None  # the paper's code in the path: `scrb` in /shtml/scrb/20260518/v01.shtml
    page: str | None = None  # 版次, where the address has it as it is printed: `A01`; no system's own number


def recognise(url: str, *, known_paper: bool = False) -> EditionAddress | None:
    """What the address of a newspaper's article, edition or index tells; None for any other.

    `known_paper`: the host serves nothing else, so forms that web pages have too are a newspaper's.
    """
    parts = _split(url)
    if parts is None:
        return None
    path = re.sub(r"/{2,}", "/", parts.path)
    if "/journal/" in path.lower():
        return _journal(path, parts.query, url)
    dated = _dated(path)
    if dated is None:
        return _undated(parts.hostname or "", path, url, known_paper=known_paper)
    day, before, written, behind = dated
    says_paper = known_paper or _host_says_paper(parts.hostname or "") or bool(_SAYS_PAPER.search(before))
    barred = f"{before}|{written}|{behind}"  # as grammars.py writes its forms
    for grammar in GRAMMARS:
        for form in grammar.forms:
            if (says_paper or not form.papers_only) and (found := form.compiled.search(barred)):
                return EditionAddress(
                    kind=form.kind,
                    family=grammar.name,
                    rule=grammar.words,
                    canonical=_canonical(url, path, twins=grammar.twins),
                    day=day,
                    paper=_code(before),
                    page=printed_page(found.groupdict().get("page")),
                )
    return None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and len(parts.path) <= LONGEST
    except ValueError:
        return None
    return parts if known else None


def _canonical(url: str, path: str, *, twins: bool = False) -> str:
    """The one address of a newspaper's page: no query behind a file, and `/pc/` for `/pad/`."""
    folded = addresses.normalised(url)
    return without_variants(folded) if twins else _without_query(folded, path)


def without_variants(folded: str) -> str:
    """`https://x.cn/pad/con/202605/18/content_1.html?v=2` gives `https://x.cn/pc/con/202605/18/content_1.html`."""
    return _without_query(folded, folded.partition("?")[0]).replace("/pad/", "/pc/", 1)


def _without_query(folded: str, path: str) -> str:
    return folded.partition("?")[0] if _FILE.search(path) and "/journal/" not in path else folded


def with_day(url: str, day: date) -> str | None:
    """The address of another day's page, made of one that names its day; None where it names none.

    `http://x.cn/2026/20260518/20260518_001.html` gives `http://x.cn/2026/20260517/20260517_001.html`.
    """
    told = recognise(url, known_paper=True)
    if told is None or told.day is None:
        return None
    for form in _WRITTEN:
        url = url.replace(f"{told.day:{form}}", f"{day:{form}}")
    url = re.sub(rf"/{told.day.year}(?=/)", f"/{day.year}", url)
    then = recognise(url, known_paper=True)
    return url if then and then.day == day else None


def day_pattern(url: str) -> str | None:
    """The address with %Y, %m and %d in the place of its day; None where it names none, or not so that other
    days' addresses can be made of it.

    `http://x.cn/html/2026-05/18/node_1.htm` gives `http://x.cn/html/%Y-%m/%d/node_1.htm`.
    """
    told = recognise(url, known_paper=True)
    if told is None or told.day is None or "%" in url:
        return None
    pattern = url
    for form in _WRITTEN:
        pattern = pattern.replace(f"{told.day:{form}}", form)
    pattern = re.sub(rf"/{told.day.year}(?=/)", "/%Y", pattern)
    return pattern if pattern != url and told.day.strftime(pattern) == url else None


def _dated(path: str) -> tuple[date, str, str, str] | None:
    """`/xxrb/html/2026-05/18/node_1.htm` gives the day, and what stands before the date, as it, and behind
    it. A year that stands ahead of it once more (`/2026/20260518/`) is left out."""
    found: tuple[date, re.Match[str]] | None = None
    for pattern in _DATES:
        for match in pattern.finditer(path):
            try:
                day = date(*map(int, match.groups()))
            except ValueError:
                continue
            if found is None or match.start() < found[1].start():
                found = day, match
            break
    if found is None:
        return None
    day, match = found
    before = path[: match.start()].removesuffix(f"{day.year}/")
    return day, before, match[0], path[match.end() :]


def host_says_paper(url: str) -> bool:
    """Whether the host of an address says that it serves a newspaper."""
    return _host_says_paper(addresses.host_of(url))


def _host_says_paper(host: str) -> bool:
    """`xyrb.hj.cn` and `epaper.sxrb.com` do; `www.sxrb.com` is the web site of a paper."""
    registered = addresses.registered_domain(host) or host
    return bool(_SAYS_PAPER.search(host.removesuffix(registered)))


def _journal(path: str, query: str, url: str) -> EditionAddress | None:
    """Of 解放日报, whose pages stand in the query: `/journal/2026-05-18/getJournalPage.do?page=01`."""
    # Its query tells the pages apart and stays: an empty path is that of no file.
    rule, canonical = "journal/{yyyy-mm-dd}/getJournalPage.do", _canonical(url, "")
    name = path.rsplit("/", 1)[-1].lower()
    if name == "list.do":
        return EditionAddress(kind="list", family="journal", rule=rule, canonical=canonical)
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    dated = _dated(path) or _dated(f"/{asked.get('date', '')}/")
    if dated is None or name not in _JOURNAL_FILES:
        return None
    return EditionAddress(
        kind=_JOURNAL_FILES[name],
        family="journal",
        rule=rule,
        canonical=canonical,
        day=dated[0],
        paper=asked.get("code"),
        page=asked.get("page"),
    )


def _undated(host: str, path: str, url: str, *, known_paper: bool) -> EditionAddress | None:
    canonical = _canonical(url, path)
    found = _INDEX.search(path)
    if found is None and _host_says_paper(host):
        found = _FRONT.fullmatch(path)
    if found:
        code = _code(path if found.re is _FRONT else path[: found.start() + 1])
        return EditionAddress(
            kind="list", family="index", rule="index of a paper", canonical=canonical, paper=code
        )
    for kind, pattern in _WITHOUT_DAY if known_paper or _SAYS_PAPER.search(host + path) else ():
        if found := pattern.search(path):
            return EditionAddress(
                kind=kind,
                family="founder_new" if "content" in found[0] else "numbered",
                rule=f"an {kind} without a day in its address",
                canonical=canonical,
                paper=_code(path[: found.start() + 1]),
            )
    return None


def _code(before: str) -> str | None:
    """`/epaper/xgrb/html/` gives `xgrb`: the last segment that is none of the systems' own names."""
    names = (name for name in reversed(before.split("/")) if not _NO_CODES.fullmatch(name))
    return next((name for name in names if _CODE.fullmatch(name)), None)
