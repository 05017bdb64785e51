"""`shengmei sites new`: what a page tells of its outlet is filled in, and the rest is marked."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from crawler import registry
from crawler.items import Capture
from crawler.pages.document.page import Page
from crawler.pages.lists.json_list import Paging
from crawler.site_files.own_sites import load_own
from crawler.site_files.site_draft import draft, identifier_of
from search_cli.cli import root
from tests.crawler.pages.families.newspapers.paper_pages import GRAMMARS, article_page
from tests.crawler.pages.families.newspapers.paper_pages import listed as listed_page
from tests.crawler.site_files.test_site_check import FORMS, TITLES
from tests.crawler.spiders.web import article

HOST = "https://www.drafted-daily.cn"


def listed(form: str, head: str = "<title>新闻_起草日报</title>") -> str:
    links = "".join(f'<a href="{form.format(1200 + n)}">{title}</a>' for n, title in enumerate(TITLES))
    return f'<html><head><meta charset="utf-8">{head}</head><body>{links}</body></html>'


@pytest.mark.parametrize("system", FORMS)
def test_a_list_tells_name_host_and_pattern(tmp_path, system):
    tmp_path.chmod(0o755)
    page = Capture(url=f"{HOST}/news/", fetched_at=datetime.now(UTC), body=listed(FORMS[system][1]).encode())
    made = draft(page, 2026)
    path = tmp_path / f"{made.id}.py"
    path.write_text(made.text, encoding="utf-8")
    path.chmod(0o644)
    found = load_own(tmp_path, {})
    assert found.refused == {}
    site = found.sites["drafted_daily"]
    assert (site.name, site.lists, site.references[0].year) == ("起草日报", (f"{HOST}/news/",), 2026)
    assert site.is_article(HOST + FORMS[system][1].format(1300))
    assert not site.is_article(f"{HOST}/about/")
    assert "TODO: the province" in made.text


def test_a_page_of_a_family_brings_its_class():
    body = "<script>var shareVariable = {sid:'10999', aid:'1', cid:'12'};</script>" + article(
        "渡口的灯修好了"
    )
    made = draft(Capture(url=f"{HOST}/p/12.html", fetched_at=datetime.now(UTC), body=body.encode()), 2026)
    assert "import ARTICLE_URL, LIST_URL, CjyunArticlePage" in made.text
    assert f'lists=("{HOST}/",),  # TODO' in made.text
    assert json.loads(made.fixture)["url"] == f"{HOST}/p/12.html"


def drafted(tmp_path, url: str, body: str | bytes):
    """The outlet that the draft of a page describes, as it stands."""
    tmp_path.chmod(0o755)
    sent = body if isinstance(body, bytes) else body.encode()
    made = draft(Capture(url=url, fetched_at=datetime.now(UTC), body=sent), 2026)
    path = tmp_path / f"{made.id}.py"
    path.write_text(made.text, encoding="utf-8")
    path.chmod(0o644)
    found = load_own(tmp_path, {})
    assert found.refused == {}
    return found.sites[made.id], made


PAPER = replace(GRAMMARS["founder_old"], base="http://szb.drafted-daily.cn/qtrb")


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (PAPER.page_address("01"), listed_page(PAPER, "01")),
        (PAPER.page_address("02"), listed_page(PAPER, "02")),
        (PAPER.article_address("02", 1), listed_page(PAPER, "02")),
        (
            f"{PAPER.base}/paperindex.htm",
            '<meta http-equiv="refresh" content="0;url=html/2026-05/18/node_1.htm">',
        ),
    ],
)
def test_a_page_of_a_newspaper_tells_the_address_of_its_editions(tmp_path, url, body):
    site, made = drafted(tmp_path, url, body)
    assert site.paper is not None
    assert site.paper.editions == (f"{PAPER.base}/html/%Y-%m/%d/node_1.htm",)
    assert made.fixture is None
    assert site.is_article(PAPER.article_address("01", 2))


def test_an_article_of_a_newspaper_alone_leads_to_its_front(tmp_path):
    site, _ = drafted(tmp_path, PAPER.article_address("01", 1), article_page(PAPER, "01", 1))
    assert (site.paper.index, site.paper.editions) == ("http://szb.drafted-daily.cn/", ())
    assert site.name == "szb.drafted-daily.cn"  # the headline is no name


def test_a_json_list_is_described(tmp_path):
    entries = [
        {
            "doc-title": title,
            "shareUrl": f"{HOST}/a/{1200 + n}.html",
            "pubTime": "2026-05-18 09:30",
            "title": title,
        }
        for n, title in enumerate(TITLES)
    ]
    answer = json.dumps({"code": 0, "data": [{"the list": entries}]}, ensure_ascii=False)
    site, _ = drafted(tmp_path, "https://api.drafted-daily.cn/list?id=3&pageNo=0", answer)
    assert site.domains == ("www.drafted-daily.cn", "api.drafted-daily.cn")
    (known,) = site.json_lists
    assert (known.items, known.page) == ('data[]."the list"[]', Paging(parameter="pageNo", first=0))
    page = Page(Capture(url=site.lists[0], fetched_at=datetime.now(UTC), body=answer.encode()))
    assert known.listing(page, site).articles[0].title == TITLES[0]
    assert known.answers(site.lists[0])
    assert site.is_article(f"{HOST}/a/1300.html")


def test_a_feed_and_a_sitemap_tell_the_pattern_of_articles(tmp_path):
    links = [f"{HOST}/xw/202605/t20260518_90{1200 + n}.html" for n in range(4)]
    items = "".join(f"<item><title>渡口</title><link>{url}</link></item>" for url in links)
    sitemap = "".join(f"<url><loc>{url}</loc></url>" for url in links)
    for number, body in enumerate((f"<rss><channel>{items}</channel></rss>", f"<urlset>{sitemap}</urlset>")):
        folder = tmp_path / str(number)
        folder.mkdir()
        site, _ = drafted(folder, f"{HOST}/list.xml", body)
        assert site.is_article(f"{HOST}/xw/202606/t20260601_901300.html")


@pytest.mark.parametrize(
    "body", ["", "  \n", b"%PDF-1.4\x00\x01", "<rss><channel></channel></rss>", '{"a": 1}']
)
def test_of_what_is_no_page_and_no_list_nothing_is_made(tmp_path, body):
    saved = tmp_path / "saved"
    saved.write_bytes(body if isinstance(body, bytes) else body.encode())
    call = ["sites", "new", f"{HOST}/news/", "--from", str(saved), "--to", str(tmp_path / "made")]
    done = CliRunner().invoke(root, call)
    assert done.exit_code == 2
    assert f"{HOST}/news/" in done.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("title", ['"""; import os #', "'\\", "\\N{nothing}", "{0}\n[x]"])
