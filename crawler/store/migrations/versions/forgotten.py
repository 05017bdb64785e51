"""What was taken out on request is written down, without its content, and stays out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "forgotten"
down_revision = "fetching"


def upgrade() -> None:
    op.create_table(
        "forgotten",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("article_id", sa.String),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("forgotten_article", "forgotten", ["article_id"])
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
