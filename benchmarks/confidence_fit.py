"""The logistic regression behind crawler/confidence_model.json, its cross-validation, and Wilson's interval.

Every feature is a reason to doubt, so no weight is above 0; a weight of which the readings say little stays
near `PRIOR`. Right and wrong readings are weighed so that the share `WRONG` of all is wrong.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

WRONG = 0.15  # about what is wrong on pages that nobody tuned for
PRIOR, STIFFNESS = -0.3, 4.0
FOLDS, STEPS = 6, 1500

Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Fit(NamedTuple):
    intercept: float
    weights: Numbers

    def confidence(self, features: Numbers) -> Numbers:
        odds: Numbers = self.intercept + features @ self.weights
        found: Numbers = np.reciprocal(1 + np.exp(-odds))
        return found


def importance(right: Numbers, wrong: float = WRONG) -> Numbers:
    """What each reading counts, so that the share `wrong` of all is wrong; 1 on average."""
    share = np.where(right == 1, (1 - wrong) / right.sum(), wrong / (1 - right).sum())
    counted: Numbers = share * len(right)
    return counted


def fitted(features: Numbers, right: Numbers) -> Fit:
    """By accelerated projected gradients."""
    counts = importance(right)
    intercept, weights = 2.0, np.full(features.shape[1], PRIOR)
    ahead, weights_ahead, momentum = intercept, weights.copy(), 1.0
    steepest = 0.25 * np.linalg.norm(features * np.sqrt(counts)[:, None], 2) ** 2
    rate = 1 / (steepest + STIFFNESS + 0.5 * counts.sum())
    for _ in range(STEPS):
        error = counts * (Fit(ahead, weights_ahead).confidence(features) - right)
        slope = features.T @ error + STIFFNESS * (weights_ahead - PRIOR)
        next_intercept, next_weights = ahead - rate * error.sum(), np.minimum(0, weights_ahead - rate * slope)
        next_momentum = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        push = (momentum - 1) / next_momentum
        ahead = next_intercept + push * (next_intercept - intercept)
        weights_ahead = next_weights + push * (next_weights - weights)
        intercept, weights, momentum = next_intercept, next_weights, next_momentum
    return Fit(float(intercept), weights)


def folds(domains: Sequence[str]) -> list[set[str]]:
    """The registered domains in `FOLDS` parts of about as many readings each; none is split."""
    parts: list[set[str]] = [set() for _ in range(FOLDS)]
    sizes = [0] * FOLDS
    for domain, size in Counter(domains).most_common():
        least = sizes.index(min(sizes))
        parts[least].add(domain)
        sizes[least] += size
    return parts


def cross_validated(
    features: Numbers, right: Numbers, domains: Sequence[str], taught: np.ndarray[Any, np.dtype[np.bool_]]
) -> Numbers:
    """The confidence of each reading by a model that saw no page of its registered domain, and of the others
    those readings that it is `taught` by."""
    found = np.zeros(len(right))
    for part in folds(domains):
        held_out = np.array([domain in part for domain in domains])
        model = fitted(features[taught & ~held_out], right[taught & ~held_out])
        found[held_out] = model.confidence(features[held_out])
    return found


def doubtful(confidence: Numbers, counts: Numbers, share: float = 0.2) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which readings are the least sure, `share` of all by their counts."""
    order = np.argsort(confidence, kind="stable")
    within = np.cumsum(counts[order]) <= share * counts.sum()
    chosen = np.zeros(len(confidence), dtype=bool)
    chosen[order[within]] = True
    return chosen


def held_by_doubtful(confidence: Numbers, right: Numbers, wrong: float = WRONG) -> float:
    """The share of the wrong readings that the doubtful fifth holds, where the share `wrong` is wrong."""
    return float(doubtful(confidence, importance(right, wrong))[right == 0].mean())


def by_resampled_domains(
    confidence: Numbers, right: Numbers, domains: Sequence[str], times: int = 1000
) -> tuple[float, float]:
    """The interval that holds 95 % of what `held_by_doubtful` comes to with domains drawn again and again."""
    random = np.random.default_rng(1)
    names = sorted(set(domains))
    places = {name: np.flatnonzero(np.array(domains) == name) for name in names}
    found = []
    for _ in range(times):
        drawn = np.concatenate([places[names[one]] for one in random.integers(0, len(names), len(names))])
        if 0 < right[drawn].sum() < len(drawn):
            found.append(held_by_doubtful(confidence[drawn], right[drawn]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def wilson(right: float, total: float) -> tuple[float, float]:
    """Wilson's interval, 95 %, of a share."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, right / total
    middle = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - half) / (1 + z * z / total), (middle + half) / (1 + z * z / total)
