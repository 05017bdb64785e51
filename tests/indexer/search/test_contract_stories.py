"""Asked for stories, every index counts and shows all copies of one text as one, and all indexes alike."""

from __future__ import annotations

import pytest

from indexer.search import Query
from indexer.search.language.parser import parse
from indexer.search.story_index import StoryIndex
from shengmei.problems import UsageProblem


def document(number: int, day: str | None, story: int | None = None, **more: object) -> dict[str, object]:
    """`day`: `2021-05-23`, or a month. Its number in the title, 江 in the body."""
    made: dict[str, object] = {"id": f"{number:032x}", "title": f"第{number}条", "body": "江边的渡口。"}
    if day:
        made |= {"published": f"{day:0<10}"[:7] + (day[7:] or "-01") + "T08:00:00+08:00"}
        made |= {"published_month": day[:7], "published_first_day": f"{day[:7]}{day[7:] or '-01'}"}
        made |= {"published_last_day": f"{day[:7]}{day[7:] or '-30'}"}
        made |= {"published_day": day} if len(day) == 10 else {}
    if story is not None:
        made |= {
            "story": f"{story:032x}",
            "story_role": "first" if story == number else "copy",
            "story_size": 9,
        }
    return made | more


# Two stories of several articles, and three articles by themselves.
DOCUMENTS = [
    document(1, "2021-05-03", 1, province="湖北", keywords=["渡", "船"]),
    document(2, "2021-05-04", 1, province="湖北", keywords=["船"]),
    document(3, "2021-06-01", 1, province="湖南"),
    document(4, "2021-06", 4, province="湖南"),
    document(5, "2021-07-02", 4),
    document(6, "2021-05-04", province="湖北"),
    document(7, None, province="江西"),
    document(8, "2021-07", keywords=["渡"]),
]


@pytest.fixture(scope="module")
def index(backend, tmp_path_factory):
    from indexer.search import open_index
    from tests.indexer.search.conftest import writes
    from tests.indexer.server_addresses import delete

    address = f"{backend}/stories" if backend else str(tmp_path_factory.mktemp("stories") / "index")
    opened = open_index(address, create=True)
    assert opened.write(writes(DOCUMENTS)) == []
    yield opened
    opened.close()
    if backend:
        delete(address)


def numbers(results) -> list[tuple[int, int | None]]:
    """The number of each hit, and how many of its story match."""
    return [(int(hit.id, 16), hit.found) for hit in results.hits]


def test_one_hit_a_story_with_the_number_of_its_copies(index):
    found = StoryIndex(index).search(Query())
    assert (found.total, found.counts) == (5, "stories")
    assert numbers(found) == [(1, 3), (4, 2), (6, 1), (7, 1), (8, 1)]
    newest = StoryIndex(index).search(parse("江", sort="-date"))
    assert numbers(newest) == [(5, 2), (8, 1), (3, 3), (6, 1), (7, 1)]
    assert StoryIndex(index).search(parse("第3条 OR 第2条")).total == 1


def test_the_earliest_may_stand_for_the_story_in_the_place_of_the_best(index):
    found = StoryIndex(index, earliest=True).search(parse("江", sort="-date"))
    assert numbers(found) == [(4, 2), (8, 1), (1, 3), (6, 1), (7, 1)]
    assert numbers(StoryIndex(index, earliest=True).search(parse("-第1条 province:湖北"))) == [(2, 1), (6, 1)]
    assert [one.text for one in found.hits[0].highlights if one.field == "body"] == ["江边的渡口。"]


def test_pages_of_stories_have_each_once(index, monkeypatch):
    monkeypatch.setattr("indexer.search.story_index._LEAST", 1)
    monkeypatch.setattr("indexer.search.story_index._MOST", 2)
    stories = StoryIndex(index)
    whole = numbers(stories.search(Query(), limit=100))
    pages = [numbers(stories.search(Query(), limit=2, offset=at)) for at in range(0, 8, 2)]
    assert pages == [whole[:2], whole[2:4], whole[4:], []]
    assert stories.search(Query(), limit=0).hits == ()


