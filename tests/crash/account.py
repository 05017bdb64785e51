"""The year's account: what the outlet published, edited, withdrew and restored, against the store."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from search_cli.demo import outlet
from search_cli.demo.stories import Story
from tests.crash.plan import Life, Year

Said = tuple[str, str, str | None]  # headline, end of the text, source


@dataclass(frozen=True, kw_only=True)
class Stored:
    """An article as the store has it."""

    status: str
    revisions: tuple[Said, ...]


@dataclass
class Account:
    """Counts of what happened and of what the store has of it, and a line for each thing that differs."""

    happened: Counter[str] = field(default_factory=Counter)
    stored: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def stored(data: Path) -> dict[str, Stored]:
    """The articles of a store, by path of their address."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        articles = store.execute("SELECT id, url, status FROM articles").fetchall()
        rows = store.execute("SELECT article_id, article FROM revisions ORDER BY article_id, revision")
        revisions: dict[str, list[Said]] = {}
        for key, text in rows:
            article = json.loads(text)
            said = (article["title"], article.get("body", "").rpartition("\n")[2], article.get("source"))
            revisions.setdefault(key, []).append(said)
    return {
        url.partition(outlet.HOST)[2]: Stored(status=status, revisions=tuple(revisions[key]))
        for key, url, status in articles
    }


def make_account(year: Year, found: dict[str, Stored]) -> Account:
    """Compares the year with the articles of a store, which are by path."""
    account, end = Account(), year.crawls[-1]
    lives = {one.path: one for one in year.lives if one.published <= end}
    for path, life in lives.items():
        account.happened.update(_events(life, end))
        there = found.get(path)
        if there is None:
            account.wrong.append(f"{path}: published, not kept")
            continue
        account.stored.update(_events_stored(there))
        account.wrong += [f"{path}: {line}" for line in _differing(life, there, end)]
    account.wrong += [f"{path}: kept, never published" for path in found.keys() - lives.keys()]
    return account


def _events(life: Life, end: datetime) -> Iterator[str]:
    yield "published"
    yield from ("edited" for since, _ in life.versions[1:] if since <= end)
    if life.withdrawn:
        yield "withdrawn"
    if life.restored:
        yield "restored"


def _events_stored(there: Stored) -> Iterator[str]:
    yield "published"
    yield from ("edited" for _ in there.revisions[1:])
    if there.status in ("gone", "returned"):
        yield "withdrawn"
    if there.status == "returned":
        yield "restored"


def _differing(life: Life, there: Stored, end: datetime) -> Iterator[str]:
    expected = [_said(story) for since, story in life.versions if since <= end]
    if list(there.revisions) != expected:
        yield f"revisions {_listed(there.revisions)}, published were {_listed(expected)}"
    status = "changed" if len(expected) > 1 else "live"
    if life.withdrawn:
        status = "returned" if life.restored else "gone"
    if there.status != status:
        yield f"status {there.status}, not {status}"


def _said(story: Story) -> Said:
    return story.title, story.body[-1], story.source or None


def _listed(said: Sequence[Said]) -> str:
    return " → ".join("、".join(part or "–" for part in one) for one in said)
