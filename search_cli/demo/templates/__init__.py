"""The markup of the demo's pages: one `string.Template` a file, filled with HTML that is escaped already."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


@cache
def template(name: str) -> Template:
    """`article` gives the template in `article.html`."""
    return Template((files(__package__) / f"{name}.html").read_text("utf-8"))
