"""The tables of version 0.1.0, where stores begin that were made before there were migrations."""

from __future__ import annotations

from alembic import op
from alembic.operations.ops import CreateIndexOp, CreateTableOp
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

revision = "first_schema"
down_revision = None

_tables = MetaData()

Table(
    "about",
    _tables,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

Table(
    "sites",
    _tables,
    Column("id", String, primary_key=True),
    Column("name", String),
    Column("province", String),
    Column("city", String),
    Column("organisation", String),
)

Table(
    "frontier",
    _tables,
    Column("url", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("site", String, nullable=False),
    Column("kind", String, nullable=False),
    Column(
        "state",
        String,
        nullable=False,
    ),
    Column("priority", Integer, nullable=False),
    Column("discovered_at", String, nullable=False),
    Column("due_at", String),
    Column("fetched_at", String),
    Column("attempts", Integer, nullable=False, default=0),
    Column("steady", Integer, nullable=False, default=0),
    Column("hops", Integer, nullable=False, default=0),
    Column("last_error", Text),
    Column("target", String),
    Column("found_on", String),
    Column("title", Text),
    Column("published_raw", String),
    Index("frontier_due", "site", "priority", "due_at"),
)

Table(
    "captures",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False),
    Column("address", String, nullable=False),
    Column("fetched_at", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("file", String, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Index("captures_url", "url"),
    Index("captures_file", "file", "offset"),
)

Table(
    "articles",
    _tables,
    Column("id", String, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("site", String, nullable=False),
    Column("content_id", String),
    Column("first_seen", String, nullable=False),
    Column("last_seen", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("extraction", Integer, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("status", String, nullable=False),
    Column("evidence", Integer, ForeignKey("captures.id")),
    Index("articles_site", "site"),
)

Table(
    "revisions",
    _tables,
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("extraction", Integer, primary_key=True),
    Column("capture_id", Integer, ForeignKey("captures.id"), nullable=False),
    Column("fetched_at", String, nullable=False),
    Column("read_at", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("article", Text, nullable=False),
    Index("revisions_capture", "capture_id"),
)

Table(
    "changes",
    _tables,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, ForeignKey("articles.id"), nullable=False),
    Column("what", String, nullable=False),
    Column("at", String, nullable=False),
    Index("changes_article", "article_id", "seq"),
    sqlite_autoincrement=True,
)

Table(
    "readers",
    _tables,
    Column("identity", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("since", String, nullable=False),
    Column("fed_at", String, nullable=False),
    Column("retired", Integer, nullable=False, default=0),
)

Table(
    "dead_letters",
    _tables,
    Column("identity", String, ForeignKey("readers.identity"), primary_key=True),
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("error_type", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("format", String, nullable=False),
    Column("at", String, nullable=False),
)


def upgrade() -> None:
    for table in _tables.sorted_tables:
        op.invoke(CreateTableOp.from_table(table))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            op.invoke(CreateIndexOp.from_index(index))
