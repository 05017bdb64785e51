"""Outlets of one's own: files in a directory, packages, and what is refused."""

from __future__ import annotations

import json
import os
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from crawler import registry
from crawler.pages.families.cjyun import CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.pages.lists.json_list import Paging
from crawler.site import Site
from crawler.site_files import own_sites
from crawler.site_files.own_sites import load_own, site_directory
from search_cli.cli import root
from shengmei.problems import UsageProblem

KNOWN = {
    "hbtv": Site(
        id="hbtv", name="湖北台", domains=("m.hbtv.com.cn", "www.hbtv.com.cn"), article_url=r"^/p/\d+"
    ),
    "voc": Site(
        id="voc", name="华声在线", domains=("hunan.voc.com.cn", ".voc.com.cn"), article_url=r"^/a/\d+"
    ),
}
TOML = """\
name = "示例日报"
province = "湖南"
domains = ["www.own-daily.cn", "m.own-daily.cn"]
lists = ["https://www.own-daily.cn/news/index.html"]
family = "cjyun"

[[references]]
year = 2026
source = "its own pages"
"""
PYTHON = """\
from crawler.site import Reference, Site

SITE = Site(
    id="own_python",
    name="示例晚报",
    domains=("www.own-python.cn",),
    article_url=r"^/a/\\d+\\.html$",
)
"""


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o755)
    return tmp_path


def write(folder, name: str, text: str):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    return path


def test_an_outlet_in_a_few_lines_of_toml(folder):
    write(folder, "own_daily.toml", TOML)
    found = load_own(folder, KNOWN)
    assert found.refused == {}
    one = found.sites["own_daily"]
    assert (one.name, one.province, one.domains[0]) == ("示例日报", "湖南", "www.own-daily.cn")
    assert (one.article_pages, one.list_page) == ((CjyunArticlePage,), CjyunListPage)
    assert one.is_article("https://m.own-daily.cn/p/12.html")
    assert (one.throttle_group, one.references[0].year) == ("cjyun.org", 2026)


def test_a_json_list_in_toml(folder):
    more = """
article_url = '^/a/\\d+$'
[[json_lists]]
endpoint = '/api/list\\?'
items = "data.list"
share = "https://www.own-daily.cn/a/{id}"
page = { parameter = "page", most = 5 }
"""
    write(folder, "own_daily.toml", TOML.partition("\n[[")[0] + more)
    (spec,) = load_own(folder, KNOWN).sites["own_daily"].json_lists
    assert spec.answers("https://www.own-daily.cn/api/list?page=2")
    assert spec.page == Paging(parameter="page", most=5)


def test_an_outlet_in_python(folder):
    path = write(folder, "own_python.py", PYTHON)
    found = load_own(folder, KNOWN)
    assert found.refused == {}
    assert found.origins == {"own_python": str(path)}
    assert found.sites["own_python"].is_article("https://www.own-python.cn/a/12.html")


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('"示例日报"', "示例日报"), 1, "no TOML"),
        (('province = "湖南"', "provinz = '湖南'"), 2, "unknown key 'provinz'; known: name, province"),
        (('province = "湖南"', "province = 5"), 2, "province must be text"),
        (('["https', '[5, "https'), 4, "lists must be a list of texts"),
        (('"cjyun"', '"cjyum"'), 5, "unknown family 'cjyum'; known: chinanews, cjyun"),
        (('family = "cjyun"', ""), 1, "article_url is missing"),
        (('name = "示例日报"', ""), 1, "name is missing"),
        (('"湖南"', '"湖南省"'), 2, "province: '湖南省' is none; the short names are 上海"),
        (('family = "cjyun"', 'editions = ["https://www.own-daily.cn/%Y/"]'), 5, "names its day"),
        (("year = 2026", "jahr = 2026"), 8, "references: unknown key 'jahr'; known: year, source"),
        (("year = 2026", 'year = "heute"'), 8, "references: year must be a number, not 'heute'"),
        (("year = 2026", ""), 7, "references: year is missing"),
        (('"m.own-daily.cn"', '"wap.hbtv.com.cn"'), 3, "wap.hbtv.com.cn is claimed by hbtv"),
        (('"m.own-daily.cn"', '".hbtv.com.cn"'), 3, ".hbtv.com.cn is claimed by hbtv"),
        (('"m.own-daily.cn"', '"news.voc.com.cn"'), 3, "news.voc.com.cn is claimed by voc"),
        (('"m.own-daily.cn"', '".com.cn"'), 3, "no domain of one outlet"),
        (('"m.own-daily.cn"', '"https://m.own-daily.cn/"'), 3, "no domain of one outlet"),
        (('"https://www.own-daily.cn/news', '"https://www.own-weekly.cn/news'), 4, "no http address"),
        (('family = "cjyun"', "article_url = '^/(\\w+/?)*x$'"), 5, "article_url: runs away"),
        (('family = "cjyun"', "article_url = '('"), 5, "article_url: is no regular expression"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_line(folder, change, line, said):
    assert change[0] in TOML
    path = write(folder, "own_daily.toml", TOML.replace(*change))
    write(folder, "own_python.py", PYTHON)
    found = load_own(folder, KNOWN)
    assert list(found.sites) == ["own_python"]  # the others are there
    assert found.refused["own_daily"].startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert said in found.refused["own_daily"]


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("own_python.py", PYTHON.replace("SITE = Site(", "SITE = Site(("), 3, "never closed"),
        ("own_python.py", PYTHON.replace("name=", "names="), 3, "unexpected keyword argument 'names'"),
        ("own_python.py", "import nothing_of_that_name\n", 1, "nothing_of_that_name"),
        ("own_python.py", "SITE = 5\n", None, "has no SITE"),
        ("other.py", PYTHON, None, "must be the name of the file"),
        ("Own-Python.py", PYTHON, None, "can be no id"),
        ("own_python.py", PYTHON.replace("www.own-python.cn", "m.hbtv.com.cn"), 6, "claimed by hbtv"),
        ("own_python.py", PYTHON.replace(r"^/a/\d+\.html$", r"^(a+)+$"), 7, "runs away"),
        ("hbtv.py", PYTHON.replace("own_python", "hbtv"), None, "is taken by 湖北台"),
    ],
)
def test_a_wrong_python_file_is_refused_with_its_name_and_line(folder, name, text, line, said):
    path = write(folder, name, text)
    found = load_own(folder, KNOWN)
    assert found.sites == {}
    (problem,) = found.refused.values()
    assert problem.startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert said in problem


