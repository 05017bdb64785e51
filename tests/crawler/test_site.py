"""Which addresses a site owns: its hosts, which are twins, and all hosts under a domain with a dot."""

import pytest

from crawler.site import Site

PORTAL = Site(
    id="example_portal",
    name="示例门户",
    domains=("www.example.cn", "example.cn", ".example.cn"),
    article_url=r"/content_\d+\.htm$",
)


@pytest.mark.parametrize(
    ("url", "owned", "canonical"),
    [
        ("http://example.cn/content_1.htm", True, "https://www.example.cn/content_1.htm"),
        ("http://m.example.cn/content_1.htm", True, "https://www.example.cn/content_1.htm"),
        ("http://city.example.cn/content_1.htm", True, "https://city.example.cn/content_1.htm"),
        ("http://m.city.example.cn/content_1.htm", True, "https://city.example.cn/content_1.htm"),
        ("http://another-example.cn/content_1.htm", False, "https://www.another-example.cn/content_1.htm"),
        ("http://example.cn.evil.test/content_1.htm", False, "https://example.cn.evil.test/content_1.htm"),
    ],
)
def test_hosts_under_a_domain_keep_their_pages(url: str, owned: bool, canonical: str) -> None:
    assert (PORTAL.is_article(url), PORTAL.canonical(url)) == (owned, canonical)


@pytest.mark.parametrize(("url", "is_article"), [
    ("http://www.example.cn//content_1.htm", True),
    ("http://www.example.cn/content_1.HTM", True),
    ("http://www.example.cn./content_1.Htm", True),
    ("http://www.example.cn/content_1.htm;jsessionid=1f", True),
    ("http://www.example.cn/content_1.htm?from=rss", True),
    ("http://www.example.cn//list_1.HTM", False),
    ("http://www.example.cn/content_1.htm?page=2", False),
])  # fmt: skip
def test_an_article_is_one_however_its_address_is_spelt(url: str, is_article: bool) -> None:
    assert PORTAL.is_article(url) is is_article
