"""Where things are: options, then `SHENGMEI_…` variables, then `shengmei.toml`, then the default.

That file is looked for in the working directory, among the user's settings (XDG) and in `/etc/shengmei`; what
the first of them says counts. A file that SHENGMEI_CONFIG names is the only one that is read.

A relative directory is seen from the working directory, in `shengmei.toml` from the file's own. Secrets come
from variables, or from files that `password_file`, `api_key_file` and `store_password_file` name; they are no
options, because everyone on the machine can read a command line, and do not stand in `shengmei.toml`, which
is handed around.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from shengmei import setting_values
from shengmei.ledger_place import DatabaseLedger, LedgerPlace
from shengmei.messages import message
from shengmei.outlet_rules import OutletLimits, outlet_rules
from shengmei.problems import UsageProblem
from shengmei.store_place import FILE as FILE_OF_DATA
from shengmei.store_place import StorePlace, check_address, database_address

SECRETS = ("password", "api_key", "store_password")
NOT_TEXT = ("data", "delay", "keep_free", "lease", "allow_private", "outlets")
FILE = "shengmei.toml"
SYSTEM = Path("/etc/shengmei")  # settings of all users


@dataclass(frozen=True, kw_only=True)
class Config:
    """`data` holds store, archive and, unless `index` says otherwise, the embedded index."""

    data: Path
    index: str  # a directory, or an http address
    store: str | None = None  # the address of a database that has the store, instead of a file in `data`
    store_password: str | None = field(default=None, repr=False)
    delay: float = 2.0  # seconds between two requests to one throttle group; 0 on loopback
    proxy: str | None = None
    contact: str | None = None  # told to the sites in the User-Agent
    keep_free: float = 256.0  # MB of the disk that a crawl leaves free
    lease: float = 30.0  # seconds after which others take over what a crawl that hangs was crawling
    on_alarm: str | None = None  # a command that `health` calls with alarms that begin or are over
    sites: str | None = None  # a directory with site files of one's own
    allow_private: bool = False  # crawls addresses of this machine and its network too
    outlets: Mapping[str, OutletLimits] = field(default_factory=dict)  # by site id, host or platform
    ca_file: str | None = None  # TLS certificate authority of the Elasticsearch server
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)

    @property
    def store_path(self) -> StorePlace:
        """The store's file, or the address of the database that has it."""
        if self.store is None or self.store == FILE_OF_DATA:
            return self.data / "shengmei.sqlite"
        return database_address(self.store, self.store_password)

    @property
    def ledger_place(self) -> LedgerPlace:
        """The ledger's file, or the database of the store that has it too."""
        file, store = self.data / "ledger.sqlite", self.store_path
        return file if isinstance(store, Path) else DatabaseLedger(store, file)

    @property
    def archive_path(self) -> Path:
        return self.data / "archive"


@dataclass(frozen=True)
class Setting:
    """A value and where it came from: `option --data`, `SHENGMEI_DATA`, a file, or `default`."""

    value: Any
    origin: str


NAMES = tuple(one.name for one in fields(Config))
_FILES_OF_SECRETS = tuple(f"{name}_file" for name in SECRETS)
_PATHS = ("data", "index", "sites", "ca_file", *_FILES_OF_SECRETS)
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*://")
_KEYS = (*(name for name in NAMES if name not in SECRETS), *_FILES_OF_SECRETS)

# How what was set is read, from the value and where it was set, and what it is where nothing was.
_READ: dict[str, tuple[Callable[[object, str], object], object]] = {
    "delay": (lambda value, _: setting_values.delay_seconds(value), Config.delay),
    "keep_free": (lambda value, _: setting_values.megabytes(value), Config.keep_free),
    "lease": (lambda value, _: setting_values.lease_seconds(value), Config.lease),
    "allow_private": (setting_values.is_on, Config.allow_private),
}


