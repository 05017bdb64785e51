"""What the tests of bylines share: bylines in one line to compare."""

from __future__ import annotations

from crawler.items import Byline


def said(bylines: tuple[Byline, ...]) -> str:
    """`张晓山 reporter 示例日报; 潘念 editor`; `*` behind a collective, `?` behind names that are not cut."""
    return "; ".join(
        " ".join(filter(None, (one.name, one.role, one.organisation, "*" * one.collective, "?" * one.uncut)))
        for one in bylines
    )
