"""Counts of addresses and articles by state are read from small indexes, not from every row."""

from __future__ import annotations

from alembic import op

revision = "counts"
down_revision = "uncompared"


def upgrade() -> None:
    op.create_index("frontier_states", "frontier", ["kind", "state"])
    op.create_index("articles_statuses", "articles", ["status"])
