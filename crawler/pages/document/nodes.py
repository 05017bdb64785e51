"""Elements of a parsed page, and their attributes. The parser is chosen here and nowhere else."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

__all__ = ["Node", "Tree", "attribute"]


def attribute(node: Node, *names: str) -> str | None:
    """The first of these attributes that is there and not blank: `attribute(image, "data-src", "src")`."""
    attributes = node.attributes
    for name in names:
        value = attributes.get(name)
        if value and value.strip():
            return value.strip()
    return None
