"""How dear a page is to read, counted in harmless pages of its size.

Seconds are another number on every machine and under every load; this one is not, because the same process
reads both pages. A pattern or a walk that runs wild takes hundreds of harmless pages.
"""

from __future__ import annotations

import time
from datetime import datetime
from functools import cache

from crawler.items import Capture, Reading
from crawler.reader import read
from shengmei.timezone import SHANGHAI

AT = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
MOST = 30  # harmless pages; the dearest of the pages in these tests costs ten
# Bytes. A small page costs what every page costs, whatever it holds; a larger one would be refused.
_SMALLEST, _LARGEST = 1 << 18, 1 << 22
_TITLE = "堤上的守夜人：三代人的一盏灯"
_HEAD = f"<title>{_TITLE}_江边网</title><h1>{_TITLE}</h1><p>2021-05-23 21:51 来源：江边网</p>"
_PARAGRAPH = "<p>江水退去之后，林望每晚仍提着马灯走过三公里长堤，<a href='/p/1.html'>灯亮着</a>就睡得着。</p>"


def read_cheaply(body: bytes, url: str = "") -> Reading:
    """The reading of a page, which must not cost more than `MOST` harmless pages of its size."""
    allowed = MOST * _harmless(_size(len(body)))
    capture = capture_of(body, url)
    said, seconds = _timed(capture)
    if seconds > allowed:  # once more: what is imported or collected meanwhile is nothing of the page's
        said, seconds = _timed(capture)
    assert seconds <= allowed, f"costs {MOST * seconds / allowed:.0f} harmless pages"
    return said


def capture_of(body: bytes, url: str = "") -> Capture:
    """A page as if it had been fetched."""
    return Capture(url=url, fetched_at=AT, body=body)


def _size(length: int) -> int:
    """The next power of two within these limits, so that few harmless pages have to be read."""
    return min(max(_SMALLEST, 1 << length.bit_length()), _LARGEST)


@cache
def _harmless(size: int) -> float:
    """Processor seconds that a page of `size` bytes of prose costs."""
    body = (_HEAD + _PARAGRAPH * (size // len(_PARAGRAPH.encode()))).encode()
    capture = capture_of(body, "https://www.example.cn/a/12.html")
    return min(_timed(capture)[1] for _ in range(3))


def _timed(capture: Capture) -> tuple[Reading, float]:
    began = time.process_time()
    said = read(capture)
    return said, time.process_time() - began
