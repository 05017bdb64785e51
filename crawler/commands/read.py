"""`shengmei read`: saved pages in, articles out; no network, no store."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from crawler.commands import read_jsonl
from crawler.commands.kept_outlets import Compare, comparison
from crawler.commands.read_file import Unreadable, explain_file, read_file
from shengmei.config import is_address
from shengmei.console import article as sheet
from shengmei.console import explanation, formats, options, streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated
from shengmei.problems import IncompleteProblem, UsageProblem
from shengmei.reasons import reason_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.items import Article

T = TypeVar("T")


class Page(click.Path):
    """A file that is there, `-`, or an http address."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and is_address(value) else super().convert(value, param, ctx)


@click.command(short_help="Read saved pages and print their articles.")
@click.argument("files", nargs=-1, metavar="[FILE|URL]...", type=Page())
@click.option("--url", metavar="URL", help="The address of the page, or the root of its site.")
@click.option("--explain", is_flag=True, help="Show why: each field's candidates, their scores, the winner.")
@formats.format_options(
    "json",
    "jsonl",
    json="The article of one page alone, as one JSON document.",
    jsonl="A line a page: title, time, authors, editors, source, body, article; or problem.",
)
@options.common_options
@click.pass_context
def read(
    ctx: click.Context, files: tuple[str, ...], url: str | None, explain: bool, form: formats.Form | None
) -> None:
    """Read saved pages and print the articles they show; - is standard input. The page at a URL is fetched,
    as a crawl would fetch it, and not kept.

    \b
    shengmei read --explain article.html
    shengmei read https://m.hbtv.com.cn/p/1981091.html
    shengmei read --jsonl < pages.jsonl > articles.jsonl

    With --jsonl and no FILE, lines such as {"file": "page.html", "url": null} come in on standard input, and
    for each, in order, a line goes out. With --data, an article is compared with those that are kept of its
    outlet, and trusted less where it is unlike them.
    """
    compare = comparison(ctx.obj.store_path if "data" in options.given(ctx) else None)
    if explain:
        _explain(files, url, form, compare)
    elif form == "jsonl":
        named = [read_jsonl.Request(name, url or "") for name in files]
        asked = named or read_jsonl.requests(sys.stdin.buffer)
        read_jsonl.answer(asked, compare, verbose=options.verbose(ctx))
    elif not files:
        raise UsageProblem(translated("name a FILE to read (- is standard input), or give --jsonl"))
    elif len(files) == 1:
        _print(compare(_read(files[0], url)), form)
    elif form == "json":
        raise UsageProblem(translated("--json takes one FILE; use --jsonl for several"))
    else:
        _print_each(files, url, compare)


def _explain(files: tuple[str, ...], url: str | None, form: formats.Form | None, compare: Compare) -> None:
    if len(files) != 1 or form == "jsonl":
        raise UsageProblem(translated("--explain takes one FILE, and --json as its only form"))
    article, candidates = _named(files[0], lambda: explain_file(files[0], url or ""))
    from crawler.items import to_dict

    said, written = [asdict(one) for one in candidates], to_dict(compare(article))
    if form == "json":
        streams.write_json({"article": written, "candidates": said}, indent=2)
    else:
        explanation.show(said, written["extraction"])


def _print_each(files: tuple[str, ...], url: str | None, compare: Compare) -> None:
    failed = 0
    for name in files:
        streams.out(streams.style(f"── {safe(name)}", dim=True))
        try:
            _print(compare(_read(name, url)), None)
        except Unreadable as problem:
            streams.note(f"shengmei: {problem}")
            failed += 1
        streams.out()
    if failed:
        raise IncompleteProblem(
            message("{failed} of {files} could not be read", failed=failed, files=counted(len(files), "file"))
        )


def _read(name: str, url: str | None) -> Article:
    return _named(name, lambda: read_file(name, url or ""))


def _named(name: str, read: Callable[[], T]) -> T:
    """What `read` gives; its problem names the file."""
    try:
        return read()
    except Unreadable as problem:
        raise Unreadable(f"{name}: {reason_in_words(str(problem))}") from problem


def _print(article: Article, form: formats.Form | None) -> None:
    from crawler.items import to_dict

    if form == "json":
        streams.write_json(to_dict(article), indent=2)
    else:
        sheet.show(to_dict(article))
    if article.extraction is not None and article.extraction.parts_missing:
        streams.note(
            message("one of {parts} pages: the others are not in this file", parts=article.extraction.parts)
        )
