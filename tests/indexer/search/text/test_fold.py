from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.text.fold import analyzer, fold, fold_fast, key, single_folds, tokens, words


@pytest.mark.parametrize(("text", "folded"), [
    ("臺灣", "台湾"),
    ("乾隆", "干隆"),
    ("鬱", "郁"),
    ("意味著睡著", "意味着睡着"),  # Taiwan
    ("衞生敍述枱灯", "卫生叙述台灯"),  # Hong Kong
    ("瞭解覆盖凭藉彷彿想像", "了解复盖凭借仿佛想象"),  # both characters are simplified too
    ("擡頭圍遶店舖幷劄記谿逕", "抬头围绕店铺并札记溪径"),
    ("俱樂部的工具", "俱乐部的工具"),  # stay apart: docs/search.md
    ("ＧＤＰ", "gdp"),
    ("１２３％", "123%"),
    ("（－）", "(-)"),
    ("豈更車", "岂更车"),  # compatibility ideographs
    ("⼈⽔", "人水"),  # Kangxi radicals, which stand in texts copied from PDF
    ("3.14", "3、14"),
    ("ａ．ｂ，ｃ：ｄ", "a、b、c、d"),
    ("don't don’t a_b", "don、t don、t a、b"),
    ("A\u200bB\ufeffC", "a、b、c"),
    ("葛\U000e0100", "葛、"),
    ("m²ℝ𝐀CO₂", "m2raco2"),
    ("①2021年⑴⒈❶⓵⑩½㉑", "、2021年、、、、、、、"),  # what numbers an item is no part of its first word
    ("㈠㊀㆒㊉", "一一一十"),
    ("İ", "i"),
    ("㎡℃ﬁ…", "㎡℃ﬁ…"),  # one character only for one character
    ("长江\n经济", "长江\n经济"),
])  # fmt: skip
def test_folds_one_character_to_one(text, folded):
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@given(st.text() | st.text(st.sampled_from(sorted(single_folds())[::50] + list("长江，a𠮷"))))
def test_folding_many_is_folding(text):
    assert fold_fast(text) == fold(text)


def test_folding_many_knows_every_fold():
    for before, after in single_folds().items():
        assert fold_fast(f"长{before}") == f"长{after}"
    assert fold_fast("".join(single_folds())) == "".join(single_folds().values())


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tokens_are_what_the_index_holds(text):
    assert [token.text for token in tokens(text)] == analyzer().analyze(fold(text)) == words(text)
    assert all(fold(text[token.start : token.end]) == token.text for token in tokens(text))


COMMON = "长江长江3Ab9 ,.\n：，、。《》「」—“”…·臺ＡＺ９㎡é〇"


@given(st.text(st.sampled_from(COMMON)))
def test_tokens_of_common_texts_are_those_of_the_analyzer(text):
    assert words(text) == analyzer().analyze(fold(text))


def test_a_mark_between_two_words_cuts_them_as_the_analyzer_does():
    """All characters up to the last common ideograph, most of which are read without the analyzer."""
    every = [chr(code) for code in range(0xA000)]
    assert [one for one in every if words(f"a{one}1") != analyzer().analyze(fold(f"a{one}1"))] == []


def test_every_han_character_is_a_token_and_no_letter_is_lost():
    """Of all of Unicode that this Python knows; a new letter is cut by tantivy, not by Python."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Lu", "Ll", "Lo", "Lt", "Nd"):
            alone = [token.text for token in tokens(character)]
            assert alone == [fold(character)], hex(code)
            if "CJK" in unicodedata.name(character, ""):
                assert len(tokens(f"a{character}{character}b")) == 4, hex(code)


def test_half_a_surrogate_pair_is_a_gap():
    assert words("长\ud83d江") == ["长", "江"]
    assert [(token.start, token.end) for token in tokens("长\ud83d江")] == [(0, 1), (2, 3)]


def test_key():
    assert key("长沙，经济：ＧＤＰ！") == key("長沙 经济gdp") == "长 沙 经 济 gdp"
    assert key("new york") != key("newyork")
    assert key("，。") == ""


def test_the_table_is_closed():
    table = single_folds()
    assert len(table) > 9_000
    assert not set(table.values()) & set(table)


def test_a_run_of_han_is_cut_as_the_analyzer_cuts_it():
    # Such a run is cut without it: it must know each of them as a token of its own.
    for start in range(0x4E00, 0xA000, 0x100):
        run = "".join(map(chr, range(start, start + 0x100)))
        assert words(run) == analyzer().analyze(fold(run)) == list(fold(run))
