"""Which parameters in addresses name no article of their outlet, as its pages show."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "parameters"
down_revision = "sightings"


def upgrade() -> None:
    op.create_table(
        "address_parameters",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("page", sa.String, nullable=False),
        sa.Column("other", sa.String, nullable=False),
        sa.Column("says", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("address_parameters_names", "address_parameters", ["site", "name", "says"])
    op.create_index("address_parameters_joined", "address_parameters", ["other", "says"])
