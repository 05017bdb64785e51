"""An article that was kept under two addresses becomes one, and what its other id was is written down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "joined"
down_revision = "backups"


def upgrade() -> None:
    op.create_table(
        "joined",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("into_id", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
