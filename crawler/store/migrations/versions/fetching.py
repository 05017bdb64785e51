"""What a dead run had begun is found by an index of its own, however many addresses there are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "fetching"
down_revision = "due_by_address"


def upgrade() -> None:
    begun = sa.text("state = 'fetching'")
    op.create_index("frontier_fetching", "frontier", ["url"], sqlite_where=begun, postgresql_where=begun)
