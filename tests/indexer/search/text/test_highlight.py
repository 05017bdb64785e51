from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from indexer.search import And, Not, Or, Phrase, Query
from indexer.search.text.fold import key, tokens, words
from indexer.search.text.highlight import FRAGMENTS, WIDEST, find, highlights


def marked(body: str, *texts: str, title: str = "无") -> list[str]:
    """Fragments with 【】 around what is marked."""
    query = Query(root=Or(tuple(Phrase(text) for text in texts)))
    return [shown(one) for one in highlights({"title": title, "body": body}, query)]


def shown(highlight) -> str:
    text = highlight.text
    for start, end in reversed(highlight.marks):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


@pytest.mark.parametrize(("body", "text", "expected"), [
    ("船到武漢。", "武汉", "船到【武漢】。"),
    ("去长沙，经济好。", "长沙经济", "去【长沙，经济】好。"),
    ("ＧＤＰ增长", "gdp", "【ＧＤＰ】增长"),
    ("江江江", "江江", "【江江江】"),  # overlapping
    ("江，江", "江", "【江】，【江】"),
    ("第一段。\n第二段有江。", "江", "第一段。 第二段有【江】。"),
    ("　　开头有江。", "江", "开头有【江】。"),
    ("她说：“坐船去。”然后走了。", "坐船", "她说：“【坐船】去。”然后走了。"),
    ("红\x1b[31m江\u202e", "江", "红 [31m【江】"),
    ("2021年，21年", "21年", "2021年，【21年】"),
])  # fmt: skip
def test_marks_the_phrase_in_the_printed_text(body, text, expected):
    assert marked(body, text)[0] == expected


def test_cuts_at_sentences():
    before, after = (
        "前面的话说了很久很久，还没有说完，一直说到了天黑下来。",
        "后面的话也说了很久很久，一直到天亮。",
    )
    body = before + "船靠岸了。" + after
    assert marked(body, "船靠岸") == ["【船靠岸】了。" + after]
    assert marked(body + after, "船靠岸") == ["【船靠岸】了。" + after]


def test_a_short_sentence_at_the_end_comes_with_the_one_before():
    body = "前面的话说了很久很久，一直说到了天黑下来。" * 4 + "船靠岸了。"
    assert marked(body, "船靠岸") == ["前面的话说了很久很久，一直说到了天黑下来。【船靠岸】了。"]


def test_fragments_do_not_repeat_each_other():
    body = "甲乙来了。" + "这一句不长也不短，说的是别的事。" * 3 + "甲乙走了。"
    assert marked(body, "甲乙") == [
        "【甲乙】来了。" + "这一句不长也不短，说的是别的事。" * 2,
        "这一句不长也不短，说的是别的事。【甲乙】走了。",
    ]


def test_cuts_a_long_sentence_by_columns():
    body = "很" * 100 + "长江" + "大" * 100 + "。"
    (fragment,) = marked(body, "长江")
    assert fragment.startswith("…很")
    assert fragment.endswith("大…")
    assert WIDEST - 2 <= wcswidth(fragment.replace("【", "").replace("】", "")) <= WIDEST


def test_a_phrase_longer_than_a_window():
    body = "".join(map(chr, range(0x4E00, 0x4E00 + 100)))
    (fragment,) = marked(body, body[10:70])
    assert wcswidth(fragment.strip("…").strip("【】")) <= WIDEST


def test_shows_places_that_together_hold_most():
    filler = "其他的事情也有很多，都写在这里，一句一句慢慢地说，说了很多很多，还没有完。" * 3
    body = "".join(f"{word}。{filler}" for word in ("甲乙", "甲乙", "甲乙", "甲乙", "丙丁"))
    found = marked(body, "甲乙", "丙丁")
    assert len(found) == FRAGMENTS
    assert sum("【甲乙】" in one for one in found) == 2
    assert sum("【丙丁】" in one for one in found) == 1


def test_only_the_fields_and_phrases_that_were_asked_for():
    document = {"title": "长江大桥", "body": "长江上有桥。", "summary": "长江。"}
    both = And((Phrase("长江", ("title",)), Phrase("桥"), Not(Phrase("上有"))))
    assert [shown(one) for one in highlights(document, Query(root=both))] == [
        "【长江】大【桥】",
        "长江上有【桥】。",
    ]
    summary = highlights(document, Query(root=Phrase("长江", ("summary",))))
    assert [(one.field, one.text) for one in summary] == [("summary", "长江。")]
    assert highlights(document, Query()) == ()


@given(
    st.text("长江大桥经济，。！\n “”aＡ1臺台", min_size=1, max_size=400),
    st.lists(st.text("长江大桥经a1台", min_size=1, max_size=6), min_size=1, max_size=3),
)
def test_marks_are_phrases_and_windows_fit(body, texts):
    wanted = {key(text) for text in texts}
    found = highlights({"title": "无", "body": body}, Query(root=Or(tuple(map(Phrase, texts)))))
    assert bool(found) == any(f" {one} " in f" {key(body)} " for one in wanted)
    for one in found:
        assert wcswidth(one.text) <= WIDEST
        assert one.marks
        for start, end in one.marks:
            assert any(words in key(one.text[start:end]) for words in wanted)
            assert one.text[start:end].strip("，。！\n “”") == one.text[start:end]


_YOUNG = "\U0002ebf0"  # a character newer than some Pythons' Unicode


@given(
    st.text("长江gG7Ｇ，、 \n⺀_\ud83d" + _YOUNG, max_size=30),
    st.text("长江g7，" + _YOUNG, min_size=1, max_size=4),
)
def test_finds_each_place_that_the_tokens_have(text, asked):
    there, run = tokens(text), words(asked)
    wanted = [
        (there[at].start, there[at + len(run) - 1].end)
        for at in range(len(there) - len(run) + 1 if run else 0)
        if [token.text for token in there[at : at + len(run)]] == run
    ]
    assert [(one.start, one.end) for one in find(text, [Phrase(asked)])] == wanted


def test_a_kicker_that_is_found_as_a_title_is_marked():
    document = {"title": "无", "kicker": "绿水青山", "subtitle": "青山常在", "body": "无"}
    found = highlights(document, Query(root=Phrase("青山", ("title",))))
    assert [(one.field, shown(one)) for one in found] == [
        ("kicker", "绿水【青山】"),
        ("subtitle", "【青山】常在"),
    ]
    assert highlights(document, Query(root=Phrase("青山", ("body",)))) == ()
