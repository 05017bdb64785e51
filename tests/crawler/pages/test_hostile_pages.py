"""Hostile pages cost no more than others of their size, their article is read, and what was cut is said."""

from __future__ import annotations

import pytest

from crawler.items import Article, from_dict, to_dict
from crawler.reader import explain, listing
from tests.crawler.pages import hostile_pages
from tests.crawler.pages.cost import capture_of, read_cheaply

ADDRESS = "https://www.example.cn/a/12.html"
CUT = (
    "div nested", "b and div nested", "tables nested", "mixed nested", "font left open in paragraphs",
    "formatting left open in paragraphs", "closing p", "attributes of many elements",
    "attributes of short tags", "links", "pagers",
    "div nested, amid", "meta, in the head", "line breaks with text",
)  # fmt: skip
WHOLE = (
    "div nested in a comment", "script of markup", "script of JSON nested", "JSON-LD nested, in the head",
    "one class of a megabyte", "prose, a paragraph", "blanks within, a paragraph", "names, the title",
    "NULs inside words", "sources, a paragraph", "words with 与, a paragraph",
)  # fmt: skip


def article_of(name: str) -> Article:
    article = read_cheaply(hostile_pages.page_of(name), ADDRESS).article
    assert article is not None
    assert article.title == hostile_pages.TITLE
    assert [one for one in hostile_pages.PARAGRAPHS if one not in article.body] == []
    return article


@pytest.mark.parametrize("name", CUT)
def test_the_article_is_read_and_what_was_cut_is_said(name):
    article = article_of(name)
    assert article.extraction is not None
    assert all(cut.split()[0].isdigit() for cut in article.extraction.cuts)
    assert article.extraction.cuts
    assert from_dict(to_dict(article)) == article


@pytest.mark.parametrize("name", WHOLE)
def test_what_costs_nothing_is_not_cut(name):
    article = article_of(name)
    assert article.extraction is not None
    assert article.extraction.cuts == ()


def test_what_is_hidden_in_a_textarea_is_bounded_too():
    deep = "&lt;div&gt;" * 40_000
    body = hostile_pages.page(above=f"<textarea>{deep}{hostile_pages.SENTENCE * 9}</textarea>").encode()
    assert read_cheaply(body, ADDRESS).article


def test_a_text_that_only_a_script_holds_is_bounded_and_says_so():
    text = "<div>" * 40_000 + "".join(f"<p>{one}</p>" for one in hostile_pages.PARAGRAPHS)
    script = f'<script>var a = {{"title":"{hostile_pages.TITLE}","content":"{text}"}};</script>'
    article = read_cheaply(f"<title>{hostile_pages.TITLE}</title>{script}".encode(), ADDRESS).article
    assert article is not None
    assert article.body == "\n".join(hostile_pages.PARAGRAPHS)
    assert article.extraction is not None
    assert article.extraction.cuts == ("39799 elements too deep, without their text",)


def test_a_hostile_list_ends_soon_and_keeps_its_links():
    body = "<div>" * 40_000 + '<a href="/p/12.html">江边的灯又亮了，堤上有人走过</a>'
    found = listing(capture_of(body.encode(), "https://m.hbtv.com.cn/"))
    assert [link.url for link in found.articles] == ["https://m.hbtv.com.cn/p/12.html"]


def test_a_reading_is_the_same_each_time_and_explained():
    capture = capture_of(hostile_pages.page_of("mixed nested"), ADDRESS)
    assert explain(capture)[0] == explain(capture)[0]
