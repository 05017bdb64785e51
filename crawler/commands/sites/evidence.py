"""`shengmei sites --table`: how many outlets of each province and kind are known, by year of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from shengmei.console import formats
from shengmei.console.tables import Column

if TYPE_CHECKING:
    from crawler.site import Site

ALL = "all"
NATIONAL = "national"  # outlets that belong to no province
NO_YEAR = "no year"
WEB, NEWSPAPER = "web", "newspaper"


def write_counts(form: formats.Form | None) -> None:
    """A row for each province and kind, and the sums; invented outlets are not counted."""
    from crawler import registry

    known = [site for site in registry.all_sites() if not site.invented]
    years = sorted({year_of(site) for site in known})
    columns = [
        Column("province"),
        Column("kind"),
        Column("outlets", right=True),
        Column("refuse", right=True),
    ]
    columns += [Column(year, right=True) for year in years]
    formats.write_rows(form, list(counted(known, years)), columns)


def counted(known: Iterable[Site], years: Iterable[str]) -> Iterator[dict[str, Any]]:
    """`outlets` of a province and kind, how many `refuse`, and how many have evidence of each year."""
    known = list(known)
    provinces = sorted({site.province for site in known if site.province})
    for province in (*provinces, None, ALL):
        for kind in (WEB, NEWSPAPER):
            those = [site for site in known if kind_of(site) == kind and province in (site.province, ALL)]
            newest = Counter(map(year_of, those))
            yield {
                "province": province or NATIONAL,
                "kind": kind,
                "outlets": len(those),
                "refuse": sum(site.refuses is not None for site in those),
                **{year: newest[year] for year in years},
            }


def kind_of(site: Site) -> str:
    return NEWSPAPER if site.paper else WEB


def year_of(site: Site) -> str:
    """The year of the newest evidence that a site's rules rest on; one of the user's own may have none."""
    return str(max((one.year for one in site.references), default=NO_YEAR))