def test_of_two_files_that_claim_a_domain_the_second_is_refused(folder):
    write(folder, "own_a.toml", TOML)
    write(folder, "own_b.toml", TOML)
    found = load_own(folder, KNOWN)
    assert list(found.sites) == ["own_a"]
    assert "claimed by own_a" in found.refused["own_b"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes of POSIX")
def test_a_python_file_that_others_may_write_to_is_not_run(folder):
    path = write(folder, "own_python.py", f"open({str(folder / 'ran')!r}, 'w')\n{PYTHON}")
    path.chmod(0o666)
    assert "is not run" in load_own(folder, KNOWN).refused["own_python"]
    assert not (folder / "ran").exists()


def test_a_package_brings_outlets(monkeypatch):
    mine = Site(id="packed", name="示例包报", domains=("www.packed-daily.cn",), article_url=r"^/a/\d+")
    thief = Site(id="thief", name="冒名报", domains=("m.hbtv.com.cn",), article_url=r"^/a/\d+")
    monkeypatch.setitem(sys.modules, "packed_outlets", SimpleNamespace(SITES=(mine,)))
    monkeypatch.setitem(sys.modules, "stolen_outlets", SimpleNamespace(SITE=thief))
    entries = [
        metadata.EntryPoint(name, value, own_sites.GROUP)
        for name, value in (("a", "packed_outlets"), ("b", "stolen_outlets"), ("c", "absent_outlets"))
    ]
    monkeypatch.setattr(own_sites, "entry_points", lambda **_: entries)
    found = load_own(None, KNOWN)
    assert found.sites == {"packed": mine}
    assert "claimed by hbtv" in found.refused["b"]
    assert "absent_outlets" in found.refused["c"]


@pytest.fixture
def _forget():
    """What the registry remembers is forgotten before and after."""

    def clear() -> None:
        for known in (registry._by_id, registry._by_domain, registry._by_twin, registry.own):
            known.cache_clear()

    clear()
    yield clear
    clear()


@pytest.mark.usefixtures("_forget")
def test_the_registry_the_list_and_the_addresses_know_them(monkeypatch, folder):
    write(folder, "own_daily.toml", TOML)
    broken = write(folder, "own_broken.toml", TOML.replace("own-daily", "own-broken").replace("cjyun", "x"))
    monkeypatch.setenv("SHENGMEI_SITES", str(folder))
    assert registry.site_for("https://m.own-daily.cn/p/1.html") is registry.site("own_daily")
    told = CliRunner().invoke(root, ["sites", "--address", "http://m.own-daily.cn/p/1.html", "--json"])
    assert json.loads(told.stdout)["site"] == "own_daily"
    listed = CliRunner().invoke(root, ["sites", "--jsonl"])
    assert listed.exit_code == 4
    assert f"{broken}:5: unknown family 'x'" in listed.stderr
    assert {json.loads(line)["id"] for line in listed.stdout.splitlines()} >= {"own_daily", "hbtv"}
    with pytest.raises(UsageProblem, match=r"own_broken\.toml:5: unknown family"):
        registry.site("own_broken")


def test_the_directory_stands_beside_the_settings_by_default(monkeypatch, folder):
    monkeypatch.delenv("SHENGMEI_CONFIG", raising=False)
    monkeypatch.delenv("SHENGMEI_SITES", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "users"))
    (folder / "here" / "sites").mkdir(parents=True)
    monkeypatch.chdir(folder / "here")
    assert site_directory() is None  # some directory of that name, beside no settings
    write(folder / "here", "shengmei.toml", "")
    assert site_directory() == folder / "here" / "sites"
    (folder / "here" / "outlets").mkdir()
    write(folder / "here", "shengmei.toml", 'sites = "outlets"\n')
    assert site_directory() == folder / "here" / "outlets"
    monkeypatch.setenv("SHENGMEI_SITES", str(folder / "absent"))
    with pytest.raises(UsageProblem, match="is no directory"):
        site_directory()
