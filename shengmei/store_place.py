"""Where a store is: a SQLite file, or a database on a PostgreSQL server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from shengmei.messages import message
from shengmei.problems import UsageProblem

FORM = "postgresql+psycopg://USER@HOST/DATABASE"
FILE = "sqlite"  # in the place of an address: the file in the data directory, whatever other settings say
_SCHEMES = ("postgresql", "postgresql+psycopg")


@dataclass(frozen=True)
class DatabaseAddress:
    """A database on a server. `url` is `postgresql+psycopg://…`; as text it shows no login."""

    url: str = field(repr=False)
    password: str | None = field(default=None, repr=False)

    def exists(self) -> bool:
        """Whether there is something to open; of a server only opening tells."""
        return True

    def __str__(self) -> str:
        return re.sub(r"://[^/@]*@", "://", self.url.partition("?")[0])


StorePlace = Path | DatabaseAddress


def is_database_address(text: str) -> bool:
    """Whether a store is named by the address of a server, not by a file."""
    return "://" in text


def database_address(url: str, password: str | None = None) -> DatabaseAddress:
    """The address that a person wrote, with the driver that is used."""
    return DatabaseAddress(f"postgresql+psycopg://{url.partition('://')[2]}", password)


def check_address(url: str, origin: str) -> None:
    """Raises `UsageProblem` for what is no address of a store, and where a file that is handed around, which
    `origin` names, or the address's query holds a password."""
    if url == FILE:
        return
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in _SCHEMES or not rest:
        raise UsageProblem(
            message(
                "{origin}: store is no address {form}; a store in a file is named by its data directory",
                origin=origin,
                form=FORM,
            )
        )
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UsageProblem(
            message("{origin}: store is no address {form}: {error}", origin=origin, form=FORM, error=error)
        ) from error
    written_in_file = parts.password is not None and not origin.startswith("SHENGMEI_")
    if written_in_file or any(name == "password" for name, _ in parse_qsl(parts.query)):
        raise UsageProblem(
            message(
                "{origin} is no place for the store's password; set SHENGMEI_STORE_PASSWORD or name its file "
                "by store_password_file",
                origin=origin,
            )
        )
