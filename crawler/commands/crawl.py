"""The crawl behind `shengmei crawl` and `shengmei demo`: progress on stderr, a summary, an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.commands import progress
from shengmei.problems import IncompleteProblem, Problem

if TYPE_CHECKING:
    from crawler.spiders.run import Run
    from shengmei.config import Config

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
) -> None:
    """Raises `UsageProblem` for arguments that no crawl can have; creates no file."""
    from crawler.spiders import arguments, bounds, contact

    arguments.day(since)
    bounds.duration_seconds(duration)
    if urls != "-":  # standard input can be read only once
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
    due: bool = False,
    duration: str | None = None,
) -> Run:
    """Crawls sites or the addresses of a file, and prints a summary on stderr. Raises `Problem`."""
    from crawler.spiders.run import run

    done = run(
        config,
        site=",".join(sites) or None,
        urls=urls,
        max_pages=max_pages,
        since=since,
        due=due,
        duration=duration,
        watch=progress.watcher(),
    )
    progress.print_summary(done)
    return done


def raise_for(run: Run) -> None:
    """Raises what the run's exit code stands for: interrupted, or incomplete."""
    if run.interrupted:
        raise Interrupted("interrupted: what was kept stays kept, the next run goes on from there")
    lacking = sum(run.tally.states[state] for state in LACKING)
    if lacking:
        raise IncompleteProblem(f"{lacking} of {run.tally.pages} pages failed or could not be read")
    if postponed := run.tally.postponed.total():
        raise IncompleteProblem(f"{postponed} addresses were due and wait for servers that are left alone")
    if run.still_due and not run.bounded:
        raise IncompleteProblem(f"{run.still_due} addresses were due and not tried: run it again")
    if early := len(run.tally.ends_early):
        raise IncompleteProblem(
            f"{early} of {run.tally.states['kept']} articles end early: pages are missing"
        )
