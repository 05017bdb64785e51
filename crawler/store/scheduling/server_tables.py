"""The tables of servers, platforms and workers; the others stand in schema.py, which has these too."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, String, Table, Text

from crawler.store.metadata import metadata

servers = Table(
    "servers",
    metadata,
    Column("name", String, primary_key=True, comment="throttle group, or a host of one"),
    Column("asked_at", String, comment="when a request was last sent to it"),
    Column("failures", Integer, nullable=False, comment="pauses in a row without an answer between them"),
    Column("waits_for", String, comment="the address that met the reason; until it is due all others wait"),
    Column("reason", Text, comment="why it is left alone"),
    comment="When servers were last asked, and which are left alone",
)

groups = Table(
    "groups",
    metadata,
    Column("grp", String, primary_key=True, comment="throttle group: the servers of one platform"),
    Column("delay", Float, nullable=False, comment="seconds between two requests to it, as last kept"),
    Column("next_at", String, comment="no other crawl asks it before"),
    Column("epoch", Integer, nullable=False, comment="how many crawls have taken it over so far"),
    Column("holder", String, comment="the crawl that has it, or had it last: process number and a token"),
    Column("lease_until", String, comment="until then it is the holder's; null: it was let go"),
    Column("pages_day", String, comment="the last Beijing day on which pages of it were fetched"),
    Column("pages", Integer, nullable=False, comment="how many on that day"),
    Column("wanted_by", String, comment="a crawl that has nothing to do but wait for it"),
    Column("wanted_until", String, comment="until when that one's wish counts"),
    Column("taken_at", String, comment="since when the holder has it"),
    comment="Which crawl asks which platform: each one at a time",
)

workers = Table(
    "workers",
    metadata,
    Column("name", String, primary_key=True, comment="its archive's files are called by it"),
    Column("directory", String, nullable=False, comment="name of the data directory that has these files"),
    Column("host", String, nullable=False, comment="machine on which it ran last"),
    Column("holder", String, nullable=False, comment="what it is called as a holder of groups"),
    Column("started_at", String, nullable=False, comment="when it was started last"),
    Column("lease_until", String, nullable=False, comment="it is lost if it said nothing until then"),
    Column("drain_at", String, comment="when it was asked to end after its visits; null: it was not"),
    Column("ended_at", String, comment="when it ended; null: it runs, or was killed"),
    Column("reason", Text, comment="why it ended"),
    Column("visits", Integer, nullable=False, comment="of platforms, since it was started"),
    Column("pages", Integer, nullable=False, comment="dequeued, since it was started"),
    comment="Who crawls with others into this store, each with an archive of its own",
)
