"""Elements of a parsed page, and their attributes."""

from __future__ import annotations

from selectolax.lexbor import LexborNode as Node

__all__ = ["Node", "attribute"]


def attribute(node: Node, *names: str) -> str | None:
    """The first of these attributes that is there and not blank: `attribute(image, "data-src", "src")`."""
    attributes = node.attributes
    for name in names:
        value = attributes.get(name)
        if value and value.strip():
            return value.strip()
    return None
