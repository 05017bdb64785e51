"""The README as a package index shows it: a link into the source leads nowhere there, so its path is text.

Everything else about the package stands in pyproject.toml.
"""

from __future__ import annotations

import re
from pathlib import Path

from setuptools import setup

_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://)([^)]+)\)")


def _as_text(link: re.Match[str]) -> str:
    """`[fifteen questions](docs/questions.md)` gives `fifteen questions (docs/questions.md)`."""
    text, path = link.groups()
    return path if text == path else f"{text} ({path})"


setup(
    long_description=_LINK.sub(_as_text, (Path(__file__).parent / "README.md").read_text(encoding="utf-8")),
    long_description_content_type="text/markdown",
)
