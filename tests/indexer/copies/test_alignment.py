"""What of two texts is the same is found, wherever it stands, and the same in either order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.copies.alignment import Block, SharedRuns
from indexer.copies.alignment import _around_runs as around_runs
from indexer.copies.alignment import _Taken as Taken
from indexer.copies.comparable import Comparable
from indexer.copies.edges import Edge, Text, compared
from indexer.copies.fingerprints import WINDOW, K, fingerprints
from indexer.copies.kinds import is_copy, kind_of
from tests.indexer.copies.made_up_texts import made, shared_starts


def edge(first: str, second: str, *datelines: str) -> Edge | None:
    there = list(map(Comparable.of, (first, second), datelines or (None, None)))
    texts = [Text(number, one) for number, one in enumerate(there)]
    found = compared(texts[0], texts[1], shared_starts(there[0].text, there[1].text))
    assert found == compared(texts[1], texts[0], shared_starts(there[1].text, there[0].text))
    return found


def found(first: str, second: str, *datelines: str) -> Edge:
    there = edge(first, second, *datelines)
    assert there is not None
    return there


WIRE = made(1, 600)


@given(st.integers(0, 10_000), st.integers(K + WINDOW - 1, 200), st.integers(0, 300), st.integers(0, 300))
def test_texts_that_share_a_run_of_24_characters_share_a_print(seed, length, before, behind):
    shared = made(seed, length)
    one = made(seed + 1, before) + shared + made(seed + 2, behind)
    other = made(seed + 3, behind) + shared + made(seed + 4, before)
    assert {there.hash for there in fingerprints(one)} & {there.hash for there in fingerprints(other)}


def test_prints_stand_where_they_say_and_are_few():
    prints = fingerprints(WIRE)
    assert len(WIRE) / 12 < len(prints) < len(WIRE) / 6
    for hash_, start in prints:
        assert fingerprints(WIRE[start : start + K])[0].hash == hash_
    assert [one.start for one in prints] == sorted({one.start for one in prints})
    assert fingerprints("短文") == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_compared_and_passages_overlap_nowhere(one, other):
    there = edge(one, other)
    if there is None:
        return
    assert 0 < there.share_a <= 1
    assert 0 < there.share_b <= 1
    for start, end in (("a_start", "a_end"), ("b_start", "b_end")):
        spans = sorted((getattr(one, start), getattr(one, end)) for one in there.passages)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(("copy", "later", "kind"), [
    (WIRE, "b", "whole"),
    (WIRE[:400], "a", "cut at the end"),
    (WIRE[200:], "a", "cut at the head"),
    (WIRE[:200] + WIRE[300:], "a", "cut inside"),
    (made(2, 150) + WIRE, "b", "lead added"),
    (WIRE[:300] + made(2, 150) + WIRE[300:], "b", "paragraphs inserted"),
    (WIRE + made(2, 150), "b", "text added at the end"),
    (made(2, 20) + WIRE[10:] + made(3, 12), "b", "dateline or byline swapped"),
    (made(2, 700) + WIRE, "b", "merged"),
    (WIRE[:220] + made(2, 500), "a", "quotation"),
    ("".join(made(n, 2) + WIRE[n : n + 10] for n in range(0, 600, 12)), "b", "rewritten"),
])  # fmt: skip
def test_what_the_later_one_changed_has_a_name(copy, later, kind):
    there = found(WIRE, copy)
    assert kind_of(there, same_title=True, later=later) == kind
    assert is_copy(there) == (kind != "quotation")


def test_a_headline_that_changed_is_said_of_a_whole_copy():
    assert kind_of(found(WIRE, WIRE), same_title=False, later=None) == "headline changed"


def test_punctuation_width_and_script_are_no_difference():
    there = found("臺灣３.５億元，渡口" + WIRE, "台湾3.5亿元。渡口\n" + WIRE)
    assert (there.share_a, there.share_b, there.same) == (1.0, 1.0, there.length_a)


def test_paragraphs_in_another_order_are_found():
    there = found(WIRE, WIRE[300:] + WIRE[:300])
    assert there.share_a == 1.0
    assert len(there.passages) == 2


WEATHER = (
    "今天白天多云到晴，偏南风{}到{}级，最高气温{}度，最低气温{}度，降水量{}毫米，请市民外出注意携带雨具。"
)


def test_a_form_filled_with_other_numbers_is_no_copy():
    assert not is_copy(found(WEATHER.format(2, 3, 21, 12, 5), WEATHER.format(3, 4, 28, 17, 9)))
    assert is_copy(found(WEATHER.format(2, 3, 21, 12, 5), WEATHER.format(2, 3, 21, 12, 5) + "（完）"))


OWN = "示例市共有12个渡口，34条航线，全年运送旅客5678人次，其中学生910人次，比上年增加1112人次。"


@pytest.mark.parametrize(("brief", "is_one"), [
    (WIRE[200:290] + OWN, True),  # whose other half tells of something else, in its own numbers
    (OWN + WIRE[200:290], True),
    (WIRE[200:245] + OWN + WIRE[245:290], False),  # a form has its numbers between what is the same
    (WIRE[200:290] + "，最高气温21度，最低气温12度。", False),  # or at its end
])  # fmt: skip
def test_numbers_of_a_text_of_its_own_say_nothing_of_what_is_shared(brief, is_one):
    assert is_copy(found(brief, WIRE)) == is_one


def test_what_many_weeks_print_is_a_copy_only_as_a_whole():
    boilerplate = made(5, 160)
    assert is_copy(found(boilerplate + made(6, 100), boilerplate + made(7, 100)))
    assert not is_copy(found(boilerplate + made(6, 100), boilerplate + made(7, 100)), uncommon=0.1)
    assert is_copy(found(boilerplate, boilerplate), uncommon=0.1)


NOTICE = made(5, 80)


@pytest.mark.parametrize(("one", "other", "is_one"), [
    (made(6, 60) + NOTICE, made(7, 60) + NOTICE, False),
    (NOTICE + made(6, 60), NOTICE + made(7, 60), False),
    (NOTICE + made(6, 60), made(7, 60) + NOTICE, True),  # the same brief, with a lead, with a tail
    (made(6, 20) + NOTICE, made(7, 25) + NOTICE, True),  # datelines
    (made(6, 60) + NOTICE, NOTICE, True),
    (made(6, 60) + made(5, 160), made(7, 60) + made(5, 160), True),
])  # fmt: skip
def test_what_a_column_prints_below_or_above_all_its_texts_makes_no_copy(one, other, is_one):
    there = found(one, other)
    assert is_copy(there) == is_one
    if not is_one:
        assert kind_of(there, same_title=True, later="b", copies=False) == "uncertain"


def test_a_text_that_is_known_to_hold_a_strangers_too_is_merged_though_that_is_the_shorter():
    there = found(WIRE, WIRE + made(2, 150))
    assert kind_of(there, same_title=True, later="b", holds_others=True) == "merged"
    assert kind_of(there, same_title=True, later="a", holds_others=True) == "cut at the end"


def test_the_day_of_a_dateline_is_no_number_of_the_text():
    body = "全省渡口改造完工，12个渡口开通，运送旅客3400人次。" + made(8, 100)
    datelines = ("示例社武汉5月23日电", "示例社武汉5月24日电")
    texts = [f"{one} {body}" for one in datelines]
    assert found(*texts, *datelines).numbers == 1.0
    assert (found(*texts).numbers or 0) < 1.0


def places(text: str, run: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(run, at)]


def grown(one: str, a: int, other: str, b: int) -> tuple[int, int, int]:
    start = 0
    while min(a, b) > start and one[a - start - 1] == other[b - start - 1]:
        start += 1
    end = 0
    while max(a + end - len(one), b + end - len(other)) < 0 and one[a + end] == other[b + end]:
        end += 1
    return a - start, b - start, start + end


FEW_CHARACTERS = st.text("江州水", max_size=120)


@given(st.lists(FEW_CHARACTERS, min_size=2, max_size=4), st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_blocks_are_all_that_cannot_grow_around_a_run_in_common(stretches, order):
    """Texts of three characters, whose runs stand in them many times, and of many, whose stand once."""
    pieces = [*stretches, WIRE[:200]]
    one = Comparable.of("".join(pieces))
    other = Comparable.of("".join(pieces[place % len(pieces)] for place in order))
    starts = shared_starts(one.text, other.text)
    pairs = [
        (a, b)
        for run in {one.text[start : start + K] for start in starts}
        for a in places(one.text, run)
        for b in places(other.text, run)
        if max(len(places(one.text, run)), len(places(other.text, run))) <= 16
    ]
    expected = {grown(one.text, a, other.text, b) for a, b in pairs}
    assert around_runs(one, other, SharedRuns(starts, of_first=True)) == expected
    starts = shared_starts(other.text, one.text)
    assert around_runs(one, other, SharedRuns(starts, of_first=False)) == expected


BLOCKS = st.lists(st.builds(Block, st.integers(0, 90), st.integers(0, 90), st.integers(5, 30)), max_size=6)


@given(BLOCKS)
def test_blocks_are_taken_longest_first_though_those_that_lie_apart_come_at_once(blocks):
    text = "州" * 120
    at_once, one_by_one = Taken(text, text), Taken(text, text)
    at_once.add(set(blocks))
    for block in sorted(set(blocks), key=lambda one: (-one.length, one.a, one.b)):
        one_by_one.add([block])
    assert sorted(at_once.blocks) == sorted(one_by_one.blocks)
    assert at_once.characters == one_by_one.characters
    assert at_once.free_of_first() == one_by_one.free_of_first()
    assert at_once.free_of_second() == one_by_one.free_of_second()


def test_passages_say_where_they_are_printed():
    printed = "第一段，不同。\n" + "，".join(WIRE[n : n + 20] for n in range(0, 200, 20))
    there = found(printed, WIRE)
    text = Comparable.of(printed)
    (passage,) = there.passages
    assert text.excerpt(passage.a_start, passage.a_end).startswith(WIRE[:20] + "，" + WIRE[20:40])
    assert text.excerpt(3, 3) == ""
