"""Colours and measures that all charts share."""

from __future__ import annotations

WIDE = 9.6  # inches; 100 dots each
GREY, FAINT, NOTHING = "#555555", "#dddddd", "#f0f0f0"
# Okabe and Ito's colours, which the colour-blind can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINE = 100  # columns of a title or a legend
