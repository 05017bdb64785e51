"""What comes first among the documents found: the same on every index."""

from __future__ import annotations

import pytest

from indexer.search.language.parser import parse

QUIET = "今天没有别的消息，海上很静。"  # says none of what is asked for below


@pytest.fixture
def ranked(make_index):
    """`ranked(text, titles and bodies)` gives the titles found, best first; ids as they stand, so that no tie
    speaks for the last."""

    def titles(text: str, documents: list[tuple[str, str]]) -> list[tuple[str, float]]:
        named = [
            {"id": f"{number:032x}", "title": title, "body": body}
            for number, (title, body) in enumerate(documents)
        ]
        found = make_index(named).search(parse(text), highlight=False)
        return [(hit.document["title"], hit.score) for hit in found.hits]

    return titles


@pytest.mark.parametrize("text", ["铁路 提速", "提速、 铁路", "鐵路 提速", "铁路 提速 -公路"])
def test_a_title_with_all_words_comes_before_one_with_the_rarest(ranked, text):
    common = [(f"铁路第{number}号", QUIET) for number in range(20)]
    both = "南方各省讨论春天以来铁路各线如何再次提速"
    found = ranked(text, [*common, ("再次提速的消息", "铁路提速，铁路又提速。"), (both, QUIET)])
    assert [title for title, _ in found] == [both, "再次提速的消息"]


def test_a_title_with_all_words_comes_first_however_long_they_are(ranked):
    one, two = ("".join(map(chr, range(start, start + 60))) for start in (0x5000, 0x6000))
    quiet = [(f"第{number}号消息", QUIET) for number in range(50)]
    both = f"南方各省讨论春天以来的若干事项其中有{one}还有{two}以及再次提到的许多别的事情"
    found = ranked(f"{one} {two}", [*quiet, (one, f"{two}。" * 30), (both, QUIET)])
    assert [title for title, _ in found] == [both, one]


def test_of_equal_titles_the_one_whose_text_says_it_comes_first(ranked):
    # Two more characters make it the longer text: length speaks against it.
    found = ranked("茶山", [("茶山来信", QUIET), ("茶山来信（一）", QUIET), ("茶山来信", QUIET + "茶山。")])
    assert found[0][1] > found[1][1] > found[2][1]


def test_titles_gain_nothing_where_only_texts_are_asked(ranked):
    found = ranked("body:灯塔 body:铁路", [("灯塔与铁路", "灯塔，铁路。"), ("远方的消息", "灯塔，铁路。")])
    assert found[0][1] == pytest.approx(found[1][1])
