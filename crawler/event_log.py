"""What happens in a crawl as JSON lines on stderr, one an event, for those who collect logs.

    {"at": "2026-05-01T08:00:00.123+00:00", "level": "info", "event": "page", "url": "…", "state": "kept"}

What libraries log comes as the event `log`. Off by default: nothing is written where nothing is wrong.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_EVENTS = logging.getLogger("shengmei.events")
_EVENTS.setLevel(logging.CRITICAL)


def begin() -> None:
    """Writes events and all that is logged from warnings on as JSON lines on stderr, from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(lambda record: record.name == _EVENTS.name or record.levelno >= logging.WARNING)
    logging.getLogger().addHandler(handler)
    _EVENTS.setLevel(logging.INFO)


def is_on() -> bool:
    return _EVENTS.isEnabledFor(logging.INFO)


def event(name: str, **facts: Any) -> None:
    """Writes an event with its facts, where `begin` was called; facts that are None are left out."""
    if is_on():
        _EVENTS.info(name, extra={"facts": {key: value for key, value in facts.items() if value is not None}})


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = {"at": at, "level": record.levelname.lower()}
        if record.name == _EVENTS.name:
            said = {"event": record.getMessage(), **getattr(record, "facts", {})}
        else:
            said = {"event": "log", "logger": record.name, "message": record.getMessage()}
            if record.exc_info:
                said["traceback"] = self.formatException(record.exc_info)
        # ASCII alone: a log collector's encoding is not ours to know, and no control character gets through.
        return json.dumps({**head, **said}, default=str)
