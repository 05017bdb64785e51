"""How strongly a word goes with another: the measures of corpus linguistics, from four counts.

Log-likelihood (G², Dunning 1993) says how sure it is that the two go together more often than by chance; it
grows with the amount of text. Log-dice (Rychlý 2008) says how exclusively they do; it is at most 14 and does
not depend on the amount of text, so collections can be compared by it.
"""

from __future__ import annotations

import math

MOST_LOG_DICE = 14


def log_likelihood(near: int, all_near: int, elsewhere: float, all_elsewhere: float) -> float:
    """G² of a word that is `near` of all `all_near` units near the node, and `elsewhere` of `all_elsewhere`
    other ones. Negative where it is rarer near than elsewhere; 3.84 is reached by chance once in 20 times,
    10.83 once in 1,000."""
    table = ((near, all_near - near), (elsewhere, all_elsewhere - elsewhere))
    total = all_near + all_elsewhere
    if not all_near or not all_elsewhere:
        return 0.0
    found = 0.0
    for row, of_row in zip(table, (all_near, all_elsewhere), strict=True):
        for column, seen in enumerate(row):
            expected = of_row * (table[0][column] + table[1][column]) / total
            if seen > 0 and expected > 0:
                found += seen * math.log(seen / expected)
    over = near * all_elsewhere >= elsewhere * all_near
    return 2 * max(found, 0.0) * (1 if over else -1)


def log_dice(near: float, node: float, word: float) -> float:
    """14 + log2 of Dice's coefficient: `near` is how often both stand together, `node` and `word` how often
    each stands at all. A word that stands near the node always, and nowhere else, has 14."""
    if not near:
        return -math.inf
    return MOST_LOG_DICE + math.log2(min(1.0, 2 * near / (node + word)))
