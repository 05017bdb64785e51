"""The frame: what a method of a page class gives, paired with the rule that found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.items import Article, Capture
from crawler.pages.base import ArticlePage, Node, Page
from crawler.pages.fields import assemble as assemble_module
from crawler.pages.fields.assemble import assemble
from shengmei.timezone import SHANGHAI

HTML = """<h1>堤上的守夜人</h1><h2>沙洲纪事</h2><div class="line">2021-05-23 21:51</div>
<div class="text"><p>江水退去之后，林望每晚仍提着马灯走过三公里长堤。</p><img src="/a.jpg"></div>"""


class ExamplePage(ArticlePage):
    def title(self) -> str | None:
        return self.first(".headline", "h1")

    def subtitle(self) -> str | None:
        return self.maybe("h2")

    def kicker(self) -> str | None:
        return self.maybe(".kicker")

    def column(self) -> str | None:
        return "要闻"

    def content(self) -> Sequence[Node]:
        return self.first_nodes(".article", ".text")

    def published(self) -> str | None:
        return self.one(".line").partition(" ")[0]


def example() -> ExamplePage:
    at = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
    return ExamplePage(
        Page(Capture(url="https://www.example.cn/a.html", fetched_at=at, body=HTML.encode())), "x"
    )


def test_a_value_comes_with_the_rule_that_found_it():
    page = example()
    assert (page.find(page.title).value, page.find(page.title).rule) == ("堤上的守夜人", "h1")
    assert (page.find(page.published).value, page.find(page.published).rule) == ("2021-05-23", ".line")
    assert page.find(page.kicker).value is None


def test_the_rule_is_that_of_the_value_and_not_of_what_was_looked_at_before():
    class Falling(ExamplePage):
        def column(self) -> str | None:
            short = self.one("h2")
            return short if len(short) > 10 else self.one("h1")

    page = Falling(example().page, "x")
    assert (page.find(page.column).value, page.find(page.column).rule) == ("堤上的守夜人", "h1")


def test_what_no_selector_found_is_the_class_s_own():
    page = example()
    assert (page.find(page.column).value, page.find(page.column).rule) == ("要闻", "ExamplePage")


def test_the_body_has_its_own_rule_whichever_field_looks_into_it_first():
    page = example()
    assert page.find(page.images).rule == "in the text"
    assert page.find(page.body).rule == ".text"


def test_a_method_that_asks_for_another_field_keeps_the_rules_apart():
    class Nested(ExamplePage):
        def column(self) -> str | None:
            return self.one("h1") if self.find(self.subtitle).rule == "h2" else None

    page = Nested(example().page, "x")
    assert page.find(page.column).rule == "h1"


def test_an_article_has_the_rule_of_every_field_and_of_nothing_else():
    article = assemble(example()).reading.article
    assert article is not None
    assert article.extraction is not None
    assert article.extraction.rules == {
        "body": ".text", "column": "ExamplePage", "images": "in the text", "published": ".line",
        "subtitle": "h2", "title": "h1",
    }  # fmt: skip


def test_a_new_field_of_articles_is_read_by_the_method_of_its_name(monkeypatch):
    """Nothing else needs to know of it: neither the frame nor the assembling."""

    @dataclass(frozen=True, kw_only=True)
    class ArticleWithMood(Article):
        mood: str | None = None

    class MoodPage(ExamplePage):
        def mood(self) -> str | None:
            return self.one("h2")

    monkeypatch.setattr(assemble_module, "Article", ArticleWithMood)
    article = assemble(MoodPage(example().page, "x")).reading.article
    assert article.mood == "沙洲纪事"
    assert article.extraction.rules["mood"] == "h2"
    assert assemble(example()).reading.article.mood is None
