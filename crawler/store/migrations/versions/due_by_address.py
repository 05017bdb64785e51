"""Drawing what is due reads its index in order, also when all is due at one moment."""

from __future__ import annotations

from alembic import op

revision = "due_by_address"
down_revision = "first_schema"


def upgrade() -> None:
    op.drop_index("frontier_due", "frontier")
    op.create_index("frontier_due", "frontier", ["site", "priority", "due_at", "url"])
