"""The arguments of a crawl, from text: site ids, a file of addresses, numbers, days."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawler import registry
from crawler.site import Site
from crawler.spiders.classify_response import discovery
from crawler.store import Discovery
from shengmei.problems import UsageProblem


def chosen_sites(site: str | None, named: Sequence[Discovery]) -> list[Site]:
    """The sites named, or those that the addresses belong to. Raises `UsageProblem`."""
    if bool(site) == bool(named):
        raise UsageProblem("name either sites (site=hbtv,demo) or a file of addresses (urls=FILE)")
    if site:
        chosen = [registry.site(name) for name in dict.fromkeys(site.split(","))]
        if closed := [one.id for one in chosen if not one.lists]:
            raise UsageProblem(f"site {closed[0]} has no list to start from: crawl addresses with --urls")
        return chosen
    known = (registry.site_for(one.address) for one in named)
    return list({one.id: one for one in known if one is not None}.values())


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


def whole_number(text: str | int | None) -> int | None:
    """`"50"` gives 50; None stays None."""
    if text is None:
        return None
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise UsageProblem(f"max_pages must be a whole number from 1, not {text!r}")
    return number


def day(text: str | None) -> date | None:
    """`"2021-05-01"` gives that day; None stays None."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageProblem(f"since must be a day such as 2021-05-01, not {text!r}") from None
