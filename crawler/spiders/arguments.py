"""The arguments of a crawl, from text: site ids, a file of addresses, days."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler import registry
from crawler.normalise import addresses
from crawler.site import Site
from crawler.spiders.addresses_found import discovery
from crawler.store import Discovery
from shengmei.messages import message
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

EARLIEST = 1995

log = logging.getLogger(__name__)


def chosen_sites(site: str | None, named: Sequence[Discovery], *, due: bool = False) -> list[Site]:
    """The sites named, or those that the addresses belong to; none where all that is `due` is meant. Some of
    several may have no list to start from: what is due of them is fetched. Raises `UsageProblem`."""
    if [bool(site), bool(named), due].count(True) != 1:
        raise UsageProblem(
            message(
                "name either sites (site=hbtv,demo), a file of addresses (urls=FILE) or what is due (due=1)"
            )
        )
    for problem in registry.own().refused.values():
        log.warning("an outlet of your own is refused: %s", problem)
    if site:
        chosen = [registry.site(name) for name in dict.fromkeys(site.split(","))]
        if refusing := next((one for one in chosen if one.refuses), None):
            raise UsageProblem(
                f"{refusing.id} ({refusing.name}) is known and not crawled: {refusing.refuses}"
            )
        if not any(one.lists or one.paper for one in chosen):
            if chosen[0].wants_browser:
                raise UsageProblem(
                    f"{chosen[0].id} ({chosen[0].name}) is known and not crawled: {chosen[0].wants_browser}"
                )
            raise UsageProblem(
                message(
                    "site {site} has no list to start from: crawl addresses with --urls", site=chosen[0].id
                )
            )
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
        raise UsageProblem(message("{file} cannot be read: {error}", file=file, error=error)) from error
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    found = [_address(line, file, number) for number, line in lines if line and not line.startswith("#")]
    if not found:
        raise UsageProblem(message("{file} holds no address", file="standard input" if file == "-" else file))
    return found


def _address(line: str, file: str, number: int) -> Discovery:
    if addresses.is_too_long(line):
        most = addresses.LONGEST
        raise UsageProblem(
            message(
                "{file}, line {number}: {line!r} … has more than {most} characters",
                file=file,
                number=number,
                line=line[:80],
                most=most,
            )
        )
    try:
        parts = urlsplit(line)
        if parts.scheme in ("http", "https") and parts.hostname:
            return discovery(line, kind="edition" if registry.edition_of(line) else "article")
    except ValueError:
        pass  # said below, like any other line that is no address
    raise UsageProblem(
        message(
            "{file}, line {number}: {line!r} is no http address", file=file, number=number, line=line[:80]
        )
    )


def edition_days(text: str | None) -> list[date] | None:
    """`"2026-05-18"` gives that day, `"2026-05-01..2026-05-31"` these 31; None stays None. A range ends
    with today, for later days have no edition yet. Raises `UsageProblem`."""
    if not text:
        return None
    written = text.split("..")
    try:
        first, last = (date.fromisoformat(one) for one in (written[0], written[-1]))
    except ValueError:
        first = last = date.max
    if len(written) > 2 or last == date.max:
        raise UsageProblem(
            message(
                "--date must be a day or two, 2026-05-18 or 2026-05-01..2026-05-31, not {value!r}",
                value=text[:40],
            )
        )
    if first > last:
        raise UsageProblem(
            message("--date begins with its earlier day: {last}..{first}", last=last, first=first)
        )
    today = datetime.now(SHANGHAI).date()
    if first > today:
        raise UsageProblem(
            message("{first} is still to come: no edition of that day can be there", first=first)
        )
    if first.year < EARLIEST:
        raise UsageProblem(message("no newspaper has editions of {year} on the web", year=first.year))
    last = min(last, today)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def check_edition_days(sites: Sequence[str], text: str | None) -> None:
    """Raises `UsageProblem` for days that cannot be, and where a site that is named is no newspaper."""
    if edition_days(text) is None:
        return
    known = {one.id: one for one in registry.all_sites()}
    others = [name for name in sites if name in known and known[name].paper is None]
    if others or not sites:
        named = message("{named} is none", named=others[0]) if others else "name one"
        raise UsageProblem(
            message("--date is for newspapers, which have an edition each day; {named}", named=named)
        )


def day(text: str | None) -> date | None:
    """`"2021-05-01"` gives that day; None stays None."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageProblem(
            message("since must be a day such as 2021-05-01, not {value!r}", value=text)
        ) from None
