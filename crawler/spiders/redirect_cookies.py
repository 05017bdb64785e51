"""Cookies that a redirect sets are given back along its chain, and forgotten behind it.

Some outlets send a visitor to the same address once more with a cookie, and loop for ever without it. No
other cookies are kept: nobody is to be known again.
"""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

_LONGEST = 4_000  # characters of all cookies of a chain
_MOST = 1_000  # chains that wait for their next request; those that led to what is not fetched are forgotten
# What names no domain goes back to its own host alone, as in browsers, and not to hosts below it.
_POLICY = DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)


class RedirectCookies:
    """The cookies of each chain, by the address that it leads to. A browser's rules say which host and path
    of the chain gets which."""

    def __init__(self) -> None:
        self._waiting: dict[str, CookieJar] = {}

    def remember(self, response: Response, target: str) -> None:
        """Keeps what a redirect sets, and what was set before it, for `target`."""
        request = response.request
        if request is None:
            return
        jar: CookieJar = request.meta.get("chain_cookies") or CookieJar(_POLICY)
        if response.headers.getlist("Set-Cookie"):
            jar.extract_cookies(response, request)
        self._waiting.pop(target, None)
        if 0 < sum(len(one.name) + len(one.value or "") + 3 for one in jar) <= _LONGEST:
            self._waiting[target] = jar
        while len(self._waiting) > _MOST:
            del self._waiting[next(iter(self._waiting))]

    def give_back(self, request: Request, address: str) -> None:
        """Adds to the request of an address that a redirect led to, once, what its chain has for it."""
        jar = self._waiting.pop(address, None)
        if jar is not None:
            request.meta["chain_cookies"] = jar
            jar.add_cookie_header(request)
