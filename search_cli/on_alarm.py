"""The operator's own command (`on_alarm`), called once with every alarm that begins and every one that is
over."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from datetime import datetime

from crawler.health.report import OutletHealth
from crawler.store import Store
from shengmei.config import Config

PATIENCE = 60  # seconds that it may take


def tell(config: Config, found: Sequence[OutletHealth], now: datetime) -> str | None:
    """Calls the command where something is new, with a line each on its standard input; None, or what went
    wrong. What could not be told is told again at the next time."""
    standing = {(one.site, one.kind, one.subject): one.text for outlet in found for one in outlet.alarms}
    with Store.open(config.store_path) as store:
        with store.reading() as transaction:
            told = transaction.alarms.of([one.site for one in found])
        begun = {name: text for name, text in standing.items() if name not in told}
        over = [name for name in told if name not in standing]
        lines = [_line(name, text) for name, text in begun.items()]
        lines += [f"over: {_line(name, told[name])}" for name in over]
        if not lines:
            return None
        if problem := _call(config.on_alarm or "", "\n".join(lines) + "\n"):
            return problem
        with store.writing() as transaction:
            transaction.alarms.record(begun, over, now)
    return None


def _line(name: tuple[str, str, str], text: str) -> str:
    """`hbtv silence: no new article since …`; of a list or a field its name too."""
    return f"{' '.join(part for part in name if part)}: {text}"


def _call(command: str, said: str) -> str | None:
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words,
            input=said.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, ValueError) as error:
        return f"on_alarm cannot be called: {error}"
    except subprocess.TimeoutExpired:
        return f"on_alarm did not end within {PATIENCE} seconds"
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return f"on_alarm ended with exit code {done.returncode}{': ' + last if last else ''}"
    return None
