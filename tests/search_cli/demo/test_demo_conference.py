"""Six outlets that print each other's articles: what `shengmei demo --copies` serves."""

from __future__ import annotations

from urllib.parse import urlsplit

from search_cli.demo.conference import ConferenceSite, addresses, conference, write_site_files
from search_cli.demo.server import DemoServer


def test_every_article_is_served_and_listed_by_its_outlet():
    sites = {one["host"]: ConferenceSite(one) for one in conference()["outlets"]}
    for address in addresses():
        parts = urlsplit(address)
        page, front = sites[parts.netloc].page(parts.path), sites[parts.netloc].page("/")
        assert page is not None
        assert "<p>　　".encode() in page.body
        assert front is not None
        assert f'href="{parts.path}"'.encode() in front.body


def test_no_paragraph_is_left_as_a_name():
    names = tuple(conference()["paragraphs"])
    pages = [ConferenceSite(one) for one in conference()["outlets"]]
    for address in addresses():
        found = [page for site in pages if (page := site.page(urlsplit(address).path))]
        assert len(found) == 1
        assert not any(f"　　{name} " in found[0].body.decode() for name in names)


def test_the_demos_server_knows_them():
    server = DemoServer()
    assert server.answer("GET", addresses()[0], "").status == 200


def test_the_site_files_are_those_of_a_user(tmp_path):
    from crawler.site_files.toml_sites import site_of_toml

    for name in write_site_files(tmp_path / "sites"):
        site = site_of_toml(tmp_path / "sites" / f"{name}.toml")
        assert site.province in ("湖北", "湖南", "江西")
        own = [address for address in addresses() if site.owns(address)]
        assert own
        assert all(map(site.is_article, own))
