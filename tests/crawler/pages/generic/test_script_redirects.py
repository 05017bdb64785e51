"""Pages that print an article, though a script or a refresh of theirs leads elsewhere."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.news_pages import TEXT, news_page, read_page


@pytest.mark.parametrize("script", ["function go(){location.href='/b/2.html'}", "location.replace('/m/1')"])
def test_a_page_that_prints_its_text_is_no_redirect_of_its_scripts(script: str) -> None:
    assert read_page(news_page(meta=f"<script>{script}</script>")).body.split("\n") == list(TEXT)
