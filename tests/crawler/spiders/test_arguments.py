"""Which outlets a crawl may be asked for."""

from __future__ import annotations

import pytest

from crawler.spiders.arguments import chosen_sites, read_addresses
from shengmei.problems import UsageProblem


@pytest.mark.parametrize(
    ("site", "said"), [("hongxing", "refuses a user agent"), ("tidenews", "drawn by scripts")]
)
def test_what_refuses_or_wants_a_browser_is_not_crawled_and_says_why(site, said):
    with pytest.raises(UsageProblem, match=f"^{site} .*not crawled: .*{said}"):
        chosen_sites(site, [])


def test_an_address_that_is_longer_than_any_is_told_with_its_line(tmp_path):
    file = tmp_path / "urls.txt"
    file.write_text(f"http://one.example/1.html\nhttp://one.example/{'a' * 3000}\n", encoding="utf-8")
    with pytest.raises(
        UsageProblem, match=r"line 2: 'http://one\.example/a+' … has more than 2083 characters"
    ):
        read_addresses(str(file))
