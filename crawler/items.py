"""What a page says: the article and its parts, and their one written form.

Everything here is frozen and keyword-only. None and empty mean that the page does not show it; a count of 0
means that it shows 0. `to_dict` leaves out what is absent, `from_dict` reads what `to_dict` wrote.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from cattrs import Converter

Kind = Literal["article", "gallery", "video", "live", "form"]
Precision = Literal["second", "minute", "hour", "day", "month"]
Role = Literal[
    "reporter",  # 记者
    "correspondent",  # 通讯员
    "author",  # 作者, 文
    "intern",  # 见习, 实习
    "photographer",  # 摄
    "video",  # 摄像
    "editor",  # 编辑
    "responsible_editor",  # 责任编辑, 责编
    "chief_editor",  # 主编, 总编
    "picker",  # 选稿
    "proofreader",  # 校对
    "reviewer",  # 审核, 审读
    "producer",  # 监制, 出品
]
AUTHOR_ROLES: tuple[Role, ...] = ("reporter", "correspondent", "author", "intern")
EDITOR_ROLES: tuple[Role, ...] = ("editor", "responsible_editor", "chief_editor", "picker")


@dataclass(frozen=True, kw_only=True)
class Timestamp:
    """A moment as printed: `at` in Asia/Shanghai, known to `precision` only (a day is not midnight)."""

    at: datetime
    precision: Precision
    raw: str
    found_in: str


@dataclass(frozen=True, kw_only=True)
class Byline:
    """One person (or collective) in one role; `raw` is the run of text it was read from."""

    name: str
    role: Role
    organisation: str | None = None
    raw: str = ""
    collective: bool = False  # 本报评论员 and the like
    uncut: bool = False  # several names printed without a blank, which no surname cuts in exactly one way


@dataclass(frozen=True, kw_only=True)
class Share:
    """What the page hands to WeChat and other networks; signatures and app ids are never kept."""

    title: str | None = None
    description: str | None = None
    link: str | None = None
    image: str | None = None  # the original's address, thumbnails undone
    raw_image: str | None = None  # as printed


@dataclass(frozen=True, kw_only=True)
class Media:
    """An image, a video or an attachment: absolute address, with caption and credit where printed."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A newspaper page: 版次 (`A02`) and 版名 (`要闻`)."""

    number: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the page printed when it was fetched: 阅读, 点赞, 评论, 分享. None: not printed."""

    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """The wire dateline that the text states: `新华社武汉5月23日电` gives agency 新华社, place 武汉."""

    agency: str | None = None
    place: str | None = None
    day: str | None = None  # as printed: `5月23日`
    raw: str = ""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Two places of a page that say different things of one field; `value` is what the article has."""

    field: str  # published, title, source, bylines, charset
    value: str
    rule: str  # where `value` stands
    other: str
    other_rule: str


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why a reading is trusted less: a stable `code` (`time_missing`), and a sentence for people."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """How the values were read: the page class, the rule that gave each field, the extractor's version, where
    the page contradicts itself, and how far the reading can be trusted."""

    page: str
    version: str
    rules: dict[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    parts: int = 1  # pages the article stands on, as far as they tell; what a login hides counts as one
    parts_missing: int = 0  # of these: not read, so that the article ends early
    cuts: tuple[str, ...] = ()  # what was left out of the page to be read in time: `99801 elements too deep`
    confidence: float | None = None  # that title, time and text are right, 0 to 1; None: nobody has judged it
    doubts: tuple[Doubt, ...] = ()  # what lowers it, the weightiest first


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of one outlet, as its page shows it."""

    url: str  # canonical address; empty only for a file read without any address
    site: str
    content_id: str | None = None
    kind: Kind = "article"
    title: str
    kicker: str | None = None  # 引题
    subtitle: str | None = None
    series: str | None = None  # a run before 丨, ｜ or │ in the title; the title itself stays whole
    column: str | None = None  # 栏目
    channel: tuple[str, ...] = ()  # breadcrumb
    edition: Edition | None = None
    paper: str | None = None  # the newspaper's name
    edition_date: str | None = None  # the day of its edition: 2026-05-18
    page: str | None = None  # 版次 as printed: 01, A02
    page_name: str | None = None  # 版名
    front: bool | None = None  # 头版
    page_position: int | None = None  # on that page, from 1, in the order in which it lists its articles
    body: str = ""  # paragraphs joined by newlines
    summary: str | None = None
    keywords: tuple[str, ...] = ()
    published: Timestamp | None = None
    modified: Timestamp | None = None
    source: str | None = None  # 来源: whom the page credits
    source_url: str | None = None
    original: Dateline | None = None
    original_title: str | None = None  # 原标题: the headline under which it was printed first
    bylines: tuple[Byline, ...] = ()
    share: Share | None = None
    images: tuple[Media, ...] = ()
    videos: tuple[Media, ...] = ()
    attachments: tuple[Media, ...] = ()
    counts: Counts | None = None
    related: tuple[str, ...] = ()  # addresses the page recommends; never part of the body
    preview: bool = False  # 此为临时链接,仅用于预览
    extraction: Extraction | None = None


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request and its response as they went over the wire: what the archive keeps."""

    request: bytes  # head; without what a proxy alone is told
    head: bytes  # of the response: status line and headers, with the empty line that ends them
    body: bytes  # chunks put together, the content coding as it was sent
    ip: str | None = None  # of the server; None behind a proxy
    certificate: str | None = None  # why the server's certificate does not fit, where any is taken


@dataclass(frozen=True, kw_only=True)
class Capture:
    """A response with its content codings undone: what the page classes read."""

    url: str  # as fetched; may be empty for a local file
    fetched_at: datetime
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    exchange: Exchange | None = None  # of a response that came over the wire just now
    truncated: bool = False  # only its beginning was fetched, or undone of its coding


@dataclass(frozen=True, kw_only=True)
class Paging:
    """The other pages of an article, as one of them names them. Page numbers are those in the addresses."""

    root: str  # the article's address without a page number
    page_number: int  # of this page; 0 is the first
    first: str | None = None  # address of the first page, where this is a later one
    others: tuple[tuple[int, str], ...] = ()  # page numbers and addresses of further pages, in order
    refused: tuple[int, ...] = ()  # numbers of pages that are not followed: on another host, or too far on
    total: int  # pages in all, as far as this one tells
    whole: str | None = None  # an address that shows all pages in one


NoticeKind = Literal["deleted", "login", "challenge", "maintenance"]  # what a page says instead of an article


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What reading a capture came to. `kept` has the article, `redirect` the target, the others a reason."""

    state: Literal["kept", "redirect", "empty", "unreadable"]
    article: Article | None = None
    target: str | None = None
    reason: str | None = None
    mismatches: tuple[str, ...] = ()  # page classes of a known family that did not fit
    paging: Paging | None = None  # where the page is one of several
    notice: NoticeKind | None = None  # of an unreadable page that only says why there is no article
    withheld: str | None = None  # what a short text says of itself: 请登录后阅读本文
    offers_rest: bool = False  # 打开APP阅读全文 stands on the page, as below whole texts too
    stated_url: str | None = None  # the article's own address as its page states it, where it states one


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address that a list shows, with the title and date printed beside it."""

    url: str
    title: str | None = None
    published_raw: str | None = None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a list page leads to: articles, other lists of the site, and its own next page."""

    articles: tuple[Link, ...] = ()
    lists: tuple[str, ...] = ()
    next_page: str | None = None
    by_form: bool = False  # no link fits the outlet's pattern: told by the form of their addresses
    editions: tuple[str, ...] = ()  # pages of a newspaper's editions
    cuts: tuple[str, ...] = ()  # what of the page was not looked at, a line each

    @property
    def leads_nowhere(self) -> bool:
        return not (self.articles or self.lists or self.editions or self.next_page)


def article_id(url: str) -> str:
    """The id of the article at a canonical address: the first 32 hex digits of its sha256."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def to_dict(article: Article) -> dict[str, Any]:
    """The written form: JSON types only, what is absent left out, times as ISO 8601 with offset."""
    written: dict[str, Any] = _converter().unstructure(article)
    return written


def from_dict(written: dict[str, Any]) -> Article:
    """The article that `to_dict` wrote; raises `cattrs.BaseValidationError` for what is none."""
    return _converter().structure(written, Article)


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(datetime, lambda at: at.isoformat())
    converter.register_structure_hook(
        datetime, lambda text, _: datetime.fromisoformat(text).astimezone(SHANGHAI)
    )
    return converter
