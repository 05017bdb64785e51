"""A list is read as far as the limit; what is behind that is written down as not looked at."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import brotli
import pytest

from crawler import reader
from crawler.items import Capture
from crawler.spiders.download.complete_bodies import decoded_start
from tests.crawler.spiders.test_bad_links import DEMO, crawl_demo, list_page
from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import Answer, article, html

CUT = "all behind its first 5 MB"


@pytest.mark.parametrize(("encoding", "packed"), [
    ("", b"abcdef"), ("gzip", gzip.compress(b"abcdef")), ("deflate", zlib.compress(b"abcdef")),
    ("deflate", zlib.compress(b"abcdef", wbits=-15)), ("br", brotli.compress(b"abcdef")),
    ("x-none", b"abcdef"),
], ids=["as it is", "gzip", "zlib", "deflate", "br", "unknown"])  # fmt: skip
def test_the_beginning_of_a_body_is_decoded_also_where_the_rest_is_missing(encoding, packed):
    assert decoded_start(packed, encoding, 3) == b"abc"
    assert b"abcdef".startswith(decoded_start(packed[:-1], encoding, 6))


def test_what_is_not_in_its_coding_has_no_beginning():
    assert decoded_start(b"\x1f\x8bnothing", "gzip", 9) == b""


def test_a_list_of_more_elements_than_are_parsed_at_once_is_read_in_pieces():
    items = "".join(f'<a href="/p/{number}.html">插秧{number}</a>' for number in range(21_000))
    body = f'<html><body>{items}<a href="/yangtze/index_2.html">下一页</a></body></html>'.encode()
    listing = reader.listing(
        Capture(url=f"{DEMO}/yangtze/index.html", fetched_at=datetime.now(UTC), body=body)
    )
    assert [len(listing.articles), listing.cuts] == [21_000, ()]
    assert listing.articles[-1].title == "插秧20999"
    assert listing.next_page == f"{DEMO}/yangtze/index_2.html"


@pytest.mark.parametrize("packed", [False, True])
def test_the_links_of_the_first_5_mb_are_taken_and_the_cut_is_recorded(web, data, packed):
    far = f'<!--{"x" * 5_000_000}--><a href="{DEMO}/p/2.html">太远</a></body>'
    body = list_page(f"{DEMO}/p/1.html").body.decode().replace("</body>", far).encode()
    packing = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}
    long = Answer(gzip.compress(body, 1), headers=packing) if packed else Answer(body)
    web.pages = {f"{DEMO}/": long, f"{DEMO}/p/1.html": html(article("早稻插秧"))}
    done = crawl_demo(web, data)
    assert f"a list was not looked at whole: {DEMO}/: {CUT}" in done.stderr
    (seen,) = rows(data, f"SELECT state FROM frontier WHERE address = '{DEMO}/'")
    assert seen == ("kept",)
    assert rows(data, "SELECT cut FROM list_readings WHERE cut IS NOT NULL") == [(CUT,)]
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]
    assert f"{DEMO}/p/2.html" not in web.asked
    (file,) = (data / "archive").glob("*.warc.gz")
    assert b"\r\nWARC-Truncated: length\r\n" in gzip.decompress(file.read_bytes())
