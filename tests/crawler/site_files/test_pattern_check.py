"""Patterns of site files: what runs away is told before it meets an address."""

from __future__ import annotations

import pytest

from crawler import registry
from crawler.site_files.pattern_check import pattern_problem


@pytest.mark.parametrize(
    "pattern",
    [r"^(a+)+$", r"^/(\w+/?)*x$", r"(?:\d|\w\w?)+!$", r"^/(?:[a-z]+|[a-z0-9]+)*\.html$", r"/(.*)*\.html$"],
)
def test_a_pattern_that_runs_away_is_told(pattern):
    assert "runs away" in (pattern_problem(pattern) or "")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("(", "is no regular"), ("a" * 501, "is longer"), ("(?P<a>x)(?P<a>y)", "is no")],
)
def test_what_is_no_pattern_is_told(pattern, said):
    assert said in (pattern_problem(pattern) or "")


@pytest.mark.parametrize("pattern", [r"^/(?:[\w-]+/)*p/\d+\.html", r"/(?=\w*\d{5})\w+\.s?html?$", "", "x*"])
def test_a_pattern_in_order(pattern):
    assert pattern_problem(pattern) is None


def test_the_patterns_of_our_own_site_files_are_in_order():
    patterns = {p for one in registry.all_sites() for p in (one.article_url, one.list_url) if p}
    assert {p: said for p in patterns if (said := pattern_problem(p))} == {}
