"""What an article said each time it changed, from the store: the index knows only its current state."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from search_cli.views.word_differences import coloured, marked, paragraph_differences, word_differences
from shengmei.config import Config
from shengmei.console import streams, text
from shengmei.console.article import format_time
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

Written = dict[str, Any]  # an article as crawler.items.to_dict writes it
_HEADINGS = ("title", "kicker", "subtitle", "published", "source", "bylines")


def of(config: Config, article_id: str) -> list[Written]:
    """Each revision and each later reading of the same page, oldest first: `revision`, `extraction`,
    `fetched_at`, where its page is kept, and `article`. Raises `UsageProblem` where no store is at hand."""
    ensure_store(config, "--revisions")
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        return transaction.articles.revisions(article_id)


def ensure_store(config: Config, what: str) -> None:
    """Raises `UsageProblem` where there is no store that `what` could ask."""
    if not config.store_path.exists():
        raise UsageProblem(
            message(
                "{what} needs the store, and there is none in {data}: name --data",
                what=what,
                data=config.data,
            )
        )


def show(found: Sequence[Written], columns: int, happened: Sequence[tuple[str, list[str]]] = ()) -> None:
    """Writes for people the head of each revision, and of all but the first what changed; `happened`: moments
    and lines of what else became of the article, which stand between them."""
    before: Written = {}
    between = deque(happened)
    for one in found:
        while between and between[0][0] < one["fetched_at"]:
            _write_lines(between.popleft()[1], columns)
        reading = message(", reading {number}", number=one["extraction"]) if one["extraction"] > 1 else ""
        head = message(
            "Revision {number}{reading}, fetched {time}",
            number=one["revision"],
            reading=reading,
            time=format_time(one["fetched_at"], "second"),
        )
        streams.out(streams.style(head, bold=True))
        place = message(
            "{file} at byte {offset}, {length} bytes",
            **{name: one[name] for name in ("file", "offset", "length")},
        )
        streams.out(streams.style(f"  {text.safe(place)}", dim=True))
        for line in differences(before, one["article"]) if before else ():
            for part in text.wrap(text.safe(line), columns - 2):
                streams.out(f"  {coloured(part)}")
        before = one["article"]
    for _, lines in between:
        _write_lines(lines, columns)


def _write_lines(lines: Sequence[str], columns: int) -> None:
    for line in lines:
        for part in text.wrap(text.safe(line), columns):
            streams.out(streams.style(part, bold=True))


def differences(before: Written, after: Written) -> Iterator[str]:
    """`title: 甲[-乙-]{+丙+}` for what changed above the text, then the paragraphs that were
    edited, that went (-) and that came (+)."""
    for name in _HEADINGS:
        if before.get(name) == after.get(name):
            continue
        old, new = before.get(name), after.get(name)
        if isinstance(old, str) and isinstance(new, str):
            yield f"{name}: {marked(word_differences(old, new))}"
        else:
            yield f"{name}: {_said(old)} → {_said(new)}"
    old_body, new_body = (one.get("body", "").splitlines() for one in (before, after))
    for pieces in paragraph_differences(old_body, new_body):
        whole = len(pieces) == 1 and pieces[0][0] in "-+"
        yield f"{pieces[0][0]} {pieces[0][1]}" if whole else f"  {marked(pieces)}"


def _said(value: Any) -> str:
    """A value in a few words: of a time the time, of bylines the names, of nothing a dash."""
    if not value:
        return "–"
    if isinstance(value, dict):
        return format_time(value["at"], value.get("precision"))
    if isinstance(value, list):
        return "、".join(f"{one['name']} ({one['role']})" for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
