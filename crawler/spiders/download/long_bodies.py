"""A list that is longer than what is read at once is fetched as far as that; an article is refused."""

from __future__ import annotations

from scrapy import Request
from scrapy.exceptions import StopDownload

from crawler.reader import LARGEST

TRUNCATED = "truncated"  # flag of a response of which only the beginning is there
_BYTES = "list_bytes"  # in a request's meta: how many bytes of its list have come
BEGINNING = "beginning"  # in a request's meta: how many bytes of the answer, unpacked, will do


def take_beginning(request: Request) -> None:
    """Of what answers this request the beginning will do."""
    # 0: Scrapy sets no limit of its own
    request.meta.update({_BYTES: 0, BEGINNING: LARGEST, "download_maxsize": 0})


def bytes_received(data: bytes, request: Request) -> None:
    """Scrapy's signal: ends the download of a list behind the bytes that are read."""
    if _BYTES in request.meta:
        request.meta[_BYTES] += len(data)
        if request.meta[_BYTES] > LARGEST:
            raise StopDownload(fail=False)
