"""Addresses that name a column, a person's page or a file, which a wide pattern would take for an article's.

>>> column_word("/list/12345.html"), column_word("/news/index_2.html"), column_word("/news/12345.html")
('list', 'index', None)
"""

from __future__ import annotations

import re

# As the name of the page, with the number of a column or of a page behind it (Founder's apps name articles
# index_2618842.html) …
_NAME = re.compile(
    r"/(?P<word>(?:index|default)(?![_-]?\d{5})|list|node|col|column|channel|category|tag|topic|more|roll|search|login)s?"
    r"(?:[_-]?\d+){0,2}(?:\.\w{2,6})?/?\Z",
    re.IGNORECASE,
)
# … or as the directory that the page stands in.
_DIRECTORY = re.compile(
    r"/(?P<word>list|channel|column|col|category|tag|topic|special|author|user|u|reporter|about)s?/[^/]*/?\Z",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?P<word>jpe?g|png|gif|webp|svg|css|js|xml|mp[34]|pdf|docx?|zip)\Z", re.IGNORECASE)


def column_word(path: str) -> str | None:
    """The word of a path (without query) that says it is no article's; None where there is none."""
    found = _FILE.search(path) or _NAME.search(path) or _DIRECTORY.search(path)
    return found["word"].lower() if found else None
