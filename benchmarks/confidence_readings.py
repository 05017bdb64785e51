"""Readings of which it is known whether they are right: of saved pages whole and damaged, by the generic
reader alone, and with title, time or text as other readers give them, whose errors on pages are real ones.

Right is what the scorer beside the pages says: title, time and text all right.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.page_damage import damaged
from benchmarks.reading import environment, pages, theirs
from benchmarks.reading_variants import captured
from crawler import reader
from crawler.commands.read_jsonl import summary
from crawler.items import Article, Capture
from crawler.normalise import dates
from crawler.normalise.text import tidy
from crawler.pages.confidence.features import Features, measure
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.fields.assemble import assemble
from crawler.pages.fields.evidence import Candidate, Found
from crawler.pages.generic.page import GenericArticlePage

# What is taken of other readers; trafilatura gives days only, which would make every day look wrong.
PEERS = {
    "gne": ("title", "time", "body"),
    "newspaper4k": ("title", "time", "body"),
    "trafilatura": ("title", "body"),
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One reading: the registered domain of its page, how it came about, its features, and what is right."""

    domain: str
    kind: str  # `whole`, a kind of damage, `gne title`
    features: Features
    title: bool
    time: bool
    body: bool

    @property
    def right(self) -> bool:
        return self.title and self.time and self.body


class Pages:
    """The saved pages in `folder`, with their answers and their scorer."""

    def __init__(self, folder: Path, peers: Path | None) -> None:
        self.wanted = pages(folder)
        lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        self.answers = {one["file"]: one for one in map(json.loads, lines)}
        self._score = _scorer(folder / "score.py")
        self._theirs: dict[str, dict[str, Any]] = {}
        if peers is not None:
            python = environment(peers)
            self._theirs = {
                name: {one["file"]: one for one in theirs(name, self.wanted, python)} for name in PEERS
            }

    def readings(self, share: float) -> Iterator[Judged]:
        """Of every page; `share` of the kinds of damage, drawn for each page."""
        for number, page in enumerate(self.wanted):
            answer = self.answers[page["file"]]
            random = Random(number)
            capture = captured(page)
            yield from self._of(answer, "whole", reader.measured(capture))
            yield from self._generic(answer, capture)
            yield from self._of_peers(answer, capture)
            foreign = [
                one
                for one in self.answers.values()
                if one["registered_domain"] != answer["registered_domain"]
            ]
            for kind, body in damaged(capture, answer, random.choice(foreign), random, share):
                yield from self._of(answer, kind, reader.measured(replace(capture, body=body)))

    def _of(self, answer: dict[str, Any], kind: str, measured: tuple[Any, Features]) -> Iterator[Judged]:
        reading, features = measured
        if reading.article is not None:
            yield self._judged(answer, kind, reading.article, features)

    def _judged(self, answer: dict[str, Any], kind: str, article: Article, features: Features) -> Judged:
        scores = self._score(answer, summary(article))
        return Judged(
            domain=answer["registered_domain"],
            kind=kind,
            features=features,
            title=bool(scores["t_norm"]),
            time=bool(scores.get("d_min", scores.get("d_day", 1.0))),
            body=bool(scores["b_ok"]),
        )

    def _generic(self, answer: dict[str, Any], capture: Capture) -> Iterator[Judged]:
        page = Page(capture)
        try:
            assembled = assemble(GenericArticlePage(page, answer["site"]))
        except UnknownLayout:
            return
        if article := assembled.reading.article:
            yield self._judged(answer, "generic", article, measure(article, assembled.fields, page))

    def _of_peers(self, answer: dict[str, Any], capture: Capture) -> Iterator[Judged]:
        """Ours with one field, or all three, as another reader gives it, where that is another value."""
        page = Page(capture)
        assembled = assemble(GenericArticlePage(page, answer["site"]))
        ours = assembled.reading.article
        if ours is None:
            return
        for name, found in self._theirs.items():
            theirs = found.get(answer["file"], {})
            for taken in (*((one,) for one in PEERS[name]), PEERS[name]):
                fields = dict(assembled.fields)
                article = _with_theirs(ours, fields, theirs, taken)
                if article != ours and article.title:
                    kind = f"{name} {taken[0] if len(taken) == 1 else 'all'}"
                    yield self._judged(answer, kind, article, measure(article, fields, page))


def _with_theirs(
    ours: Article, fields: dict[str, Found[Any]], theirs: dict[str, Any], taken: tuple[str, ...]
) -> Article:
    """The article with what is `taken` of another reader, and `fields` made to fit it."""
    if "title" in taken:
        ours = replace(ours, title=tidy(theirs.get("title") or ""))
        fields["title"] = Found(ours.title, "theirs")
    if "body" in taken:
        lines = (tidy(line) for line in (theirs.get("body") or "").split("\n"))
        ours = replace(ours, body="\n".join(line for line in lines if line))
    if "time" in taken:
        time = dates.read_time(theirs["time"], "theirs") if theirs.get("time") else None
        ours = replace(ours, published=time)
        said = dates.written(time) if time else None
        considered = [replace(one, won=one.value == said) for one in fields["published"].candidates()]
        fields["published"] = Found(time, "theirs", candidates=_given(considered))
    return ours


def _given(candidates: list[Candidate]) -> Any:
    return lambda: candidates


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score_page
