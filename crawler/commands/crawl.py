"""The crawl behind `shengmei crawl` and `shengmei demo`: progress on stderr, a summary, an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from crawler.commands import progress
from shengmei.console import streams
from shengmei.console.progress import Progress
from shengmei.console.text import counted
from shengmei.console.translation import message, messages, translated
from shengmei.problems import IncompleteProblem, Problem

if TYPE_CHECKING:
    from crawler.spiders.run import RunResult
    from crawler.spiders.worker import WorkerOptions
    from shengmei.config import Config

LogFormat = Literal["text", "json"]
LACKING = ("failed", "empty", "unreadable")


class Interrupted(Problem):
    """The operator stopped the run; what was kept stays kept."""

    exit_code = 130


def check_crawl(
    config: Config,
    sites: tuple[str, ...],
    urls: str | None,
    since: str | None,
    *,
    due: bool = False,
    duration: str | None = None,
    date: str | None = None,
) -> None:
    """Raises `UsageProblem` for arguments that no crawl can have; creates no file."""
    from crawler.spiders import arguments, bounds
    from crawler.spiders.politeness import contact

    arguments.day(since)
    bounds.duration_seconds(duration)
    arguments.check_edition_days(sites, date)
    if not arguments.is_read_once(urls):
        named = arguments.read_addresses(urls)
        chosen = arguments.chosen_sites(",".join(sites) or None, named, due=due)
        contact.require_contact(config, arguments.starts(chosen, named))


def crawl(
    config: Config,
    *,
    sites: tuple[str, ...] = (),
    urls: str | None = None,
    max_pages: int | None = None,
    since: str | None = None,
    quiet: bool = False,
    log_format: LogFormat = "text",
    due: bool = False,
    duration: str | None = None,
    date: str | None = None,
    worker: WorkerOptions | None = None,
) -> RunResult:
    """Crawls sites or the addresses of a file, and prints a summary on stderr: `quiet`, only where something
    is wrong; as `json`, events instead. Raises `Problem`."""
    from crawler import disk_space, event_log
    from crawler.spiders.run import run

    if said := disk_space.warning(config.data):
        streams.note(message("{said}: make room before it ends the crawl", said=said))
    as_events = log_format == "json"
    if as_events:
        event_log.begin()

    watch = Progress()
    done = run(
        config,
        site=",".join(sites) or None,
        urls=urls,
        max_pages=max_pages,
        since=since,
        watch=None if quiet or as_events or not watch.shown else lambda run: watch.draw(progress.line(run)),
        due=due,
        duration=duration,
        date=date,
        worker=worker,
    )
    if not quiet and not as_events:
        watch.clear()
    if not as_events and not (quiet and _is_well(done)):
        progress.print_summary(done)
    return done


def _is_well(run: RunResult) -> bool:
    """Whether a run ends with exit code 0."""
    try:
        raise_for(run)
    except Problem:
        return False
    return True


def raise_for(run: RunResult, not_indexed: int | None = None) -> None:
    """Raises what the run's exit code stands for: interrupted, or incomplete. `not_indexed`: how many
    articles the index lacks after a run that was interrupted."""
    if run.low_disk is not None:
        raise run.low_disk
    if run.interrupted:
        index = messages(
            "; {number:,} article is not indexed yet: shengmei index sync",
            "; {number:,} articles are not indexed yet: shengmei index sync",
            not_indexed or 0,
        )
        said = translated("interrupted: what was kept stays kept, the next run goes on from there")
        raise Interrupted(said + (index if not_indexed else ""))
    lacking = sum(run.tally.states[state] for state in LACKING)
    if lacking:
        raise IncompleteProblem(
            message(
                "{lacking:,} of {pages} failed or could not be read",
                lacking=lacking,
                pages=counted(run.tally.pages, "page"),
            )
        )
    if postponed := run.tally.postponed.total():
        raise IncompleteProblem(
            messages(
                "{number:,} address was due and waits for servers that are left alone",
                "{number:,} addresses were due and wait for servers that are left alone",
                postponed,
            )
        )
    if run.still_due and not run.bounded:
        raise IncompleteProblem(
            messages(
                "{due} address was due and not tried: run it again",
                "{due} addresses were due and not tried: run it again",
                run.still_due,
                due=f"{run.still_due:,}",
            )
        )
    if early := len(run.tally.ends_early):
        raise IncompleteProblem(
            messages(
                "{number:,} of {articles} ends early: pages are missing",
                "{number:,} of {articles} end early: pages are missing",
                early,
                articles=counted(run.tally.states["kept"], "article"),
            )
        )
