"""Which crawl asks which platform, so that several crawls can run side by side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "groups"
down_revision = "masks"


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("grp", sa.String, primary_key=True),
        sa.Column("delay", sa.Float, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("due_at", sa.String),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("holder", sa.String),
        sa.Column("lease_until", sa.String),
        sa.Column("pages_day", sa.String),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("wanted_by", sa.String),
        sa.Column("wanted_until", sa.String),
    )
