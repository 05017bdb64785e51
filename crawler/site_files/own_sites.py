"""Outlets of one's own: site files in a directory of the user's, and packages that bring outlets.

A file is Python with a `SITE`, as ours, or TOML (toml_sites.py). One that is wrong, that claims a domain of
another outlet or has a pattern that runs away is refused with its name and its line; all others are there.
Packages name modules with a `SITE` or `SITES` in the entry point group `shengmei.sites`.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import urlsplit

from crawler.normalise import addresses
from crawler.site import Site, domains_above
from crawler.site_files.pattern_check import pattern_problem
from crawler.site_files.toml_sites import site_of_toml
from crawler.site_files.toml_tables import TomlProblem, line_of
from shengmei import config
from shengmei.problems import UsageProblem

GROUP = "shengmei.sites"
_ID = re.compile(r"[a-z][a-z0-9_]{0,49}\Z")
_MODULE = "shengmei_own_sites"
_OTHERS_MAY_WRITE = 0o022


@dataclass
class OwnSites:
    """The outlets found, with where each is from, and why others were refused, by their id."""

    sites: dict[str, Site] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


class _Refused(Exception):
    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.line = line


def site_directory() -> Path | None:
    """The directory with site files of one's own: `sites` of the settings, or a directory of that name beside
    the first `shengmei.toml` that is there, or among the user's or the system's settings; None for none."""
    named = config.settings({})["sites"].value
    if named:
        path = Path(named).expanduser().absolute()
        if not path.is_dir():
            raise UsageProblem(f"sites {path} is no directory")
        return path
    nearest, *others = config.files()
    beside = [nearest.parent] if nearest.is_file() else []
    folders = [folder / "sites" for folder in (*beside, *(one.parent for one in others))]
    return next((folder.absolute() for folder in folders if folder.is_dir()), None)


def load_own(directory: Path | None, known: Mapping[str, Site]) -> OwnSites:
    """The outlets of a directory and of installed packages, checked against those that are known."""
    found = OwnSites()
    taken = {domain: one for one in known.values() for domain in one.domains}
    for path in sorted(_files(directory)):
        try:
            one = _site_of(path)
            _check(one, {**known, **found.sites}, taken)
        except _Refused as problem:
            line = problem.line or _line_of_problem(path, str(problem))
            place = f"{path}:{line}" if line else str(path)
            found.refused[path.stem] = f"{place}: {problem}"
        else:
            _add(found, taken, one, str(path))
    _add_packages(found, taken, known)
    return found


def _files(directory: Path | None) -> Iterator[Path]:
    if directory is None or not directory.is_dir():
        return
    for path in directory.iterdir():
        if path.suffix in (".py", ".toml") and not path.name.startswith(("_", ".")):
            yield path


def _add(found: OwnSites, taken: dict[str, Site], one: Site, origin: str) -> None:
    found.sites[one.id] = one
    found.origins[one.id] = origin
    taken.update(dict.fromkeys(one.domains, one))


def _add_packages(found: OwnSites, taken: dict[str, Site], known: Mapping[str, Site]) -> None:
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        package = f" of {entry.dist.name}" if entry.dist else ""
        origin = f"entry point {entry.name}{package}"
        try:
            for one in _sites_of_package(entry.load()):
                _check(one, {**known, **found.sites}, taken)
                _add(found, taken, one, origin)
        except Exception as error:  # a border: whatever is wrong in a package, the package is named
            found.refused[entry.name] = f"{origin}: {_said(error)}"


def _sites_of_package(loaded: object) -> Iterable[Site]:
    sites = getattr(loaded, "SITES", None) or getattr(loaded, "SITE", None) or loaded
    several = (sites,) if isinstance(sites, Site) else sites
    if not isinstance(several, Iterable):
        raise _Refused("has no SITE and no SITES")
    chosen = tuple(several)
    if not all(isinstance(one, Site) for one in chosen):
        raise _Refused("has something else than a Site in SITES")
    return chosen


def _site_of(path: Path) -> Site:
    if not _ID.match(path.stem):
        raise _Refused(f"{path.stem!r} can be no id: small letters, digits and _")
    if path.suffix == ".toml":
        try:
            return site_of_toml(path)
        except TomlProblem as problem:
            raise _Refused(str(problem), problem.line) from problem
    if not _is_trusted(path):
        raise _Refused("belongs to somebody else or others may write to it, so it is not run")
    one = getattr(_run(path), "SITE", None)
    if not isinstance(one, Site):
        raise _Refused("has no SITE")
    if one.id != path.stem:
        raise _Refused(f"its id is {one.id!r}, and must be the name of the file")
    return one


def _run(path: Path) -> object:
    """The module of a file."""
    name = f"{_MODULE}.{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        specification.loader.exec_module(module)
    except SyntaxError as error:
        raise _Refused(f"no Python: {error.msg}", error.lineno) from error
    except Exception as error:  # a border: whatever is wrong in a file, the file is named
        lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == str(path)]
        raise _Refused(_said(error), lines[-1] if lines else None) from error
    return module


def _is_trusted(path: Path) -> bool:
    """Whether the file and its directory are the user's own, or root's, and nobody else may write to them: a
    Python file is run. `shengmei.toml` is read in whatever directory one is."""
    if not hasattr(os, "geteuid"):
        return True
    for place in (path, path.parent):
        said = place.stat()
        if said.st_uid not in (os.geteuid(), 0) or said.st_mode & _OTHERS_MAY_WRITE:
            return False
    return True


def _check(one: Site, known: Mapping[str, Site], taken: Mapping[str, Site]) -> None:
    """Raises `_Refused` for an outlet that cannot stand beside those that are known."""
    if one.id in known:
        raise _Refused(f"id {one.id!r} is taken by {known[one.id].name}")
    if not one.domains:
        raise _Refused("domains: it has none")
    if one.province is not None and one.province not in (names := _provinces()):
        raise _Refused(f"province: {one.province!r} is none; the short names are {', '.join(sorted(names))}")
    for domain in one.domains:
        _check_domain(domain, taken)
    _check_patterns(one)
    _check_addresses(one)


def _check_patterns(one: Site) -> None:
    for key in ("article_url", "list_url"):
        pattern = getattr(one, key)
        if pattern and (problem := pattern_problem(pattern)):
            raise _Refused(f"{key}: {problem}")
    for spec in one.json_lists:
        for pattern in filter(None, (spec.endpoint, spec.script)):
            if problem := pattern_problem(pattern):
                raise _Refused(f"json_lists: {pattern!r} {problem}")


def _check_addresses(one: Site) -> None:
    """Each address that is fetched is on a domain of the outlet."""
    data, paper = one.article_data, one.paper
    fetched = {
        "article_data": (data.page, data.address) if data else (),
        "editions": paper.editions if paper else (),
        "edition_index": (paper.index,) if paper and paper.index else (),
        "lists": one.lists,
    }
    for key, found in fetched.items():
        for address in found:
            if urlsplit(address).scheme not in ("http", "https") or not one.owns(address):
                raise _Refused(f"{key}: {address} is no http address on a domain of its own")


@cache
def _provinces() -> frozenset[str]:
    from shengmei.places.gazetteer import all_units

    return frozenset(unit.short for unit in all_units() if len(unit.path) == 1)


def _check_domain(domain: str, taken: Mapping[str, Site]) -> None:
    host = domain.lstrip(".").lower()
    # Names that nobody can register serve tests and networks of one's own.
    if (
        not re.fullmatch(r"[a-z0-9]([a-z0-9.\-]*[a-z0-9])?", host)
        or (domain.startswith(".") and "." not in host)
        or (addresses.registered_domain(host) is None and _is_suffix(host))
    ):
        raise _Refused(f"domains: {domain!r} is no domain of one outlet")
    twin = addresses.canonical_host(host)
    for other, site in taken.items():
        bare = other.lstrip(".")
        same = host == bare or twin == addresses.canonical_host(bare)
        within = other.startswith(".") and other in domains_above(host)
        around = domain.startswith(".") and domain in domains_above(bare)
        if same or within or around:
            raise _Refused(f"domains: {domain} is claimed by {site.id} ({site.name})")


def _is_suffix(host: str) -> bool:
    """Whether a name is one under which others register theirs: `com.cn`."""
    return addresses.registered_domain(f"a.{host}") == f"a.{host}"


def _line_of_problem(path: Path, problem: str) -> int | None:
    """The line of the key that a problem begins with: `article_url: runs away …`."""
    key = problem.partition(":")[0]
    try:
        return line_of(key, path.read_text(encoding="utf-8")) if key.isidentifier() else None
    except (OSError, UnicodeDecodeError):
        return None


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, _Refused) else f"{type(error).__name__}: {error}"
