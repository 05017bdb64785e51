"""Names that are masked on request stay masked: a digest of each, by which later pages are masked too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "masks"
down_revision = "servers"


def upgrade() -> None:
    op.create_table(
        "masks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("script", sa.String, nullable=False),
        sa.Column("site", sa.String),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("done_at", sa.String),
    )
