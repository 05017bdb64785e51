"""The arguments of a crawl, from text: site ids, a file of addresses, days."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawler import registry
from crawler.site import Site
from crawler.spiders.classify_response import discovery
from crawler.store import Discovery
from shengmei.problems import UsageProblem

log = logging.getLogger(__name__)


def chosen_sites(site: str | None, named: Sequence[Discovery], *, due: bool = False) -> list[Site]:
    """The sites named, or those that the addresses belong to; none where all that is `due` is meant. Some of
    several may have no list to start from: what is due of them is fetched. Raises `UsageProblem`."""
    if [bool(site), bool(named), due].count(True) != 1:
        raise UsageProblem(
            "name either sites (site=hbtv,demo), a file of addresses (urls=FILE) or what is due (due=1)"
        )
    for problem in registry.own().refused.values():
        log.warning("an outlet of your own is refused: %s", problem)
    if site:
        chosen = [registry.site(name) for name in dict.fromkeys(site.split(","))]
        if refusing := next((one for one in chosen if one.refuses), None):
            raise UsageProblem(f"site {refusing.id} is not crawled: {refusing.refuses}")
        if not any(one.lists for one in chosen):
            if chosen[0].wants_browser:
                raise UsageProblem(f"site {chosen[0].id} is not crawled: {chosen[0].wants_browser}")
            raise UsageProblem(f"site {chosen[0].id} has no list to start from: crawl addresses with --urls")
        return chosen
    known = (registry.site_for(one.address) for one in named)
    return list({one.id: one for one in known if one is not None}.values())


def asked_for(
    site: str | None, named: Sequence[Discovery], *, due: bool, bounds: Mapping[str, object]
) -> str:
    """What a crawl was asked for, in a line: `hbtv,demo --max-pages 20`."""
    what = "what is due" if due else site or f"{len(named)} addresses"
    return " ".join([what, *(f"{option} {value}" for option, value in bounds.items() if value)])


def starts(sites: Sequence[Site], named: Sequence[Discovery]) -> list[str]:
    """The addresses that a crawl begins with."""
    return [one.address for one in named] or [one.start for one in sites]


def read_addresses(file: str | None) -> Sequence[Discovery]:
    """The addresses in a file (`-`: standard input), one a line; blank lines and `# …` do not count. Instead
    of a file its lines may be given, where they begin with http:// or https://."""
    if file is None:
        return []
    if file.startswith(("http://", "https://")):
        return [_address(line, "the command line", number) for number, line in enumerate(file.split("\n"), 1)]
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{file} cannot be read: {error}") from error
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    found = [_address(line, file, number) for number, line in lines if line and not line.startswith("#")]
    if not found:
        raise UsageProblem(f"{'standard input' if file == '-' else file} holds no address")
    return found


def _address(line: str, file: str, number: int) -> Discovery:
    try:
        parts = urlsplit(line)
        if parts.scheme in ("http", "https") and parts.hostname:
            return discovery(line)
    except ValueError:
        pass  # said below, like any other line that is no address
    raise UsageProblem(f"{file}, line {number}: {line[:80]!r} is no http address")


def day(text: str | None) -> date | None:
    """`"2021-05-01"` gives that day; None stays None."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageProblem(f"since must be a day such as 2021-05-01, not {text!r}") from None
