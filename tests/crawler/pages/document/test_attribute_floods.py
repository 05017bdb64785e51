"""Attributes that are more than any page's go, but for the first of each tag; other pages stay the same."""

from __future__ import annotations

import pytest

from crawler.pages.document.attribute_floods import without_attribute_floods
from crawler.pages.document.bounded_markup import bounded
from tests.crawler.pages import hostile_pages

FLOODS = {
    "without values": " ".join(f"a{number}" for number in range(60)),
    "with values": " ".join(f"a{number}=1" for number in range(40)),
    "with quotes": "".join(f"a{number}=''" for number in range(30)),
    "of data": " ".join(f'data-{number}="灯"' for number in range(20)),
    "parted by slashes": "/".join(f"a{number}" for number in range(60)),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_goes_and_what_a_tag_begins_with_stays(kind):
    tag = f'<a href="/p/12.html" class="title" {FLOODS[kind]}>江边的灯</a>'
    found = bounded("<p>早稻插秧</p>" + tag * 3_000)
    assert found.cuts == ("3000 tags without most of their attributes",)
    links = found.tree.css("a.title[href='/p/12.html']")
    assert len(links) == 3_000
    assert {len(link.attributes) for link in links} == {6}
    assert {link.text() for link in links} == {"江边的灯"}


def test_a_flood_in_a_part_of_a_page_is_seen():
    prose = "<p>江水退去之后，林望每晚仍提着马灯走过三公里长堤。</p>" * 4_000
    flood = f"<p {FLOODS['without values']}>灯</p>" * 2_000
    assert without_attribute_floods(prose + flood)[1] == 2_000


@pytest.mark.parametrize(
    "text",
    [
        f'<img src="/a.jpg" {FLOODS["of data"]}>' * 100,
        hostile_pages.ordinary(300_000).decode(),
        '<a class="title" href="/p/12.html" target="_blank">江边的灯又亮了</a>' * 5_000,
        "<p>a b c d e f g h i j k l m n o p q r s t u v w x y z 1 < 2</p>" * 5_000,
        "<script>if (a<b) { c d e f g h i j k l m n o p q } </script>" * 5_000,
    ],
    ids=["few", "prose", "links", "letters", "scripts"],
)
def test_other_pages_are_the_very_same(text):
    assert without_attribute_floods(text)[0] is text
