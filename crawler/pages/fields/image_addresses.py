"""Which address of an `<img>` is its picture: pages that load pictures late have a placeholder in `src`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.document.nodes import Node, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

# In the path alone: /uploading/ and /default/ are folders of real pictures.
_FURNITURE = re.compile(
    r"(?<![a-z])loading|blank\.(?:gif|png)|spacer|pixel|/tj\.gif|qr_?code|erweima|ewm|/icon|logo|avatar|\.svg(?:$|\?)"
    r"|/(?:[\w-]*[-_])?(?:lazy(?:load)?|placeholder|transparent|default|grey|gray|space|empty|share|holder|no_?(?:pic|img|image)|1x1)"
    r"[\w-]{0,8}\.(?:gif|png|jpe?g|webp)(?:$|[?#!@])",
    re.IGNORECASE,
)
# An address of an image: by its ending, or by a format that a picture server is asked for.
_IMAGE = re.compile(
    r"^(?!data:|javascript:)[^\s\"'<>(){}]+?(?:\.(?:jpe?g|png|gif|webp|bmp|avif|jfif|heic)(?:$|[?#!@&_~-]|\.\w)"
    r"|[?&](?:wx_)?f(?:mt|ormat)=)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"src$|original|lazy|actual", re.IGNORECASE)  # whose value needs no ending
_ADDRESS = re.compile(r"^(?:https?:)?//[^\s\"'<>]+$|^/[^\s\"'<>]+$", re.IGNORECASE)
# What such attributes hold is shown before the picture, instead of it, or elsewhere.
_OTHER = re.compile(
    r"^(?:src|srcset|alt|title|class|id|style|width|height|href|on\w+|longdesc|usemap)$"
    r"|thumb|small|preview|placeholder|default|loading|err(?:or)?$|fallback|blank|holder|avatar|logo|qr|srcset"
    r"|title|alt|caption|desc|link|page|low",
    re.IGNORECASE,
)
_LARGE = re.compile(r"ori|raw|big|large|full|hd|high|zoom|max|actual|source", re.IGNORECASE)
# Behind a size the comma needs no blank: `/s.jpg 1x,/l.jpg 2x`; in an address it may be part of it.
_CANDIDATE = re.compile(r"(?<![^\s,])(\S+?)(?:\s++([\d.]++)[wx]\s*+(?:,\s*+|$)|\s*+(?:,\s|,?\s*+$))")
_TINY = 32  # pixels; smaller ones are icons and counters


def picture_addresses(node: Node) -> Iterator[str]:
    """Addresses as written, the best first: what a script would load, the largest of `srcset`, `src`."""
    if _is_tiny(node):
        return
    for written in (*_late(node), *_of_sets(node), attribute(node, "src")):
        if written and not _FURNITURE.search(written):
            yield written


def _late(node: Node) -> list[str]:
    """What attributes of any name hold that is the address of an image."""
    found = [
        (name, value.strip())
        for name, value in node.attributes.items()
        if value and not _OTHER.search(name) and _is_address(name, value.strip())
    ]
    return [value for _, value in sorted(found, key=lambda one: not _LARGE.search(one[0]))]


def _is_address(name: str, value: str) -> bool:
    return bool(_IMAGE.match(value) or (_NAMED.search(name) and _ADDRESS.match(value)))


def _of_sets(node: Node) -> Iterator[str]:
    """The largest of each `srcset` of the image and of the `<picture>` around it."""
    around = node.parent
    sources = around.css("source") if around is not None and around.tag == "picture" else []
    for one in (node, *sources):
        for name in ("srcset", "data-srcset", "data-lazy-srcset"):
            if (written := attribute(one, name)) and (largest := largest_of(written)):
                yield largest


def largest_of(srcset: str) -> str | None:
    """`/s.jpg 480w, /l.jpg 1200w` gives `/l.jpg`."""
    found = [
        (float(size or 1), url) for url, size in _CANDIDATE.findall(srcset) if not url.startswith("data:")
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _is_tiny(node: Node) -> bool:
    sizes = [attribute(node, name) or "" for name in ("width", "height")]
    return all(size.removesuffix("px").isdigit() and int(size.removesuffix("px")) < _TINY for size in sizes)
