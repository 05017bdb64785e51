"""Logging in: what works, what is said when it does not, and that no secret is ever shown."""

from __future__ import annotations

import base64
import traceback

import pytest

from indexer.search import Query, SearchError, open_index
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.login import Login
from tests.servers import KNOWN, PASSWORD

pytestmark = pytest.mark.server
WRONG = "not-the-password-長江"


@pytest.fixture(scope="session")
def secure_address(search_servers) -> str:
    return search_servers(KNOWN[0], secure=True).address


@pytest.fixture
def admin(secure_address):
    server = Server(Address.parse(secure_address), Login(username="admin", password=PASSWORD))
    yield server
    server.close()


def log_in(monkeypatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"SHENGMEI_{name.upper()}", value)


def failure(address: str) -> str:
    """The message and all that a traceback of it shows."""
    with pytest.raises(SearchError) as caught:
        open_index(address)
    return (
        str(caught.value) + "".join(traceback.format_exception(caught.value)) + repr(caught.value.__cause__)
    )


def test_name_and_password(secure_address, monkeypatch, tmp_path):
    log_in(monkeypatch, username="admin", password=PASSWORD)
    with open_index(secure_address, create=True) as index:
        assert index.count(Query()) == 0
    (tmp_path / "password").write_text(PASSWORD + "\n")
    monkeypatch.delenv("SHENGMEI_PASSWORD")
    log_in(monkeypatch, password_file=str(tmp_path / "password"))
    with open_index(secure_address) as index:
        assert index.count(Query()) == 0


@pytest.mark.parametrize("encoded", [False, True])
def test_api_key(secure_address, monkeypatch, admin, encoded):
    made = admin.request("POST", "/_security/api_key", {"name": "test"})
    log_in(monkeypatch, api_key=made["encoded"] if encoded else f"{made['id']}:{made['api_key']}")
    with open_index(secure_address, create=True) as index:
        assert index.count(Query()) == 0


def test_a_key_that_may_only_read(secure_address, monkeypatch, admin):
    log_in(monkeypatch, username="admin", password=PASSWORD)
    open_index(secure_address, create=True).close()
    reads = {
        "reader": {
            "indices": [{"names": ["shengmei-articles*"], "privileges": ["read", "view_index_metadata"]}]
        }
    }
    made = admin.request("POST", "/_security/api_key", {"name": "reader", "role_descriptors": reads})
    for name in ("USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"SHENGMEI_{name}")
    log_in(monkeypatch, api_key=made["encoded"])
    with open_index(secure_address) as index:
        assert (index.count(Query()), index.info().documents) == (0, 0)
    with pytest.raises(SearchError, match="the login may not do this"):
        open_index(f"{secure_address}/another", create=True)


def test_a_wrong_password_is_told_and_not_shown(secure_address, monkeypatch):
    log_in(monkeypatch, username="admin", password=WRONG)
    said = failure(secure_address)
    assert "SHENGMEI_USERNAME or SHENGMEI_PASSWORD is wrong" in said
    assert WRONG not in said
    assert base64.b64encode(f"admin:{WRONG}".encode()).decode() not in said


def test_a_wrong_key_is_told_and_not_shown(secure_address, monkeypatch):
    log_in(monkeypatch, api_key="abc:wrong-key")
    said = failure(secure_address)
    assert "API key in SHENGMEI_API_KEY" in said
    assert "wrong-key" not in said


def test_no_login(secure_address):
    assert "set SHENGMEI_API_KEY, or SHENGMEI_USERNAME" in failure(secure_address)


def test_a_password_in_the_address_is_refused_and_not_shown(secure_address):
    said = failure(secure_address.replace("//", f"//admin:{WRONG}@"))
    assert "leave it out there" in said
    assert WRONG not in said


def test_https_to_a_plain_server(secure_address):
    assert "write http://" in failure(secure_address.replace("http:", "https:"))
