"""Addresses whose answer a server gives only to POST.

In the frontier, the archive and `lists` of a site file such a request is an address with a query,
`https://app.example.cn/list?channel=1&page=2`. `Post(body='{"channel": {channel}, "page": {page}}')` says
what is sent for it: the body, with the values of the query in the places of their names, to the address
without them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")


@dataclass(frozen=True, kw_only=True)
class Post:
    """The body of a POST: JSON, or a form (`channel={channel}&page={page}`). `content_type`: where the server
    wants another one than the body has."""

    body: str
    content_type: str | None = None

    def __post_init__(self) -> None:
        if self._is_json:
            _check_json(_PLACE.sub("0", self.body), self.body)

    @property
    def _is_json(self) -> bool:
        return self.body.lstrip()[:1] in ("{", "[") and not _PLACE.match(self.body.lstrip())

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters of the address that the body takes."""
        return tuple(dict.fromkeys(_PLACE.findall(self.body)))

    def request(self, url: str, defaults: dict[str, str] | None = None) -> PostedRequest:
        """What is sent for an address; raises `ValueError` where it lacks a value that the body needs."""
        parts = urlsplit(url)
        asked = parse_qsl(parts.query, keep_blank_values=True)
        values = {**(defaults or {}), **dict(asked)}
        if lacking := [name for name in self.names if name not in values]:
            raise ValueError(f"its body needs {', '.join(lacking)}")
        body = _PLACE.sub(lambda place: self._written(values[place[1]]), self.body)
        if self._is_json:
            _check_json(body, body)
        rest = urlencode([(name, value) for name, value in asked if name not in self.names])
        return PostedRequest(
            address=parts._replace(query=rest, fragment="").geturl(),
            body=body.encode(),
            content_type=self.content_type or (JSON if self._is_json else FORM),
        )

    def _written(self, value: str) -> str:
        return json.dumps(value, ensure_ascii=False)[1:-1] if self._is_json else quote_plus(value)


@dataclass(frozen=True, kw_only=True)
class PostedRequest:
    """What goes over the wire."""

    address: str
    body: bytes
    content_type: str


def _check_json(text: str, shown: str) -> None:
    try:
        json.loads(text)
    except ValueError as error:
        raise ValueError(f"the body {shown[:120]!r} is no JSON: {error}") from error
