"""Pages that are no article but say why there is none: deleted, log in, prove you are human, closed.

Servers send them with status 200, so only their words (notices.txt) tell. A notice is a short page without a
printed time whose `<title>`, or one of whose first lines, says so; a news text about such things is longer
and dated.
"""

from __future__ import annotations

import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from crawler.normalise.text import bare
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.contacts import is_contact
from crawler.pages.lines.info_lines import DAY, is_info_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.items import NoticeKind
    from crawler.pages.document.page import Page

_LONGEST = 400  # characters of running text, links and footers left out
_LONGEST_LINE = 80
_MOST_INSTEAD, _LONGEST_INSTEAD = 2, 60  # lines besides headline and time; characters
_LINES = 30
_LATEST = 14  # characters before the words: 抱歉，您访问的; in a headline they stand further on
_PLAYERS = frozenset(("video", "iframe", "embed", "audio"))  # a page with one is about what it plays
_TIME = re.compile(DAY)
_OF_A_REQUEST = re.compile(
    r"(?:您的)?(?:请求|访问|服务器|当前|系统|拦截|触发|封禁|解封|发生)(?:的)?(?:时间|日期)"
    r"|(?:request |server )?(?:time|date|timestamp)\s?[:：]",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"预计|恢复|期间|起至|暂停|给您|请稍后|敬请")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What kind of notice a page is, and the words that say so."""

    kind: NoticeKind
    words: str


def find_notice(page: Page) -> Notice | None:
    """The notice that a page is instead of an article; None for every other page."""
    running = _running(page)
    if running is None:
        return None
    if any(shown.tag in _PLAYERS for shown in page.outline.media):
        return None
    if any(map(_dates_an_article, running)):
        return _instead_of_a_text(page, running)
    return _first_notice(list(_said(page, running)))


def says_of_itself(body: str) -> str | None:
    """The words of a short text that is there instead of an article's: 请登录后阅读本文, 内容加载失败.

    At first sight a short text is an article; where its page had another one, this says what has come."""
    if len(body) > _LONGEST_INSTEAD:
        return None
    found = _first_notice(body.split("\n"))
    return found.words if found and found.kind != "deleted" else None


def _first_notice(said: Sequence[str]) -> Notice | None:
    for kind, pattern in _kinds().items():
        for words in said:
            if (found := pattern.search(words)) and found.start() <= _LATEST:
                return Notice(kind=kind, words=words)
    return None


def _instead_of_a_text(page: Page, running: Sequence[str]) -> Notice | None:
    """The notice of a page that still has the headline and the time of its article, and instead of the text
    only that it was deleted."""
    title = bare(page.metadata.title or "")
    told = [line for line in running if not is_info_line(line)]
    left = [line for line in told if not (bare(line) and bare(line) in title)]
    if len(left) == len(told) or len(left) > _MOST_INSTEAD or sum(map(len, left)) > _LONGEST_INSTEAD:
        return None
    found = _first_notice(left)
    return found if found and found.kind == "deleted" else None


def _dates_an_article(line: str) -> bool:
    """Whether a line gives a day; that of a request, or until which a site is closed, is no article's."""
    if not _TIME.search(line) or _OF_A_REQUEST.match(line):
        return False
    closed = _kinds()["maintenance"].search(line)
    return closed is None or closed.start() > _LATEST or not _UNTIL.search(line)


def _running(page: Page) -> list[str] | None:
    """The lines that are neither links nor of a footer; None where they are too long for a notice."""
    running, characters = [], 0
    for line in page.outline.lines[: 10 * _LINES]:
        text = line.text
        if line.linked > len(text) / 2 or is_boilerplate(text) or is_contact(text):
            continue
        running.append(text)
        characters += len(text)
        if characters > _LONGEST:  # most pages end here, so that the rest of their lines is not looked at
            return None
    return running


def _said(page: Page, running: list[str]) -> Iterator[str]:
    if title := page.metadata.title:
        yield title[:_LONGEST_LINE]
    yield from (line for line in running[:_LINES] if len(line) <= _LONGEST_LINE)


@cache
def _kinds() -> dict[NoticeKind, re.Pattern[str]]:
    """What is said in notices of each kind, in the order of notices.txt."""
    text = (pkgutil.get_data(__name__, "notices.txt") or b"").decode()
    phrases: dict[NoticeKind, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, phrase = line.partition(" ")
            phrases.setdefault(cast("NoticeKind", kind), []).append(phrase)  # the file is ours
    return {kind: re.compile("|".join(some), re.IGNORECASE) for kind, some in phrases.items()}
