"""What is said of a PostgreSQL server that refuses, is unfit, or reports an error."""

from __future__ import annotations

from crawler.store.databases.errors import UPGRADE, StoreError
from shengmei.messages import message

_OLDEST = 13  # version of a server on which a store can stand


def refused(place: str, said: str) -> StoreError:
    """What to say of a server that does not let us in."""
    if ("database" in said and "does not exist" in said) or ("数据库" in said and "不存在" in said):
        return StoreError(
            message("{place} is not there ({error}): make it with createdb", place=place, error=said)
        )
    return StoreError(
        message(
            "{place} refuses the login ({error}): set SHENGMEI_STORE_PASSWORD, or see what "
            "SHENGMEI_STORE names",
            place=place,
            error=said,
        )
    )


def unfit_for_a_store(version: int, encoding: str | None) -> str | None:
    """Why no store can stand in a database of that server's version (150018) and encoding; None: one can."""
    if version // 10_000 < _OLDEST:
        return message(
            "is on PostgreSQL {version}: a store needs {oldest} or newer",
            version=version // 10_000,
            oldest=_OLDEST,
        )
    if encoding != "UTF8":
        return message(
            "has the encoding {encoding}, which has no room for every character: make a database with "
            "createdb -E UTF8 -T template0",
            encoding=encoding,
        )
    return None


def advice(code: str, said: str, patience: float) -> str:
    """What an error of the server, by its code, means and what to do; else what it says."""
    if code == "55P03":
        return message(
            "locked by another process for more than {seconds:g} seconds: wait for it, or end it",
            seconds=patience,
        )
    if code == "42501":
        return message(
            "its user may not do that ({error}): it must own the database and the tables (createdb -O)",
            error=said,
        )
    if code == "53100":
        return message(
            "the server's disk is full: nothing of this batch was written; make room and run it again"
        )
    if code in ("42P01", "42703"):
        return message("is of another version ({error}): {command} upgrades it", error=said, command=UPGRADE)
    return said
