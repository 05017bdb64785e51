"""The lines of the report of `shengmei doctor`, but for those of the index (index.py)."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from indexer.doctor_checks import index as index_checks
from indexer.doctor_checks.check import Check
from shengmei.config import Config, Setting, files, shown
from shengmei.console import streams, text
from shengmei.console.translation import message, translated
from shengmei.problems import Problem
from shengmei.reasons import reason_in_words
from shengmei.shadowed_packages import HOME, PACKAGES, complaint, foreign_packages
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.store import Transaction

Answer = TypeVar("Answer")
LIBRARIES = ("click", "scrapy", "sqlalchemy", "tantivy", "elasticsearch", "selectolax", "warcio", "wcwidth")
NO_STORE = "unknown without a store"
SHOWN = 3  # files or sites named in one line
LOW = 0.1  # of the disk: less free is warned of
SCARCE = 1_000_000_000  # bytes: a day's crawl of one large outlet, with its archive
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock is right that stands before this program was written


def all_checks(config: Config, settings: dict[str, Setting]) -> Iterator[Check]:
    """Every line of the report, in order; a check that fails itself is a line too."""
    yield configuration_files()
    yield from _settings(settings)
    yield (own := packages())
    if own.state == "bad":  # nothing else can be looked at with somebody else's modules
        return
    checks: dict[str, Callable[[], Check]] = {
        "program": program,
        "libraries": libraries,
        "clock": clock,
        "terminal": terminal,
        "directory": lambda: data_directory(config),
        "store": lambda: store(config),
        "archive": lambda: archive(config),
        "lists": lambda: lists(config),
        "search": lambda: index_checks.index(config),
        "lag": lambda: index_checks.lag(config),
        "rebuild": lambda: index_checks.rebuild(config),
    }
    for name, check in checks.items():
        try:
            yield check()
        except OSError as error:
            yield Check(name, "bad", str(error))


def configuration_files() -> Check:
    """Which configuration files were looked for, and which were there."""
    looked = [f"{path}{'' if os.path.exists(path) else translated(' (not there)')}" for path in files()]
    return Check("config", "ok", ", ".join(looked))


def _settings(settings: dict[str, Setting]) -> Iterator[Check]:
    for name, setting in settings.items():
        value = translated(shown(name, setting.value))  # "not set" is the one of them that is a word
        label = "database" if name == "store" else name  # "store" is the check of what it holds
        yield Check(label, "ok", value if setting.origin == "default" else f"{value}  ({setting.origin})")


def program() -> Check:
    version = importlib.metadata.version("shengmei")
    python = platform.python_version()
    return Check("program", "ok", f"shengmei {version}, Python {python} on {platform.system()}")


def packages() -> Check:
    """Whether Python finds ours by the names of our packages: `crawler` is a name that others take too."""
    foreign = foreign_packages()
    if foreign:
        return Check("packages", "bad", complaint(foreign))
    return Check("packages", "ok", f"{', '.join(PACKAGES)} in {HOME}")


def libraries() -> Check:
    found: dict[str, str | None] = {name: _version(name) for name in LIBRARIES}
    missing = [name for name, version in found.items() if version is None]
    if missing:
        said = message("missing: {names}; install shengmei again", names=", ".join(missing))
        return Check("libraries", "bad", said)
    return Check("libraries", "ok", ", ".join(f"{name} {version}" for name, version in found.items()))


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def clock() -> Check:
    """The time here and in Beijing: times of fetching and dates such as `3小时前` are counted from it."""
    now = datetime.now(UTC)
    said = message(
        "{beijing:%Y-%m-%d %H:%M} in Beijing, {here:%H:%M %Z} here",
        beijing=now.astimezone(SHANGHAI),
        here=now.astimezone(),
    )
    if now < WRITTEN:
        return Check("clock", "bad", said + translated(": that is in the past; set the clock"))
    return Check("clock", "ok", said)


def terminal() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    said = message(
        "{encoding}, {columns} columns, 长江 takes {width}",
        encoding=encoding,
        columns=streams.columns(),
        width=text.width("长江"),
    )
    if encoding not in ("utf-8", "utf8", "gb18030"):
        remedy = translated("; not every character can be shown: use a UTF-8 locale")
        return Check("terminal", "warn", said + remedy)
    return Check("terminal", "ok", said)


def data_directory(config: Config) -> Check:
    """Whether it is ours, writable and has room; where it is not there yet, its nearest parent."""
    path = config.data
    if path.exists() and not path.is_dir():
        said = message("{path} is no directory: name another --data", path=path)
        return Check("directory", "bad", said)
    if foreign := _foreign(config):
        said = message("{path} is not ours, it holds {name}: name another --data", path=path, name=foreign)
        return Check("directory", "bad", said)
    nearest = next(one for one in (path, *path.parents) if one.is_dir())
    if not os.access(nearest, os.W_OK | os.X_OK):
        if config.store_path.exists():  # somebody else's, to be searched: nothing is wrong with that
            said = message(
                "{path} can be read and not written to: to search is all that it is for", path=path
            )
            return Check("directory", "warn", said)
        said = message("{path} is not writable: change that or name another --data", path=nearest)
        return Check("directory", "bad", said)
    usage = shutil.disk_usage(nearest)
    share = usage.free / usage.total
    room = message("{size:.1f} GB free ({share:.0%})", size=usage.free / 1e9, share=share)
    said = f"{path}{'' if path.exists() else translated(' (made by the first crawl)')}, {room}"
    if usage.free < SCARCE or share < LOW:
        return Check("directory", "warn", said + translated(": make room before the next crawl"))
    return Check("directory", "ok", said)


def _foreign(config: Config) -> str | None:
    """A file that does not belong into a data directory, where no store is yet; None where all do."""
    from crawler.store.databases.sqlite import OURS

    if config.store_path.exists() or not config.data.is_dir():
        return None
    return next((one.name for one in config.data.iterdir() if one.name not in OURS), None)


def store(config: Config) -> Check:
    """Opens and reads it; a store that is not there yet is no fault."""
    if not config.store_path.exists():
        said = message("none at {path} yet; make one with: shengmei crawl SITE", path=config.store_path)
        return Check("store", "warn", said)
    from crawler.store import Store

    try:
        with Store.open_read_only(config.store_path) as opened, opened.reading() as transaction:
            articles, addresses = transaction.articles.count(), transaction.frontier.states()
            older = opened.older()
    except Problem as problem:
        return Check("store", "bad", str(problem))
    if older:
        return Check("store", "warn", older)
    said = message(
        "articles: {articles}; addresses: {addresses}",
        articles=_counted(articles),
        addresses=_counted(addresses),
    )
    return Check("store", "ok", said)


def _asked(config: Config, ask: Callable[[Transaction], Answer]) -> Answer | None:
    """The answer of the store; None where it is absent or does not open, which the check `store` reports."""
    from crawler.store import Store

    if not config.store_path.exists():
        return None
    try:
        with Store.open_read_only(config.store_path) as opened:
            return opened.read(ask)
    except Problem:
        return None


def archive(config: Config) -> Check:
    """The archive's files are there, and as long as the last record in each that the store knows; but for
    those that workers have on other disks."""
    from crawler.archive_files import own_archive_ends, what_is_lost

    ends = _asked(config, lambda transaction: own_archive_ends(transaction, config.archive_path))
    if ends is None:
        return Check("archive", "ok", translated(NO_STORE))
    lost = [said for name, end in ends.items() if (said := what_is_lost(config.archive_path, name, end))]
    if lost:
        rest = message(" and {number} more", number=len(lost) - SHOWN) if len(lost) > SHOWN else ""
        problem = message(
            "{files} in {place}: restore from a copy; until then `reread` lacks these pages",
            files=", ".join(lost[:SHOWN]) + rest,
            place=config.archive_path,
        )
        return Check("archive", "bad", problem)
    if waiting := _asked(config, lambda transaction: len(transaction.forgetting.removals())):
        problem = message(
            "{waiting} forgotten records are still there: {command} overwrites them",
            waiting=waiting,
            command=FINISH,
        )
        return Check("archive", "warn", problem)
    if names := _asked(config, lambda transaction: transaction.masks.unfinished()):
        problem = message(
            "{names} names are not masked everywhere yet: {command} again", names=names, command=MASK
        )
        return Check("archive", "warn", problem)
    said = message("{files}, none shorter than the store says", files=text.counted(len(ends), "file"))
    return Check("archive", "ok", said)


FINISH, MASK = "shengmei forget --finish", "run the same shengmei forget --person"


def lists(config: Config) -> Check:
    """List pages that failed when last fetched, by site: new articles on them are not discovered."""
    failed = _asked(config, lambda transaction: transaction.lists.failed())
    if failed is None:
        return Check("lists", "ok", translated(NO_STORE))
    if not failed:
        return Check("lists", "ok", translated("none failed when it was last tried"))
    said = [
        message(
            "{site} {failed} of {known} ({reason})",
            site=one.site,
            failed=one.failed,
            known=one.known,
            reason=reason_in_words(one.reason or "no reason kept"),
        )
        for one in failed
    ]
    rest = message(" and {number} more sites", number=len(failed) - SHOWN) if len(failed) > SHOWN else ""
    problem = message(
        "{number:,} failed when last tried: {sites}; shengmei crawl SITE tries again, and a site whose lists "
        "stay so was rebuilt or moved",
        number=sum(one.failed for one in failed),
        sites=", ".join(said[:SHOWN]) + rest,
    )
    return Check("lists", "warn", problem)


def _counted(counts: dict[str, int]) -> str:
    said = (f"{number:,} {translated(name)}" for name, number in counts.items())
    return ", ".join(said) or translated("none")
