"""A cheap pattern that is asked before a costly one must let through whatever the costly one takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crawler.normalise import share, titles
from crawler.normalise.dates import absolute, relative
from crawler.pages.fields import original_title, related
from crawler.pages.generic import comments, counts, line_weights
from crawler.pages.lines import boilerplate, end_marks
from crawler.pages.multipage import pagers


def has(*words):
    return lambda line: any(word in line for word in words)


PREFILTERS = {
    "rights": (boilerplate._BOILERPLATE, boilerplate._BOILERPLATE_HINT.search),
    "ends": (end_marks._END, lambda line: line[0] in end_marks._BEGINS_END or line[0].isspace()),
    "recommendations": (
        related._HEADING,
        lambda line: line[0] in related._BEGINS_HEADING or line[0].isspace(),
    ),
    "channel": (titles._CHANNEL, lambda line: line.endswith(titles._CHANNEL_ENDS)),
    "original title": (original_title._LABEL, has("标题")),
    "time without a year": (line_weights._YEARLESS, has(":", "：")),
    "thumbnail": (share._THUMBNAIL, has("/a/thumb/")),
    "name of a page": (pagers._TRS_NAME, has("/t")),
    **{f"day in parts, {form.pattern}": (form, has("19", "20")) for form in absolute._IN_PARTS},
    **{name: (counts._COUNTED[name], has(*words.split("|"))) for name, (words, _) in counts._WORDS.items()},
    "when": (comments._WHEN, comments._hints),
    "action": (comments._ACTION, comments._hints),
    # A bare weekday tells no time: it is the name of many a column.
    "counted from now": (relative.RELATIVE, re.compile(relative.WITHOUT_YEAR).search),
}
# Without digits of other scripts, and letters that only `re.IGNORECASE` takes for s and k.
ALPHABET = st.characters(
    exclude_categories=["Nd", "Cs"],
    include_characters="0123456789０１２３４５６７８９",
    exclude_characters="ſKİı",
)


@pytest.mark.parametrize("name", PREFILTERS)
@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_the_pattern_takes_passes_before(name, data):
    pattern, passes = PREFILTERS[name]
    line = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=ALPHABET))
    assume(name != "counted from now" or not re.fullmatch(r".*(?:周|週|期|拜)[一二三四五六日天]\s*", line))
    assert passes(line)


@pytest.mark.parametrize(
    "line",
    [
        "违法和不良信息投诉电话：010-12345678",
        "京icp备05012345号",
        "notice: the content above is uploaded by users",
        "all rights RESERVED",
    ],
)
def test_rights_are_told_in_whatever_case(line):
    assert boilerplate.is_boilerplate(line)
