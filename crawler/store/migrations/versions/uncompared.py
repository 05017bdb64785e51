"""Which articles were not compared with their outlet's others yet, so that a killed run compares the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "uncompared"
down_revision = "list_cuts"


def upgrade() -> None:
    op.create_table(
        "uncompared",
        sa.Column("article_id", sa.String, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("site", sa.String, nullable=False),
    )
    op.create_index("uncompared_site", "uncompared", ["site", "article_id"])
