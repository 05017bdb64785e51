"""What was read again is kept where it says something else, and counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.items import Article, Reading, from_dict
from crawler.outcomes.outcome import doubtful_why
from crawler.outlet_likeness import OutletLikeness
from crawler.place_in_edition import placed
from crawler.removal.mask_person import mask_article
from crawler.reread.archived_pages import ArchivedPage
from crawler.reread.read_pages import Answer, Damaged, PageToRead, SaysTheSame, read_again
from crawler.store import FetchedArticle, Store, Transaction
from crawler.store.article_batch import digest_of_said


@dataclass
class Reread:
    """What a rereading came to; `problems` and `damaged` are pairs of an address and a reason."""

    pages: int = 0
    changed: int = 0
    found: int = 0  # articles on pages that were unreadable before
    problems: list[tuple[str, str]] = field(default_factory=list)  # pages that were read once, not today
    damaged: list[tuple[str, str]] = field(default_factory=list)  # pages that the archive no longer holds
    states: Counter[str] = field(default_factory=Counter)
    ends_early: int = 0  # articles of which pages are missing
    doubtful: int = 0  # articles whose reading is hardly to be trusted

    def add(self, more: Reread) -> None:
        """Counts what another part came to as well."""
        for name in ("pages", "changed", "found", "ends_early", "doubtful"):
            setattr(self, name, getattr(self, name) + getattr(more, name))
        self.problems += more.problems
        self.damaged += more.damaged
        self.states.update(more.states)

    def as_notes(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {**asdict(self), "states": dict(self.states)}

    @classmethod
    def from_notes(cls, noted: dict[str, Any]) -> Reread:
        """What `as_notes` wrote."""
        pairs = {name: [(url, why) for url, why in noted[name]] for name in ("problems", "damaged")}
        return cls(**{**noted, **pairs, "states": Counter(noted["states"])})


def keep_answers(
    store: Store,
    archive: Path,
    pages: Sequence[ArchivedPage],
    answers: Sequence[Answer],
    done: Reread,
    likeness: OutletLikeness,
) -> None:
    """Keeps them in one transaction, and counts them in `done`."""
    now = datetime.now(UTC)
    with store.writing() as transaction:
        rules = transaction.masks.rules()
        read = [
            (page, _reading(transaction, archive, page, answer))
            for page, answer in zip(pages, answers, strict=True)
        ]
        urls = [one.article.url for _, one in read if isinstance(one, Reading) and one.article is not None]
        places = transaction.editions.place(urls)
        for page, reading in read:
            done.pages += 1
            if isinstance(reading, Damaged):
                done.damaged.append((page.record.address, reading.reason))
                continue
            done.states[reading.state] += 1
            if rules and page.article and transaction.masks.is_marked(page.article, page.revision):
                continue  # read before a name was masked in its page, which gives no byline of it any more
            if reading.article is not None:
                article = likeness.compared(
                    mask_article(rules, placed(reading.article, places.get(reading.article.url))),
                    transaction.articles.outlet_profile,
                )
                done.ends_early += _ends_early(article)
                done.doubtful += doubtful_why(article) is not None
                _keep_one(transaction, page, article, now, done)
            elif page.article is not None:
                done.problems.append((page.record.address, reading.reason or reading.state))


def _reading(
    transaction: Transaction, archive: Path, page: ArchivedPage, answer: Answer
) -> Reading | Damaged:
    """What was read: of what says the same as is kept that, trusted as far as it is today."""
    if not isinstance(answer, SaysTheSame):
        return answer
    said = transaction.articles.newest_said(page.article or "", page.revision)
    if said is not None and digest_of_said(json.loads(said)) == page.digest:
        article = replace(from_dict(json.loads(said)), extraction=answer.extraction)
        return Reading(state="kept", article=article)
    # Another page has changed what was kept meanwhile: this one is read here.
    wanted = PageToRead((page.record, *page.later_pages), digest=None)
    (found,) = read_again(archive, page.record.file, None, [wanted])
    assert not isinstance(found, SaysTheSame)
    return found


def _ends_early(article: Article) -> bool:
    return article.extraction is not None and article.extraction.parts_missing > 0


def _keep_one(
    transaction: Transaction, page: ArchivedPage, article: Article, now: datetime, done: Reread
) -> None:
    if page.article is not None:
        done.changed += transaction.articles.reread(page.article, page.revision, article, now)
        return
    kept = FetchedArticle(article=article, capture_id=page.capture_id, fetched_at=page.record.fetched_at)
    done.found += transaction.articles.keep([kept], now) != ["same"]
    transaction.frontier.mark_kept([page.record.url])
