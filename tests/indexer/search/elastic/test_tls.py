"""TLS with an authority of one's own: what is trusted, and what is said when nothing is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from indexer.search import Query, SearchError, Write, open_index
from tests.servers import KNOWN, PASSWORD
from tests.servers.certificates import Authority
from tests.servers.proxy import proxy_to

pytestmark = pytest.mark.server


@pytest.fixture
def authority(tmp_path) -> Authority:
    return Authority(tmp_path / "authority")


@pytest.fixture
def tls_address(elasticsearch_server, authority):
    """Of a server behind https, signed for by `authority`."""
    with proxy_to(elasticsearch_server, tls=authority.server()) as proxy:
        yield f"{proxy.address}/tls"


def trust(monkeypatch, file: object) -> None:
    monkeypatch.setenv("SHENGMEI_CA_FILE", str(file))


def failure(address: str) -> str:
    with pytest.raises(SearchError) as caught:
        open_index(address)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_authority_of_ones_own(tls_address, authority, monkeypatch):
    trust(monkeypatch, authority.file)
    with open_index(tls_address, create=True) as index:
        document = {"id": "a" * 32, "title": "桥", "change": 1}
        assert index.write([Write(id="a" * 32, version=1, document=document)]) == []
        assert index.count(Query()) == 1


def test_a_login_goes_over_tls(search_servers, authority, monkeypatch):
    trust(monkeypatch, authority.file)
    monkeypatch.setenv("SHENGMEI_USERNAME", "admin")
    monkeypatch.setenv("SHENGMEI_PASSWORD", PASSWORD)
    secure = search_servers(KNOWN[0], secure=True).address
    with proxy_to(secure, tls=authority.server()) as proxy:
        with open_index(f"{proxy.address}/tls", create=True) as index:
            assert index.count(Query()) == 0
        monkeypatch.setenv("SHENGMEI_PASSWORD", "another")
        assert "SHENGMEI_PASSWORD is wrong" in failure(f"{proxy.address}/tls")


def test_without_the_authority_nothing_is_sent(elasticsearch_server, authority, monkeypatch):
    monkeypatch.setenv("SHENGMEI_API_KEY", "secret:key")
    with proxy_to(elasticsearch_server, tls=authority.server()) as proxy:
        assert "name the certificate of the authority" in failure(proxy.address)
        assert proxy.seen == []


def test_another_authority_is_not_trusted(tls_address, tmp_path, monkeypatch):
    trust(monkeypatch, Authority(tmp_path / "another", "Another").file)
    assert "SHENGMEI_CA_FILE" in failure(tls_address)


@pytest.mark.parametrize(
    ("how", "said"),
    [({"valid": timedelta(days=-1)}, "has expired"), ({"host": "127.0.0.2"}, "is for another name")],
    ids=["expired", "another host"],
)
def test_a_certificate_that_is_not_good(elasticsearch_server, authority, monkeypatch, how, said):
    trust(monkeypatch, authority.file)
    with proxy_to(elasticsearch_server, tls=authority.server(**how)) as proxy:
        assert said in failure(proxy.address)


@pytest.mark.parametrize("holds", [b"", b"no certificate", b"\xff\xfe\x00"])
def test_a_file_without_a_certificate(tls_address, tmp_path, monkeypatch, holds):
    (tmp_path / "ca.pem").write_bytes(holds)
    trust(monkeypatch, tmp_path / "ca.pem")
    assert "SHENGMEI_CA_FILE" in (said := failure(tls_address))
    assert "holds no certificate" in said


def test_a_file_that_is_not_there(tls_address, tmp_path, monkeypatch):
    trust(monkeypatch, tmp_path / "none.pem")
    assert "cannot be read" in failure(tls_address)


def test_a_plain_address_of_a_tls_server(tls_address):
    assert "https://" in failure(tls_address.replace("https:", "http:"))
