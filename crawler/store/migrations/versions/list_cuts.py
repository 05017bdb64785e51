"""What of a list was not looked at, because it is too long."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "list_cuts"
down_revision = "groups"


def upgrade() -> None:
    with op.batch_alter_table("list_readings") as table:
        table.add_column(sa.Column("cut", sa.Text))
