"""How a script names an article: by its id, or by its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.cli import canonical
from crawler.items import article_id

_ID = re.compile("[0-9a-f]{32}")


def ids_of(name: str) -> Iterator[str]:
    """The ids that an article of this name may have: the id as given, or that of its address, first as typed
    and then as its site's rules write it."""
    if _ID.fullmatch(name):
        yield name
    else:
        yield article_id(name)
        yield article_id(canonical(name))
