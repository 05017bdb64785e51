"""What a configuration says of fetching, as Scrapy's settings: for whoever starts the spider."""

from __future__ import annotations

import os
from typing import Any

from crawler.settings import DOWNLOAD_TIMEOUT, USER_AGENT
from crawler.spiders.politeness.group_leases import SAFE
from crawler.spiders.politeness.throttle_groups import download_settings
from shengmei.config import Config


def run_settings(config: Config, *, is_worker: bool = False) -> dict[str, Any]:
    """Settings that a run adds to those of the project. A configured proxy goes into the environment, from
    which Scrapy's middleware takes it: a request's meta would leave robots.txt out."""
    if config.proxy:
        os.environ["http_proxy"] = os.environ["https_proxy"] = config.proxy
    settings = {**download_settings(config.delay), "SHENGMEI_ALLOW_PRIVATE": config.allow_private}
    if is_worker:
        # No request lasts longer than the lease that it was sent under.
        settings["DOWNLOAD_TIMEOUT"] = min(DOWNLOAD_TIMEOUT, config.lease * SAFE)
    if config.contact:
        settings["USER_AGENT"] = f"{USER_AGENT[:-1]}; {config.contact})"
    return settings