def test_nothing_that_a_page_says_can_be_more_than_a_text_of_the_file(title):
    head = f"<title>新闻_{title}</title><meta property='og:site_name' content='{title}\"\"\"'>"
    made = draft(
        Capture(url=f"{HOST}/news/", fetched_at=datetime.now(UTC), body=listed("/a/{}.html", head).encode()),
        2026,
    )
    kinds = [type(statement) for statement in ast.parse(made.text).body]
    assert kinds == [ast.Expr, ast.ImportFrom, ast.Assign]


@pytest.mark.parametrize(
    ("host", "identifier"),
    [
        ("news.example-daily.com.cn", "example_daily"),
        ("www.10yan.com", "outlet_10yan"),
        ("127.0.0.1", "outlet_127"),
        ("www.new.cn", "new"),
    ],
)
def test_the_id_is_made_of_the_registered_name(host, identifier):
    assert identifier_of(host) == identifier


def test_the_command_writes_a_file_and_a_fixture_and_nothing_twice(tmp_path):
    saved = tmp_path / "saved.html"
    saved.write_text(listed("/a/{}.html"), encoding="utf-8")
    call = ["sites", "new", f"{HOST}/news/", "--from", str(saved), "--to", str(tmp_path / "made")]
    done = CliRunner().invoke(root, call)
    assert done.exit_code == 0, done.stderr
    names = sorted(str(path.relative_to(tmp_path / "made")) for path in (tmp_path / "made").rglob("*.*"))
    fixture = "fixtures/drafted_daily/article"
    assert names == ["drafted_daily.py", f"{fixture}.html", f"{fixture}.json"]
    assert "marked TODO" in done.stderr
    again = CliRunner().invoke(root, call)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://m.hbtv.com.cn/p/1.html", "is known as hbtv"),
        ("hbtv", "is no http address"),
        ("http://[::1", "no http"),
    ],
)
def test_a_known_outlet_or_no_address_is_refused(url, said):
    done = CliRunner().invoke(root, ["sites", "new", url])
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert registry.site("hbtv").id == "hbtv"
