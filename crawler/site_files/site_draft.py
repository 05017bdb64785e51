"""The beginning of a site file, made of a page of an outlet: what it says is filled in, the rest marked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import registry
from crawler.items import Capture
from crawler.normalise import addresses
from crawler.pages.address_shapes import shape_of
from crawler.pages.document.decoding import is_binary
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.families.newspapers.paper import Newspaper
from crawler.pages.list_page import ListPage
from crawler.pages.lists.link_forms import articles_by_form
from crawler.pages.lists.sitemap_list import unpacked
from crawler.site import Site
from crawler.site_files.draft_lists import DraftedList, drafted_list
from crawler.site_files.draft_newspaper import drafted_newspaper
from crawler.site_files.draft_pattern import pattern_of

TODO = "# TODO: "
_PARTS = re.compile(r"(?:(?<!\s)\s+)?[_|｜丨—-]+\s*")
_NO_NAME = re.compile(
    r"^(?:首页|官网|官方网站|欢迎您.*|index|第?\s*[A-Z]?\d{1,3}\s*版.*|数字报.*|电子版|多媒体数字报.*)$",
    re.IGNORECASE,
)
_PAPER_SUFFIX = re.compile(r"(?<=[报刊])(?:多媒体)?(?:数字报刊?|电子版|电子报|数字版)$")
_NO_LABELS = frozenset(("www", "m", "wap", "news", "com", "cn", "net", "org", "gov"))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A site file to be completed, and the skeleton of its fixture: `fixture` as NAME.json has it."""

    id: str
    text: str
    page: bytes
    fixture: str | None  # a newspaper needs none


def draft(capture: Capture, year: int) -> Draft:
    """The draft for the outlet that served a page, a list (also a feed, a sitemap or JSON), an article, or a
    page of a newspaper. `year` is that of the evidence. Raises `UnknownLayout` for what is none of these."""
    if not capture.body.strip() or is_binary(unpacked(capture).body):
        raise UnknownLayout(capture.url, "no page or list that a site file could be made of")
    page = Page(capture)
    host = addresses.host_of(capture.url)
    identifier = identifier_of(host)
    if paper := drafted_newspaper(page, identifier):
        text = "\n".join(_paper_lines(page, paper, year)) + "\n"
        return Draft(id=identifier, text=text, page=capture.body, fixture=None)
    outlet = _outlet(identifier, host)
    listed = drafted_list(capture, outlet)
    family = _family(page)
    articles = list(listed.articles) if listed else _articles(page, outlet)
    is_article = not articles and (shape := shape_of(capture.url)) is not None and shape.kind == "article"
    pattern = pattern_of([capture.url] if is_article else articles)
    lines = _lines(page, capture.url, family=family, pattern=pattern, is_article=is_article, year=year)
    lines = _with_list(list(lines), listed, host, articles)
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


def _outlet(identifier: str, host: str) -> Site:
    """The outlet as far as a host tells of it: all hosts of its domain may be its."""
    domain = f".{addresses.registered_domain(host)}" if addresses.registered_domain(host) else host
    return Site(id=identifier, name=identifier, domains=(host, domain), article_url=r"(?!)")


def _with_list(lines: list[str], listed: DraftedList | None, host: str, articles: Sequence[str]) -> list[str]:
    """The lines with the description of a JSON list, and with the hosts that a list leads to."""
    hosts = dict.fromkeys((*(addresses.host_of(url) for url in articles), host))
    if listed is not None and len(hosts) > 1:
        at = next(number for number, line in enumerate(lines) if line.startswith("    domains="))
        lines[at] = (
            f"    domains=({', '.join(map(_quoted, hosts))}),  {TODO}the first is that of canonical addresses"
        )
    if listed is not None and listed.json_list:
        at = next(number for number, line in enumerate(lines) if line.startswith("    references="))
        lines[at:at] = listed.json_list
        names = "JsonList, Paging" if any("Paging(" in line for line in listed.json_list) else "JsonList"
        at = lines.index("from crawler.site import Reference, Site")
        lines.insert(at, f"from crawler.pages.lists.json_list import {names}")
    return lines


def _paper_lines(page: Page, paper: Newspaper, year: int) -> Sequence[str]:
    """The lines of a newspaper's site file."""
    host, name = addresses.host_of(page.url), _name(page)
    if paper.editions:
        stands = f"editions=({_quoted(paper.editions[0])},)"
        todo = f"  {TODO}is it the first page of a day?"
    else:
        stands, todo = (
            f"index={_quoted(paper.index or '')}",
            f"  {TODO}better the address of a day's first page",
        )
    return (
        f'"""{name or host}, by its editions."""',
        "",
        "from crawler.pages.families.newspapers.paper import Newspaper",
        "from crawler.site import Reference, Site",
        "",
        "SITE = Site(",
        f'    id="{identifier_of(host)}",',
        f'    name="{name or host}",' + ("" if name else f"  {TODO}its name"),
        f"    province=None,  {TODO}the province, in its short form: 湖南",
        f"    domains=({_quoted(host)},),  {TODO}paths, where it shares the host with other papers",
        f"    paper=Newspaper({stands}),{todo}",
        f'    references=(Reference(year={year}, source="{_source(page.url)}"),),',
        ")",
    )


def _articles(page: Page, outlet: Site) -> list[str]:
    """The addresses of articles that the page leads to, if it is a list."""
    try:
        return [link.url for link in articles_by_form([ListPage(page, outlet)])]
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
    shape = shape_of(page.url)
    if len(parts) == 1 and shape is not None and shape.kind == "article":
        return None  # a headline alone
    return _plain(_PAPER_SUFFIX.sub("", parts[-1])) if parts and len(parts[-1]) <= 20 else None


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
