"""Stories are put in order by their size, their reach over provinces, and their speed."""

from __future__ import annotations

import pytest

from indexer.search import Query, open_index
from indexer.search.language.parser import parse
from search_cli.corpus.story_spread import Delay, spreads
from tests.indexer.search.conftest import writes


def document(number: int, story: int, at: str, precision: str = "minute", province: str | None = None):
    made = {"id": f"{number:032x}", "title": f"第{number}条", "body": "江。", "site": f"s{number}"}
    made |= {"story": f"{story:032x}", "url": f"https://example.cn/{number}"}
    if at:
        made |= {"published": f"{at}:00+08:00", "published_precision": precision}
    return made | ({"province": province} if province else {})


DOCUMENTS = [
    *(document(n, 1, f"2026-05-01T{8 + n:02}:00", province="湖北") for n in range(1, 5)),
    document(11, 11, "2026-05-01T08:00", province="湖北"),
    document(12, 11, "2026-05-03T00:00", "day", province="湖南"),
    document(13, 11, ""),
    document(21, 21, "2026-05-01T23:30"),
    document(22, 21, "2026-05-02T00:00"),
    document(31, 31, ""),
    document(32, 31, ""),
    document(41, 41, "2026-05-01T23:30"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with open_index(str(tmp_path_factory.mktemp("spread") / "index"), create=True) as opened:
        assert opened.write(writes(DOCUMENTS)) == []
        yield opened


@pytest.mark.parametrize(("order", "stories"), [
    ("size", [1, 11, 21, 31]), ("provinces", [11, 1, 21, 31]), ("speed", [21, 1, 11, 31]),
])  # fmt: skip
def test_orders(index, order, stories, monkeypatch):
    assert [int(one.story, 16) for one in spreads(index, Query(), order)] == stories
    monkeypatch.setattr("search_cli.corpus.story_spread._AT_ONCE", 1)
    assert [int(one.story, 16) for one in spreads(index, Query(), order)] == stories


def test_delays_are_no_finer_than_what_is_printed(index):
    by_story = {int(one.story, 16): one for one in spreads(index, Query())}
    assert (by_story[1].half, by_story[1].last) == (Delay(days=0, hours=2), Delay(days=0, hours=3))
    assert by_story[21].half == by_story[21].last == Delay(days=1, hours=0.5)
    assert by_story[11].half == Delay(days=2, hours=None)
    assert (by_story[31].half, by_story[31].last) == (None, None)
    assert (by_story[11].provinces, by_story[11].outlets, by_story[11].size) == (("湖北", "湖南"), 3, 3)


def test_a_story_is_told_whole_where_the_query_finds_a_part_of_it(index):
    (one,) = spreads(index, parse("第2条"))
    assert (int(one.first["id"], 16), one.size, one.found) == (1, 4, 1)
