"""The forms of newspapers' addresses, for each system of the field.

A form is one regular expression on a path in which the first date is set off by bars: the path
`/xxrb/html/2026-05/18/node_1.htm` is read as `/xxrb/html/|2026-05/18|/node_1.htm`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["article", "edition"]

_FILE = r"\.(?:s?html?|jsp|aspx?)$"
_PAGE = r"(?P<page>[A-Z]?\d{1,3})"  # 版次 as it is printed: A01, 5
_LETTERED = r"(?P<page>[A-Z]\d{1,3}|0\d{1,2})"  # where plain numbers may be the system's own
_MONTH_AND_DAY = r"\|\d{6}/\d\d\|"  # 202605/18
_CODE = r"(?!con|node)(?P<code>[a-z]{2,12})"  # of the paper; /content/…/content_1.htm is Founder's
_STAMP = r"\|(?P<stamp>\d{8})\|"  # 20260518


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form; a group `page` is the page as printed."""

    kind: Kind
    pattern: str
    papers_only: bool = False  # web pages have this form too: host or path must say newspaper

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The forms of one system, in the order in which they are tried."""

    name: str
    words: str
    forms: tuple[Form, ...]
    twins: bool = False  # the same pages stand under /pc/ and /pad/


def _edition(pattern: str, *, papers_only: bool = False) -> Form:
    return Form(kind="edition", pattern=pattern, papers_only=papers_only)


def _article(pattern: str, *, papers_only: bool = False) -> Form:
    return Form(kind="article", pattern=pattern, papers_only=papers_only)


GRAMMARS: tuple[Grammar, ...] = (
    Grammar(
        name="shtml",
        words="shtml/{paper}/{yyyymmdd}/v01.shtml",
        forms=(
            _edition(rf"/shtml/\w+/{_STAMP}/(?:v{_PAGE}|index|vlist|v\w{{1,8}}){_FILE}"),
            _edition(rf"{_STAMP}/v{_PAGE}\.shtml$"),
            _article(rf"/shtml/\w+/{_STAMP}/\w{{3,20}}{_FILE}"),
        ),
    ),
    Grammar(
        name="html_index",
        words="{yyyymmdd}/html/index.htm",
        forms=(
            _article(rf"{_STAMP}/m?html/(?:page_?{_PAGE}_?)?content_\w+{_FILE}"),
            _edition(rf"{_STAMP}/m?html/(?:index|page_{_PAGE}|page_\w{{1,12}}){_FILE}"),
        ),
    ),
    Grammar(
        name="paper_index",
        words="PaperIndex: {yyyymmdd}/Page01XX.htm",
        forms=(
            _edition(rf"\|/Page{_PAGE}[A-Z]*{_FILE}"),
            _article(rf"\|/Artic(?:el|le)(?!_)\w+{_FILE}"),
        ),
    ),
    Grammar(
        name="data_json",
        words="{yyyy}/{yyyymmdd}/data.json",
        forms=(
            _edition(rf"{_STAMP}/data\.json$"),
            _edition(rf"{_STAMP}/(?P=stamp)_m{_FILE}"),
            _edition(rf"{_STAMP}/(?P=stamp)_{_PAGE}/(?P=stamp)_\d{{1,3}}{_FILE}"),
            _article(rf"{_STAMP}/(?P=stamp)_{_PAGE}/[\w-]+{_FILE}"),
            _edition(rf"{_STAMP}/(?P=stamp)_{_PAGE}/?$"),
            _article(rf"/mobile/{_STAMP}/(?:\w+/)?[\w-]*\d{_FILE}"),
        ),
    ),
    Grammar(
        name="page_folder",
        words="{date}/{page}/node.htm",
        forms=(
            _edition(rf"\|/{_PAGE}/(?:node|index|default|page|list)(?:_\w{{1,8}})?{_FILE}"),
            _article(rf"\|/{_PAGE}/(?:content|news|detail|article)[-_]\w+{_FILE}"),
            _article(rf"\|/{_PAGE}/(?:\d{{1,3}}_\d+|content\w*){_FILE}"),
            _article(rf"\|/(?P<page>[A-Z]\d{{1,3}})/\d{{1,8}}{_FILE}"),
            _article(rf"\|/{_PAGE}/\w{{1,24}}{_FILE}", papers_only=True),
            _edition(r"\|/d(?P<page>\d{1,3})b/(?:index\.s?html?)?$"),
            _article(rf"\|/d(?P<page>\d{{1,3}})b/\w+/\w+{_FILE}"),
            _edition(rf"\|/{_PAGE}/?$", papers_only=True),
        ),
    ),
    Grammar(
        name="code_prefix",
        words="{paper}/{date}/{paper}01.html",
        forms=(
            _edition(rf"/{_CODE}/\|[^|]+\|/(?P=code){_PAGE}{_FILE}"),
            _article(rf"/{_CODE}/\|[^|]+\|/(?P=code)\d[\d-]{{2,30}}{_FILE}"),
            _edition(rf"/szbz/\|[^|]+\|/index{_FILE}"),
        ),
    ),
    Grammar(
        name="qpaper",
        words="Html/{yyyy-mm-dd}/Qpaper.html",
        forms=(
            _edition(rf"\|/Qpaper(?:_\d{{1,3}})?{_FILE}"),
            _article(rf"/(?-i:Html)/\|\d{{4}}-\d\d-\d\d\|/\d+{_FILE}"),
        ),
    ),
    Grammar(
        name="founder_new",
        words="Founder's newspapers since 2015: layout/{yyyymm}/{dd}/node_01.html",
        twins=True,
        forms=(
            _article(rf"/(?:layout|col|column|plain)/\|[^|]+\|/(?:content_\w+|c(?:on)?_?\d{{4,}}){_FILE}"),
            _edition(rf"/(?:layout|col|column|plain)/\|[^|]+\|/(?:node_?|n_|col|l|v)?{_PAGE}{_FILE}"),
            _edition(rf"/(?:layout|col|column|plain)/\|[^|]+\|/(?:\w{{1,24}}{_FILE})?$"),
            _article(rf"/(?:con|cont|c)/\|[^|]+\|/(?:con|content|c)?_?\w{{1,40}}{_FILE}"),
            _article(rf"/(?:content|contents)/{_MONTH_AND_DAY}/\w{{1,40}}{_FILE}"),
            _edition(rf"{_MONTH_AND_DAY}/(?:node_?|n_|col|l|v){_PAGE}{_FILE}"),
            _edition(rf"{_MONTH_AND_DAY}/node_?\w{{1,12}}{_FILE}"),
            _article(rf"{_MONTH_AND_DAY}/(?:content_\w+|c_?\d{{3,}}|con_?\d{{3,}}){_FILE}"),
        ),
    ),
    Grammar(
        name="founder_old",
        words="Founder's newspapers before 2015: html/{yyyy-mm}/{dd}/node_1.htm",
        forms=(
            _edition(rf"\|/nbs\.D\d+[a-z]+_{_PAGE}{_FILE}"),
            _article(rf"\|/nw\.D\d+[a-z]+_\d{{8}}_\d+-{_PAGE}{_FILE}"),
            _edition(rf"\|/node_?(?:{_LETTERED}|\w{{1,12}}){_FILE}"),
            _edition(rf"\|/edition\d+_{_PAGE}{_FILE}"),
            _article(rf"/html\d?/\|[^|]+\|/content_\w+{_FILE}"),
            _article(rf"\|/content_\d+_\d{{3,}}{_FILE}"),
            _article(rf"\|/content_\w+{_FILE}", papers_only=True),
        ),
    ),
    Grammar(
        name="numbered",
        words="{date}/1.html",
        forms=(
            _edition(rf"\|\d{{4}}-\d\d-\d\d\|/{_PAGE.replace('{1,3}', '{1,2}')}{_FILE}"),
            _edition(rf"\|/{_PAGE.replace('{1,3}', '{1,2}')}{_FILE}", papers_only=True),
            _edition(rf"\|/?(?:(?:index|default|paper){_FILE})?$", papers_only=True),
            _edition(rf"/[a-z]{{1,5}}b/{_STAMP}/?$"),  # 报: /glb/20260518/
            _edition(r"/Media/\w+/\|[^|]+\|/?$"),
            _edition(rf"\|/page_(?:detail|list)_\d{{1,4}}_\d{{8}}{_PAGE}?{_FILE}"),
            _article(rf"\|/article_detail_\d{{1,4}}_\d{{8}}\w{{1,12}}{_FILE}"),
            _article(
                rf"\|/(?:[\w.-]{{1,30}}/){{0,3}}[\w-]{{0,40}}\d{{3,}}[\w-]{{0,20}}{_FILE}", papers_only=True
            ),
        ),
    ),
)


def printed_page(text: str | None) -> str | None:
    """The page that a form found; `000` numbers nothing."""
    return text if text and text.strip("0") else None
