"""The beginning of a site file, made of a page of an outlet: what it says is filled in, the rest marked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import registry
from crawler.address_patterns import pattern_of
from crawler.items import Capture
from crawler.normalise import addresses
from crawler.pages.address_shapes import shape_of
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import ListPage
from crawler.pages.lists.link_forms import articles_by_form
from crawler.site import Site

TODO = "# TODO: "
_PARTS = re.compile(r"\s*[_|｜丨—-]+\s*")
_NO_NAME = re.compile(r"^(?:首页|官网|官方网站|欢迎您.*|index)$", re.IGNORECASE)
_NO_LABELS = frozenset(("www", "m", "wap", "news", "com", "cn", "net", "org", "gov"))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A site file to be completed, and the skeleton of its fixture: `fixture` as NAME.json has it."""

    id: str
    text: str
    page: bytes
    fixture: str


def draft(capture: Capture, year: int) -> Draft:
    """The draft for the outlet that served a page, a list or an article. `year` is that of the evidence."""
    page = Page(capture)
    host = addresses.host_of(capture.url)
    identifier = identifier_of(host)
    family = _family(page)
    articles = _articles(page, identifier, host)
    is_article = not articles and (shape := shape_of(capture.url)) is not None and shape.kind == "article"
    pattern = pattern_of([capture.url] if is_article else articles)
    lines = _lines(page, capture.url, family=family, pattern=pattern, is_article=is_article, year=year)
    return Draft(
        id=identifier, text="\n".join(lines) + "\n", page=capture.body, fixture=_fixture(capture, is_article)
    )


def identifier_of(host: str) -> str:
    """`news.example-daily.com.cn` gives `example_daily`, of an address of this machine `outlet`."""
    registered = addresses.registered_domain(host) or host
    label = registered.partition(".")[0]
    name = re.sub(r"\W+", "_", label.lower()).strip("_")
    if not name or name[0].isdigit() or name in _NO_LABELS:
        name = f"outlet_{name}".rstrip("_")
    return name


def _family(page: Page) -> tuple[str, str] | None:
    """Module and class of the family whose marks the page has."""
    found = next((one for one in registry.families() if one.recognises(page)), None)
    return (found.__module__.rpartition(".")[2], found.__name__) if found else None


def _articles(page: Page, identifier: str, host: str) -> list[str]:
    """The addresses of articles that the page leads to, if it is a list."""
    domain = f".{addresses.registered_domain(host)}" if addresses.registered_domain(host) else host
    outlet = Site(id=identifier, name=identifier, domains=(host, domain), article_url=r"(?!)")
    try:
        return [link.url for link in articles_by_form(ListPage(page, outlet))]
    except UnknownLayout:
        return []


def _lines(
    page: Page, url: str, *, family: tuple[str, str] | None, pattern: str | None, is_article: bool, year: int
) -> Sequence[str]:
    host, name = addresses.host_of(url), _name(page)
    start = url if not is_article else f"{addresses.origin(url)}/"
    lines = [f'"""{name or host}."""', ""]
    if family:
        constants = _constants(family[0])
        lines.append(f"from crawler.pages.families.{family[0]} import {', '.join((*constants, family[1]))}")
    else:
        constants = ()
    lines += ["from crawler.site import Reference, Site", "", "SITE = Site("]
    lines.append(f'    id="{identifier_of(host)}",')
    lines.append(f'    name="{name or host}",' + ("" if name else f"  {TODO}its name"))
    lines.append(f"    province=None,  {TODO}the province, in its short form: 湖南")
    lines.append(f"    domains=({_quoted(host)},),  {TODO}other hosts that serve the same")
    checked = f"  {TODO}the lists where articles appear first" if is_article or start.endswith("/") else ""
    lines.append(f"    lists=({_quoted(start)},),{checked}")
    if "ARTICLE_URL" in constants:
        lines.append("    article_url=ARTICLE_URL,")
    elif pattern:
        lines.append(f'    article_url=r"{pattern}",  {TODO}does it fit all articles, and nothing else?')
    else:
        lines.append(f'    article_url=r"(?!)",  {TODO}which addresses are articles')
    if "LIST_URL" in constants:
        lines.append("    list_url=LIST_URL,")
    if family:
        lines.append(f"    article_pages=({family[1]},),")
    lines.append(f'    references=(Reference(year={year}, source="{_source(url)}"),),')
    return [*lines, ")"]


def _constants(family: str) -> tuple[str, ...]:
    import importlib

    module = importlib.import_module(f"crawler.pages.families.{family}")
    return tuple(name for name in ("ARTICLE_URL", "LIST_URL") if hasattr(module, name))


def _name(page: Page) -> str | None:
    """What the page calls its outlet: og:site_name, or the last part of its title."""
    stated = page.metadata.values.get("og:site_name", "").strip()
    if stated:
        return _plain(stated)
    titles = [node.text().strip() for node in page.all("title")[:1]]
    parts = [part for part in _PARTS.split(titles[0] if titles else "") if part and not _NO_NAME.match(part)]
    return _plain(parts[-1]) if parts and len(parts[-1]) <= 20 else None


def _plain(text: str) -> str:
    """A text that can stand in a file of Python without ending its string."""
    return re.sub(r"[^\w ·・（）()《》+&.]", "", text).strip()[:40]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _source(url: str) -> str:
    return f"its own page {urlsplit(url).netloc}{urlsplit(url).path}".replace('"', "%22").replace("\\", "%5C")


def _fixture(capture: Capture, is_article: bool) -> str:
    headers = {name.lower(): value for name, value in capture.headers}
    said: dict[str, str] = {"url": capture.url if is_article else f"{TODO}the address of an article"}
    if content_type := headers.get("content-type"):
        said["content_type"] = content_type
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
