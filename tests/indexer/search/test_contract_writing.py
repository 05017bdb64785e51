"""What every index must do alike with what it is fed: versions, refusals, durability, identity."""

from __future__ import annotations

import pytest

from indexer.search import Keyword, Phrase, Query, Write, open_index

ID = "a" * 32


def write(document_id: str = ID, version: int = 1, **fields) -> Write:
    document = {"id": document_id, "title": "渡口", "body": "船来了。", "change": version} | fields
    return Write(
        id=document_id, version=version, document={k: v for k, v in document.items() if v is not None}
    )


def title(index, document_id: str = ID) -> str | None:
    document = index.get(document_id)
    return document and document["title"]


def test_what_is_written_is_found_at_once_and_by_others(make_index):
    index = make_index()
    assert index.count(Query()) == 0
    index.write([write()])
    for opened in (index, open_index(index.info().address)):
        assert opened.count(Query(root=Phrase("船来"))) == 1
        assert opened.newest_version() == 1


def test_a_newer_version_replaces_an_older_one(make_index):
    index = make_index()
    index.write([write(title="旧渡口")])
    index.write([write(version=2, title="新渡口")])
    assert (title(index), index.count(Query()), index.newest_version()) == ("新渡口", 1, 2)
    assert index.count(Query(root=Phrase("旧渡口"))) == 0


def test_replays_and_late_writes_are_harmless(make_index):
    index = make_index()
    index.write([write(version=5, title="五")])
    for late in (write(version=5, title="又五"), write(version=3, title="三")):
        assert index.write([late]) == []
        assert (title(index), index.count(Query())) == ("五", 1)


def test_one_batch_may_hold_an_article_twice(make_index):
    index = make_index()
    index.write([write(version=9, title="九"), write(version=8, title="八")])
    assert (title(index), index.count(Query())) == ("九", 1)


def test_an_empty_batch(make_index):
    index = make_index()
    assert index.write([]) == []
    assert index.newest_version() == 0


@pytest.mark.parametrize(("broken", "error_type"), [
    ({"unknown": "x"}, "strict_dynamic_mapping_exception"),
    ({"share": {"appId": "wx1"}}, "strict_dynamic_mapping_exception"),
    ({"bylines": [{"name": "秦望江", "role": "reporter", "age": 40}]}, "strict_dynamic_mapping_exception"),
    ({"title": None}, "document_missing_field"),
    ({"title": ""}, "document_missing_field"),
    ({"published": "昨天"}, "document_parsing_exception"),
    ({"revision": "一"}, "document_parsing_exception"),
    ({"counts": {"reads": "很多"}}, "document_parsing_exception"),
    ({"share": "一段文字"}, "document_parsing_exception"),
    ({"body": "半个\ud83d字"}, "document_parsing_exception"),
])  # fmt: skip
def test_refuses_for_good_what_it_can_never_hold(make_index, broken, error_type):
    index = make_index()
    good, bad = write("b" * 32), write("c" * 32, **broken)
    (refused,) = index.write([good, bad])
    assert (refused.write, refused.error_type) == (bad, error_type)
    assert refused.reason
    assert (index.get(good.id) is not None, index.get(bad.id)) == (True, None)


def test_a_refused_change_leaves_what_was_there(make_index):
    index = make_index()
    index.write([write(title="好")])
    assert len(index.write([write(version=2, title="坏", nosuch=1)])) == 1
    assert title(index) == "好"


def test_the_newest_of_an_article_decides_whether_it_is_refused(make_index):
    index = make_index()
    assert index.write([write(version=1, nosuch=1), write(version=2, title="好")]) == []
    assert title(index) == "好"


@pytest.mark.parametrize("body", [
    "字" * 300_000,
    "x" * 200_000,  # one run of letters, longer than any engine takes for a word
    "\x00\x01长江\x7f\u202e",
    "\ufeff\u200b长\u200b江",
    "",
], ids=["long", "one word", "control", "zero width", "empty"])  # fmt: skip
def test_takes_any_text(make_index, body):
    index = make_index()
    assert index.write([write(body=body)]) == []
    assert index.get(ID)["body"] == body
    assert index.count(Query(root=Phrase("长江"))) == ("江" in body)


def test_takes_long_names(make_index):
    index = make_index()
    assert index.write([write(source="源" * 40_000, keywords=["键" * 40_000])]) == []
    assert index.count(Query()) == 1


def test_keeps_every_field_as_it_was(make_index, corpus):
    document = corpus[0] | {
        "counts": {"reads": 0},
        "bylines": [{"name": "秦望江", "role": "reporter", "organisation": "江河网"}],
        "share": {"title": "分享", "raw_image": "http://x.example.cn/a.png!w300"},
        "images": [{"url": "http://x.example.cn/a.png", "caption": "航道"}],
        "archive": {"file": "a.warc.gz", "offset": 0, "length": 10},
        "extra": {"任意": "值"},
        "preview": True,
    }
    index = make_index([document])
    assert index.get(document["id"]) == document


def test_identity_stays_with_the_index(make_index):
    index = make_index()
    again = open_index(index.info().address, create=True)
    assert again.identity == index.identity == again.info().identity
    assert make_index().identity != index.identity


def test_says_what_it_is(make_index, corpus):
    info = make_index(corpus).info()
    assert info.documents == len(corpus)
    assert info.format
    assert info.kind in ("embedded", "elasticsearch", "opensearch")


def test_many_batches(make_index):
    index = make_index()
    for batch in range(30):
        index.write([write(f"{batch:04x}{n:04x}".ljust(32, "0"), site=f"s{batch}") for n in range(20)])
    assert index.count(Query()) == 600
    assert index.count(Query(root=Keyword("site", "s7"))) == 20
