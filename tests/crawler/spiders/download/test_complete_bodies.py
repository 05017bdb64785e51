"""A compressed body that is cut anywhere, or damaged, is noticed; a whole one never is."""

from __future__ import annotations

import gzip
import random
import zlib

import brotli
import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from crawler.spiders.download.complete_bodies import BodyCutShort, CompleteBodies, is_complete, zstd
from crawler.spiders.download.long_bodies import BEGINNING, take_beginning
from crawler.spiders.failure_messages import failure_reason
from crawler.spiders.politeness.robots_rules import MOST_BYTES, Rules

TEXT = ("江州市老旧供水管网改造工程今年已完成七成，二十三个小区的居民用上了新水管。" * 4_000).encode()
RAW = zlib.compressobj(wbits=-15)
ENCODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:]),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
}
MOST = 5_000_000


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_whole_body_is_complete(encoding):
    assert is_complete(ENCODED[encoding], encoding, MOST)


def test_deflate_without_the_head_of_zlib_is_complete_as_some_servers_send_it():
    raw = RAW.compress(TEXT) + RAW.flush()
    assert is_complete(raw, "deflate", MOST)
    assert not is_complete(raw[:-2], "deflate", MOST)


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_body_cut_anywhere_is_not(encoding):
    whole = ENCODED[encoding]
    second = len(gzip.compress(TEXT[:1000]))  # where x-gzip's first stream ends, which is a whole file too
    ends = [
        *range(1, 40),
        *range(len(whole) - 40, len(whole)),
        *random.Random(1).sample(range(len(whole)), 60),
    ]
    complete = [end for end in ends if end and is_complete(whole[:end], encoding, MOST)]
    assert set(complete) <= ({second, second + 1} if encoding == "x-gzip" else set())


def test_a_damaged_body_is_not():
    damaged = bytearray(ENCODED["gzip"])
    damaged[-6] ^= 0xFF  # of its checksum
    assert not is_complete(bytes(damaged), "gzip", MOST)


@pytest.mark.parametrize("encoding", ENCODED)
def test_what_grows_beyond_the_limit_is_left_to_who_limits_it(encoding):
    assert is_complete(ENCODED[encoding][:-3], encoding, 100)


@pytest.mark.parametrize("encoding", ["", "identity", "compress", "gzip, br"])
def test_codings_that_nobody_decodes_are_complete(encoding):
    assert is_complete(b"<html>", encoding, MOST)


def test_codings_around_codings_that_are_none_say_so_in_words():
    page = HtmlResponse(
        "http://one.example/", body=TEXT, headers={"Content-Encoding": "gzip, " * 900 + "gzip"}
    )
    with pytest.raises(BodyCutShort) as refused:
        CompleteBodies.from_crawler(get_crawler()).process_response(Request(page.url), page)
    assert failure_reason(refused.value).startswith("the answer is not whole: its gzip, gzip, ")
    assert len(failure_reason(refused.value)) < 100


def unpacked(request: Request, body: bytes, coding: str) -> bytes:
    middleware = CompleteBodies.from_crawler(get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": MOST}))
    page = HtmlResponse(request.url, body=body, headers={"Content-Encoding": coding})
    return middleware.process_response(request, page).body


@pytest.mark.parametrize("rounds", [1, 2])
def test_of_a_packed_robots_txt_as_much_counts_as_of_any_other(rounds):
    text = b"User-agent: *\nDisallow: /private/\n" + b"#\n" * 10_000_000
    request = Request(
        "http://one.example/robots.txt", meta={"download_maxsize": 0, BEGINNING: MOST_BYTES + 1}
    )
    body = text
    for _ in range(rounds):
        body = gzip.compress(body)
    if rounds == 2:
        with pytest.raises(IgnoreRequest):
            unpacked(request, body, "gzip, gzip")
        return
    rules = unpacked(request, body, "gzip")
    assert len(rules) == MOST_BYTES + 1
    assert not Rules(rules).allowed("http://one.example/private/1.html")


def test_a_list_that_is_packed_twice_has_a_limit_too():
    request = Request("http://one.example/list/")
    take_beginning(request)
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    with pytest.raises(IgnoreRequest):
        unpacked(request, bomb, "gzip, gzip")
    assert unpacked(request, gzip.compress(gzip.compress(TEXT)), "gzip, gzip") == TEXT
