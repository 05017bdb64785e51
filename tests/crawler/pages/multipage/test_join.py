"""Pages of one article become one text: in order, each paragraph once, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.items import Article, Byline, Extraction, Media, Paging, Reading
from crawler.pages.multipage.collector import PageCollector
from crawler.pages.multipage.join import adds_nothing, join

LONG = tuple(f"第{n}段，渡口的船夫把当天过江的人数记在一个蓝皮本子上，一记就是三十年。" for n in range(10))
ROOT = "https://news.example.cn/a/12.html"


def page(*lines: str, **more) -> Article:
    extraction = Extraction(page="GenericArticlePage", version="1")
    return Article(
        url=ROOT,
        site="x",
        extraction=extraction,
        **{"title": "渡口三十年", "body": "\n".join(lines), **more},
    )


@pytest.mark.parametrize(
    ("pages", "lines"),
    [
        pytest.param([LONG[:2], LONG[2:4]], LONG[:4], id="plain"),
        pytest.param([LONG[:2], (LONG[0], *LONG[2:4])], LONG[:4], id="lead repeated"),
        pytest.param([LONG[:3], LONG[2:5]], LONG[:5], id="tail repeated"),
        pytest.param([LONG[:2], LONG[:2]], LONG[:2], id="the same page"),
        pytest.param([LONG[:2], ("渡口三十年(2)", *LONG[2:4])], LONG[:4], id="numbered title"),
        pytest.param(
            [(*LONG[:2], "（责任编辑：潘念）"), (*LONG[2:4], "（责任编辑：潘念）")],
            (*LONG[:4], "（责任编辑：潘念）"),
            id="editor below every page",
        ),
        pytest.param(
            [("问：", LONG[0], "答：", LONG[1]), ("问：", LONG[2], "答：", LONG[3])],
            ("问：", LONG[0], "答：", LONG[1], "问：", LONG[2], "答：", LONG[3]),
            id="short lines are said often",
        ),
        pytest.param(
            [LONG[:2], (LONG[3], LONG[0], LONG[4])], (*LONG[:2], *LONG[3:5]), id="a paragraph again"
        ),
        pytest.param([LONG[:1], LONG[1:2], LONG[2:3]], LONG[:3], id="three"),
    ],
)
def test_paragraphs_stand_in_order_and_once(pages, lines):
    assert join([page(*one) for one in pages]).body.split("\n") == list(lines)


def test_later_pages_give_media_and_the_last_gives_people_and_the_title_is_the_firsts():
    images = [Media(url=f"https://img.example.cn/{n}.jpg") for n in range(3)]
    editor = Byline(name="潘念", role="editor")
    first = page(LONG[0], images=(images[0],))
    last = page(LONG[1], title="渡口三十年(2)", images=tuple(images), bylines=(editor,), source="示例日报")
    joined = join([first, last])
    assert (joined.title, joined.images, joined.bylines) == (first.title, tuple(images), (editor,))
    assert joined.source == "示例日报"
    assert join([replace(first, source="示例网"), last]).source == "示例网"


def test_a_page_with_another_picture_is_another_page():
    one, other = (Media(url=f"https://img.example.cn/{n}.jpg") for n in "12")
    assert adds_nothing(page(LONG[0], images=(one,)), [page(LONG[0], images=(one, other))])
    assert not adds_nothing(page(LONG[0], images=(other,)), [page(LONG[0], images=(one,))])


def address(number: int) -> str:
    return ROOT.replace(".html", f"_{number}.html")


def paging(number: int, others: tuple[int, ...], total: int = 2, **more) -> Paging:
    named = tuple((number, address(number)) for number in others)
    return Paging(root=ROOT, page_number=number, others=named, total=total, **more)


def kept(number: int, said: Paging | None, **more) -> Reading:
    return Reading(state="kept", article=page(LONG[number], **more), paging=said)


def counts(collector: PageCollector) -> tuple[int, int]:
    extraction = collector.article().extraction
    assert extraction is not None
    return extraction.parts, extraction.parts_missing


def test_pages_are_wanted_in_order_as_they_become_known():
    collector = PageCollector(page(LONG[1]), paging(0, (2, 9), total=9))
    for number, others in ((2, (3, 4)), (3, (4,)), (4, (3, 9)), (9, (8,)), (8, (9,))):
        assert collector.next_address() == address(number)
        collector.add_page(address(number), kept(number, paging(number, others)))
    assert collector.next_address() is None
    assert collector.article().body.split("\n") == [LONG[n] for n in (1, 2, 3, 4, 8, 9)]


def test_what_is_missing_is_counted_and_the_others_are_still_wanted():
    collector = PageCollector(page(LONG[1]), paging(0, (2, 3), total=3))
    collector.mark_missing(address(2), "HTTP 404")
    assert collector.next_address() == address(3)
    collector.add_page(address(3), kept(3, paging(3, (2,))))
    assert (collector.next_address(), counts(collector)) == (None, (3, 1))
    assert collector.problem() == f"ends early, 2 of 3 pages: {address(2)}: HTTP 404"


def test_a_page_of_another_article_is_none_of_this_one():
    collector = PageCollector(page(LONG[1]), paging(0, (2,)))
    collector.add_page(address(2), kept(2, None, title="您访问的页面不存在"))
    assert (collector.next_address(), counts(collector)) == (None, (2, 1))
    assert collector.article().body == LONG[1]


def test_numbers_that_page_the_comments_make_no_parts():
    collector = PageCollector(page(LONG[1]), paging(0, (2, 3, 4), total=4))
    collector.add_page(address(2), kept(1, paging(2, (3, 4))))
    assert (collector.next_address(), counts(collector), collector.problem()) == (None, (1, 0), None)


def test_one_page_with_everything_must_hold_the_first():
    whole = ROOT.replace(".html", "_all.html")
    collector = PageCollector(page(LONG[1]), paging(0, (2,), whole=whole))
    assert collector.next_address() == whole
    collector.add_page(whole, kept(5, None))
    assert collector.next_address() == address(2)
    collector = PageCollector(page(LONG[1]), paging(0, (2,), whole=whole))
    everything = Reading(state="kept", article=page(LONG[1], LONG[2]))
    collector.add_page(whole, everything)
    assert (collector.next_address(), counts(collector)) == (None, (2, 0))
    assert collector.article().body.split("\n") == [LONG[1], LONG[2]]


def test_what_was_cut_of_any_page_is_said():
    pages = [page(*LONG[:2]), page(*LONG[2:4])]
    cut = replace(
        pages[1], extraction=Extraction(page="GenericArticlePage", version="1", cuts=("9 elements",))
    )
    joined = join([pages[0], cut]).extraction
    assert joined is not None
    assert joined.cuts == ("9 elements",)
