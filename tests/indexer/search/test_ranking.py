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
            {"id": f"{number:032x}", "title": title, "body": body, "length": len(body)}
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


FAR = "这一带的人们多年来各自忙着自己的事情，" * 6


@pytest.mark.parametrize("text", ["茶山 灯塔", "灯塔 茶山", "body:茶山 body:灯塔 -铁路", "燈塔， 茶山"])
def test_words_near_each_other_come_before_words_far_apart(ranked, text):
    # The one that stands first by id and is shorter has them far apart.
    apart, near = f"茶山。{FAR}灯塔。", f"{FAR}茶山上有一座灯塔。{FAR[:20]}"
    found = ranked(text, [("一则消息", apart), ("另一则消息", near), ("别的消息", QUIET)])
    assert [title for title, _ in found] == ["另一则消息", "一则消息"]


def test_a_caption_does_not_come_before_articles(ranked):
    caption = "茶山上的灯塔（新华社记者摄）"
    others = [(f"第{number}号消息", QUIET * 20) for number in range(30)]
    article = f"{FAR}茶山上的灯塔亮了。{FAR}"
    asked = [(caption[:6] + "（图片）", caption), *others, ("海边来信", article)]
    for text in ("body:灯塔", "body:茶山上的灯塔", "body:茶山 body:灯塔", "body:灯塔 OR body:铁路"):
        assert [title for title, _ in ranked(text, asked)] == ["海边来信", asked[0][0]], text
    # What its title says counts as it does for all.
    assert [title for title, _ in ranked("茶山上的灯", asked)] == [asked[0][0], "海边来信"]


def test_pages_with_a_caption_and_without_one_have_the_same_order(make_index):
    bodies = [f"灯塔。{'海上很静。' * number}" for number in range(30)]
    named = [
        {"id": f"{number:032x}", "title": "来信", "body": body, "length": len(body)}
        for number, body in enumerate(bodies)
    ]
    index = make_index(named)
    whole = index.search(parse("灯塔"), limit=30, highlight=False).hits
    pages = [
        index.search(parse("灯塔"), limit=4, offset=start, highlight=False).hits for start in range(0, 30, 4)
    ]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in whole]
    assert [hit.score for page in pages for hit in page] == pytest.approx([hit.score for hit in whole])
