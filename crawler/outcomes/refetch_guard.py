"""What an answer may do to an article that is kept: replace it by an edit, and nothing else.

A page that comes back as something else never becomes a revision (revision_check.py). Gone is what was seen
gone twice, a day apart at least, and returned what was seen back twice: the first sighting is kept with its
response, as `gone once` (state `failed`) or `returned once` (state `kept`, the article still gone). Whatever
else an address of a kept article answers failed, and is tried again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from crawler.items import Capture, Extraction, article_id
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.revision_check import hides_the_rest, only_printed_otherwise, reason_not_a_revision
from crawler.store import StoredArticle, Transaction, Verdict, stamp
from crawler.store.scheduling.frontier_rows import GONE_ONCE, RETURNED_ONCE, Sighting, sighting_said

# What the frontier knows of an address to which another one leads.
AtTarget = Literal["article", "gone", "unknown"]
APART = timedelta(days=1)  # between two sightings that an article is gone, or back
_LONGEST = 500  # characters of a reason
_LONGEST_SIGHTING = 300  # of one that stands in another


def accept_refetch(outcome: Outcome, kept: StoredArticle, at_target: AtTarget = "unknown") -> Outcome:
    """The outcome as it may be recorded of an address whose article is kept; `at_target` is what stands at
    the address to which it leads."""
    if _leads_to_no_article(outcome, at_target):
        led = f"{outcome.verdict.reason or 'leads'} to {outcome.verdict.target}, which is no article"
        outcome = _with(outcome, state="gone", reason=led[:_LONGEST_SIGHTING], target=None)
    verdict = outcome.verdict
    if outcome.not_modified:
        return _seen_back(replace(outcome, article=kept.article), kept)
    if verdict.state == "kept" and outcome.article is not None:
        reason = reason_not_a_revision(
            kept.article, outcome.article, whole=_has_end(outcome.capture), withheld=outcome.withheld
        )
        if reason:
            return _failed(outcome, reason)
        same = only_printed_otherwise(kept.article, outcome.article)
        same = same or hides_the_rest(kept.article, outcome.article, offers_rest=outcome.offers_rest)
        return _seen_back(replace(outcome, article=kept.article) if same else outcome, kept)
    if verdict.state == "gone" and kept.status != "gone":
        return _seen_gone(outcome)
    if verdict.state in ("unreadable", "empty") and verdict.answered:
        return _failed(outcome, f"{verdict.state}, and was an article: {verdict.reason}")
    return outcome


def _leads_to_no_article(outcome: Outcome, at_target: AtTarget) -> bool:
    """Whether an address leads to a section, a login or an error page now, as many systems answer for what
    they have withdrawn, and not to where its article has moved."""
    verdict = outcome.verdict
    if verdict.state not in ("alias", "redirect") or verdict.target is None or outcome.stated is not None:
        return False
    return at_target == "gone" or (at_target == "unknown" and not outcome.target_names_article)


def _seen_gone(outcome: Outcome) -> Outcome:
    """Gone, where an earlier fetch found it gone a day ago or more; else this is the first sighting: state
    `failed`, to be fetched again a day after it."""
    verdict = outcome.verdict
    earlier = _first_sighting(verdict, GONE_ONCE)
    first = earlier or verdict.at
    if verdict.at - first >= APART:
        return _with(outcome, reason=f"{verdict.reason}, first seen gone {stamp(first)}")
    said = f"{GONE_ONCE}: {verdict.reason}, first seen {stamp(first)}"
    if earlier is not None:
        said = sighting_said(verdict.row) or said
    sighting = {"sighting": GONE_ONCE, "sighted_at": first}
    return _with(outcome, state="failed", reason=said, due_at=first + APART, **sighting)


def _seen_back(outcome: Outcome, kept: StoredArticle) -> Outcome:
    """Of an article that is gone and whose page is there again: returned, where an earlier fetch found it
    back a day ago or more; else this is the first sighting, and it is fetched again a day after it."""
    if kept.status != "gone":
        return outcome
    verdict = outcome.verdict
    first = _first_sighting(verdict, RETURNED_ONCE) or verdict.at
    if verdict.at - first >= APART:
        return _with(outcome, reason=f"returned, first seen again {stamp(first)}")
    said = f"returned once: first seen again {stamp(first)}"
    return _with(outcome, reason=said, due_at=first + APART, sighting=RETURNED_ONCE, sighted_at=first)


def _first_sighting(verdict: Verdict, sighting: Sighting) -> datetime | None:
    """When it was seen first; None where it was not, or on a day to come, which a clock that was ahead may
    have written."""
    row = verdict.row
    known = row.sighted_at if row.sighting == sighting else None
    return known if known is not None and known <= verdict.at else None


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


def accept_refetches(transaction: Transaction, outcomes: list[Outcome]) -> list[Outcome]:
    """Passes each outcome of an article that is kept through `accept_refetch`: no bad answer replaces it."""
    rows = [one.verdict.row for one in outcomes]
    again = [article_id(row.url) for row in rows if row.kind == "article" and not row.first]
    known = {one.article.url: one for one in transaction.articles.stored(again)}
    return [
        accept_refetch(one, known[url], _at_target(transaction, one.verdict.target))
        if (url := one.verdict.row.url) in known
        else one
        for one in outcomes
    ]


def _at_target(transaction: Transaction, url: str | None) -> AtTarget:
    """What stands at the address to which another one leads."""
    if url is None:
        return "unknown"
    ends = [url, *transaction.frontier.redirect_targets([url])]
    if any(one.status != "gone" for one in transaction.articles.stored([article_id(end) for end in ends])):
        return "article"
    state = transaction.frontier.state(ends[-1])
    return "gone" if state is not None and state[0] == "gone" else "unknown"
