"""A page that is as it was is said to be so, and read with the body that it repeats."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import ArchiveError, read_captures
from crawler.store import Store
from tests.crawler.archive.keeping import Keeping, not_modified, page
from tests.crawler.spiders.test_crawl import A, again, crawl
from tests.crawler.spiders.web import Answer, article, html

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def keeping(tmp_path):
    with Keeping(tmp_path / "data") as one:
        yield one


def fields(keeping, record) -> dict[str, str]:
    """The named fields of a record, as another tool reads them."""
    with (keeping.archive_folder / record.file).open("rb") as file:
        file.seek(record.offset)
        return dict(next(ArchiveIterator(file)).rec_headers.headers)


def test_the_same_page_again_is_a_revisit_of_the_first(keeping):
    (first,), (second,), (third,) = (keeping.keep(page(1, NOW + n * DAY)) for n in range(3))
    assert [one.refers_to for one in (first, second, third)] == [None, first.id, first.id]
    assert third.length < first.length
    said, original = fields(keeping, third), fields(keeping, first)
    assert said["WARC-Type"] == "revisit"
    assert said["WARC-Profile"].endswith("/warc/1.1/revisit/identical-payload-digest")
    assert said["WARC-Refers-To"] == original["WARC-Record-ID"]
    assert said["WARC-Refers-To-Date"] == original["WARC-Date"] == "2026-05-01T08:00:00.000Z"
    assert said["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]
    (read,) = read_captures(keeping.archive_folder, [third])
    assert (read.body, read.fetched_at) == (page(1, NOW).body, NOW + 2 * DAY)


def test_not_modified_is_read_as_the_page_that_it_confirms(keeping):
    (first,) = keeping.keep(page(1, NOW))
    (second,) = keeping.keep(not_modified(1, NOW + DAY))
    (third,) = keeping.keep(page(1, NOW + 2 * DAY))
    assert fields(keeping, second)["WARC-Profile"].endswith("/revisit/server-not-modified")
    assert (second.refers_to, second.sha256, third.refers_to) == (first.id, first.sha256, first.id)
    (read,) = read_captures(keeping.archive_folder, [second])
    assert (read.status, read.body) == (304, page(1, NOW).body)
    assert dict(read.headers) == {"Content-Type": "text/html; charset=utf-8", "ETag": '"a"'}


def test_another_text_status_or_coding_is_kept_whole(keeping):
    keeping.keep(page(1, NOW))
    gone = page(1, NOW, status=404)
    packed = gzip.compress(page(1, NOW).body)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    coded = replace(page(1, NOW), exchange=replace(page(1, NOW).exchange, head=head, body=packed))
    for one in (page(1, NOW, "晚稻收割"), page(2, NOW), gone, coded):
        assert keeping.keep(one)[0].refers_to is None
    assert keeping.keep(gone)[0].refers_to is not None


def test_nothing_refers_to_a_rotten_record(keeping):
    (first,) = keeping.keep(page(1, NOW))
    path = keeping.archive_folder / first.file
    rotten = bytearray(path.read_bytes())
    rotten[first.offset + first.length // 2] ^= 0xFF
    path.write_bytes(rotten)
    (second,) = keeping.keep(page(1, NOW + DAY))
    assert second.refers_to is None
    assert [one.body for one in read_captures(keeping.archive_folder, [second])] == [page(1, NOW).body]


def test_a_revisit_of_what_has_rotted_since_is_named(keeping):
    (first,) = keeping.keep(page(1, NOW))
    (second,) = keeping.keep(page(1, NOW + DAY))
    path = keeping.archive_folder / first.file
    rotten = bytearray(path.read_bytes())
    rotten[first.offset + first.length // 2] ^= 0xFF
    path.write_bytes(rotten)
    with pytest.raises(ArchiveError, match=f"at byte {first.offset}:"):
        list(read_captures(keeping.archive_folder, [second]))


def test_a_crawl_that_comes_again_keeps_an_unchanged_page_once(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧")), f"{A}/2.html": html(article("旧题"))}
    crawl(web, data, list(web.pages))
    web.pages[f"{A}/2.html"] = html(article("晚稻收割"))
    again(data)
    crawl(web, data, list(web.pages))
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        rows = transaction.articles.capture_records(range(9)).values()
    assert sorted((one.address, one.refers_to is not None) for one in rows) == [
        (f"{A}/1.html", False),
        (f"{A}/1.html", True),
        (f"{A}/2.html", False),
        (f"{A}/2.html", False),
    ]
    assert all(
        article("早稻插秧").encode() == one.body
        for one in read_captures(data / "archive", [one for one in rows if one.address.endswith("1.html")])
    )


def test_a_crawl_that_is_told_the_page_is_the_same_keeps_that_as_a_revisit(web, data):
    url = f"{A}/1.html"
    web.pages = {url: html(article("早稻插秧"), headers={"ETag": '"a"'})}
    crawl(web, data, [url])
    web.pages[url] = Answer(status=304, headers={"ETag": '"a"'})
    again(data)
    crawl(web, data, [url])
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        first, second = transaction.articles.capture_records(range(9)).values()
    assert (second.status, second.refers_to, second.sha256) == (304, first.id, first.sha256)
    (read,) = read_captures(data / "archive", [second])
    assert read.body == article("早稻插秧").encode()
