"""The time zone of everything that is printed: Beijing's, with the summer time of 1986-91."""

from __future__ import annotations

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
