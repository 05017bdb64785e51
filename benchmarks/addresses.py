"""How many real addresses are taken as what they are, by the address alone.

    python -m benchmarks.addresses outlets.tsv epapers.tsv

Two tables of public facts go in: outlets (columns domain, kind, list_or_api, article_pattern) and newspapers
(list_url_template, date_format). Their templates are filled with the day 2026-05-18 and with invented ids.
Out comes, for each kind of address, how many have the right kind and the right day: with all site files, and
with half of them taken away, for the addresses of those outlets alone. Some that are taken wrongly follow.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler import registry
from crawler.address_facts import facts_of

DAY = date(2026, 5, 18)
SHOWN = 30  # of the addresses that are taken wrongly
# What stands for a part of an address in the tables, and what it is filled with; in this order.
_FILLED = (
    (r"YYYYMMDD", "20260518"),
    (r"YYYY-MM-DD", "2026-05-18"),
    (r"YYYY-MM/DD", "2026-05/18"),
    (r"YYYYMM/DD", "202605/18"),
    (r"YYYY/MM/DD", "2026/05/18"),
    (r"YYYY/MMDD", "2026/0518"),
    (r"YYYYMM", "202605"),
    (r"YYYY-MM", "2026-05"),
    (r"YYYY", "2026"),
    (r"MMDD", "0518"),
    (r"\{24 hex\}", "66f3c0a1e4b0a2d3c4e5f601"),
    (r"\{16 digits\}", "1779076800129168"),
    (r"\{9\}", "013456789"),
    (r"\{8\}", "12345678"),
    (r"\{7\}", "1234567"),
    (r"\{6\}", "646941"),
    (r"\{2\}", "51"),
    (r"\{n\}", "1234567"),
    (r"\{x\}", "c1234567"),
    (r"\{id\}", "1234567"),
    (r"\{base64\}", "MTUtMTczNTYwOTY5Mg"),
    (r"\{col\}", "1020"),
    (r"\{cat\}", "yaowen"),
    (r"\{sub\}", "sh"),
    (r"\{channel\}", "yaowen"),
    (r"\{page\}", "003"),
    (r"\{nn\}", "02"),
    (r"\{pageNo\}", "02"),
    (r"_NN\b", "_02"),
    (r"\{0\|1\}", "0"),
    (r"\{(\w+)\|[^}]*\}", r"\1"),
    (r"\{(\w+)(?:,[\w…]+)+\}", r"\1"),
    (r"\((\w+)\|\w+\)", r"\1"),
    (r"(?<=date=)(?=&|$)", "2026-05-18"),
    (r"(?<=\bid=)(?=&|$)", "1234567"),
    (r"\{date\}", "2026-05-18"),
    (r"\{articleHref\}", "1234567.html"),
)


@dataclass(frozen=True)
class Expected:
    """An address and what it is. `day`: None where the address names none."""

    address: str
    kind: str
    day: date | None


def of_outlets(path: Path) -> Iterator[Expected]:
    """The addresses that a table of outlets names, filled in."""
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        host = re.split(r"[;, ]", row["domain"].strip())[0].replace("*.", "www.").replace("{xx}", "hb")
        host = re.sub(r"\{(\w+)(?:,\w+|,…)*\}", r"\1", host)
        paper = "paper" in row["kind"]
        for kind, cell in (("list", row["list_or_api"]), ("article", row["article_pattern"])):
            for address in addresses_in(cell, host):
                if kind == "list" and paper:
                    named = "edition" if day_in(address) else "list"  # an index of all days is a list
                    yield Expected(address, named, day_in(address))
                else:
                    yield Expected(address, kind, day_in(address))


def addresses_in(cell: str, host: str) -> list[str]:
    """The templates of a cell as addresses; what is a selector, a regular expression or prose is left out."""
    found = []
    for part in re.split(r"→|;|\s|，|\(", cell):
        token = part.strip().rstrip(",.:)")
        named = re.match(r"(?:https?://|/|[\w.-]+\.(?:cn|com)/|html/|tjrb/|mobile/)", token)
        if (
            not named
            or "\\" in token
            or "…" in token
            or token in ("/", "//")
            or token.startswith("/article)")
        ):
            continue
        token = filled(token)
        if "{" in token or "[" in token or "*" in token or "%" in token:
            token = token.replace("%Y", "2026").replace("%m", "05").replace("%d", "18")
        if re.search(r"[{}\[\]*|]", token):
            continue
        if token.startswith("/"):
            token = f"https://{host}{token}"
        elif not token.startswith("http"):
            token = (
                f"https://{token}" if re.match(r"[\w.-]+\.(?:cn|com)/", token) else f"https://{host}/{token}"
            )
        found.append(token)
    return found


def filled(template: str) -> str:
    for pattern, value in _FILLED:
        template = re.sub(pattern, value, template)
    return template


def day_in(address: str) -> date | None:
    written = re.sub(r"\D", "", re.sub(r"\d{9,}|\?.*", "", address.partition("://")[2].partition("/")[2]))
    asked = "=2026-05-18" in address
    return DAY if "20260518" in written or asked else None


def of_papers(path: Path) -> Iterator[Expected]:
    """The first page of each newspaper on that day."""
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        template = row["list_url_template"]
        if "{date}" in template:
            yield Expected(template.replace("{date}", DAY.strftime(row["date_format"])), "edition", DAY)


def of_known_papers(expected: Sequence[Expected]) -> None:
    """How many first pages are of a paper that is crawled by its editions."""
    left_out = [one.address for one in expected if registry.edition_of(one.address) is None]
    print(f"\n{len(expected) - len(left_out)} of {len(expected)} newspapers are crawled by their editions")
    print(*(f"  not {address}" for address in left_out), sep="\n")


def measure(expected: Sequence[Expected], title: str) -> None:
    right, whole = Counter[str](), Counter[str]()
    wrong = []
    for one in expected:
        facts = facts_of(one.address)
        whole[one.kind] += 1
        if (facts.kind, facts.day) == (one.kind, one.day):
            right[one.kind] += 1
        else:
            wrong.append(f"  {one.kind} {one.day or '-'}: {facts.kind} {facts.day or '-'}  {one.address}")
    print(f"\n{title}")
    for kind in (*sorted(whole), "all"):
        good, of = (right.total(), whole.total()) if kind == "all" else (right[kind], whole[kind])
        print(f"  {kind:8} {good:4} of {of:4}  {good / of:6.1%}")
    print(*wrong[:SHOWN], sep="\n")


def without_half() -> None:
    """Takes away every second site file."""
    kept = {one.id: one for one in registry.all_sites()[::2]}
    for known in (registry._by_id, registry._by_domain, registry._by_twin):
        known.cache_clear()
    registry._by_id = lambda: kept  # type: ignore[assignment]  # for the rest of this process


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit('usage: make bench-addresses TABLES="outlets.tsv epapers.tsv"')
    outlets, papers = (Path(name) for name in sys.argv[1:])
    expected = list(dict.fromkeys([*of_outlets(outlets), *of_papers(papers)]))
    measure(expected, f"all {len(registry.all_sites())} site files")
    of_known_papers(list(of_papers(papers)))
    known = {one.address: registry.site_for(one.address) for one in expected}
    without_half()
    left_alone = [one for one in expected if known[one.address] and not registry.site_for(one.address)]
    measure(left_alone, "half of the site files taken away: the addresses of their outlets, by family alone")
    unknown = [one for one in expected if not known[one.address]]
    measure(unknown, "hosts that no site file names")


if __name__ == "__main__":
    main()
