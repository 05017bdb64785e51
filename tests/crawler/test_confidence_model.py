"""One number out of the doubts about a reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.confidence_model import cleared, doubted, judged, log_odds, model, probability, with_early_end
from crawler.items import Extraction
from crawler.pages.confidence.features import Features

PLAIN = Extraction(page="Layout", version="2")


def trust(degrees: Features) -> float:
    confidence = judged(PLAIN, degrees).confidence
    assert confidence is not None
    return confidence


def codes(extraction: Extraction) -> list[str]:
    return [one.code for one in extraction.doubts]


def test_without_a_doubt_a_reading_is_nearly_sure():
    sure = judged(PLAIN, dict.fromkeys(model().weights, 0.0))
    assert sure.confidence is not None
    assert 0.9 <= sure.confidence < 1
    assert sure.doubts == ()


def test_no_doubt_makes_a_reading_surer():
    for code, one in model().weights.items():
        assert one.weight <= 0, code
        assert trust({code: 1.0}) <= trust({code: 0.5}) <= trust({})


def test_with_every_doubt_it_is_nothing():
    assert trust(dict.fromkeys(model().weights, 1.0)) == 0


def test_a_doubt_has_its_words_and_the_weightiest_comes_first():
    said = judged(PLAIN, {"text_short": 1.0, "time_missing": 1.0})
    assert codes(said) == sorted(codes(said), key=lambda code: model().weights[code].weight)
    assert "time_missing" in codes(said)
    assert all(one.reason == model().weights[one.code].reason for one in said.doubts)


def test_what_hardly_counts_is_not_told():
    assert codes(judged(PLAIN, {"time_missing": 0.01})) == []


def test_a_further_doubt_lowers_what_was_judged():
    before = judged(PLAIN, {"time_missing": 1.0})
    after = doubted(before, {"outlet_title_again": 1.0})
    assert after.confidence < before.confidence
    assert codes(after) == [*codes(before), "outlet_title_again"]


def test_what_nobody_has_judged_stays_so():
    assert doubted(PLAIN, {"outlet_title_again": 1.0}) == PLAIN
    assert with_early_end(Extraction(page="Layout", version="2", parts_missing=1)).confidence is None


def test_a_part_that_arrives_takes_its_doubt_away():
    early = with_early_end(judged(Extraction(page="Layout", version="2", parts=2, parts_missing=1), {}))
    assert codes(early) == ["text_ends_early"]
    assert early == with_early_end(early)
    whole = cleared(early, "text_ends_early")
    assert whole.confidence == pytest.approx(trust({}), abs=0.02)
    assert whole.doubts == ()


def test_odds_and_shares_are_each_others_inverse():
    assert probability(log_odds(0.43)) == pytest.approx(0.43)
    assert 0 < probability(log_odds(0.0)) < probability(log_odds(1.0)) < 1
    assert probability(-1e9) == 0


def test_the_docs_have_each_doubt_with_its_weight():
    page = (Path(__file__).parents[2] / "docs" / "confidence.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (-?\d\.\d\d \| .+) \|$", page, re.MULTILINE))
    assert rows == {code: f"{one.weight:.2f} | {one.reason}" for code, one in model().weights.items()}
