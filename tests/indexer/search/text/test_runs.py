"""Runs of tokens, and in how many documents they stand."""

from __future__ import annotations

import pytest

from indexer.search.text.runs import Runs, is_word


def documents(*texts):
    return [{"title": "", "body": text} for text in texts]


def printed(texts, least=2):
    runs = Runs(documents(*texts))
    return {runs.printed(run): number for run, number in runs.frequent(least).items()}


@pytest.mark.parametrize(
    ("texts", "there"),
    [
        (("看江豚去", "有江豚。江豚"), {"江豚": 2}),
        (("看江，豚去", "有江 豚"), {}),
        (("看江豚去", "有江2021豚"), {}),
        (("用GDP说", "比ＧＤＰ高"), {"GDP": 2}),
        (("用gdp说", "比agdp高"), {}),
        (("看A股去", "买a股了"), {"A股": 2}),
        (("去臺灣看", "到台湾来"), {"臺灣": 2}),
        (("abc1江豚", "abc2江豚"), {"江豚": 2}),
        (("一\ud800江豚", "二江豚\v三\U000f0000四"), {"江豚": 2}),
        (("", "江豚"), {}),
        ((), {}),
    ],
)
def test_runs_by_how_many_documents_hold_them(texts, there):
    assert printed(texts) == there


def test_title_and_body_are_apart():
    runs = Runs([{"title": "看江", "body": "豚去"}, {"title": "问江", "body": "豚在"}])
    assert runs.frequent(2) == {}


def test_no_run_is_longer_than_six_tokens():
    """Five of them overlap no six that the first text has, so nothing is a copy."""
    assert max(map(len, printed(["甲乙丙丁戊己庚辛"], least=1))) == 6


def test_a_copy_counts_once():
    copy = "江豚跃出水面，渔民拍手"
    assert printed([f"{copy}。今天", f"昨天。{copy}", "渔民"]) == {"渔民": 2}


def test_a_number_tells_two_texts_from_a_copy():
    found = printed(["江豚第1次跃出", "江豚第2次跃出"])
    assert found == {"江豚": 2, "豚第": 2, "江豚第": 2, "次跃": 2, "跃出": 2, "次跃出": 2}
    assert printed(["江豚第1次跃出", "江豚第1次跃出"]) == {}


def test_what_stands_around_a_copy_is_still_read():
    copy = "江豚跃出水面，渔民拍手"
    assert printed([f"{copy}。秋日白鹭", f"黑鹳。{copy}。白鹭飞", "黑鹳来"]) == {"白鹭": 2, "黑鹳": 2}


def test_elsewhere_only_what_is_wanted_is_counted():
    runs = Runs(documents("江豚GDP", "江豚GDP"))
    chosen = runs.frequent(2)
    found = runs.elsewhere(documents("看江豚", "渔民，江豚", "gdp高", "江水"), chosen)
    assert {runs.printed(run): found[run] for run in chosen if found.get(run)} == {"江豚": 2, "GDP": 1}


def test_more_words_than_there_are_characters_for_them(monkeypatch):
    monkeypatch.setattr("indexer.search.text.runs._LAST", 0x100000)
    assert printed(["abc江豚", "abc江豚", "xyz", "xyz"]) == {"abc": 2, "江豚": 2, "abc江": 2, "abc江豚": 2}


def test_a_word_is_told_from_a_character():
    runs = Runs(documents("GDP江", "gdp江"))
    assert {runs.printed(run): is_word(run[0]) for run in runs.frequent(2)} == {"GDP": True, "GDP江": True}
