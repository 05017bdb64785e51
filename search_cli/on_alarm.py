"""The operator's own command (`on_alarm`), called once with every alarm that begins and every one that is
over."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from datetime import datetime

from crawler.health.report import OutletHealth
from crawler.store import Store
from search_cli.views.health import alarm_line
from shengmei.config import Config
from shengmei.console.translation import alarm_kind, is_english, message

PATIENCE = 60  # seconds that it may take


def tell(config: Config, found: Sequence[OutletHealth], now: datetime) -> str | None:
    """Calls the command where something is new, with a line each on its standard input; None, or what went
    wrong. What could not be told is told again at the next time."""
    standing = {(one.site, one.kind, one.subject): one for outlet in found for one in outlet.alarms}
    with Store.open(config.store_path) as store:
        with store.reading() as transaction:
            told = transaction.alarms.of([one.site for one in found])
        begun = {name: alarm for name, alarm in standing.items() if name not in told}
        over = [name for name in told if name not in standing]
        lines = [f"{alarm.site} {alarm_line(alarm)}" for alarm in begun.values()]
        lines += [_over(name, told[name]) for name in over]
        if not lines:
            return None
        if problem := _call(config.on_alarm or "", "\n".join(lines) + "\n"):
            return problem
        with store.writing() as transaction:
            texts = {name: alarm.text for name, alarm in begun.items()}
            transaction.alarms.record(texts, over, now)
    return None


def _over(name: tuple[str, str, str], told: str) -> str:
    """`over: hbtv silence: no new article since …`; of a list or a field its name too. What was told is kept
    in English, so that in another language the alarm is named alone."""
    site, kind, subject = name
    named = " ".join(part for part in (site, alarm_kind(kind), subject) if part)
    return f"over: {named}: {told}" if is_english() else message("over: {alarm}", alarm=named)


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
        return message("on_alarm cannot be called: {error}", error=error)
    except subprocess.TimeoutExpired:
        return message("on_alarm did not end within {seconds} seconds", seconds=PATIENCE)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return message(
            "on_alarm ended with exit code {code}{said}",
            code=done.returncode,
            said=f": {last}" if last else "",
        )
    return None
