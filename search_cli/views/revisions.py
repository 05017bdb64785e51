"""What an article said each time it changed, from the store: the index knows only its current state."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from shengmei.config import Config
from shengmei.console import streams, text
from shengmei.console.article import moment
from shengmei.problems import UsageProblem

Written = dict[str, Any]  # an article as crawler.items.to_dict writes it
_HEADINGS = ("title", "kicker", "subtitle", "published", "source", "bylines")


def of(config: Config, article_id: str) -> list[Written]:
    """Each revision and each later reading of the same page, oldest first: `revision`, `extraction`,
    `fetched_at`, where its page is kept, and `article`. Raises `UsageProblem` where no store is at hand."""
    if not config.store_path.exists():
        raise UsageProblem(f"--revisions needs the store, and there is none in {config.data}: name --data")
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        return transaction.articles.revisions(article_id)


def show(found: Sequence[Written], columns: int) -> None:
    """Writes for people the head of each revision, and of all but the first what changed."""
    before: Written = {}
    for one in found:
        reading = f", reading {one['extraction']}" if one["extraction"] > 1 else ""
        head = f"Revision {one['revision']}{reading}, fetched {moment(one['fetched_at'], 'second')}"
        streams.out(streams.style(head, bold=True))
        place = f"{one['file']} at byte {one['offset']}, {one['length']} bytes"
        streams.out(streams.style(f"  {text.safe(place)}", dim=True))
        for line in differences(before, one["article"]) if before else ():
            for part in text.wrap(text.safe(line), columns - 2):
                streams.out(f"  {part}")
        before = one["article"]


def differences(before: Written, after: Written) -> Iterator[str]:
    """`title: 甲 → 乙` for what changed above the text, then the paragraphs that went (-) and came (+)."""
    for name in _HEADINGS:
        if before.get(name) != after.get(name):
            yield f"{name}: {_said(before.get(name))} → {_said(after.get(name))}"
    old, new = (one.get("body", "").splitlines() for one in (before, after))
    for line in difflib.ndiff(old, new):
        if line[:2] in ("- ", "+ "):
            yield line


def _said(value: Any) -> str:
    """A value in a few words: of a time the time, of bylines the names, of nothing a dash."""
    if not value:
        return "–"
    if isinstance(value, dict):
        return moment(value["at"], value.get("precision"))
    if isinstance(value, list):
        return "、".join(f"{one['name']} ({one['role']})" for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
