"""Numbers of changes and captures, and places in archive files, may be above two thousand million."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "bigints"
down_revision = "stories"

_COLUMNS = {
    "captures": ("id", "offset", "length", "refers_to"),
    "articles": ("evidence",),
    "revisions": ("capture_id",),
    "changes": ("seq",),
    "readers": ("cursor",),
    "dead_letters": ("seq",),
    "removals": ("id", "offset", "length"),
}
_SEQUENCES = ("captures_id_seq", "changes_seq_seq", "removals_id_seq")


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        return  # whose integers are as long as they must be
    for table, names in _COLUMNS.items():
        for name in names:
            op.alter_column(table, name, type_=sa.BigInteger)
    for name in _SEQUENCES:
        op.execute(f"ALTER SEQUENCE {name} AS bigint")
