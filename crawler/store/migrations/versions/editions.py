"""Newspapers are crawled by their editions: the pages of each day, and the articles on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "editions"
down_revision = "counts"


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("asked_at", sa.String, nullable=False),
        sa.Column("read_at", sa.String),
        sa.Column("problem", sa.Text),
    )
    op.create_index("editions_day", "editions", ["day"])
    op.create_table(
        "edition_pages",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("printed", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("number", sa.String),
        sa.Column("name", sa.String),
        sa.Column("read_at", sa.String),
    )
    op.create_index("edition_pages_url", "edition_pages", ["url"])
    op.create_table(
        "edition_articles",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("page", sa.String),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_index("edition_articles_url", "edition_articles", ["url"])