@pytest.mark.parametrize(("text", "stories"), [
    ("*", 5), ("江", 5), ("province:湖北", 2), ("story_role:copy", 2), ("-has:story", 3), ("没有这样的词", 0),
])  # fmt: skip
def test_the_number_of_stories_is_that_of_the_hits(index, text, stories):
    query = Query() if text == "*" else parse(text)
    assert StoryIndex(index).count(query) == stories
    assert len(StoryIndex(index).search(query, limit=100).hits) == stories


def test_a_story_counts_once_for_each_value(index):
    stories = StoryIndex(index)
    facet = stories.facet(Query(), "province")
    assert facet.values == (("湖北", 2), ("湖南", 2), ("江西", 1))
    assert (facet.total, facet.without, facet.counts) == (5, 1, "stories")
    keywords = stories.facet(Query(), "keyword", limit=1)
    assert (keywords.values, keywords.without, keywords.others) == ((("渡", 2),), 3, 1)
    assert keywords.other_documents == 1
    assert stories.facet(Query(), "year").values == (("2021", 4),)
    of_stories = stories.facet(Query(), "story")
    assert of_stories.values == ((f"{1:032x}", 1), (f"{4:032x}", 1))
    assert of_stories.without == 3
    assert stories.facet(parse("没有这样的词"), "province").values == ()


def test_a_story_stands_in_time_where_its_first_hit_does(index):
    stories = StoryIndex(index)
    months = stories.timeline(Query(), "month")
    assert months.buckets == (("2021-05-01", 2), ("2021-06-01", 1), ("2021-07-01", 1))
    assert (months.total, months.undated, months.coarser, months.counts) == (5, 1, 0, "stories")
    days = stories.timeline(Query(), "day")
    assert [one for one in days.buckets if one[1]] == [("2021-05-03", 1), ("2021-05-04", 1)]
    assert (days.undated, days.coarser) == (1, 2)
    june = stories.timeline(parse("date:2021-06-01..2021-06-30"), "month")
    assert (june.total, june.buckets) == (2, (("2021-06-01", 2),))


def test_a_scan_gives_the_earliest_hit_of_each_story(index):
    stories = StoryIndex(index)
    portions = list(stories.scan(Query(), batch=3))
    assert [int(hit.id, 16) for one in portions for hit in one.hits] == [1, 4, 6, 7, 8]
    assert {one.total for one in portions} == {5}
    rest = stories.scan(Query(), after=portions[0].after, batch=3)
    assert [int(hit.id, 16) for one in rest for hit in one.hits] == [4, 6, 7, 8]
    assert [int(hit.id, 16) for one in stories.scan(parse("-第1条")) for hit in one.hits] == [2, 4, 6, 7, 8]


def test_a_story_is_found_by_the_id_of_any_of_its_articles(index):
    for number in (1, 2, 3):
        assert index.count(parse(f"story:{number:032x}")) == 3
    found = index.search(parse(f"story:{3:032x} 第1条 OR story:{4:032x} 第5条"))
    assert sorted(int(hit.id, 16) for hit in found.hits) == [1, 5]
    assert index.facet(parse(f"-story:{2:032x}"), "story").values == ((f"{4:032x}", 2),)
    assert index.count(parse(f"story:{6:032x}")) == 0  # nobody has its text too
    assert index.count(parse(f"story:{0:031x}*")) == 5
    assert index.count(parse("story:nobody")) == 0


def test_a_story_counts_once_for_each_two_values_that_an_article_of_it_has(index):
    counted = StoryIndex(index).combinations
    assert counted(Query(), "province", "year") == {
        ("湖北", "2021"): 2,
        ("湖南", "2021"): 2,
        ("江西", None): 1,
        (None, "2021"): 1,  # the eighth article; the fifth is of a story of 湖南
    }
    assert counted(Query(), "province", "keywords") == {
        ("湖北", "渡"): 1,
        ("湖北", "船"): 1,
        ("湖北", None): 1,
        ("湖南", None): 1,
        ("江西", None): 1,
        (None, "渡"): 1,
    }
    assert counted(parse("没有这样的词"), "province", "year") == {}
    with pytest.raises(UsageProblem, match="take other fields than story"):
        counted(Query(), "province", "story")
