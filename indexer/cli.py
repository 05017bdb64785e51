"""The door to the indexer's commands. Importing it imports no search client and no store."""

from __future__ import annotations

from indexer.commands.doctor import doctor
from indexer.commands.index import index
from indexer.commands.ledger import ledger
from indexer.commands.status import status

__all__ = ["doctor", "index", "ledger", "status"]
