"""How far a reading can be trusted, from what speaks against it: a logistic model with one weight a doubt.

The weights stand in confidence_model.json, with the sentence for each doubt and how they were made.
Confidence is the share of readings like this one of which title, time and text are all right, among readings
of which the share `wrong` (there) is not.
"""

from __future__ import annotations

import json
import math
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from crawler.items import Doubt, Extraction

DOUBTFUL = 0.5  # a reading with less confidence is counted as doubtful
ENDS_EARLY = "text_ends_early"
_TOLD = 0.3  # how much a doubt must take from the log-odds to be told
_DIGITS = 2
_SUREST = 0.99


class Weight(NamedTuple):
    """What a doubt of degree 1 takes from the log-odds (negative), and what it says to people."""

    weight: float
    reason: str


class Model(NamedTuple):
    """The log-odds of a reading without a doubt, and the weight of each doubt by its code."""

    intercept: float
    weights: Mapping[str, Weight]


@cache
def model() -> Model:
    """The model of confidence_model.json."""
    held = json.loads(pkgutil.get_data(__name__, "confidence_model.json") or b"")
    doubts = {**held["measured"], **held["given"]}
    return Model(held["intercept"], {code: Weight(**one) for code, one in doubts.items()})


def judged(extraction: Extraction, degrees: Mapping[str, float]) -> Extraction:
    """With the confidence and the doubts that features between 0 and 1 come to, given by their code."""
    known = model()
    taken = {code: degree * known.weights[code].weight for code, degree in degrees.items()}
    return _with(extraction, known.intercept + sum(taken.values()), taken)


def doubted(extraction: Extraction, degrees: Mapping[str, float]) -> Extraction:
    """A reading that was judged before, with further doubts; one that nobody has judged stays so."""
    if extraction.confidence is None or not any(degrees.values()):
        return extraction
    taken = {code: degree * model().weights[code].weight for code, degree in degrees.items()}
    return _with(extraction, log_odds(extraction.confidence) + sum(taken.values()), taken)


def cleared(extraction: Extraction, code: str) -> Extraction:
    """Without a doubt that came in with degree 1, and with the confidence that it took."""
    if extraction.confidence is None or all(one.code != code for one in extraction.doubts):
        return extraction
    odds = log_odds(extraction.confidence) - model().weights[code].weight
    kept = tuple(one for one in extraction.doubts if one.code != code)
    return replace(extraction, confidence=_rounded(odds), doubts=kept)


def with_early_end(extraction: Extraction) -> Extraction:
    """With the doubt that the article ends early where pages of it are missing, else without it."""
    extraction = cleared(extraction, ENDS_EARLY)
    return doubted(extraction, {ENDS_EARLY: 1.0}) if extraction.parts_missing else extraction


def _with(extraction: Extraction, odds: float, taken: Mapping[str, float]) -> Extraction:
    told = sorted((odds, code) for code, odds in taken.items() if odds <= -_TOLD)
    doubts = tuple(Doubt(code=code, reason=model().weights[code].reason) for _, code in told)
    return replace(extraction, confidence=_rounded(odds), doubts=(*extraction.doubts, *doubts))


def probability(odds: float) -> float:
    """Of log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def log_odds(share: float) -> float:
    """Of a confidence, which is written with two digits: 0 and 1 count as half a digit from there."""
    half = 0.5 * 10**-_DIGITS
    share = min(max(share, half), 1 - half)
    return math.log(share / (1 - share))


def _rounded(odds: float) -> float:
    return min(_SUREST, round(probability(odds), _DIGITS))
