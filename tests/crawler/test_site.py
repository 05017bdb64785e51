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
