"""What is said of a server that refuses, in the language of the user."""

from __future__ import annotations

from shengmei.console.translation import message, translated


def read_only(where: str, reason: str) -> str:
    """Of an index that takes nothing because of a block."""
    return message(
        "{where}: the index is read-only ({reason}): free disk space or lift the block (index.blocks.*), "
        "then sync again",
        where=where,
        reason=reason,
    )


def refusal(where: str, status: int, kind: str, reason: str) -> str:
    """Of a request that the server understood and refused."""
    return message(
        "{where} refuses ({status} {kind}): {reason}", where=where, status=status, kind=kind, reason=reason
    )


def incomplete(where: str, what: str) -> str:
    """Of an answer that is that of a part of the index only."""
    return message(
        "{where} cannot answer for the whole index now ({what}): a node of the cluster may be away; try "
        "again when `GET /_cluster/health` is not red",
        where=where,
        what=what,
    )


def tls_hint(why: str) -> str:
    """What to do where no safe connection comes about."""
    if "WRONG_VERSION_NUMBER" in why or "record layer" in why.lower():
        return translated("the server speaks plain http: write http:// in the address")
    if "has expired" in why or "not yet valid" in why:
        return translated("the server needs a new certificate, or this machine the right time")
    if "doesn't match" in why or "mismatch" in why:
        return translated("its certificate is for another name: write that name in the address (--index)")
    return translated("name the certificate of the authority that signed the server's in SHENGMEI_CA_FILE")
