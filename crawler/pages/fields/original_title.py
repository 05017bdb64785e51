"""原标题: the headline under which whoever printed the text first had it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.fields.evidence import Found

_LABEL = re.compile(r"(?P<open>[（(【\[]?)\s*原(?:文)?标题\s*[:：]\s*(?P<title>.{2,80}?)\s*")
_CLOSING = ("）", ")", "】", "]")
_QUOTED = re.compile(r"《([^《》]+)》")


def original_title(lines: Iterable[str]) -> Found[str | None]:
    """`（原标题：渔民老宋上岸记）` and `原标题：《渔民老宋上岸记》` give `渔民老宋上岸记`."""
    for line in lines:
        if "标题" in line and (found := _LABEL.fullmatch(line.strip())):
            title = found["title"]
            if found["open"]:
                if not title.endswith(_CLOSING):
                    continue
                title = title[:-1].rstrip()
            quoted = _QUOTED.fullmatch(title)
            return Found(quoted[1] if quoted else title, "line 原标题")
    return Found(None, "")
