"""The tables of newspapers' editions; like those of schema.py, with which they are made."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from crawler.store.schema import metadata

editions = Table(
    "editions",
    metadata,
    Column("site", String, primary_key=True, comment="site id of the newspaper"),
    Column("day", String, primary_key=True, comment="day of the edition, 2026-05-18"),
    Column("asked_at", String, nullable=False, comment="when a crawl first asked for it"),
    Column("read_at", String, comment="when a page of it was last read; null: never"),
    Column("problem", Text, comment="why there is nothing of it, or why a page of it could not be had"),
    Index("editions_day", "day"),
    comment="Newspapers' editions of a day that a crawl asked for",
)

edition_pages = Table(
    "edition_pages",
    metadata,
    Column("site", String, primary_key=True, comment="site id of the newspaper"),
    Column("day", String, primary_key=True, comment="day of the edition"),
    Column("url", String, primary_key=True, comment="canonical address"),
    Column("printed", Integer, nullable=False, comment="1: a printed page; 0: an address that leads to them"),
    Column("position", Integer, nullable=False, comment="place among the edition's pages, from 1"),
    Column("number", String, comment="版次 as printed: A02"),
    Column("name", String, comment="版名: 要闻"),
    Column("read_at", String, comment="when it was last read; null: never"),
    Index("edition_pages_url", "url"),
    comment="The pages of editions",
)

edition_articles = Table(
    "edition_articles",
    metadata,
    Column("site", String, primary_key=True, comment="site id of the newspaper"),
    Column("day", String, primary_key=True, comment="day of the edition"),
    Column("url", String, primary_key=True, comment="canonical address"),
    Column("page", String, comment="canonical address of the printed page; null: not known"),
    Column("position", Integer, nullable=False, comment="place on that page, from 1; 0: not known"),
    Index("edition_articles_url", "url"),
    comment="The articles of editions, in order; their titles stand in frontier",
)
