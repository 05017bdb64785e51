"""When a platform's next address is due stands with the address alone: nobody asked the platforms."""

from __future__ import annotations

from alembic import op

revision = "group_due"
down_revision = "editions"


def upgrade() -> None:
    with op.batch_alter_table("groups") as table:
        table.drop_column("due_at")
