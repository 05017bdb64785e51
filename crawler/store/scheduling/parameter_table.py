"""The table of what is known of the parameters in each outlet's addresses; schema.py has it too."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from crawler.store.metadata import metadata

address_parameters = Table(
    "address_parameters",
    metadata,
    Column("url", String, primary_key=True, comment="canonical address with the parameter"),
    Column("name", String, primary_key=True, comment="the parameter"),
    Column("site", String, nullable=False, comment="site id"),
    Column("page", String, nullable=False, comment="the address without the parameter"),
    Column("other", String, nullable=False, comment="the address that it was compared with, or joined to"),
    Column(
        "says",
        String,
        nullable=False,
        comment="same, different (both were read); joined (not fetched), apart (joined once, and no more)",
    ),
    Column("at", String, nullable=False),
    Index("address_parameters_names", "site", "name", "says"),
    Index("address_parameters_joined", "other", "says"),
    comment="Parameters that were seen to name no article of their outlet, or to name one, with the evidence",
)
