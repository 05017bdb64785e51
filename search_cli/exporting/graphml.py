"""A network as GraphML, which Gephi, Cytoscape, igraph and networkx read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from search_cli.exporting.durable import rename, sibling, sync
from shengmei.console.text import safe

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double"}
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))

Values = Mapping[str, str | int | float | None]


def write(
    path: Path,
    nodes: Mapping[str, Values],
    edges: Iterable[tuple[str, str, Values]],
    kinds: Mapping[str, type],
    *,
    directed: bool,
) -> None:
    """Nodes by their id, edges by those of their ends; `kinds` has the type of each value: str, int or float.
    A value that is None is left out. The file is whole or not there."""
    root = ElementTree.Element("graphml", xmlns=_SPACE)
    there = dict(nodes)
    listed = list(edges)
    for part, values in (("node", there.values()), ("edge", [one[2] for one in listed])):
        for name in _names(values):
            ElementTree.SubElement(root, "key", {
                "id": f"{part}_{name}", "for": part, "attr.name": name, "attr.type": _TYPES[kinds[name]],
            })  # fmt: skip
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed" if directed else "undirected")
    for key, said in there.items():
        _data(ElementTree.SubElement(graph, "node", id=_fit(key)), "node", said)
    for one, other, said in listed:
        _data(ElementTree.SubElement(graph, "edge", source=_fit(one), target=_fit(other)), "edge", said)
    ElementTree.indent(root)
    begun = sibling(path, ".part")
    begun.write_bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n")
    sync(begun)
    rename(begun, path)


def _names(values: Iterable[Values]) -> Sequence[str]:
    return list(dict.fromkeys(name for one in values for name in one))


def _data(element: ElementTree.Element, part: str, values: Values) -> None:
    for name, value in values.items():
        if value is not None:
            ElementTree.SubElement(element, "data", key=f"{part}_{name}").text = _fit(str(value))


def _fit(text: str) -> str:
    """What XML can hold."""
    return safe(text).translate(_NOT_IN_XML)
