"""What a page hands to WeChat: link, title, description and image of its share config.

The config stands in `wx.config({…})`, in a JavaScript variable, or as bare JSON in an element. Its appId,
nonceStr, timestamp and signature only tell that it is one; they are never read.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from crawler.items import Share
from crawler.normalise.addresses import absolute
from crawler.normalise.text import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIELDS = {"title": "title", "desc": "description", "link": "link", "imgUrl": "image"}
_META = {
    "title": ("og:title",),
    "description": ("og:description",),
    "link": ("og:url",),
    "image": ("og:image", "image"),
}
TELLING_KEYS = ("nonceStr", "imgUrl")
_MOST_KEYS = 40  # a page repeats its config for a few networks; more is a page about configs
_REACH = 8_000  # characters of an object around its key; a config is far shorter
# key: "text" or key: 'text', the key quoted or not, as JSON and JavaScript write it
_PAIR = re.compile(
    r"""["']?\b(title|desc|link|imgUrl)["']?\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')"""
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_THUMBNAIL = re.compile(r"/a/thumb/([^!?#]+)(?:[!?#].*)?\Z")
_SCALED = re.compile(r"![wh]\d[^/]*\Z")


def read_share(
    config: Mapping[str, str], meta: Mapping[str, str] | None = None, base: str = ""
) -> Share | None:
    """The config that a page prints, as `printed_config` gives it; meta fills what it lacks."""
    printed = dict(config)
    for field, names in _META.items():
        stated = next((meta[name] for name in names if name in meta), None) if meta else None
        if stated and not printed.get(field):
            printed[field] = stated
    printed = {field: value for field, value in printed.items() if value}
    if not printed:
        return None
    raw_image = printed.get("image")
    image = (absolute(base, raw_image) or raw_image) if raw_image else None
    return Share(
        title=printed.get("title"),
        description=printed.get("description"),
        link=printed.get("link"),
        image=original_image(image) if image else None,
        raw_image=raw_image,
    )


def original_image(url: str) -> str:
    """`…/a/thumb/10008/202305/X.png!w300_h300.png` gives `…/a/10008/202305/X.png`."""
    if "/a/thumb/" in url:
        url = _THUMBNAIL.sub(r"/a/\1", url)
    return _SCALED.sub("", url)


def printed_config(text: str) -> dict[str, str]:
    """The fields of the configs in a page's text, the first value of each; {} where there is none."""
    found: dict[str, str] = {}
    for written in _objects(text):
        for field, value in _pairs(written):
            if value:
                found.setdefault(field, value)
    return found


def _objects(text: str) -> Iterator[str]:
    """The innermost `{…}` around each telling key of a config, in the order of the page."""
    if not any(key in text for key in TELLING_KEYS):
        return
    if "&quot;nonceStr" in text or "&quot;imgUrl" in text or "&#34;nonceStr" in text:
        text = html.unescape(text)
    if '\\"nonceStr' in text or '\\"imgUrl' in text:  # JSON inside a JavaScript string
        text = text.replace('\\"', '"').replace("\\\\", "\\")
    end = -1
    for at in sorted(at for key in TELLING_KEYS for at in _positions(text, key)):
        if at > end and (start := _opening(text, at)) is not None:
            end = _closing(text, start)
            yield text[start:end]


def _positions(text: str, key: str) -> Iterator[int]:
    at = text.find(key)
    for _ in range(_MOST_KEYS):
        if at < 0:
            return
        yield at
        at = text.find(key, at + 1)


def _opening(text: str, at: int) -> int | None:
    """Where the object around `at` opens; braces between are counted."""
    depth = 0
    for position in range(at, max(at - _REACH, -1), -1):
        if text[position] == "}":
            depth += 1
        elif text[position] == "{":
            if depth == 0:
                return position
            depth -= 1
    return None


def _closing(text: str, start: int) -> int:
    depth, quote, position = 0, "", start
    limit = min(len(text), start + _REACH)
    while position < limit:
        character = text[position]
        if quote:
            if character == "\\":
                position += 1
            elif character == quote or character == "\n":
                quote = ""
        elif character in "\"'":
            quote = character
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return limit


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(written, strict=False)
    except (ValueError, RecursionError):
        for key, double, single in _PAIR.findall(written):
            yield _FIELDS[key], tidy(_unescaped(double or single))
        return
    if isinstance(data, dict):
        yield from (
            (field, tidy(data[key])) for key, field in _FIELDS.items() if isinstance(data.get(key), str)
        )


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    escaped = found.group(1)
    if escaped[0] in "ux" and len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return _ESCAPED.get(escaped, escaped)
