"""Whether an article was seen gone, or back, once and when, apart from the reason that a person reads."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "sightings"
down_revision = "workers"

_AT_ONCE = 1_000
_SIGHTED = re.compile(r"gone once: .{0,400}?, first seen (\S+Z)")


def upgrade() -> None:
    with op.batch_alter_table("frontier") as table:
        table.add_column(sa.Column("sighting", sa.String))
        table.add_column(sa.Column("sighted_at", sa.String))
    if not op.get_context().as_sql:  # where only the SQL is written, there are no rows
        _take_from_reasons(op.get_bind())


def _take_from_reasons(connection: sa.Connection) -> None:
    """The reason said so before, and nothing else did."""
    frontier = sa.table("frontier", *map(sa.column, ("url", "last_error", "sighting", "sighted_at")))
    told = frontier.c.last_error.like("gone once: %")
    sighted = sa.select(frontier.c.url, frontier.c.last_error).where(told).order_by(frontier.c.url)
    seen = sa.update(frontier).where(frontier.c.url == sa.bindparam("u"))
    values = {"sighting": "gone once", "sighted_at": sa.bindparam("first")}
    last = ""
    while rows := connection.execute(sighted.where(frontier.c.url > last).limit(_AT_ONCE)).all():
        last = rows[-1].url
        found = [{"u": row.url, "first": at[1]} for row in rows if (at := _SIGHTED.match(row.last_error))]
        if found:
            connection.execute(seen.values(values), found)
