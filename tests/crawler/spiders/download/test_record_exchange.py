"""What went over the wire stands in the archive byte for byte, whatever Scrapy makes of it."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import closing

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import read_captures
from crawler.store import Store
from tests.crawler.spiders.web import article
from tests.program import shengmei

PAGE = article("早稻插秧").encode()
HEAD = (
    b"HTTP/1.1 200 Gut so\r\n"
    b"server: nginx\r\nX-Twice: a\r\nx-TITLE:  " + "江州新闻".encode() + b"\r\nX-Twice: b\r\n"
    b"x-gbk: " + "江州".encode("gbk") + b"\r\nno colon here\r\nContent-Type: text/html\r\n"
)


class RawServer:
    """Answers every page with the bytes given, and closes; robots.txt with 404. `asked`: what was sent."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:  # closed
                return
            with connection:
                asked = b""
                while not asked.endswith(b"\r\n\r\n") and (some := connection.recv(65_536)):
                    asked += some
                if asked.startswith(b"GET /robots.txt"):
                    connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                else:
                    self.asked.append(asked)
                    connection.sendall(self.answer)

    def close(self) -> None:
        self._listening.close()


def crawl(data, url: str, **settings: str) -> None:
    file = data.parent / "urls.txt"
    file.write_text(url, encoding="utf-8")
    called = ("crawl", "--urls", str(file), "--data", str(data), "--delay", "0", "--no-index")
    done = shengmei(*called, check=False, SHENGMEI_ALLOW_PRIVATE="1", **settings)
    assert "Traceback" not in done.stderr, done.stderr


def records(data) -> dict[str, tuple[dict[str, str], bytes]]:
    """By type, the named fields of the archive's last record of it and its block."""
    found = {}
    for path in sorted((data / "archive").glob("*.warc.gz")):
        with path.open("rb") as file:
            for one in ArchiveIterator(file, no_record_parse=True):
                found[one.rec_type] = (dict(one.rec_headers.headers), one.raw_stream.read())
    return found


@pytest.fixture
def archived(data):
    """Crawls one page of a server that answers with these bytes; its records and what the server was sent."""

    def run(answer: bytes):
        with closing(RawServer(answer)) as server:
            crawl(data, f"http://127.0.0.1:{server.port}/news/1.html")
        return records(data), server.asked

    return run


def read_back(data) -> bytes:
    """The body of the last response in the archive, as `reread` gets it."""
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        (last,) = list(transaction.articles.capture_records([1]).values())
    (one,) = read_captures(data / "archive", [last])
    return one.body


def test_status_line_and_headers_are_as_they_came(archived, data):
    found, asked = archived(HEAD + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE)
    fields, block = found["response"]
    assert block == HEAD + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE
    assert fields["WARC-IP-Address"] == "127.0.0.1"
    assert found["request"][1] == asked[0]
    assert found["request"][0]["WARC-Concurrent-To"] == fields["WARC-Record-ID"]
    assert read_back(data) == PAGE


def test_a_body_stays_in_the_content_coding_that_it_was_sent_in(archived, data):
    packed = gzip.compress(PAGE)
    answer = HEAD + b"content-encoding: GZip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    found, _ = archived(answer)
    assert found["response"][1] == answer
    assert read_back(data) == PAGE


def test_chunks_are_put_together_and_the_head_says_so(archived, data):
    packed = gzip.compress(PAGE)
    parts = (packed[:100], packed[100:], b"")
    chunks = b"".join(b"%x;part=1\r\n%b\r\n" % (len(part), part) for part in parts)
    coding = b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    found, _ = archived(HEAD + coding + chunks)
    said = coding.replace(b"Transfer-Encoding", b"X-Crawl-Transfer-Encoding")
    assert found["response"][1] == HEAD + said + packed
    assert read_back(data) == PAGE


def test_an_informational_answer_before_the_response_is_no_part_of_it(archived, data):
    found, _ = archived(b"HTTP/1.1 103 Early\r\nLink: </a.css>\r\n\r\n" + HEAD + b"\r\n" + PAGE)
    assert found["response"][1] == HEAD + b"\r\n" + PAGE
    assert read_back(data) == PAGE


def test_an_error_without_a_body_is_kept_with_its_reason(archived, data):
    answer = b"HTTP/1.1 503 Wartung\r\nContent-Length: 0\r\nRetry-After: 60\r\n\r\n"
    found, _ = archived(answer)
    assert found["response"][1] == answer
    assert read_back(data) == b""


def test_what_a_proxy_is_told_and_its_address_are_not_kept(data):
    with closing(RawServer(HEAD + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE)) as proxy:
        crawl(data, "http://news.one.example/1.html", http_proxy=f"http://user:secret@127.0.0.1:{proxy.port}")
    found = records(data)
    assert b"Proxy-Authorization" in proxy.asked[0]
    assert b"proxy-authorization" not in found["request"][1].lower()
    assert found["request"][1].startswith(b"GET http://news.one.example/1.html HTTP/1.1\r\n")
    assert "WARC-IP-Address" not in found["response"][0]
