"""Workers on several machines: who crawls into the store, and since when a platform is whose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "workers"
down_revision = "bigints"


def upgrade() -> None:
    op.create_table(
        "workers",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("directory", sa.String, nullable=False),
        sa.Column("host", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("started_at", sa.String, nullable=False),
        sa.Column("lease_until", sa.String, nullable=False),
        sa.Column("drain_at", sa.String),
        sa.Column("ended_at", sa.String),
        sa.Column("reason", sa.Text),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
    )
    with op.batch_alter_table("groups") as table:
        table.add_column(sa.Column("taken_at", sa.String))
