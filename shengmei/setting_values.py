"""What a person may set as a number or a switch, read from how it was written."""

from __future__ import annotations

from shengmei.messages import message
from shengmei.problems import UsageProblem


def delay_seconds(value: object) -> float:
    """A delay: 0 up to an hour, in seconds; raises `UsageProblem` for any other."""
    try:
        seconds = float(str(value))
    except ValueError:
        raise UsageProblem(message("delay must be a number of seconds, not {value!r}", value=value)) from None
    if not 0 <= seconds < 3600:  # nan is not
        raise UsageProblem(message("delay must be from 0 to 3600 seconds, not {value!r}", value=value))
    return seconds


def megabytes(value: object) -> float:
    """What is left free of a disk, in megabytes; raises `UsageProblem`."""
    found = _number(value)
    if found is None or not found >= 0:  # nan is not
        raise UsageProblem(
            message("keep_free must be a number of megabytes from 0, not {value!r}", value=value)
        )
    return found


def lease_seconds(value: object) -> float:
    """How long a lease is, 1 to 600 seconds; raises `UsageProblem`."""
    found = _number(value)
    if found is None or not 1 <= found <= 600:  # nan is not
        raise UsageProblem(message("lease must be from 1 to 600 seconds, not {value!r}", value=value))
    return found


def is_on(value: object, origin: str) -> bool:
    """`1`, `true`, `yes` and `on` switch on, `0`, `false`, `no` and `off` switch off, in any letters."""
    said = str(value).strip().lower()
    if said not in ("1", "true", "yes", "on", "0", "false", "no", "off"):
        raise UsageProblem(
            message("{origin}: allow_private is either 1 or 0, not {value!r}", origin=origin, value=value)
        )
    return said in ("1", "true", "yes", "on")


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
