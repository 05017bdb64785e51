"""Which backups were made is written down, so that `forget` can name them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "backups"
down_revision = "forgotten"


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
    )
