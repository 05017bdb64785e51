"""Masks a person's name in whatever is kept: texts, titles of lists, responses in the archive.

Each step is a transaction, and nothing is masked twice: killed at any moment, the same call goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crawler.archive import Archive, ArchiveError, read_captures
from crawler.items import Article, Capture, from_dict, to_dict
from crawler.normalise.masking import mask_bytes, mask_text, mask_values, without_blanks
from crawler.outcomes.outcome import Outcome
from crawler.removal.archive_removal import Left, finish_removals
from crawler.store import MaskRule, Store
from crawler.store.article_batch import as_written
from shengmei.messages import message
from shengmei.problems import UsageProblem

AT_ONCE = 200  # texts in a transaction
CAPTURES = 32  # responses in a transaction
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Masked:
    """How many articles and responses were changed; `damaged`: responses that the archive does not give."""

    articles: int
    responses: int
    damaged: int
    left: Left | None


def mask_person(store: Store, archive: Path, name: str, site: str | None, reason: str) -> Masked:
    """Masks the name in all that is kept (of a site), and from now on in all that comes.

    Raises `UsageProblem` for a name of fewer than two characters, `StoreError` and `ArchiveError`.
    """
    clean = without_blanks(name)
    if len(clean) < 2:
        raise UsageProblem(
            message("a name has two characters at least: one alone would be masked in every text")
        )
    with store.writing() as transaction:
        rule = transaction.masks.begin(clean, site, reason, datetime.now(UTC))
    articles = _mask_texts(store, clean, site)
    responses, damaged = _mask_archive(store, archive, clean, site)
    left = finish_removals(store, archive)
    if not damaged and left is None:
        with store.writing() as transaction:
            transaction.masks.done(rule, datetime.now(UTC))
    store.empty_log()
    return Masked(articles=articles, responses=responses, damaged=damaged, left=left)


def mask_outcome(rules: list[MaskRule], one: Outcome) -> Outcome:
    """The outcome of a request with what the rules name masked, before anything of it is kept."""
    site = one.verdict.row.site
    texts = _texts(one) if rules else []
    for rule in rules:
        if rule.site in (None, site):
            for name in {name for text in texts for name in rule.names_in(text)}:
                one = _masked(one, name)
    return one


def mask_article(rules: list[MaskRule], article: Article) -> Article:
    """An article that was read anew, with what the rules name masked."""
    for rule in rules:
        if rule.site in (None, article.site):
            for name in rule.names_in(as_written(to_dict(article))):
                article = _masked_article(article, name)
    return article


def _texts(one: Outcome) -> list[str]:
    written = [] if one.article is None else [as_written(to_dict(one.article))]
    titles = [each.title for each in one.discoveries if each.title]
    pages = [_decoded(capture.body) for capture in one.captures]
    return [*written, *titles, *pages]


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def _masked(one: Outcome, name: str) -> Outcome:
    return replace(
        one,
        article=_masked_article(one.article, name) if one.article is not None else None,
        verdict=replace(one.verdict, reason=mask_values(one.verdict.reason, name)),
        capture=_masked_capture(one.capture, name) if one.capture is not None else None,
        later_captures=tuple(_masked_capture(each, name) for each in one.later_captures),
        discoveries=tuple(replace(each, title=mask_values(each.title, name)) for each in one.discoveries),
    )


def _masked_article(article: Article, name: str) -> Article:
    written = to_dict(article)
    return from_dict({**mask_values(written, name), "url": written["url"]})


def _masked_capture(capture: Capture, name: str) -> Capture:
    """A response with its body masked; made anew, because nothing else of what came over the wire is kept."""
    body = mask_bytes(capture.body, name)
    if body == capture.body:
        return capture
    headers = tuple((key, mask_text(value, name)) for key, value in capture.headers)
    return Capture(
        url=capture.url, fetched_at=capture.fetched_at, body=body, status=capture.status, headers=headers
    )


def _mask_texts(store: Store, name: str, site: str | None) -> int:
    mask = partial(mask_values, name=name)
    changed: set[str] = set()
    last: tuple[str, int, int] | None = ("", 0, 0)
    while last is not None:
        with store.writing() as transaction:
            now = datetime.now(UTC)
            last, some = transaction.masks.mask_texts(name[0], site, mask, last, AT_ONCE, now)
        changed |= some
    with store.writing() as transaction:
        transaction.masks.mask_frontier(name[0], site, mask)
    return len(changed)


def _mask_archive(store: Store, folder: Path, name: str, site: str | None) -> tuple[int, int]:
    """How many responses were written anew, masked, and how many could not be read."""
    with store.reading() as transaction:
        archive = Archive(folder, transaction.articles.archive_ends())
    masked = damaged = 0
    last = 0
    try:
        while True:
            with store.reading() as transaction:
                ids = transaction.masks.capture_ids(last, CAPTURES, site)
                records = transaction.articles.capture_records(ids)
            if not ids:
                return masked, damaged
            last = ids[-1]
            pages: dict[int, Capture] = {}
            for key in ids:
                try:
                    (capture,) = read_captures(folder, [records[key]])
                except ArchiveError:
                    damaged += 1
                    continue
                if (anew := _masked_capture(capture, name)) is not capture:
                    pages[key] = anew
            if pages:
                _write_anew(store, folder, archive, pages)
            masked += len(pages)
    finally:
        archive.close()


def _write_anew(store: Store, folder: Path, archive: Archive, pages: dict[int, Capture]) -> None:
    """Appends the masked responses to the archive, has the store refer to them, and overwrites the old."""
    places = archive.append(list(pages.values()))
    now = datetime.now(UTC)
    with store.writing() as transaction:
        before = transaction.articles.capture_records(list(pages))
        old = [(one.file, one.offset, one.length) for one in before.values()]
        transaction.forgetting.remove_later(old, now)
        for key, place in zip(pages, places, strict=True):
            transaction.masks.move_capture(key, place, now)
    finish_removals(store, folder)
