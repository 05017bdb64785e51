"""Runs a crawl in this process and returns its summary; one a process, for a reactor starts only once."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawler import event_log
from crawler import settings as project
from crawler.disk_space import LowDisk
from crawler.edition_items import EditionState
from crawler.outcomes.outcome import Tally
from crawler.spiders.articles import ArticlesSpider
from crawler.spiders.worker import WorkerOptions
from crawler.store.values import from_stamp
from shengmei.config import Config
from shengmei.problems import Problem

PROGRESS_EVERY = 0.5  # seconds
COLLECTED_AFTER = (20_000, 20, 50)  # objects, and collections of each generation; Python's is 700, 10, 10


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run is: addresses with an outcome, addresses that wait, seconds since its start."""

    done: int
    waiting: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What a run did. `still_due` addresses wait for the next run, because it was `bounded` or went wrong;
    `next_due` is when the same call has something to fetch again; `is_named`, where it names addresses or
    days, that this says nothing of what else is due."""

    tally: Tally
    still_due: int
    bounded: bool
    strange_time: str | None
    seconds: float
    interrupted: bool
    next_due: datetime | None
    is_named: bool = False
    editions: tuple[EditionState, ...] = ()  # that were asked for, of newspapers; the newest first
    ended_by: str = "nothing due"  # or time, pages, visits, drained, others (what is due is theirs)
    worker: str | None = None  # the name of one
    visits: int = 0  # of platforms, that a worker made
    low_disk: LowDisk | None = None  # what ended it


def run(
    config: Config,
    *,
    site: str | None = None,
    urls: str | None = None,
    max_pages: int | None = None,
    since: str | None = None,
    due: bool = False,
    duration: str | None = None,
    date: str | None = None,
    worker: WorkerOptions | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> RunResult:
    """Crawls until nothing is due, `max_pages` were fetched or `duration` is over. Raises `Problem`."""
    settings = _settings(config)
    process = CrawlerProcess(settings)
    # Scrapy makes a record of each page and each item, at levels that nothing shows.
    logging.getLogger("scrapy").setLevel(settings.get("LOG_LEVEL"))
    crawler = process.create_crawler(ArticlesSpider)
    failures: list[Failure] = []
    arguments: dict[str, Any] = {"site": site, "urls": urls, "max_pages": max_pages, "since": since}
    arguments |= {"due": "1" if due else None, "duration": duration, "date": date, "worker": worker}
    process.crawl(crawler, config=config, **arguments).addErrback(failures.append)
    began = datetime.now(UTC)
    if failures:
        raise _problem(failures[0])
    if watch is not None:
        LoopingCall(_report_progress, crawler, watch, began).start(PROGRESS_EVERY, now=False)
    _collect_less()
    process.start()
    # Scrapy's handlers outlive its reactor; what follows is to be interrupted as usual.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return _result(crawler, began, failures)


def _collect_less() -> None:
    """Looks for circles of objects less often: a page makes thousands of objects and hardly a circle."""
    gc.freeze()  # modules and sites stay to the end
    gc.set_threshold(*COLLECTED_AFTER)


def _settings(config: Config) -> Settings:
    settings = Settings()
    settings.setmodule(project, priority="project")
    settings.set("SHENGMEI_ALLOW_PRIVATE", config.allow_private, priority="cmdline")
    # Events come with what is logged in one form; Scrapy would write its lines beside them.
    settings.set("LOG_ENABLED", not event_log.is_on(), priority="cmdline")
    settings.set("SHENGMEI_FEEDS_INDEX", False, priority="cmdline")  # whoever called feeds it
    return settings


def _report_progress(crawler: Crawler, watch: Callable[[Progress], None], began: datetime) -> None:
    spider = crawler.spider
    assert isinstance(spider, ArticlesSpider)
    seconds = (datetime.now(UTC) - began).total_seconds()
    watch(Progress(done=spider.writer.tally.pages, waiting=spider.count_waiting(), seconds=seconds))


def _result(crawler: Crawler, began: datetime, failures: list[Failure]) -> RunResult:
    if failures:
        raise _problem(failures[0])
    spider = crawler.spider
    assert isinstance(spider, ArticlesSpider)
    if spider.problem is not None and not isinstance(spider.problem, LowDisk):
        raise spider.problem
    return RunResult(
        tally=spider.writer.tally,
        still_due=spider.still_due,
        bounded=spider.bounds.any,
        strange_time=spider.strange_time,
        seconds=(datetime.now(UTC) - began).total_seconds(),
        interrupted=spider.finished in (None, "shutdown"),  # None: stopped twice, before it could close
        next_due=from_stamp(spider.next_due) if spider.next_due else None,
        is_named=spider.is_named,
        editions=spider.editions,
        ended_by=spider.ended_by,
        worker=spider.worker.name if spider.worker else None,
        visits=spider.worker.visits.begun if spider.worker else 0,
        low_disk=spider.problem,
    )


def _problem(failure: Failure) -> BaseException:
    return failure.value if isinstance(failure.value, Problem) else failure.value or RuntimeError("no reason")
