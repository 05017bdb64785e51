"""A certificate that does not fit is an error, but for outlets that may have any: then it is recorded."""

from __future__ import annotations

import gzip
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import article
from tests.program import shengmei


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = article("早稻插秧").encode()
        self.send_response(200 if self.path == "/1.html" else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def page(tmp_path):
    """The address of an article on this machine, under a certificate that nobody else has signed."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "other.example")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(9))
    made = builder.sign(key, hashes.SHA256())
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    (tmp_path / "own.pem").write_bytes(made.public_bytes(pem) + key.private_bytes(pem, *form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"https://localhost:{server.server_port}/1.html"
    server.shutdown()
    server.server_close()


def crawl(page: str, data, settings: str = ""):
    (data.parent / "shengmei.toml").write_text(settings, encoding="utf-8")
    variables = {"SHENGMEI_CONFIG": str(data.parent / "shengmei.toml"), "SHENGMEI_ALLOW_PRIVATE": "1"}
    return shengmei("crawl", page, "--no-index", "--data", str(data), **variables)


def test_one_that_does_not_fit_is_an_error(page, data):
    done = crawl(page, data)
    assert (done.returncode, "its certificate does not fit" in done.stderr) == (4, True), done.stderr
    assert rows(data, "SELECT count(*) FROM captures") == [(0,)]
    assert "Traceback" not in done.stderr


def test_an_outlet_may_have_any_and_the_archive_says_what_was_wrong(page, data):
    done = crawl(page, data, "[outlets.localhost]\nany_certificate = true\n")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert rows(data, "SELECT state FROM frontier") == [("kept",)]
    (file,) = (data / "archive").glob("*.warc.gz")
    assert b"\r\nX-Crawl-Certificate: its certificate does not fit: " in gzip.decompress(file.read_bytes())
