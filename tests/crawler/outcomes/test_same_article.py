"""From how much in common two readings are one article: to the character at each threshold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Article, Timestamp
from crawler.outcomes.revision_check import reads_same, reason_not_a_revision

AT = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)


def text(length: int, start: int = 0) -> str:
    """Characters of which none occurs twice, nor in one that starts 1,000 later."""
    return "".join(chr(0x6000 + start + number) for number in range(length))


def printed(at: datetime = AT, precision: str = "minute") -> Timestamp:
    return Timestamp(at=at, precision=precision, raw="", found_in="page")


def article(title: str, body: str, **more: object) -> Article:
    return Article(url="https://a.cn/1.html", site="a", title=title, body=body, **more)


def is_edit(kept: Article, came: Article) -> bool:
    """Whether the one may follow on the other; it must not matter which was first."""
    reasons = {reason_not_a_revision(kept, came), reason_not_a_revision(came, kept)}
    assert len({reason is None for reason in reasons}) == 1
    return reasons == {None}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("江州新闻", "江州新闻", True),
        ("江州新闻", "江州新闻。", True),
        ("江州新闻", "江州要闻", False),
        ("", "", False),
        ("", "江州新闻", False),
        (text(6), text(6) + text(6, 1000), True),  # all pairs of the shorter
        (text(5), text(5) + text(6, 1000), False),  # five in a row are chance
        (text(6) + text(5, 1000), text(6) + text(9, 2000), True),  # five of ten pairs
        (text(6) + text(6, 1000), text(6) + text(9, 2000), False),  # five of eleven
        (
            text(5) + "甲" + text(5, 1000),
            text(5, 1000) + "乙" + text(5),
            False,
        ),  # eight of ten, no six in a row
    ],
)
def test_titles(one, other, same):
    kept, came = article(one, text(60, 3000)), article(other, text(60, 5000))
    assert is_edit(kept, came) is same


@pytest.mark.parametrize(("shared", "same"), [(9, True), (8, False)])
def test_a_tenth_of_the_shorter_texts_runs_of_eight_is_one_text(shared, same):
    """Of 27 characters, which are 20 runs, 9 in a row are two of them."""
    came = article("乙", text(shared) + text(27 - shared, 1000))
    assert is_edit(article("甲", text(90)), came) is same


@pytest.mark.parametrize(
    ("pieces", "kept", "came", "same"),
    [
        (5, (printed(), "江州日报"), (printed(AT + timedelta(hours=1)), "江州日报"), True),
        (4, (printed(), "江州日报"), (printed(AT + timedelta(hours=1)), "江州日报"), False),
        (5, (printed(), "江州日报"), (printed(AT + timedelta(days=1)), "江州日报"), False),
        (5, (printed(), "江州日报"), (printed(AT + timedelta(hours=1)), "江州发布"), False),
        (5, (printed(), None), (printed(AT + timedelta(hours=1)), None), False),
        (5, (None, "江州日报"), (printed(), "江州日报"), False),
        (5, (printed(), "江州日报"), (None, "江州日报"), False),
    ],
)
def test_two_fifths_of_the_pairs_are_one_text_on_one_day_from_one_source(pieces, kept, came, same):
    """Of 26 characters, which are 25 pairs, five pieces of three are ten of them."""
    body = "".join(text(3, 10 * number) + text(2, 1000 + 10 * number) for number in range(pieces))
    body += text(26 - len(body), 2000)
    one = article("甲", text(90), published=kept[0], source=kept[1])
    other = article("乙", body, published=came[0], source=came[1])
    assert is_edit(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (printed(), printed(), True),
        (printed(precision="second"), printed(AT + timedelta(seconds=59)), True),
        (printed(precision="second"), printed(AT + timedelta(seconds=59), "second"), True),
        (printed(AT + timedelta(microseconds=5), "second"), printed(), True),
        (printed(), printed(AT + timedelta(minutes=1)), False),
        (printed(precision="hour"), printed(), False),
        (printed(precision="day"), printed(precision="day"), False),
        (printed(), None, False),
        (None, None, False),
    ],
)
def test_a_minute_is_an_articles_own(one, other, same):
    kept = article("甲", text(60), published=one)
    assert is_edit(kept, article("乙", text(60, 1000), published=other)) is same
    assert reads_same(replace(kept, body=""), article("甲", "", published=other)) is same


def test_a_page_loses_its_text_from_a_hundred_characters_to_fewer_than_twenty():
    def loses(kept: int, came: int, kind: str = "article") -> bool:
        reason = reason_not_a_revision(article("甲", text(kept)), article("甲", text(came), kind=kind))
        return reason == "the page shows no text any more"

    assert loses(100, 19)
    assert not loses(99, 19)
    assert not loses(100, 20)
    assert not loses(100, 0, "video")


def test_a_text_breaks_off_below_its_last_hundredths():
    def breaks_off(came: str) -> bool:
        reason = reason_not_a_revision(article("甲", text(200)), article("甲", came), whole=False)
        return reason == "the answer breaks off: its text is the beginning of the kept one"

    assert breaks_off(text(193))
    assert not breaks_off(text(194))
    assert not breaks_off(text(60, 1))
    assert breaks_off(text(8) + text(60, 1000))  # the last line may be cut anywhere
    assert not breaks_off(text(7) + text(60, 1000))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (text(40), text(40), True),
        (text(40), text(32), True),
        (text(40), text(31), False),
        (text(40), text(31, 9), False),
        (text(27), text(23) + text(4, 1000), True),  # 16 of 20 runs
        (text(27), text(22) + text(5, 1000), False),
        (text(20), text(20, 1000), False),
        (text(19), text(19, 1000), True),  # no texts: the minute decides
        (text(19) + "，", text(19, 1000) + "。", True),
    ],
)
def test_two_addresses_show_one_article_from_four_fifths_of_the_text(one, other, same):
    first, second = (article("江州新闻", body, published=printed()) for body in (one, other))
    assert reads_same(first, second) is same
    assert reads_same(second, first) is same
    assert not reads_same(first, replace(second, title="江州要闻"))
    assert reads_same(first, replace(second, title="江州新闻。")) is same


def test_the_reason_names_the_headline_that_came():
    came = article("长" * 90, text(60, 1000))
    reason = reason_not_a_revision(article("甲", text(60)), came)
    assert (
        reason == f"another page: '{'长' * 60}' shares neither title, date, source nor text with the article"
    )
