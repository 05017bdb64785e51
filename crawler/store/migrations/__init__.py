"""Older stores become today's: one file in versions/ for each change of the tables, run by Alembic.

Everything here works on a connection inside the caller's transaction, on SQLite and PostgreSQL: what fails
leaves the tables as they were. How to add a revision stands in docs/how-it-works.md.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sqlalchemy import Connection, inspect

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


def _folder() -> Path:
    """This folder, which Alembic reads as files; a copy of it where the program runs out of an egg, as
    Scrapyd does."""
    here = Path(__file__).parent
    if here.is_dir():
        return here
    copy = Path(tempfile.mkdtemp(prefix="shengmei-migrations-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    for folder in ("", "versions"):
        (copy / folder).mkdir(exist_ok=True)
        for file in (files(__name__) / folder).iterdir():
            if file.name.endswith(".py"):
                (copy / folder / file.name).write_bytes(file.read_bytes())
    return copy


_FOLDER = _folder()
VERSIONS = _FOLDER / "versions"
FIRST = "first_schema"  # what a store has that was made before there were migrations


@dataclass(frozen=True)
class Revision:
    """A change of the tables: its name, and the first line of its file."""

    name: str
    text: str


def newest_version(versions: Path = VERSIONS) -> int:
    """How many revisions there are: what `about.schema` says of a store that has them all."""
    return sum(1 for file in versions.glob("*.py") if file.name != "__init__.py")


def pending(connection: Connection, versions: Path = VERSIONS) -> list[Revision]:
    """The revisions that the store lacks, in the order in which they are to be run."""
    from alembic.script import ScriptDirectory

    has = current(connection)
    script = ScriptDirectory.from_config(_config(versions))
    lacking = script.iterate_revisions(_head(script), has or "base")
    return [Revision(one.revision, (one.doc or "").strip()) for one in lacking][::-1]


def current(connection: Connection) -> str | None:
    """The newest revision that the store has; None for an empty database."""
    from alembic.runtime.migration import MigrationContext

    if found := MigrationContext.configure(connection).get_current_revision():
        return found
    return FIRST if "about" in inspect(connection).get_table_names() else None


def upgrade(connection: Connection, versions: Path = VERSIONS) -> None:
    """Runs the pending revisions."""
    from alembic import command

    config = _config(versions, connection)
    if current(connection) == FIRST:
        command.stamp(config, FIRST)
    command.upgrade(config, "head")


def record_newest(connection: Connection) -> None:
    """Writes down that the tables, just made, are the newest."""
    from alembic import command

    command.stamp(_config(VERSIONS, connection), "head")


def write_sql(dialect: str, output: TextIO, versions: Path = VERSIONS) -> None:
    """The SQL of all revisions, for a database (`postgresql`) that need not be there."""
    from alembic import command

    config = _config(versions)
    config.attributes["dialect"] = dialect
    config.output_buffer = output
    command.upgrade(config, "head", sql=True)


def _head(script: ScriptDirectory) -> str:
    heads = script.get_heads()
    if len(heads) != 1:
        raise ValueError(f"revisions {', '.join(sorted(heads))} are all last: let one follow the other")
    return heads[0]


def _config(versions: Path, connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(_FOLDER))
    config.set_main_option("version_locations", _escaped(versions))
    config.set_main_option("path_separator", "newline")  # a folder's name may hold spaces and commas
    config.attributes["connection"] = connection
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
