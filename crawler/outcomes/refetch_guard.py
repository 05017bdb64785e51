"""What an answer may do to an article that is kept: replace it by an edit, and nothing else.

A page that comes back as something else never becomes a revision (revision_check.py). Gone is what was seen
gone twice, a day apart at least: the first sighting is kept with its response, as state `failed`, reason
`gone once: …`. Whatever else an address of a kept article answers failed, and is tried again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from crawler.items import Capture, Extraction, article_id
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.revision_check import hides_the_rest, only_printed_otherwise, reason_not_a_revision
from crawler.store import StoredArticle, Transaction, Verdict, from_stamp, stamp
from crawler.store.scheduling.frontier_rows import GONE_ONCE

# What the frontier knows of an address to which another one leads.
AtTarget = Literal["article", "gone", "unknown"]
APART = timedelta(days=1)  # between two sightings that an article is gone
_SIGHTED = re.compile(rf"{GONE_ONCE}: .{{0,400}}?, first seen (\S+Z)")
_LONGEST = 500  # characters of a reason
_LONGEST_SIGHTING = 300  # of one that stands in another: `_SIGHTED`


def accept_refetch(outcome: Outcome, kept: StoredArticle, at_target: AtTarget = "unknown") -> Outcome:
    """The outcome as it may be recorded of an address whose article is kept; `at_target` is what stands at
    the address to which it leads."""
    if _leads_to_no_article(outcome, at_target):
        led = f"{outcome.verdict.reason or 'leads'} to {outcome.verdict.target}, which is no article"
        outcome = _with(outcome, state="gone", reason=led[:_LONGEST_SIGHTING], target=None)
    verdict = outcome.verdict
    if outcome.not_modified:
        return replace(outcome, article=kept.article)
    if verdict.state == "kept" and outcome.article is not None:
        reason = reason_not_a_revision(kept.article, outcome.article, whole=_has_end(outcome.capture))
        if reason:
            return _failed(outcome, reason)
        same = only_printed_otherwise(kept.article, outcome.article)
        same = same or hides_the_rest(kept.article, outcome.article)
        return replace(outcome, article=kept.article) if same else outcome
    if verdict.state == "gone" and kept.status != "gone":
        return _sighted(outcome)
    if verdict.state in ("unreadable", "empty") and verdict.answered:
        return _failed(outcome, f"{verdict.state}, and was an article: {verdict.reason}")
    if verdict.state == "failed" and (earlier := _SIGHTED.match(verdict.row.last_error or "")):
        return _with(outcome, reason=f"{earlier[0]}; since then {verdict.reason}"[:_LONGEST])
    return outcome


def _leads_to_no_article(outcome: Outcome, at_target: AtTarget) -> bool:
    """Whether an address leads to a section, a login or an error page now, as many systems answer for what
    they have withdrawn, and not to where its article has moved."""
    verdict = outcome.verdict
    if verdict.state not in ("alias", "redirect") or verdict.target is None or outcome.stated is not None:
        return False
    return at_target == "gone" or (at_target == "unknown" and not outcome.target_names_article)


def _sighted(outcome: Outcome) -> Outcome:
    """Gone, where an earlier fetch found it gone a day ago or more; else this is the first sighting: state
    `failed`, to be fetched again a day after it."""
    verdict = outcome.verdict
    earlier = _SIGHTED.match(verdict.row.last_error or "")
    # A clock that was ahead may have written a day that is still to come: then this sighting is the first.
    earlier = earlier if earlier and from_stamp(earlier[1]) <= verdict.at else None
    first = from_stamp(earlier[1]) if earlier else verdict.at
    if verdict.at - first >= APART:
        return _with(outcome, reason=f"{verdict.reason}, first seen gone {stamp(first)}")
    reason = earlier[0] if earlier else f"{GONE_ONCE}: {verdict.reason}, first seen {stamp(first)}"
    return _with(outcome, state="failed", reason=reason, due_at=first + APART, gone_once=True)


def _failed(outcome: Outcome, reason: str) -> Outcome:
    """The fetch failed: nothing of the answer is kept but the response, and the address is tried again."""
    failed = _with(outcome, state="failed", reason=reason[:_LONGEST], target=None)
    return replace(failed, article=None, discoveries=(), ends_early=None)


def _with(outcome: Outcome, **changes: object) -> Outcome:
    verdict: Verdict = replace(outcome.verdict, **changes)  # type: ignore[arg-type]  # names of its fields
    return replace(outcome, verdict=verdict)


def _has_end(capture: Capture | None) -> bool:
    """Whether the document ends: many systems print something behind `</html>`, hardly any leaves it out."""
    return capture is not None and b"</html" in capture.body.lower()


def keep_longer(transaction: Transaction, one: Outcome) -> Outcome:
    """The outcome with the article as it was kept before, where more of its pages could be read then."""
    if one.article is None:
        return one
    before = next(iter(transaction.articles.stored([article_id(one.article.url)])), None)
    if before is None or _read_parts(before.article.extraction) <= _read_parts(one.article.extraction):
        return one
    return replace(one, article=before.article)


def _read_parts(extraction: Extraction | None) -> int:
    return extraction.parts - extraction.parts_missing if extraction else 1
