"""Where things are: options, then `SHENGMEI_…` variables, then `shengmei.toml`, then the platform's default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from crawler.problems import UsageProblem


@dataclass(frozen=True, kw_only=True)
class Config:
    """`data` holds store, archive and, unless `index` says otherwise, the embedded index."""

    data: Path
    index: str  # a directory, or an http address
    delay: float = 2.0  # seconds between two requests to one throttle group; 0 on loopback
    proxy: str | None = None
    contact: str | None = None  # told to the sites in the User-Agent
    ca_file: str | None = None  # TLS certificate authority of the Elasticsearch server
    username: str | None = None

    @property
    def store_path(self) -> Path:
        return self.data / "shengmei.sqlite"

    @property
    def archive_path(self) -> Path:
        return self.data / "archive"


def load(options: dict[str, Any], *, directory: Path | None = None) -> Config:
    """The configuration that the options (None: not given), the environment and `shengmei.toml` add up to.

    Raises `UsageProblem` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    path = Path(os.environ.get("SHENGMEI_CONFIG", (directory or Path.cwd()) / "shengmei.toml"))
    written = _read_file(path)
    names = [f.name for f in fields(Config)]
    unknown = sorted(set(written) - set(names))
    if unknown:
        raise UsageProblem(f"{path}: unknown key {unknown[0]!r}; known: {', '.join(names)}")
    environment = {n: v for n in names if (v := os.environ.get(f"SHENGMEI_{n.upper()}"))}
    chosen = {**written, **environment, **{k: v for k, v in options.items() if v is not None}}
    data = Path(_text(chosen.pop("data", None), "data") or _default_data()).expanduser()
    index = _text(chosen.pop("index", None), "index") or str(data / "index")
    delay = _seconds(chosen.pop("delay", 2.0))
    return Config(data=data, index=index, delay=delay, **{k: _text(v, k) for k, v in chosen.items()})


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageProblem(f"{path} cannot be read: {error}") from error


def _default_data() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("shengmei", appauthor=False)


def _text(value: object, name: str) -> str | None:
    if value is None or isinstance(value, str | Path):
        return None if value is None else str(value)
    raise UsageProblem(f"{name} must be text, not {value!r}")


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        raise UsageProblem(f"delay must be a number of seconds, not {value!r}") from None
    if not 0 <= seconds < 3600:
        raise UsageProblem(f"delay must be from 0 to 3600 seconds, not {value!r}")
    return seconds
