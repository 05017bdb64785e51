"""How we log in to a search server: from `SHENGMEI_…` variables or the files they name, and shown nowhere."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from pathlib import Path

from indexer.search.errors import SearchError
from shengmei.console.translation import message, translated


@dataclass(frozen=True, kw_only=True)
class Login:
    """An API key, or a user name and password, or neither; and the file of the TLS authority to trust."""

    api_key: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    @classmethod
    def from_environment(cls) -> Login:
        """Raises `SearchError` when a file cannot be read, or half a login or two logins are set."""
        api_key, username, password = (
            _secret("API_KEY"),
            os.environ.get("SHENGMEI_USERNAME"),
            _secret("PASSWORD"),
        )
        if bool(username) != bool(password):
            raise SearchError(
                translated("set both SHENGMEI_USERNAME and SHENGMEI_PASSWORD (or SHENGMEI_PASSWORD_FILE)")
            )
        if api_key and username:
            raise SearchError(
                translated("both SHENGMEI_API_KEY and SHENGMEI_USERNAME are set: keep one of them")
            )
        ca_file = os.environ.get("SHENGMEI_CA_FILE") or None
        if ca_file:
            _ensure_certificate(ca_file)
        return cls(api_key=api_key, username=username, password=password, ca_file=ca_file)

    @property
    def hint(self) -> str:
        """What to do when the server refuses this login."""
        if self.api_key:
            return translated(
                "the API key in SHENGMEI_API_KEY or SHENGMEI_API_KEY_FILE is wrong or has expired"
            )
        if self.username:
            return translated("SHENGMEI_USERNAME or SHENGMEI_PASSWORD is wrong")
        return translated("set SHENGMEI_API_KEY, or SHENGMEI_USERNAME and SHENGMEI_PASSWORD")

    def headers(self) -> dict[str, str]:
        """Made here because the client refuses names and passwords that are not ASCII."""
        if self.api_key:
            # `id:key` and its base64 are both common ways to hand a key over; base64 holds no colon.
            key = _base64(self.api_key) if ":" in self.api_key else self.api_key
            return {"authorization": f"ApiKey {key}"}
        if self.username:
            return {"authorization": f"Basic {_base64(f'{self.username}:{self.password}')}"}
        return {}


def _ensure_certificate(path: str) -> None:
    import ssl  # here and not above: only for who has such a file

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError as error:
        said = message("SHENGMEI_CA_FILE: {path} holds no certificate (in PEM form)", path=path)
        raise SearchError(said) from error
    except OSError as error:
        raise SearchError(_unreadable("SHENGMEI_CA_FILE", path)) from error


def _unreadable(variable: str, path: str) -> str:
    return message("{variable}: {path} cannot be read", variable=variable, path=path)


def _secret(name: str) -> str | None:
    """The variable `SHENGMEI_<name>`, or the text of the file that `SHENGMEI_<name>_FILE` names."""
    value, path = os.environ.get(f"SHENGMEI_{name}"), os.environ.get(f"SHENGMEI_{name}_FILE")
    if not value and path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SearchError(_unreadable(f"SHENGMEI_{name}_FILE", path)) from error
    if value and not value.isprintable():
        said = translated("{variable} holds a line break or another character that cannot be sent")
        raise SearchError(said.format(variable=f"SHENGMEI_{name}"))
    if value and name == "API_KEY" and not value.isascii():
        raise SearchError(translated("SHENGMEI_API_KEY holds characters that no API key has"))
    return value or None


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
