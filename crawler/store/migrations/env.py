"""What Alembic runs the revisions with: the caller's connection, or, to print SQL, a dialect's name."""

from __future__ import annotations

from alembic import context

from crawler.store.schema import metadata

given = context.config.attributes
if given["connection"] is None:
    context.configure(dialect_name=given["dialect"], target_metadata=metadata)
else:
    # SQLite changes a table by copying it (batch mode); on PostgreSQL the same lines are ALTER TABLE.
    context.configure(connection=given["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
