"""Titles as pages state them: with the names of the site and the channel behind or before, or cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.normalise.text import PUNCTUATION, title_heads

_BEFORE = re.compile(r"\s*+([^_|｜丨\-–—:：]{2,14})\s{0,4}[_|｜\-–—]++\s*+(\S.*)$")
_ELLIPSIS = re.compile(r"(?:…{1,2}|\.{3,6})$")
# 堤上的灯-财经频道, once the name of the site behind it is gone
_CHANNEL_ENDS = ("频道", "頻道", "新闻网", "日报", "晚报", "首页", "要闻")
_CHANNEL = re.compile(
    rf"(.{{4,}}?)\s?[-–—_|｜丨]{{1,4}}+\s?[^-–—_|｜丨\s]{{2,8}}(?:{'|'.join(_CHANNEL_ENDS)})$"
)
# The name of a site or of a channel, as it stands behind a headline.
_SITE_NAME = re.compile(
    r"网|新闻|电台|电视台|频道|首页|中心|门户|客户端|日报|晚报|早报|时报|在线|社区|论坛|博客|资讯|要闻|财经|观点|滚动|传媒|融媒"
    r"|\.(?:com|cn|net|org|tw|hk)\b|^[A-Za-z .]{2,20}$",
    re.IGNORECASE,
)
_LONGEST_NAME, _SURELY_NAME = 20, 5  # characters


def stated_headline(title: str) -> str:
    """`如何看新规——专家解读_要闻_示例网` gives `如何看新规——专家解读`: the names of site and channel cut."""
    whole, *heads = title_heads(title)
    for head in heads:
        tail = PUNCTUATION.sub(" ", whole[len(head) :]).strip()
        underscored = whole[len(head) :].lstrip().startswith("_")
        named = len(tail) <= _LONGEST_NAME and _SITE_NAME.search(tail)
        if not underscored and len(tail) > _SURELY_NAME and not named:
            break
        whole = head
    return without_site_before(_without_channel(whole))


def title_forms(title: str) -> tuple[str, ...]:
    """The headlines that a stated title may mean: its heads, with and without the name of a site before."""
    heads = title_heads(title)
    heads = tuple(dict.fromkeys((*heads, *map(_without_channel, heads))))
    return tuple(dict.fromkeys((*heads, *map(without_site_before, heads), *_behind_sites(heads[0]))))


def _without_channel(title: str) -> str:
    """`堤上的灯-财经频道` gives `堤上的灯`."""
    found = _CHANNEL.fullmatch(title) if title.endswith(_CHANNEL_ENDS) else None
    return found[1].strip() if found else title


def _behind_sites(title: str) -> Iterator[str]:
    """`示例电台-新闻-堤上的灯` gives `堤上的灯`: what stands behind the names of site and channels."""
    while found := _BEFORE.match(title):
        if not _SITE_NAME.search(found[1]):
            return
        title = found[2]
        if not _SITE_NAME.search(title):
            yield title


def without_site_before(title: str) -> str:
    """`示例网 - 堤上的守夜人` gives `堤上的守夜人`; `堤上：守夜人` stays."""
    found = _BEFORE.match(title)
    if not found or len(found[2]) < len(found[1]) or not _SITE_NAME.search(found[1]):
        return title
    return found[2]


def is_cut_short(title: str) -> bool:
    """`三省联席会议今天…`: whether a content system has cut the title."""
    return bool(_ELLIPSIS.search(title))
