"""A response that only repeats an earlier one says which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "repeated_captures"
down_revision = "joined"


def upgrade() -> None:
    op.add_column("captures", sa.Column("refers_to", sa.Integer))
