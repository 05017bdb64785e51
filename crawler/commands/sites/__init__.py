"""`shengmei sites`: which outlets are known, what an address is, and what of an outlet still fits."""

from __future__ import annotations

from crawler.commands.sites.check import check
from crawler.commands.sites.new import new
from crawler.commands.sites.sites import complete_site, sites

for command in (check, new):
    sites.add_command(command)

__all__ = ["complete_site", "sites"]
