"""The brackets in byline text, which are read apart from what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.normalise.bylines.roles import find_roles

BRACKET = re.compile(r"[（(【\[〔]([^（）()【】\[\]〔〕]{0,300})[）)】\]〕]")
_WHOLE_BRACKET = re.compile(r"\s*[（(【\[〔]([^（）()【】\[\]〔〕]{0,300})[）)】\]〕]?\s*$")


def sections(plain: str) -> Iterator[tuple[int, int, bool, str]]:
    """The parts that are read apart, as (start, end, whether a bracket, text in which these places are).

    The text without its brackets comes first, then each bracket with a role word in it. A text that is one
    bracket is one part. In place of a bracket stand blanks or, where it has a role, full stops.
    """
    if whole := _WHOLE_BRACKET.match(plain):
        yield whole.start(1), whole.end(1), True, plain
        return
    rest = plain
    inner: list[tuple[int, int, bool, str]] = []
    for match in BRACKET.finditer(plain):
        has_role = bool(find_roles(match[1]))
        if has_role:
            inner.append((match.start(1), match.end(1), True, plain))
        filler = "。" if has_role else " "
        rest = rest[: match.start()] + filler * len(match[0]) + rest[match.end() :]
    yield 0, len(rest), False, rest
    yield from inner
