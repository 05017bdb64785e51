"""When servers were asked last and why they are left alone; what a conditional request says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "servers"
down_revision = "health"


def upgrade() -> None:
    op.create_table(
        "servers",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("asked_at", sa.String),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("waits_for", sa.String),
        sa.Column("reason", sa.Text),
    )
    with op.batch_alter_table("frontier") as table:
        table.add_column(sa.Column("etag", sa.String))
        table.add_column(sa.Column("last_modified", sa.String))
