"""Cookies that a redirect sets are given back along its chain, and forgotten behind it.

Some outlets send a visitor to the same address once more with a cookie, and loop for ever without it. No
other cookies are kept: nobody is to be known again.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.http import Response

_LONGEST = 4_000  # characters of all cookies of a chain


class RedirectCookies:
    """Cookies by the address that they are to be sent to."""

    def __init__(self) -> None:
        self._waiting: dict[str, str] = {}

    def remember(self, response: Response, target: str) -> None:
        """Keeps what a redirect sets, and what was sent to it, for `target`; only on the same host."""
        set_now = [line.decode("latin-1") for line in response.headers.getlist("Set-Cookie")]
        if not set_now or urlsplit(response.url).hostname != urlsplit(target).hostname:
            return
        sent = (response.request.headers.get("Cookie") or b"").decode("latin-1") if response.request else ""
        pairs = [*sent.split(";"), *(line.partition(";")[0] for line in set_now)]
        cookies = {pair.partition("=")[0]: pair for pair in map(str.strip, pairs) if "=" in pair}
        header = "; ".join(cookies.values())
        if len(header) <= _LONGEST:
            self._waiting[target] = header

    def headers_for(self, address: str) -> dict[str, str]:
        """`{"Cookie": "wall=1"}` for a request that a redirect led to, once; {} for all others."""
        header = self._waiting.pop(address, None)
        return {"Cookie": header} if header else {}
