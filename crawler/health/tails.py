"""How probable so little (or so much) is by chance: tails of counts and of shares.

Counts of articles vary more from day to day than independent events would (Poisson), shares more than throws
of a coin (binomial), because news come in stories: hence the negative binomial and the beta-binomial
distribution. scipy.stats has both, for a hundred megabytes more.
"""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

BEYOND = 40.0  # standard deviations behind which a tail is nothing


def few(count: int, expected: float, variance: float) -> float:
    """The probability of `count` or fewer, where `expected` come with this variance (at least Poisson's)."""
    if expected <= 0:
        return 1.0
    variance = max(variance, expected * 1.0001)
    size = expected**2 / (variance - expected)
    fail = log(expected / (size + expected))
    constant = size * log(size / (size + expected)) - lgamma(size)
    terms = (exp(constant + lgamma(size + k) - lgamma(k + 1) + k * fail) for k in range(count + 1))
    return min(1.0, sum(terms))


def many(count: int, expected: float, variance: float) -> float:
    """The probability of `count` or more; 1 where no more than expected came, which is no alarm."""
    if count < 1 or count <= expected:
        return 1.0
    if count > expected + BEYOND * (sqrt(max(variance, expected)) + 1):
        return 0.0
    return max(0.0, 1.0 - few(count - 1, expected, variance))


def few_of(count: int, total: int, share: float, alike: float) -> float:
    """The probability that of `total` pages `count` or fewer have what a page has with probability `share`;
    1 where no fewer than expected have it, which is no alarm.

    `alike`, between 0 and 1: how much the pages of a day resemble each other (intraclass correlation).
    """
    if total < 1 or count >= share * total:
        return 1.0
    both = (1.0 - alike) / alike
    a, b = share * both, (1.0 - share) * both
    constant = lgamma(total + 1) + lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(total + a + b)
    terms = (
        exp(constant - lgamma(k + 1) - lgamma(total - k + 1) + lgamma(k + a) + lgamma(total - k + b))
        for k in range(count + 1)
    )
    return min(1.0, sum(terms))
