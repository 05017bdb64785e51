"""Hits: as a person reads them, and as programs do (`search --json`, a contract held by tests)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from indexer.search import Counts, Field, Hit, Loose, Query, Results
from search_cli.exporting.columns import cell, chosen
from search_cli.views.documents import outlet, printed, published, published_iso
from shengmei.console import formats, streams, tables, text
from shengmei.console.translation import message, translated

INDENT = 4
WIDEST = 100  # columns; wider lines are hard to read
SNIPPETS = 2  # of the body, per hit
ORPHAN = 12  # columns that are not worth a line
BEGINNING = 140  # columns of a text shown where no snippet is
CSV_COLUMNS = (
    "id",
    "score",
    "url",
    "title",
    "site",
    "published",
    "province",
    "source",
    "reporters",
    "snippet",
)
STORY_COLUMNS = ("story", "story_size", "found")

# What is counted, as people call one and several of it.
NOUNS: dict[Counts, tuple[str, str]] = {"documents": ("article", "articles"), "stories": ("story", "stories")}

Marks = Sequence[tuple[int, int]]
# By a hit's id: how much (0 to 1) of the article asked about stands in it; None where that cannot be said.
Shared = Mapping[str, float | None]
NONE_SHARED: Shared = {}


def asked(query: Query) -> dict[str, str]:
    """The question, in every answer for programs."""
    return {"text": query.text, "understood": query.understood}


def hit_line(hit: Hit, shared: Shared = NONE_SHARED) -> dict[str, Any]:
    """A hit for programs; `published` no finer than it is known."""
    document = hit.document
    said = {
        "id": hit.id,
        "score": hit.score,
        "url": document.get("url"),
        "title": document.get("title"),
        "site": document.get("site"),
        "published": published_iso(document),
        "highlights": [
            {"field": one.field, "text": one.text, "marks": [list(mark) for mark in one.marks]}
            for one in hit.highlights
        ],
    }
    if hit.found is not None:
        size = document.get("story_size", 1)
        said["story"] = {"id": document.get("story", hit.id), "size": size, "found": hit.found}
    return said | {"shared": shared[hit.id]} if hit.id in shared else said


def answer(query: Query, index: str, results: Results, hits: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole answer for programs; `counts` says what `total` counts, `hits` are the asked-for page."""
    return {
        "query": asked(query),
        "index": index,
        "total": results.total,
        "counts": results.counts,
        "hits": hits,
    }


def write(
    form: formats.Form | None,
    query: Query,
    index: str,
    results: Results,
    offset: int,
    more: str = "--offset {last}",
    shared: Shared = NONE_SHARED,
    loose: Loose | None = None,
) -> None:
    """The answer in the form asked for; `more` is the option that shows what lies behind the last hit. What a
    looser reading found stands apart."""
    if form == "json":
        hits = [hit_line(hit, shared) for hit in results.hits]
        said = answer(query, index, results, hits)
        streams.write_json(said | _relaxed(loose, hit_line), indent=2)
    elif form == "jsonl":
        for hit in results.hits:
            streams.write_json(hit_line(hit, shared))
    elif form == "csv":
        rows = [
            _csv_row(hit) | ({"shared": shared[hit.id]} if hit.id in shared else {}) for hit in results.hits
        ]
        of_stories = STORY_COLUMNS if results.counts == "stories" else ()
        formats.write_csv(rows, (*CSV_COLUMNS, *of_stories, *(["shared"] if shared else [])))
    else:
        if results.total:
            _write_people(results, offset, more, shared)
        if loose:
            _write_loose(loose, len(results.hits))


def write_fields(
    form: formats.Form | None,
    query: Query,
    index: str,
    results: Results,
    fields: Sequence[Field],
    loose: Loose | None = None,
) -> None:
    """Only these fields of each hit, as a table or for programs; what a document lacks stays empty."""
    if form == "json":
        hits = [chosen(hit.document, fields) for hit in results.hits]
        said = answer(query, index, results, hits)
        relaxed = _relaxed(loose, lambda hit: chosen(hit.document, fields))
        streams.write_json(said | relaxed, indent=2)
        return
    if form == "jsonl":
        rows = [chosen(hit.document, fields) for hit in results.hits]
    elif form == "csv":
        rows = [{field.name: cell(hit.document, field) for field in fields} for hit in results.hits]
    else:
        rows = [{field.name: printed(hit.document, field) for field in fields} for hit in results.hits]
    columns = [tables.Column(field.name, as_is=True) for field in fields]
    formats.write_rows(form, rows, columns)
    if loose:
        streams.out("\n" + streams.style(_said(loose, bool(rows)), dim=True))
        found = [{one.name: printed(hit.document, one) for one in fields} for hit in loose.results.hits]
        formats.write_rows(form, found, columns)


def _relaxed(loose: Loose | None, shown: Callable[[Hit], dict[str, Any]]) -> dict[str, Any]:
    """`relaxed` of an answer for programs; nothing where the query was not read more loosely."""
    if loose is None:
        return {}
    hits = list(map(shown, loose.results.hits))
    return {"relaxed": {"how": loose.how, "total": loose.results.total, "hits": hits}}


def _said(loose: Loose, anything: bool) -> str:
    how = translated(loose.how)
    noun, plural = NOUNS[loose.results.counts]
    if anything:
        articles = text.counted(loose.results.total, f"more {noun}", f"more {plural}")
        return message("{articles} {how}:", articles=articles, how=how)
    return message(
        "{articles} {how}; none says exactly what was asked (--exact leaves them out):",
        articles=text.counted(loose.results.total, noun, plural),
        how=how,
    )


