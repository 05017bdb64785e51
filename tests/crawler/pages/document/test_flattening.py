"""Markup too deep or of too many elements is bounded before it is parsed; all other markup is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.pages.document.bounded_markup import bounded
from crawler.pages.document.decoding import decode
from crawler.pages.document.flattening import FEW, MOST, MOST_TAGS, NEAR, flattened
from crawler.pages.document.nesting import Nesting
from crawler.pages.document.nodes import Node, Tree
from tests.crawler.pages import hostile_pages

FIXTURES = Path(__file__).parent.parent.parent.parent / "fixtures"
IMPLIED = 8  # elements that the parser adds by itself: html, body, a tbody and tr


def size(root: Node | None) -> tuple[int, int]:
    """How deep a tree is, and how many nodes it has."""
    pile, deepest, count = [(root, 0)] if root else [], 0, 0
    while pile:
        node, depth = pile.pop()
        deepest, count = max(deepest, depth), count + 1
        for near, at in ((node.next, depth), (node.first_child, depth + 1)):
            if near is not None:
                pile.append((near, at))
    return deepest, count


@pytest.mark.parametrize("name", [name for name in hostile_pages.names() if "nested" in name])
def test_no_tree_is_deeper_or_larger_than_it_takes(name):
    deepest, count = size(bounded(hostile_pages.text(name)).tree.root)
    assert deepest <= 3 * NEAR + IMPLIED
    assert count <= 4 * MOST  # a text and a blank beside each element


@pytest.mark.parametrize(
    "name",
    [
        *("font left open in paragraphs", "font left open in rows", "formatting left open in paragraphs"),
        *("formatting left open before paragraphs", "b closed across p", "a closed across div"),
        *(
            "closing p",
            "rows",
            "cells",
            "images",
            "links",
            "line breaks with text",
            "comments",
            "meta, in the head",
        ),
    ],
)
def test_no_tree_has_many_more_nodes_than_an_ordinary_page(name):
    _, count = size(bounded(hostile_pages.text(name)).tree.root)
    assert count <= 4 * MOST


@pytest.mark.parametrize(
    "page", sorted(FIXTURES.glob("*/*.html")), ids=lambda page: f"{page.parent.name}/{page.name}"
)
def test_the_saved_pages_are_left_alone(page):
    text, _ = decode(page.read_bytes())
    assert bounded(text).text is text


@pytest.mark.parametrize("page", sorted(FIXTURES.glob("*/*.html"))[::7], ids=lambda page: page.name)
def test_depth_is_never_counted_lower_than_the_parser_makes_it(page):
    text, _ = decode(page.read_bytes())
    counted = max(Nesting(text).depth, default=0)
    deepest, _ = size(Tree(text).root)
    assert deepest <= counted + IMPLIED


def test_what_is_too_deep_loses_its_tags_and_keeps_its_text():
    depth = 2 * FEW
    deep = "<div>" * depth + "江水退去" + "<p>灯亮着</p>" + "</div>" * depth + "<p>堤上</p>"
    found = flattened(deep)
    assert found.too_deep == depth - 2 * NEAR - 1  # the paragraph is a leaf
    texts = [node.text() for node in Tree(found.text).css("p")]
    assert texts == ["灯亮着", "堤上"]
    assert "江水退去" in found.text
    assert size(Tree(found.text).css("p")[1].parent)[0] == size(Tree(found.text).body)[0]  # all are closed


def test_closing_tags_of_what_is_left_out_close_nothing_else():
    page = "<main>" + "<div><span>" * FEW + "</div>" * FEW + "<p>堤上</p></main><p>堤下</p>"
    above, below = Tree(flattened(page).text).css("p")
    assert above.parent.tag == "main"
    assert below.parent.tag == "body"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<p>灯" * 3_000, id="p"),
        pytest.param("<ul>" + "<li>灯" * 3_000 + "</ul>", id="li"),
        pytest.param("<table>" + "<tr><td>灯" * 3_000 + "</table>", id="cells"),
        pytest.param("<dl>" + "<dt>灯<dd>亮" * 3_000 + "</dl>", id="dt and dd"),
        pytest.param("<select>" + "<option>灯" * 3_000 + "</select>", id="options"),
        pytest.param("灯<br>" * 3_000, id="br"),
        pytest.param("<p><b>灯</p>" * 3_000, id="b left open"),
        pytest.param('<svg><path d="M0 0"/></svg>' * 3_000, id="icons"),
        pytest.param("<script>var a = '" + "<div>" * 9_000 + "'</script><p>灯</p>", id="markup in a script"),
        pytest.param("<!--" + "<div>" * 9_000 + "--><p>灯</p>", id="markup in a comment"),
        pytest.param('<p title="' + "<div>" * 9_000 + '">灯</p>', id="markup in an attribute"),
        pytest.param("<p title=" + "<div " * 3_000 + ">灯</p>", id="attributes like tags"),
    ],
)
def test_tags_that_close_themselves_are_not_deep(markup):
    assert flattened(markup).text is markup


def test_of_like_elements_side_by_side_the_first_and_the_last_stay():
    page = "<ul>" + "".join(f"<li>{number}" for number in range(3 * MOST)) + "<h1>堤上</h1></ul>"
    found = flattened(page)
    items = Tree(found.text).css("li")
    assert 0 < found.too_many < 3 * MOST
    assert [items[0].text(), items[-1].text()] == ["0", f"{3 * MOST - 1}堤上"]


def test_a_script_that_is_too_many_leaves_no_text():
    """Elements of a hundred thousand names are cut where they are too many; of a script the text goes too."""
    page = "".join(f"<x{number}>灯<script>alert({number})</script></x{number}>" for number in range(2 * MOST))
    found = flattened(page)
    assert 0 < found.text.count("<script>") == found.text.count("alert(") < 2 * MOST
    assert Tree(found.text).body.text(deep=True).count("灯") == 2 * MOST


def test_of_a_page_of_endless_tags_the_first_and_the_last_count_and_it_is_said():
    found = flattened("<h1>早稻插秧</h1>" + "<div>灯" * (MOST_TAGS + 1_000) + "<p>江水退了。</p>")
    assert found.unseen == 51_005
    assert "早稻插秧" in found.text
    assert "<p>江水退了。</p>" in found.text
    assert found.text.count("灯") == MOST_TAGS + 1_000 - found.unseen
