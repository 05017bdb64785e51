"""Nobody's servers are asked before it is said how they can reach who asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.spiders.contact import require_contact
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


@pytest.mark.parametrize("arguments", [["hbtv"], ["--due"]])
def test_the_command_says_how_and_makes_nothing(arguments, tmp_path):
    without = dict.fromkeys(PROXIES, "")
    done = shengmei("crawl", *arguments, "--data", str(tmp_path / "data"), SHENGMEI_CONTACT="", **without)
    assert done.returncode == 2
    assert "SHENGMEI_CONTACT" in done.stderr
    assert not (tmp_path / "data").exists()
