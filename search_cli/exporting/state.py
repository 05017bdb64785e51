"""How far an export is: `FILE.state.json`, written after each mark; a kill costs no row and adds none."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from search_cli.exporting.durable import read_json, sibling, write_json


@dataclass(frozen=True, kw_only=True)
class State:
    """`rows` rows are on the disk up to `mark`; the next are those behind `after`."""

    asked: dict[str, Any]  # query, fields, form and index: another export is not gone on with
    begun: str  # ISO 8601
    total: int  # documents that matched at the beginning
    version: int  # the index's newest then
    rows: int = 0
    mark: int = 0
    after: str = ""
    resumed: int = 0  # how often
    failures: list[list[str]] = field(default_factory=list)  # id and reason of what could not be written
    changes: dict[str, int] = field(default_factory=dict)  # what is written differently, in cells

    def write(self, file: Path) -> None:
        write_json(_path(file), asdict(self))

    @classmethod
    def read(cls, file: Path) -> State | None:
        """None where no export of this file was begun, or none that can be understood."""
        said = read_json(_path(file))
        try:
            return cls(**said) if said else None
        except TypeError:
            return None

    @staticmethod
    def forget(file: Path) -> None:
        _path(file).unlink(missing_ok=True)


def _path(file: Path) -> Path:
    return sibling(file, ".state.json")
