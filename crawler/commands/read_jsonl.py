"""`read --jsonl`: a line in, a line out, in order; what cannot be read is a line with its problem."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.commands.kept_outlets import Compare, as_it_is
from crawler.commands.read_file import Unreadable, read_file
from shengmei.console import streams
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from crawler.items import Article, Byline


@dataclass(frozen=True)
class Request:
    """A page to read; `problem`: why the line is no request."""

    file: str | None
    url: str = ""
    problem: str | None = None


def requests(lines: Iterable[bytes]) -> Iterator[Request]:
    """The request of each line."""
    for number, line in enumerate(lines, start=1):
        try:
            given = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            yield Request(None, problem=f"line {number} is no JSON")
        else:
            yield _request(given, number)


def _request(given: Any, number: int) -> Request:
    if not isinstance(given, dict) or not isinstance(given.get("file"), str):
        return Request(None, problem=f'line {number} is not like {{"file": "page.html", "url": null}}')
    if given["file"] == "-":
        return Request("-", problem=f"line {number}: standard input holds the lines, so it is no page")
    url = given.get("url")
    if not isinstance(url, str | None):
        return Request(given["file"], problem=f"line {number}: url is neither text nor null")
    return Request(given["file"], url or "")


def answer(asked: Iterable[Request], compare: Compare = as_it_is, *, verbose: bool = False) -> None:
    """Writes a line for each request as soon as it is read; raises `IncompleteProblem` at the end of a batch
    in which something could not be read."""
    import crawler.reader  # noqa: F401  a broken installation is no page's problem

    total = failed = 0
    for request in asked:
        line = _line(request, compare, verbose=verbose)
        streams.write_json({"file": request.file, **line})
        total, failed = total + 1, failed + ("problem" in line)
    if failed:
        raise IncompleteProblem(
            message(
                "{failed} of {pages} could not be read; their lines say why",
                failed=failed,
                pages=counted(total, "page"),
            )
        )


def _line(request: Request, compare: Compare, *, verbose: bool) -> dict[str, Any]:
    if request.file is None or request.problem:
        return {"problem": request.problem}
    try:
        return summary(compare(read_file(request.file, request.url)))
    except Unreadable as problem:
        return {"problem": str(problem)}
    # A page that a page class stumbles over must not end the work on all that follow.
    except Exception as error:
        if verbose:
            traceback.print_exc()
        return {"problem": f"internal error, {type(error).__name__}: {error}"}


def summary(article: Article) -> dict[str, Any]:
    """What a program that compares readers wants, and the article whole: `title`, `time`, … `article`."""
    from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, to_dict
    from crawler.normalise.dates import written

    return {
        "title": article.title,
        "time": written(article.published) if article.published else None,
        "authors": _names(article.bylines, AUTHOR_ROLES),
        "editors": _names(article.bylines, EDITOR_ROLES),
        "source": article.source,
        "body": article.body or None,
        "article": to_dict(article),
    }


def _names(bylines: tuple[Byline, ...], roles: tuple[str, ...]) -> list[str]:
    """Persons in these roles, each once; 本报评论员 and the like are none."""
    found = [byline.name for byline in bylines if byline.role in roles and not byline.collective]
    return list(dict.fromkeys(found))
