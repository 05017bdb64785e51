"""An outlet as a few lines of TOML, for the common case: a known family, lists, patterns.

    name = "示例日报"
    province = "湖南"
    domains = ["www.example.cn", "m.example.cn"]
    lists = ["https://www.example.cn/news/index.html"]
    family = "cjyun"

The id is the name of the file. What the family says (which addresses are articles and lists, which servers
are one) need not be said again. A newspaper names its `editions` (addresses of a day's first page, with
%Y, %m and %d) or the page that leads to the newest one, `edition_index`; it needs no lists and no family.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from crawler.article_data import ArticleData
from crawler.pages import families
from crawler.pages.base import ArticlePage
from crawler.pages.families.newspapers.paper import Newspaper
from crawler.pages.lists.json_list import JsonList
from crawler.site import Reference, Site
from crawler.site_files.toml_tables import TomlProblem, line_of, thing_of_table

_TEXTS = ("name", "province", "city", "organisation", "owner", "article_url", "list_url", "refuses",
          "wants_browser", "throttle_group", "family", "edition_index")  # fmt: skip
_LISTS = ("domains", "lists", "editions", "paths")
_KINDS: dict[str, type[Any]] = {"references": Reference, "json_lists": JsonList}
_TABLES = tuple(_KINDS)
_TABLE = "article_data"
_NO_FIELDS = ("family", "editions", "edition_index", *_TABLES, _TABLE)
_NEEDED = ("name", "domains")


def site_of_toml(path: Path) -> Site:
    """The outlet that a file describes; raises `TomlProblem`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        raise TomlProblem(f"no TOML: {error}", int(found[1]) if found else None) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TomlProblem(f"cannot be read: {error}") from error
    _check(said, text)
    try:
        return Site(id=path.stem, **_facts(said, text))
    except TomlProblem:
        raise
    except (TypeError, ValueError) as error:
        raise TomlProblem(str(error)) from error


def _check(said: Mapping[str, Any], text: str) -> None:
    """Each key is one that is known, of its kind, and none that is needed is missing."""
    for key, value in said.items():
        if problem := _problem(key, value):
            raise TomlProblem(problem, line_of(key, text))
    for key in _NEEDED:
        if not said.get(key):
            raise TomlProblem(f"{key} is missing", 1)


def _problem(key: str, value: object) -> str | None:
    """What is wrong with the value of a key."""
    if key in _TEXTS:
        right, kind = isinstance(value, str) and bool(value), "text"
    elif key in _LISTS:
        right, kind = (
            isinstance(value, list) and all(isinstance(one, str) and one for one in value),
            "a list of texts",
        )
    elif key in _TABLES:
        right, kind = _is_list_of(dict, value), f"tables: [[{key}]]"
    elif key == _TABLE:
        right, kind = isinstance(value, dict), f"a table: [{key}]"
    else:
        return f"unknown key {key!r}; known: {', '.join((*_TEXTS, *_LISTS, *_TABLES, _TABLE))}"
    return None if right else f"{key} must be {kind}, not {value!r}"


def _is_list_of(kind: type[object], value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _facts(said: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The fields of a `Site`, with what its family says."""
    facts = {key: value for key, value in said.items() if key not in _NO_FIELDS}
    facts |= {key: tuple(facts[key]) for key in _LISTS if key in facts}
    facts["domains"] = tuple(dict.fromkeys(domain.lower() for domain in facts["domains"]))
    if "family" in said:
        module = _family(said["family"], line_of("family", text))
        facts["article_pages"] = (_page_class(module),)
        for key, constant in (
            ("article_url", "ARTICLE_URL"), ("list_url", "LIST_URL"), ("throttle_group", "THROTTLE_GROUP"),
        ):  # fmt: skip
            if hasattr(module, constant):
                facts.setdefault(key, getattr(module, constant))
        if said["family"] == "cjyun":
            facts["list_page"] = importlib.import_module(f"{families.__name__}.cjyun_lists").CjyunListPage
    if said.get("editions") or said.get("edition_index"):
        try:
            facts["paper"] = Newspaper(
                editions=tuple(said.get("editions", ())), index=said.get("edition_index")
            )
        except ValueError as error:
            raise TomlProblem(f"editions: {error}", line_of("editions", text)) from error
    elif not facts.get("article_url"):
        raise TomlProblem("article_url is missing, and no family says it", line_of("name", text))
    for key, kind in _KINDS.items():
        facts[key] = tuple(
            thing_of_table(kind, one, key, text, number) for number, one in enumerate(said.get(key, ()))
        )
    if _TABLE in said:
        facts[_TABLE] = thing_of_table(ArticleData, said[_TABLE], _TABLE, text)
    return facts


def _family(name: str, line: int | None) -> ModuleType:
    known = [
        module.name
        for module in pkgutil.iter_modules(families.__path__)
        if not module.ispkg and _has_page_class(module.name)
    ]
    if name not in known:
        raise TomlProblem(f"unknown family {name!r}; known: {', '.join(known)}", line)
    return importlib.import_module(f"{families.__name__}.{name}")


def _has_page_class(name: str) -> bool:
    module = importlib.import_module(f"{families.__name__}.{name}")
    return any(_is_page_class(one, module) for one in vars(module).values())


def _page_class(module: ModuleType) -> type[ArticlePage]:
    """The first page class of the module, which knows the marks of its pages."""
    found: type[ArticlePage] = next(one for one in vars(module).values() if _is_page_class(one, module))
    return found


def _is_page_class(member: object, module: ModuleType) -> bool:
    return (
        isinstance(member, type)
        and issubclass(member, ArticlePage)
        and member.__module__ == module.__name__
        and "recognises" in vars(member)
    )
