"""An outlet as a few lines of TOML, for the common case: a known family, lists, patterns.

    name = "示例日报"
    province = "湖南"
    domains = ["www.example.cn", "m.example.cn"]
    lists = ["https://www.example.cn/news/index.html"]
    family = "cjyun"

The id is the name of the file. What the family says (which addresses are articles and lists, which servers
are one) need not be said again.
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

from crawler.pages import families
from crawler.pages.base import ArticlePage
from crawler.pages.lists.json_list import JsonList, Paging
from crawler.site import Reference, Site

_TEXTS = ("name", "province", "city", "organisation", "owner", "article_url", "list_url", "refuses",
          "wants_browser", "throttle_group", "family")  # fmt: skip
_LISTS = ("domains", "lists")
_TABLES = ("references", "json_lists")
_NEEDED = ("name", "domains")


class TomlProblem(ValueError):
    """What is wrong, and in which line."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.line = line


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


def line_of(key: str, text: str) -> int | None:
    """The line of a file in which a key is set."""
    found = re.search(rf"^[ \t]*(?:\[+\s*)?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _check(said: Mapping[str, Any], text: str) -> None:
    """Each key is one that is known, of its kind, and none that is needed is missing."""
    for key, value in said.items():
        line = line_of(key, text)
        if key in _TEXTS:
            if not isinstance(value, str) or not value:
                raise TomlProblem(f"{key} must be text, not {value!r}", line)
        elif key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
                raise TomlProblem(f"{key} must be a list of texts, not {value!r}", line)
        elif key in _TABLES:
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                raise TomlProblem(f"{key} must be tables: [[{key}]]", line)
        else:
            known = ", ".join((*_TEXTS, *_LISTS, *_TABLES))
            raise TomlProblem(f"unknown key {key!r}; known: {known}", line)
    for key in _NEEDED:
        if not said.get(key):
            raise TomlProblem(f"{key} is missing")


def _facts(said: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The fields of a `Site`, with what its family says."""
    facts = {key: value for key, value in said.items() if key not in ("family", *_TABLES)}
    facts |= {key: tuple(facts[key]) for key in _LISTS if key in facts}
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
    if not facts.get("article_url"):
        raise TomlProblem("article_url is missing, and no family says it")
    facts["references"] = tuple(
        _table(Reference, one, "references", text) for one in said.get("references", ())
    )
    facts["json_lists"] = tuple(_json_list(one, text) for one in said.get("json_lists", ()))
    return facts


def _json_list(said: Mapping[str, Any], text: str) -> JsonList:
    paging = said.get("page")
    page = _table(Paging, paging, "json_lists", text) if isinstance(paging, dict) else paging
    found = _table(JsonList, {**said, "page": page}, "json_lists", text)
    assert isinstance(found, JsonList)
    return found


def _table(kind: type[Any], said: Mapping[str, Any], key: str, text: str) -> Any:
    try:
        return kind(**said)
    except TypeError as error:
        raise TomlProblem(f"{key}: {error}", line_of(key, text)) from error


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
