"""Which outlets a crawl may be asked for."""

from __future__ import annotations

import pytest

from crawler.spiders.arguments import chosen_sites
from shengmei.problems import UsageProblem


@pytest.mark.parametrize(
    ("site", "said"), [("hongxing", "refuses a user agent"), ("tidenews", "drawn by scripts")]
)
def test_what_refuses_or_wants_a_browser_is_not_crawled_and_says_why(site, said):
    with pytest.raises(UsageProblem, match=f"^{site} .*not crawled: .*{said}"):
        chosen_sites(site, [])
