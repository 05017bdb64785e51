"""The tables, the same on every database. Times are UTC text, `2021-05-23T13:51:00.000Z`: it sorts by time.

A change here needs a revision in migrations/versions/, so that older stores get it too.
A column's comment is what researchers who open the store with SQLite read in docs/query.md.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, text

from crawler.store.metadata import BIG
from crawler.store.metadata import metadata as metadata
from crawler.store.scheduling.parameter_table import address_parameters as address_parameters
from crawler.store.scheduling.server_tables import groups as groups
from crawler.store.scheduling.server_tables import servers as servers
from crawler.store.scheduling.server_tables import workers as workers

TAKEN_OUT = ("forgotten", "joined")  # statuses of articles of which only the row stays

_BEGUN = text("state = 'fetching'")

about = Table(
    "about",
    metadata,
    Column("key", String, primary_key=True, comment="schema (version of these tables), uuid (of this store)"),
    Column("value", String, nullable=False),
    comment="What this store is",
)

sites = Table(
    "sites",
    metadata,
    Column("id", String, primary_key=True, comment="site id; a host for outlets without a site file"),
    Column("name", String, comment="the outlet's name"),
    Column("province", String, comment="province, municipality or region, short: 湖北"),
    Column("city", String, comment="seat of the outlet"),
    Column("organisation", String, comment="the outlet's organisation as bylines name it"),
    comment="The outlets as known at the last crawl",
)

frontier = Table(
    "frontier",
    metadata,
    Column("url", String, primary_key=True, comment="canonical address"),
    Column("address", String, nullable=False, comment="the address to fetch, as found"),
    Column("site", String, nullable=False, comment="site id"),
    Column("kind", String, nullable=False, comment="article, list, or edition (a page of one)"),
    Column(
        "state",
        String,
        nullable=False,
        comment="discovered, fetching, kept, redirect, alias, empty, failed, unreadable, gone, disallowed, "
        "forgotten",
    ),
    Column("priority", Integer, nullable=False, comment="0 lists, 1 never fetched, 2 fetched before"),
    Column("discovered_at", String, nullable=False, comment="when the address was first seen"),
    Column("due_at", String, comment="not to be fetched before; null: not again"),
    Column("fetched_at", String, comment="when it was last answered"),
    Column("attempts", Integer, nullable=False, default=0, comment="requests that failed in a row"),
    Column(
        "steady",
        Integer,
        nullable=False,
        default=0,
        comment="fetches in a row that changed nothing; of a list how far its wait has grown",
    ),
    Column("hops", Integer, nullable=False, default=0, comment="redirects, or later pages, that led here"),
    Column("last_error", Text, comment="why the state is what it is"),
    Column("target", String, comment="where a redirect or alias leads"),
    Column("found_on", String, comment="the list that showed it first"),
    Column("title", Text, comment="title as the list printed it"),
    Column("published_raw", String, comment="date as the list printed it"),
    Column("etag", String, comment="what its server calls the version that was kept (ETag)"),
    Column("last_modified", String, comment="when that version is from, as its server printed it"),
    Column("sighting", String, comment="gone once, returned once: its article, if seen so again a day later"),
    Column("sighted_at", String, comment="when that was seen first"),
    # In the order in which addresses are drawn: however many are due at one moment, none are sorted.
    Index("frontier_due", "site", "priority", "due_at", "url"),
    Index("frontier_states", "kind", "state"),
    Index("frontier_fetching", "url", sqlite_where=_BEGUN, postgresql_where=_BEGUN),
    comment="Every address and what became of it",
)

captures = Table(
    "captures",
    metadata,
    Column("id", BIG, primary_key=True),
    Column("url", String, nullable=False, comment="canonical address"),
    Column(
        "address", String, nullable=False, comment="address as fetched; of an article's later page its own"
    ),
    Column("fetched_at", String, nullable=False),
    Column("status", Integer, nullable=False, comment="HTTP status"),
    Column("file", String, nullable=False, comment="WARC file in the archive folder; empty: pruned"),
    Column("offset", BIG, nullable=False, comment="first byte of the record"),
    Column("length", BIG, nullable=False, comment="bytes of the compressed record"),
    Column("sha256", String, nullable=False, comment="of the body, content codings undone"),
    Column("refers_to", BIG, comment="the capture that has the body, where this one only repeats it"),
    Index("captures_url", "url"),
    Index("captures_file", "file", "offset"),
    comment="Every response in the archive",
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True, comment="first 32 hex digits of sha256(url)"),
    Column("url", String, nullable=False, unique=True, comment="canonical address"),
    Column("site", String, nullable=False, comment="site id"),
    Column("content_id", String, comment="the CMS's own id"),
    Column("first_seen", String, nullable=False, comment="when it was first kept"),
    Column("last_seen", String, nullable=False, comment="when its page last answered"),
    Column("revision", Integer, nullable=False, comment="number of the current revision, from 1"),
    Column("extraction", Integer, nullable=False, comment="number of the current reading of it, from 1"),
    Column("content_hash", String, nullable=False, comment="of title, body, published, source, bylines"),
    Column("status", String, nullable=False, comment="live, changed, gone, returned, forgotten, joined"),
    Column("evidence", BIG, ForeignKey("captures.id"), comment="capture that shows it gone or returned"),
    Index("articles_site", "site"),
    Index("articles_statuses", "status"),
    comment="Every article ever kept; of a forgotten one only this row stays",
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, comment="raised when the content hash changed"),
    Column("extraction", Integer, primary_key=True, comment="raised when the same page was read anew"),
    Column("capture_id", BIG, ForeignKey("captures.id"), nullable=False),
    Column("fetched_at", String, nullable=False),
    Column("read_at", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("article", Text, nullable=False, comment="the article, JSON (crawler/items.py)"),
    Index("revisions_capture", "capture_id"),
    comment="What every article said, each time it changed",
)

changes = Table(
    "changes",
    metadata,
    Column("seq", BIG, primary_key=True, autoincrement=True, comment="what index versions count"),
    Column("article_id", String, ForeignKey("articles.id"), nullable=False),
    Column(
        "what",
        String,
        nullable=False,
        comment="new, revised, reread, compared, gone, returned, forgotten, joined, moved (in the archive), "
        "grouped (its story is another one)",
    ),
    Column("at", String, nullable=False),
    Index("changes_article", "article_id", "seq"),
    # Numbers of deleted rows must never come back: an index would take the newer change for a replay.
    sqlite_autoincrement=True,
    comment="The change log that feeds indexes",
)

readers = Table(
    "readers",
    metadata,
    Column("identity", String, primary_key=True, comment="uuid written into the index when it was made"),
    Column("address", String, nullable=False, comment="where the index was last seen"),
    Column("cursor", BIG, nullable=False, comment="the change up to which it has acknowledged"),
    Column("since", String, nullable=False),
    Column("fed_at", String, nullable=False),
    Column("retired", Integer, nullable=False, default=0, comment="1: its address holds another index now"),
    comment="Every index that was ever fed from this store",
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("identity", String, ForeignKey("readers.identity"), primary_key=True),
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("seq", BIG, nullable=False, comment="the change it was refused at"),
    Column("error_type", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document", Text, nullable=False, comment="as it was sent, JSON"),
    Column("format", String, nullable=False, comment="mapping version of the index"),
    Column("at", String, nullable=False),
    comment="Documents that an index refused, to be replayed",
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("url", String, primary_key=True, comment="canonical address"),
    Column("article_id", String, comment="null: no article was kept under that address"),
    Column("reason", Text, nullable=False, comment="as given to `shengmei forget`"),
    Column("at", String, nullable=False),
    Index("forgotten_article", "article_id"),
    comment="Addresses whose articles were taken out on request, never to be fetched again",
)

joined = Table(
    "joined",
    metadata,
    Column("article_id", String, primary_key=True, comment="an id that is no more"),
    Column("url", String, nullable=False, comment="canonical address that it was the id of"),
    Column("into_id", String, nullable=False, comment="id of the article that it is part of now"),
    Column("at", String, nullable=False),
    comment="Articles that had been kept under two addresses, and became one",
)

removals = Table(
    "removals",
    metadata,
    Column("id", BIG, primary_key=True),
    Column("file", String, nullable=False, comment="WARC file in the archive folder"),
    Column("offset", BIG, nullable=False, comment="first byte of what is to be overwritten"),
    Column("length", BIG, nullable=False, comment="bytes"),
    Column("at", String, nullable=False),
    comment="Archive records that are still to be overwritten; empty when that is done",
)

backups = Table(
    "backups",
    metadata,
    Column("path", String, primary_key=True, comment="where it was written to"),
    Column("at", String, nullable=False, comment="when the store was copied"),
    comment="Backups that `shengmei backup` made; they may hold what was forgotten since",
)

masks = Table(
    "masks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("salt", String, nullable=False),
    Column("digest", String, nullable=False, comment="of salt and name: the name itself is not kept"),
    Column("length", Integer, nullable=False, comment="characters of the name, without blanks"),
    Column("script", String, nullable=False, comment="han or other: of the name's first character"),
    Column("site", String, comment="the only site where it is masked; null: all"),
    Column("reason", Text, nullable=False, comment="as given to `shengmei forget`"),
    Column("at", String, nullable=False),
    Column("done_at", String, comment="null: what was kept before is not all masked yet"),
    comment="Names that are masked in whatever is kept",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", String, nullable=False),
    Column("heard_at", String, nullable=False, comment="when the run last wrote something"),
    Column("ended_at", String, comment="null while it goes on"),
    Column("reason", String, comment="why it ended: finished, interrupted, died, …; null while it goes on"),
    Column("asked", Text, nullable=False, comment="the sites or addresses that were named, and its bounds"),
    Column("version", String, nullable=False, comment="of shengmei"),
    Column("libraries", String, nullable=False, comment="versions of Python and Scrapy"),
    Column("machine", String, nullable=False),
    Column("process", Integer, nullable=False, comment="its number on that machine"),
    comment="Every run of a crawl",
)

run_counts = Table(
    "run_counts",
    metadata,
    Column("run", Integer, ForeignKey("runs.id"), primary_key=True),
    Column("site", String, primary_key=True, comment="site id"),
    Column("outcome", String, primary_key=True, comment="a state; new, revised, …; lists: list …"),
    Column("count", Integer, nullable=False),
    comment="What each run came to for each outlet",
)

outlet_days = Table(
    "outlet_days",
    metadata,
    Column("site", String, primary_key=True, comment="site id"),
    Column("day", String, primary_key=True, comment="Beijing day, 2026-05-01"),
    Column("what", String, primary_key=True, comment="what is counted (history/outlet_days.py)"),
    Column("name", String, primary_key=True, comment="which of these; may be empty"),
    Column("count", Integer, nullable=False),
    Index("outlet_days_day", "day"),
    comment="What each outlet gave on each day",
)

list_readings = Table(
    "list_readings",
    metadata,
    Column("url", String, primary_key=True, comment="canonical address of the list"),
    Column("site", String, nullable=False, comment="site id"),
    Column("read_at", String, nullable=False, comment="when it was last read"),
    Column("shown", Integer, nullable=False, comment="addresses of articles that it showed then"),
    Column("showed_at", String, comment="when it last showed any"),
    Column("brought_at", String, comment="when it last brought a new one"),
    Column("cut", Text, comment="what of it was not looked at then; null: it was read whole"),
    Index("list_readings_site", "site"),
    comment="What each list showed when it was last read",
)

alarms = Table(
    "alarms",
    metadata,
    Column("site", String, primary_key=True, comment="site id"),
    Column("kind", String, primary_key=True, comment="silence, volume, field, … (docs/operate.md)"),
    Column("subject", String, primary_key=True, comment="the field, list or state it is about; may be empty"),
    Column("told_at", String, nullable=False, comment="when on_alarm was called for it"),
    Column("text", Text, nullable=False, comment="what was said"),
    comment="The alarms that stand and were told",
)
