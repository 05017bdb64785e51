"""No regular expression of the packages takes the square of a text's length, or worse, as it is used."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.package_patterns import Used, used_patterns
from tests.regex_growth import growth
from tests.regex_steps import Steps

LINEAR = 3.0  # times the steps for twice the text: 2 of what is linear, 4 of what takes its square
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_twice_the_text_takes_no_more_than_twice_the_steps(part):
    with _deep_calls():
        found = [_told(one) for one in used_patterns()[part::PARTS]]
    assert [one for one in found if one] == []


def _told(one: Used) -> str | None:
    grown, text = growth(one.pattern, one.how)
    return f"{one.where} ({one.how}): {grown:.1f} on {text!r}" if grown > LINEAR else None


@contextmanager
def _deep_calls() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)  # a repeated group of a thousand characters is a call for each
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def test_all_packages_are_looked_through():
    where = [one.where for one in used_patterns()]
    assert len(where) > 500
    assert {one.split(".")[0] for one in where} >= {"shengmei", "crawler", "indexer", "search_cli"}
    ways = {one.how for one in used_patterns() if one.where == "crawler.normalise.text._SERIES"}
    assert ways == {"match"}


@pytest.mark.parametrize(
    ("pattern", "how", "is_linear"),
    [
        (r"a*b", "search", False),
        (r"a*b", "match", True),
        (r"(a+)+b", "match", False),
        (r"<a[^>]*>", "search", False),
        (r"<a[^<>]*>", "search", True),
        (r"\s+$", "search", False),
        (r"(?:(?<!\s)\s+)?,", "search", True),
        (r"^\s*[{]", "search", True),
        (r"(?m)^\s*[{]", "search", False),
        (r"a{0,20}b", "search", True),
        (r"(?:a{1,2}){0,40}b", "match", False),
        (r"(?:a|aa){0,40}b", "match", False),
        (r"<!--.*?-->", "search", False),
        (r"<!--.*?(?:-->|\Z)", "search", True),
        (r"[\w-]*\d{4}[\w-]*/", "match", False),
        (r"(?>[\w-]*?\d{4}[\w-]*+)/", "match", True),
        (r"(\w)\1*x", "match", True),
        (r".*x.*y", "fullmatch", False),
    ],
)
def test_what_takes_the_square_is_told_from_what_does_not(pattern, how, is_linear):
    with _deep_calls():
        assert (growth(re.compile(pattern), how)[0] <= LINEAR) is is_linear


@pytest.mark.parametrize(
    "pattern",
    [
        r"a(b|c)*?d", r"(?i)x{2,3}+y", r"(a)?(?(1)b|c)", r"(?<!a)b\b", r"(?<=ab)c", r"(?=a)\w", r"(a|b)\1",
        r"(?m)^b$", r"(?:ab?)*+c", r"[^a-c]+", r"(?s).*?c", r"\Aab\Z",
    ],
)  # fmt: skip
def test_steps_are_counted_of_the_matches_that_re_finds(pattern):
    """What is counted is a matching of our own: it must end where that of `re` does."""
    compiled = re.compile(pattern)
    steps = Steps(compiled)
    for text in ("ab", "abbcd", "xxY", "xxxy", "c", "ac", "abc", "b\nb", "aabb", "ababc", "xyz", "", "abd"):
        steps.search(text)
        assert steps.ends == [found.end() for found in compiled.finditer(text)], text
