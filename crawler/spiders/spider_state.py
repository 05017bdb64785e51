"""What the spider holds of its run, for the files that open, feed and close the run."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from crawler.archive import Archive
from crawler.edition_items import EditionState
from crawler.pipelines import OutcomeWriter
from crawler.spiders.bounds import Bounds
from crawler.spiders.lock import CrawlLock
from crawler.spiders.politeness.group_leases import GroupLeases
from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.scheduler import FrontierScheduler
from crawler.spiders.scopes.scope import CrawlScope
from crawler.spiders.worker import Worker, WorkerOptions
from crawler.store import FrontierRow, Store
from shengmei.config import Config


class SpiderState(Protocol):
    """The attributes of `ArticlesSpider` that `run_store.py` and `leased_rows.py` read and set."""

    config: Config
    scope: CrawlScope
    servers: Servers
    bounds: Bounds
    worker_options: WorkerOptions | None
    worker: Worker | None
    asked: str  # what the crawl was asked for, in a line
    store: Store
    lock: CrawlLock
    leases: GroupLeases
    scheduler: FrontierScheduler
    archive: Archive
    writer: OutcomeWriter
    problem: Exception | None
    nothing_due_at: datetime | None
    strange_time: str | None
    still_due: int
    next_due: str | None
    editions: tuple[EditionState, ...]
    sent: set[str]

    def free_slot(self, row: FrontierRow) -> None:
        """The request of a row is under way no longer."""

    @property
    def ended_by(self) -> str:
        """Why it has nothing left to do."""

    def postponed_until(self, address: str) -> datetime | None:
        """Until when an address has to wait for its servers."""

    def abort(self, problem: Exception) -> None:
        """Ends the run, because store or archive cannot be written."""
