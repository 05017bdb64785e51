"""Articles whose text others have too are written down with their story, which indexes have from there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "stories"
down_revision = "group_due"


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("article_id", sa.String, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("story", sa.String),
        sa.Column("story_role", sa.String, nullable=False),
        sa.Column("story_basis", sa.String),
        sa.Column("story_size", sa.Integer),
    )
