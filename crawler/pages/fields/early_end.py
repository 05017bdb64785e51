"""Whether a page shows only the beginning of its article: 登录后查看全文, 剩余60%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.pages.document.page import Page

Ending = Literal["whole", "perhaps", "early"]

# One of these stands in every such line; looking for them first costs a tenth of the patterns.
_HINT = re.compile(
    "全文|试读|付费|剩余|会员|更多|余下|解锁|订阅|完整|查看|阅读|继续|还有|正文|本文|全部|以下"
)
_LOCKED = re.compile(
    r"(?:登[录錄入陆]|注册|订阅|付费|购买|开通|会员|解锁)[^。]{0,12}(?:后|後|才|以|可|即|查看|阅读|继续|解锁)[^。]{0,10}"
    r"(?:全文|完整|剩余|余下|更多|全部|正文|本文)|试读(?:已)?结束|(?<!展开)(?<!展開)(?:剩余|还有)\s?\d{1,2}\s?%"
    r"|(?:以下|剩余|余下)(?:内容|部分)[^。]{0,10}(?:登录|付费|订阅|会员)|^本文?为?(?:付费|会员|订阅)(?:内容|文章|专享)"
)
_OPENS = re.compile(r"(?:展开|展開|阅读|查看|打开|下载|点击).{0,12}(?:全文|剩余|余下|完整)|^全文$")
_LONGEST = 40  # characters of such a line
_BEGINNING = 24  # characters by which a paragraph is known among the lines
# Of a last line; one that names editors or outlets is not of the text.
_BROKEN_OFF = re.compile(
    r"^(?!.*(?:编辑|责编|记者|来源|作者|查看更多|摄$)).{16,}(?:[\u4e00-\u9fff，、]|\.\.\.|…)$"
)


def how_it_ends(page: Page, body: str) -> Ending:
    """Whether the text goes on where this page does not: `early` behind a login or a payment, or, where the
    text breaks off amid a sentence, behind a button; `perhaps` where a button alone says so."""
    if not body:
        return "whole"
    texts, last = page.outline.texts(), body.rsplit("\n", 1)[-1]
    short = (text for text in texts if len(text) <= _LONGEST and text[-1] != "。")
    hinting = list(filter(_HINT.search, short))
    is_locked = any(map(_LOCKED.search, hinting))
    if not (is_locked or any(map(_OPENS.search, hinting))) or _is_unseen(texts, last):
        return "whole"
    return "early" if is_locked or _BROKEN_OFF.search(last) else "perhaps"


def _is_unseen(texts: Iterable[str], last: str) -> bool:
    """Whether the last paragraph stands nowhere that people see: what a button or a login would show was on
    the page, and is in the text."""
    beginning = last[:_BEGINNING]
    return not any(beginning in text for text in texts)
