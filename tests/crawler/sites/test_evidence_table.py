"""The table of outlets by province, kind and year: its sums, and what is counted where."""

from __future__ import annotations

from crawler.commands.sites.evidence import counted
from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

PAPER = Newspaper(editions=("https://paper.example.cn/html/%Y-%m/%d/node_1.htm",))


def site(name: str, province: str | None, *years: int, **more: object) -> Site:
    references = tuple(Reference(year=year, source="its pages") for year in years)
    domains = (f"{name}.example.cn",)
    return Site(
        id=name, name=name, domains=domains, province=province, article_url="x", references=references, **more
    )


KNOWN = [
    site("one", "湖北", 2019, 2026),
    site("two", "湖北", 2019, refuses="403"),
    site("three", "湖北", 2026, paper=PAPER),
    site("four", None, 2019),
    site("five", "湖南"),  # of a user's own
]


def test_each_outlet_counts_once_in_its_province_by_its_newest_year():
    rows = {(row["province"], row["kind"]): row for row in counted(KNOWN, ["2019", "2026", "no year"])}
    web = rows["湖北", "web"]
    assert (web["outlets"], web["refuse"], web["2019"], web["2026"]) == (2, 1, 1, 1)
    assert rows["湖北", "newspaper"]["2026"] == 1
    assert rows["national", "web"]["2019"] == 1
    assert rows["湖南", "web"]["no year"] == 1
    assert (rows["all", "web"]["outlets"], rows["all", "newspaper"]["outlets"]) == (4, 1)
    assert list(rows)[-2:] == [("all", "web"), ("all", "newspaper")]
