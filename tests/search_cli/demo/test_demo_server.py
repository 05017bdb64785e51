"""The demo outlet over HTTP, asked as a crawler asks: through the proxy, by list pages."""

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest

from search_cli.demo import outlet
from search_cli.demo.server import DemoServer
from search_cli.demo.site import DemoSite
from search_cli.demo.stories import Story, stories

ROOT = f"http://{outlet.HOST}"
ARTICLE = re.compile(r'<a href="(/p/\d+\.html)"[^>]* title="[^"]+"')


class Answer:
    """A response, read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        self.type = self.headers.get("Content-Type", "")

    @property
    def text(self) -> str:
        declared = re.search(rb"charset=[\"']?([\w-]+)", self.type.encode() + b"\n" + self.body[:600])
        assert declared, "no charset declared"
        return self.body.decode(declared.group(1).decode())


class Client:
    """One connection that is kept alive, to the server as a proxy."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)

    def get(self, url: str, method: str = "GET", **headers: str) -> Answer:
        self.connection.request(method, urljoin(ROOT, url), headers=headers)
        return Answer(self.connection.getresponse())


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


@pytest.fixture
def client(server: DemoServer) -> Iterator[Client]:
    client = Client(server.address)
    yield client
    client.connection.close()


def listed(client: Client) -> set[str]:
    """The paths of all articles that the front page and the channels lead to, page by page."""
    found = set(ARTICLE.findall(client.get("/").text))
    for channel in ("yangtze", "country"):
        path: str | None = f"/{channel}/index.html"
        while path:
            page = client.get(path).text
            found.update(ARTICLE.findall(page))
            following = re.search(r'href="([^"]+)">下一页', page)
            path = following.group(1) if following else None
            if number := re.search(r"var listid = (\d+)", page):
                found.update(listed_as_json(client, int(number.group(1))))
    return found


def listed_as_json(client: Client, number: int) -> Iterator[str]:
    page = 1
    while rows := json.loads(client.get(content(number, page)).body)["data"]:
        yield from (urlsplit(row["url"]).path for row in rows)
        page += 1


def content(number: int, page: int, size: int = 15) -> str:
    return f"/index/nei/content?id={number}&page={page}&pagesize={size}"


def test_everything_is_reachable_from_the_lists(client: Client) -> None:
    assert listed(client) == {story.path for story in stories()}


def test_a_multiplied_outlet_is_reachable_from_its_lists() -> None:
    with DemoServer(300) as many:
        client = Client(many.address)
        paths = listed(client) & {urlsplit(url).path for url in many.site.article_addresses}
        assert len(paths) == 300
        assert len({client.get(path).body for path in paths}) == 300
        client.connection.close()


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.path)
def test_each_address_answers_as_its_kind(client: Client, story: Story) -> None:
    answer = client.get(story.path)
    assert answer.status == (404 if story.kind == "missing" else 200)
    assert client.get(f"/{story.channel}{story.path}").body == answer.body
    if story.kind == "empty":
        assert answer.body == b""
    elif story.kind in ("redirect", "mismatch", "missing"):
        assert story.title not in answer.text
    else:
        assert answer.type.startswith("text/html")
        for text in (story.title, story.published, *story.part(1).body):
            assert text in answer.text
        assert story.charset in answer.text[:300]


def test_a_redirect_is_a_tiny_page_that_only_leads_away(client: Client) -> None:
    story = next(story for story in stories() if story.kind == "redirect")
    page = client.get(story.path).text
    assert "aid:'3'" in page
    assert f'location.href="{story.target}"' in page
    assert "<title>" not in page


def test_the_gbk_page_is_gbk_and_only_its_meta_says_so(client: Client) -> None:
    story = next(story for story in stories() if story.charset == "gbk")
    answer = client.get(story.path)
    assert answer.type == "text/html"
    assert story.title in answer.body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


def test_the_json_list_has_both_shapes_and_ends(client: Client) -> None:
    rows = json.loads(client.get(content(451, 1)).body)["data"]
    assert len(rows) == 15
    assert set(rows[0]) == {"url", "title", "thumb", "description", "created"}
    assert {type(row["created"]) for row in rows} == {int, str}
    assert {type(row["thumb"]) for row in rows} == {dict, list}
    assert json.loads(client.get(content(451, 99)).body)["data"] == []
    assert json.loads(client.get(content(999, 1)).body)["data"] == []
    assert client.get("/index/nei/content?id=x").status == 404


def test_robots_forbids_an_address_that_is_listed(client: Client) -> None:
    robots = client.get("/robots.txt")
    forbidden = next(story for story in stories() if story.disallowed)
    assert robots.type.startswith("text/plain")
    assert f"Disallow: {forbidden.path}\n" in robots.text
    assert "Crawl-delay: 2\n" in robots.text
    assert forbidden.path in listed(client)


def test_the_same_parameters_give_the_same_bytes() -> None:
    assert DemoSite(200).pages == DemoSite(200).pages


def test_it_answers_under_its_own_names_and_under_no_other(client: Client, server: DemoServer) -> None:
    page = client.get("/").body
    assert client.get("http://www.xingzhi.example/").body == page
    assert client.get("http://news.elsewhere.example/").status == 502
    direct = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    direct.request("GET", "/")
    assert direct.getresponse().read() == page
    direct.close()


def test_what_is_known_is_not_sent_again(client: Client) -> None:
    first = client.get("/")
    assert first.headers["Last-Modified"].endswith("GMT")
    again = client.get("/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    head = client.get("/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(first.body)


def test_requests_are_written_down_and_pages_can_change() -> None:
    path, other = (story.path for story in stories()[:2])
    twin = f"/{stories()[0].channel}{path}"
    with DemoServer() as changing:
        client = Client(changing.address)
        client.get(path)
        changing.replace(path, "<p>更正</p>")
        changing.remove(other)
        assert client.get(path).body.decode() == "<p>更正</p>"
        assert client.get(twin).body.decode() == "<p>更正</p>"
        assert client.get(other).status == 404
        assert changing.served == [path, path, twin, other]
        client.connection.close()


def test_a_broken_request_ends_its_connection_and_nothing_else(client: Client) -> None:
    assert client.get("/", method="POST").status == 501
    assert client.get("/").status == 200


def test_a_process_of_its_own_prints_its_address() -> None:
    command = [sys.executable, "-m", "search_cli.demo.server", "--port", "0", "--pages", "100"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    client = Client(process.stdout.readline().strip())
    assert len(listed(client)) > 100
    client.connection.close()
    process.terminate()
    assert process.wait(timeout=10) == 0
    process.stdout.close()


def test_a_taken_port_is_said_at_once(server: DemoServer) -> None:
    taken = DemoServer(port=int(server.address.rpartition(":")[2]))
    with pytest.raises(OSError, match="address already in use"), taken:
        pass
