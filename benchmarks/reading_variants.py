"""Our reading, scored in variants: with families and without, and by halves of hosts.

A rule that was written while looking at one half of the hosts proves itself on the other. Which host belongs
to which half is decided by a hash of its registered domain, so nobody chooses.
"""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler import reader
from crawler.commands.read_jsonl import summary
from crawler.items import Capture, Reading
from crawler.normalise.addresses import host_of, registered_domain
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.fields.assemble import assemble
from crawler.pages.generic.page import GenericArticlePage

Answer = dict[str, Any]


def answers(pages: list[dict[str, str]], *, families: bool = True) -> list[Answer]:
    """What `read --jsonl` says of each page, in this process, with the processor seconds it took; what else
    runs on the machine counts for nobody."""
    return [_answer(page, families) for page in pages]


def captured(page: dict[str, str]) -> Capture:
    return Capture(url=page["url"], fetched_at=datetime.now(UTC), body=Path(page["path"]).read_bytes())


def half(url: str) -> str:
    """`A` or `B`, the same for all hosts of one registered domain."""
    domain = registered_domain(host_of(url)) or url
    return "AB"[hashlib.sha256(domain.encode()).digest()[0] % 2]


def _answer(page: dict[str, str], families: bool) -> Answer:
    capture = captured(page)
    began = time.process_time()
    reading = reader.read(capture) if families else _generic(capture)
    seconds = time.process_time() - began
    said = summary(reading.article) if reading.article else {}
    return {**said, "file": page["file"], "seconds": seconds}


def _generic(capture: Capture) -> Reading:
    try:
        return assemble(GenericArticlePage(Page(capture), "")).reading
    except UnknownLayout as problem:
        return Reading(state="unreadable", reason=problem.what)
