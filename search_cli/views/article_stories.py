"""What became of articles: edits with their differences, disappearances and returns, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from search_cli.views.revisions import differences
from search_cli.views.word_differences import coloured
from shengmei.config import Config
from shengmei.console import streams, text
from shengmei.console.article import PAGE_COLUMNS, format_time
from shengmei.console.translation import translated
from shengmei.reasons import reason_in_words

if TYPE_CHECKING:
    from crawler.store import Transaction


OK = 200  # a notice that says it is gone is served so, too


@dataclass(frozen=True, kw_only=True)
class Event:
    """`what` happened: revised, gone or returned; `said`: the differences, or why it is gone."""

    what: str
    at: str
    said: tuple[str, ...]
    place: str | None  # where the archive keeps the page that shows it


def events(transaction: Transaction, article_id: str, url: str, since: str = "") -> list[Event]:
    """The edits, disappearances and returns of an article since a moment, oldest first."""
    revisions = transaction.articles.revisions(article_id)
    found = []
    for before, after in pairwise(revisions):
        # A later reading of the same page says nothing of the page.
        if after["revision"] != before["revision"]:
            said = tuple(differences(before["article"], after["article"]))
            found.append(Event(what="revised", at=after["fetched_at"], said=said, place=_place(after)))
    evidence = transaction.articles.evidence(article_id)
    state = transaction.frontier.state(url)
    for what, at in transaction.changes.of(article_id):
        if what in ("gone", "returned"):
            found.append(_seen(transaction, url, what, at))
    newest = max((one for one in found if one.what != "revised"), key=lambda one: one.at, default=None)
    if newest is not None:  # the store keeps evidence and reason of the last of them
        reason = (state[1],) if state and state[1] and newest.what == "gone" else ()
        found[found.index(newest)] = Event(
            what=newest.what, at=newest.at, said=reason, place=_place(evidence) if evidence else None
        )
    return sorted((one for one in found if one.at >= since), key=lambda one: one.at)


def _seen(transaction: Transaction, url: str, what: str, at: str) -> Event:
    """A disappearance or a return, by the answer that decided it."""
    answer = transaction.articles.answered(url, at)
    if answer is None:
        return Event(what=what, at=at, said=(), place=None)
    said = (f"HTTP {answer['status']}",) if what == "gone" and answer["status"] != OK else ()
    return Event(what=what, at=at, said=said, place=_place(answer))


def disappearances(config: Config, article_id: str, url: str) -> list[Event]:
    """When an article went and came back, oldest first, from the store."""
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store:
        found = store.read(lambda transaction: events(transaction, article_id, url))
    return [one for one in found if one.what != "revised"]


def lines(found: Sequence[Event]) -> list[tuple[str, list[str]]]:
    """The moment of each and how people read it."""
    return [(one.at, list(_event(one))) for one in found]


def _place(at: dict[str, Any]) -> str:
    return f"{at['file']} at byte {at['offset']}, {at['length']} bytes"


def _happened(what: str) -> str:
    """In the language of the user; programs get the word of `Event.what`."""
    match what:
        case "revised":
            return translated("revised")
        case "gone":
            return translated("gone")
        case _:
            return translated("returned")


def as_data(document: dict[str, Any], found: Sequence[Event]) -> dict[str, Any]:
    """An article's story for programs."""
    head = {name: document.get(name) for name in ("id", "url", "title", "site", "status")}
    return head | {"events": events_as_data(found)}


def events_as_data(found: Sequence[Event]) -> list[dict[str, Any]]:
    return [{**one.__dict__, "said": list(one.said)} for one in found]


def write(document: dict[str, Any], found: Sequence[Event]) -> None:
    """An article's story for people."""
    columns = min(PAGE_COLUMNS, streams.columns())
    for line in text.wrap(text.safe(document.get("title") or document["url"]), columns):
        streams.out(streams.style(line, bold=True))
    streams.out(streams.style(text.safe(document["url"]), fg="blue"))
    for one in found:
        for line in _event(one):
            for part in text.wrap(text.safe(line), columns - 2):
                streams.out(f"  {coloured(part)}")


def _event(one: Event) -> Iterator[str]:
    head = f"{format_time(one.at, 'minute')} {_happened(one.what)}"
    place = reason_in_words(one.place or "")
    if one.what != "revised":
        why = f": {'; '.join(map(reason_in_words, one.said))}" if one.said else ""
        yield f"{head}{why}{f' ({place})' if place else ''}"
        return
    yield f"{head} ({place})"
    yield from one.said