def _write_loose(loose: Loose, shown: int) -> None:
    """Below the exact hits and their numbers, under a line that says what they are."""
    if shown:
        streams.out()
    streams.out(streams.style(_said(loose, shown > 0), dim=True))
    for number, hit in enumerate(loose.results.hits, start=shown + 1):
        streams.out()
        _write_hit(number, hit, min(WIDEST, streams.columns()), None)


def _csv_row(hit: Hit) -> dict[str, Any]:
    found = {name: hit.document.get(name) for name in CSV_COLUMNS}
    snippets = [one.text for one in hit.highlights if one.field != "title"]
    own = {"id": hit.id, "score": hit.score, "published": published_iso(hit.document)}
    own |= {name: hit.document.get(name) for name in STORY_COLUMNS} | {"found": hit.found}
    return {**found, **own, "snippet": snippets[0] if snippets else None}


def _write_people(results: Results, offset: int, option: str, shared: Shared) -> None:
    """A head line with the total, then numbered hits."""
    last = offset + len(results.hits)
    more = shown = ""
    if last < results.total:
        more = message("; more with {option}", option=option.format(last=last))
    if (offset or more) and results.hits:
        shown = message(", {first}–{last} shown", first=offset + 1, last=last) + more
    if results.total and not results.hits:
        shown = message("; none after the first {number:,}", number=offset)
    total = text.counted(results.total, *NOUNS[results.counts])
    streams.out(streams.style(f"{total}{shown}", dim=True))
    for number, hit in enumerate(results.hits, start=offset + 1):
        streams.out()
        _write_hit(number, hit, min(WIDEST, streams.columns()), shared.get(hit.id))


def _write_hit(number: int, hit: Hit, columns: int, shared: float | None) -> None:
    document, room = hit.document, columns - INDENT
    title = next((one for one in hit.highlights if one.field == "title"), None)
    whole = document.get("title") or ""
    marks: Marks = title.marks if title and title.text == whole else ()
    _indented(marked_lines(whole, marks, room, bold=True), first=f"{number:>{INDENT - 2}}. ")
    about = text.wrap(_about(document, shared, hit.found), room)
    _indented(streams.style(line, dim=True) for line in about)
    for snippet, places in (fitted(*one, room) for one in _snippets(hit)):
        _indented(marked_lines(snippet, places, room))
    _indented([streams.style(text.safe(document.get("url") or ""), fg="blue")])


def _about(document: dict[str, Any], shared: float | None, found: int | None) -> str:
    """`2021-05-23 21:51 · 长江云 · 湖北 · by 冯志强、陈芳芳`: when, where, who."""
    reporters = "、".join(document.get("reporters") or ())
    status = document.get("status")
    parts = (
        published(document),
        outlet(document),
        f"来源 {document['source']}" if document.get("source") else "",
        message("by {reporters}", reporters=reporters) if reporters else "",
        translated(status) if status in ("gone", "changed") else "",
        message("{shared:.0%} of the text", shared=shared) if shared is not None else "",
        message("{articles}, {found} of them found", articles=text.counted(size, "article"), found=found)
        if found and (size := document.get("story_size", 1)) > 1
        else "",
    )
    return text.safe(" · ".join(part for part in parts if part))


def _snippets(hit: Hit) -> Sequence[tuple[str, Marks]]:
    """Where it was found, or how the text begins when that was only in the title."""
    found = [(one.text, one.marks) for one in hit.highlights if one.field != "title"]
    beginning = " ".join(text.paragraphs(hit.document.get("body") or "")[:2])
    return found[:SNIPPETS] or [(text.cut(beginning, BEGINNING), ())]


def fitted(snippet: str, marks: Marks, columns: int) -> tuple[str, Marks]:
    """The snippet, cut where otherwise a word or two of it would have a line of their own."""
    short = text.cut(snippet, columns)
    last = max((end for _, end in marks), default=0)
    if text.width(snippet) > columns + ORPHAN or last >= len(short):
        return snippet, marks
    return short, marks


def marked_lines(printed: str, marks: Marks, columns: int, *, bold: bool | None = None) -> Iterator[str]:
    """The text in lines of at most `columns`, what `marks` (code points of `printed`) name in colour."""
    clean, kept = _safe_marks(printed, marks)
    position = 0
    for line in text.wrap(clean, columns):
        start = clean.index(line, position)
        position = start + len(line)
        yield "".join(_coloured(line, start, kept, bold))


def _safe_marks(printed: str, marks: Marks) -> tuple[str, list[tuple[int, int]]]:
    """The text made safe, and the marks moved along with what was taken out."""
    at, clean = {0: 0}, []
    length = 0
    for number, character in enumerate(printed, start=1):
        clean.append(text.safe(character))
        length += len(clean[-1])
        at[number] = length
    return "".join(clean), [(at[start], at[end]) for start, end in marks if end in at and start in at]


def _coloured(line: str, start: int, marks: Marks, bold: bool | None) -> Iterator[str]:
    """Pieces of a line that begins at `start`, those under a mark in colour."""
    position = 0
    for begin, end in marks:
        begin, end = max(position, begin - start), min(len(line), end - start)
        if begin < end:
            yield streams.style(line[position:begin], bold=bold)
            yield streams.style(line[begin:end], bold=True, fg="red")
            position = end
    yield streams.style(line[position:], bold=bold)


def _indented(lines: Iterable[str], first: str = " " * INDENT) -> None:
    for line in lines:
        streams.out(first + line)
        first = " " * INDENT