def load(options: dict[str, Any], *, directory: Path | None = None) -> Config:
    """The configuration that the options (None: not given), the environment and `shengmei.toml` add up to.

    Raises `UsageProblem` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    chosen = settings(options, directory=directory)
    return Config(**{name: setting.value for name, setting in chosen.items()})


def hand_over_login(config: Config) -> None:
    """Puts what the file says of the login into the variables, where the search client looks for it."""
    for name in ("username", "ca_file", "password", "api_key"):
        variable, value = f"SHENGMEI_{name.upper()}", getattr(config, name)
        if value and not {variable, f"{variable}_FILE"} & set(os.environ):
            os.environ[variable] = value


def settings(options: dict[str, Any], *, directory: Path | None = None) -> dict[str, Setting]:
    """Every setting of `Config` with its origin; secrets among them, so show them by `shown` alone."""
    found = {**_written(directory or Path.cwd()), **_environment(), **_options(options)}
    found.setdefault("data", Setting(None, "default"))
    data = _directory(found["data"], "data") or _default_data()
    found["data"] = Setting(data, found["data"].origin)
    index = found.get("index", Setting(None, "default"))
    found["index"] = Setting(_index(index) or str(data / "index"), index.origin)
    if store := _text(found.get("store", Setting(None, "default")).value, "store"):
        check_address(store, found["store"].origin)
    for name, (read, default) in _READ.items():
        one = found.get(name, Setting(default, "default"))
        found[name] = Setting(read(one.value, one.origin), one.origin)
    rules = found.get("outlets", Setting({}, "default"))
    found["outlets"] = Setting(outlet_rules(rules.value, rules.origin), rules.origin)
    for name in SECRETS:
        found[name] = _secret(name, found.get(name), found.pop(f"{name}_file", None))
    rest = {name: found.get(name, Setting(None, "default")) for name in NAMES}
    return {name: Setting(_checked(one, name), one.origin) for name, one in rest.items()}


def shown(name: str, value: Any) -> str:
    """A value as it may be seen: a secret is `set` or `not set`, an address shows no password."""
    if name in SECRETS:
        return "set" if value else "not set"
    if isinstance(value, Mapping):
        return ", ".join(value) or "not set"
    return "not set" if value is None else without_password(str(value))


def without_password(address: str) -> str:
    """`https://reader:secret@search.example:9200` without `reader:secret@`."""
    return re.sub(r"(?i)^([\w+]+://)[^/@]*@", r"\1", address)


def _options(options: dict[str, Any]) -> dict[str, Setting]:
    return {k: Setting(v, f"option --{k.replace('_', '-')}") for k, v in options.items() if v is not None}


def _environment() -> dict[str, Setting]:
    """The variables that are set; an empty one is as good as none."""
    names = {name: f"SHENGMEI_{name.upper()}" for name in (*_KEYS, *SECRETS) if name != "outlets"}
    return {name: Setting(v, variable) for name, variable in names.items() if (v := os.environ.get(variable))}


def files(directory: Path | None = None) -> tuple[Path, ...]:
    """The files that are looked at, the one that counts most first; most of them are not there."""
    if named := os.environ.get("SHENGMEI_CONFIG"):
        return (Path(named).expanduser(),)
    from platformdirs import user_config_path

    users = user_config_path("shengmei", appauthor=False)
    return tuple(folder / FILE for folder in (directory or Path.cwd(), users, SYSTEM))


def _written(directory: Path) -> dict[str, Setting]:
    """What the files say, those that count most last."""
    found: dict[str, Setting] = {}
    nearest, *others = files(directory)
    for path in reversed(others):
        found |= _written_in(path)
    named = bool(os.environ.get("SHENGMEI_CONFIG"))
    nearest_says = _written_in(nearest, must_exist=named)
    if not named and "on_alarm" in nearest_says and nearest not in others:
        # Whoever made the directory would have a command of theirs run by everybody who asks something in it.
        raise UsageProblem(
            message(
                "{nearest} is read because you are in its directory, and may name no command: set on_alarm "
                "in {other}, or name the file by SHENGMEI_CONFIG",
                nearest=nearest,
                other=others[0],
            )
        )
    return found | nearest_says


def _written_in(path: Path, *, must_exist: bool = False) -> dict[str, Setting]:
    """What one file says."""
    values = _read_file(path, must_exist=must_exist)
    for key in values:
        if key in SECRETS:
            raise UsageProblem(
                message(
                    "{path} is no place for a secret; set {variable} or name its file by {key}_file",
                    path=path,
                    variable=f"SHENGMEI_{key.upper()}",
                    key=key,
                )
            )
        if key not in _KEYS:
            raise UsageProblem(
                message(
                    "{path}: unknown key {key!r}; known: {known}", path=path, key=key, known=", ".join(_KEYS)
                )
            )
    return {key: Setting(_seen_from(path.parent, key, value), str(path)) for key, value in values.items()}


def _read_file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    import tomllib  # 7 ms: only for who has the file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if must_exist:
            raise UsageProblem(
                message("{path}, named by SHENGMEI_CONFIG, does not exist", path=path)
            ) from error
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        if not must_exist and isinstance(error, PermissionError) and not os.access(path.parent, os.X_OK):
            return {}  # a folder of somebody else (HOME after a change of user): what is in it is not ours
        raise UsageProblem(message("{path} cannot be read: {error}", path=path, error=error)) from error


def _seen_from(directory: Path, key: str, value: Any) -> Any:
    if key not in _PATHS or not isinstance(value, str) or _SCHEME.match(value):
        return value
    return str(directory.absolute() / Path(value).expanduser())


def is_address(index: str) -> bool:
    """Whether an index is named by an http address, not a directory."""
    return index.lower().startswith(("http://", "https://"))


def _default_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("shengmei", appauthor=False)


def _directory(setting: Setting, name: str) -> Path | None:
    text = _text(setting.value, name)
    return Path(text).expanduser().absolute() if text else None


def _index(setting: Setting) -> str | None:
    text = _text(setting.value, "index")
    if text and is_address(text):
        scheme, rest = text.split(":", 1)
        return f"{scheme.lower()}:{rest}"
    if text and _SCHEME.match(text):
        raise UsageProblem(
            message(
                "index {address} is no address that an index can have: name one with http:// or https://, or "
                "a directory",
                address=without_password(text),
            )
        )
    directory = _directory(setting, "index")
    return str(directory) if directory else None


def _secret(name: str, given: Setting | None, file: Setting | None) -> Setting:
    if given is not None or file is None:
        return given or Setting(None, "default")
    path = Path(_text(file.value, f"{name}_file") or "").expanduser()
    try:
        return Setting(path.read_text(encoding="utf-8").strip() or None, f"{file.origin}: {path}")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(
            message("{name}_file {path} cannot be read: {error}", name=name, path=path, error=error)
        ) from error


def _checked(setting: Setting, name: str) -> Any:
    return setting.value if name in NOT_TEXT else _text(setting.value, name)


def _text(value: object, name: str) -> str | None:
    if value is None or isinstance(value, str | Path):
        return None if value is None else str(value)
    raise UsageProblem(message("{name} must be text, not {value!r}", name=name, value=value))
