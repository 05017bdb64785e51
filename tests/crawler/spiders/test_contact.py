"""Nobody's servers are asked before it is said how they can reach who asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.spiders.politeness.contact import require_contact
from crawler.store import Discovery, Store
from shengmei.config import Config
from shengmei.problems import UsageProblem
from tests.program import shengmei

PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "no_proxy", "NO_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


def config(**more) -> Config:
    return Config(data=Path("data"), index="index", **more)


@pytest.mark.parametrize(
    "address",
    ["http://www.hbtv.com.cn/", "https://8.8.8.8/1.html", "http://example.cn/", "http://local.host/"],
)
def test_without_a_contact_address_no_server_of_others_is_asked(address):
    with pytest.raises(UsageProblem, match="SHENGMEI_CONTACT"):
        require_contact(config(), ["http://127.0.0.1/", address])
    require_contact(config(contact="desk@archive.example"), [address])


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000/1.html", "http://localhost/", "http://[::1]/", "http://m.xingzhi.example/"],
)
def test_this_machine_and_invented_names_need_none(address):
    require_contact(config(), [address])


def test_a_proxy_on_this_machine_counts_as_this_machine(monkeypatch):
    require_contact(config(proxy="http://127.0.0.1:3128"), ["http://www.hbtv.com.cn/"])
    with pytest.raises(UsageProblem):
        require_contact(config(proxy="http://proxy.archive.example:3128"), ["http://www.hbtv.com.cn/"])
    monkeypatch.setenv("http_proxy", "http://localhost:3128")
    require_contact(config(), ["http://www.hbtv.com.cn/"])
    with pytest.raises(UsageProblem):
        require_contact(config(), ["https://www.hbtv.com.cn/"])  # asked without it
    monkeypatch.setenv("no_proxy", "www.hbtv.com.cn")
    with pytest.raises(UsageProblem):
        require_contact(config(), ["http://www.hbtv.com.cn/"])


def crawl(*arguments: str):
    return shengmei("crawl", *arguments, SHENGMEI_CONTACT="", **dict.fromkeys(PROXIES, ""))


def test_the_command_says_how_and_makes_nothing(tmp_path):
    done = crawl("hbtv", "--data", str(tmp_path / "data"))
    assert (done.returncode, "SHENGMEI_CONTACT" in done.stderr) == (2, True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("host", "code"), [("www.news.cn", 2), ("www.one.example", 0)])
def test_of_what_is_due_the_outlets_in_the_store_count(host, code, tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store, store.writing() as to:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        found = Discovery(url=f"https://{host}/1", address=f"https://{host}/1", site=host)
        to.frontier.discover([found], tomorrow)
    assert crawl("--due", "--no-index", "--data", str(tmp_path / "data")).returncode == code
