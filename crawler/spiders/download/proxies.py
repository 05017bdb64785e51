"""Requests go through the proxy that the environment names (`http_proxy`, `https_proxy`, `no_proxy`)."""

from __future__ import annotations

from functools import lru_cache
from urllib.request import proxy_bypass

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.utils.httpobj import urlparse_cached

HOSTS = 4096  # whose answers are kept


class Proxies(HttpProxyMiddleware):
    """In the place of Scrapy's `HttpProxyMiddleware`, which reads the whole environment again at every
    request: `no_proxy` is looked at once for each host."""

    def __init__(self, auth_encoding: str | None = "latin-1") -> None:
        super().__init__(auth_encoding)
        self._goes_past = lru_cache(maxsize=HOSTS)(lambda host: bool(proxy_bypass(host)))

    def process_request(self, request: Request, spider: Spider | None = None) -> None:  # noqa: ARG002 (Scrapy's)
        """Sets the request's proxy, where it has none of its own and its host is to be asked through one."""
        address = urlparse_cached(request)
        if "proxy" in request.meta or address.scheme not in ("http", "https"):
            super().process_request(request)
            return
        credentials, proxy = self.proxies.get(address.scheme, (None, None))
        if proxy is None or not address.hostname or self._goes_past(address.hostname):
            self._set_proxy_and_creds(request, None, None, None)
        else:
            self._set_proxy_and_creds(request, proxy, credentials, address.scheme)
