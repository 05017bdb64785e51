"""A database that cannot be had, or in which no store can stand, says why; one that is away is waited for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.store import Store, StoreError
from crawler.store.databases import postgresql
from crawler.store.databases.postgresql_problems import unfit_for_a_store
from crawler.store.migrate import migrate
from shengmei.store_place import database_address
from tests.postgresql import postgresql_server


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://127.0.0.1:1/shengmei", "does not answer"),
        ("postgresql+psycopg://{user}@/nowhere?host={home}", "make it with createdb"),
        ("postgresql+psycopg://nobody@/postgres?host={home}", "refuses the login"),
    ],
)
def test_a_server_that_cannot_be_had_says_why_and_shows_no_login(url, said, monkeypatch):
    monkeypatch.setattr(postgresql, "PATIENCE", 0.1)
    server = postgresql_server()
    place = database_address(url.format(user=server.user, home=server.home), "secret")
    with pytest.raises(StoreError, match=said) as problem:
        Store.open(place)
    assert "secret" not in str(problem.value)
    assert "nobody@" not in str(problem.value)


def _refusing(said: str) -> Callable[[], object]:
    def connect() -> object:
        raise postgresql.psycopg.OperationalError(said)

    return connect


def test_a_server_that_refuses_in_its_own_language_is_not_waited_for():
    """A server says why in the language of its machine; that it is there is asked apart."""
    refused = '连接失败: 致命错误:  用户 "crawler" Password 认证失败'
    with pytest.raises(postgresql._Refused, match="认证失败"):
        postgresql._connect_patiently(_refusing(refused), lambda: True, "there")


@pytest.mark.parametrize(
    ("said", "is_ready"),
    [
        ("致命错误:  数据库系统启动中", False),
        ("致命错误:  对不起, 已经有太多的客户", True),
        ("FATAL:  sorry, too many clients already", True),
        ("Connection refused", False),
    ],
)
def test_a_server_that_is_not_ready_is_waited_for_in_any_language(said, is_ready, monkeypatch):
    monkeypatch.setattr(postgresql, "PATIENCE", 0.3)
    monkeypatch.setattr(postgresql, "_AGAIN", 0.01)
    with pytest.raises(postgresql.psycopg.OperationalError) as raised:
        postgresql._connect_patiently(_refusing(said), lambda: is_ready, "there")
    assert isinstance(raised.value, postgresql._Away)


def test_a_database_of_another_encoding_is_refused_before_anything_is_written():
    place = postgresql_server().new_database("-E", "LATIN1", "-T", "template0")
    for opening in (lambda: Store.open(place, create=True), lambda: migrate(place)):
        with pytest.raises(StoreError, match=r"has the encoding LATIN1, .* createdb -E UTF8"):
            opening()


@pytest.mark.parametrize(
    ("version", "encoding", "said"),
    [(150018, "UTF8", None), (130000, "UTF8", None), (120022, "UTF8", "13 or newer"), (90624, "UTF8", "13")],
)
def test_a_server_that_is_too_old_is_refused(version, encoding, said):
    unfit = unfit_for_a_store(version, encoding)
    assert unfit is None if said is None else said in (unfit or "")
