"""The tables of servers and platforms; the others stand in schema.py, which has these too."""

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
    comment="Which crawl asks which platform: each one at a time",
)
