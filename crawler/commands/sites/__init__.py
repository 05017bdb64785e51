"""`shengmei sites`: which outlets are known, what an address is, and what of an outlet still fits."""

from __future__ import annotations

from crawler.commands.sites.listing import complete_site, sites

__all__ = ["complete_site", "sites"]
