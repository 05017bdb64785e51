"""What every test of a crawl begins with: a web of its own, and an empty data directory."""

from __future__ import annotations

import pytest

from tests.crawler.spiders.web import Web


@pytest.fixture
def web():
    with Web() as running:
        yield running


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"
