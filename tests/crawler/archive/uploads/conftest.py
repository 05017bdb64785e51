"""Files of a data directory that wait to be uploaded, and where to."""

from __future__ import annotations

from datetime import timedelta

import fsspec
import pytest

from tests.crawler.archive.keeping import Keeping, page
from tests.crawler.archive.uploads import MEMORY, NOW, article


@pytest.fixture
def data(tmp_path):
    """Four files of two pages each, the first page in the last file as the same again."""
    data = tmp_path / "data"
    with Keeping(data, rotate_at=1) as keeping:
        for file in range(4):
            captures = [page(2 * file + n, NOW) for n in range(2)]
            if file == 3:
                captures[0] = page(0, NOW + timedelta(days=1))
            rows = keeping.keep(*captures)
            with keeping.store.writing() as transaction:
                transaction.articles.keep([article(row) for row in rows[1:]], NOW)
    (tmp_path / "shared").mkdir()
    yield data
    fsspec.filesystem("memory").store.clear()


@pytest.fixture(params=["folder", "object storage"])
def to(request, tmp_path) -> str:
    return MEMORY if request.param == "object storage" else str(tmp_path / "shared")
