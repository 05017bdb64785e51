"""A hit in the browser: its own address on the web, never a text of the page."""

from __future__ import annotations

import webbrowser
from urllib.parse import urlsplit

from indexer.search import Results
from shengmei.console import streams
from shengmei.console.text import safe
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem


def open_hit(results: Results, number: int) -> None:
    """Opens hit `number` (1 is the first shown). Raises `UsageProblem` where that is not shown, or no browser
    is to be had."""
    if not 1 <= number <= len(results.hits):
        raise UsageProblem(translated("--open: no hit of this number is shown"))
    url = results.hits[number - 1].document.get("url") or ""
    # An address that is no http address could start a program.
    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageProblem(message("--open: {url!r} is no web address", url=safe(url)))
    if not webbrowser.open(url):
        raise UsageProblem(translated("--open: no browser is to be had here; BROWSER names one"))
    streams.note(message("opened {url}", url=safe(url)))
