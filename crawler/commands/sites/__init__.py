"""`shengmei sites`: which outlets are known, what an address is, and what of an outlet still fits."""

from __future__ import annotations

from crawler.commands.sites.checking import check
from crawler.commands.sites.listing import complete_site, sites
from crawler.commands.sites.new_file import new

for command in (check, new):
    sites.add_command(command)

__all__ = ["complete_site", "sites"]
