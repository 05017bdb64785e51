"""Nodes of one Elasticsearch cluster on 127.0.0.1, each a process with a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.servers import HERE, ServerDied, fetch, free_port, home

VERSION = "elasticsearch-9.2.8"
HEAP = "400m"
_SECONDS = 300.0  # for a node to start or leave, or the cluster to be as it should, on a busy machine


@dataclass(kw_only=True)
class Node:
    """A node by its name in the cluster; `process` is None while it is down."""

    name: str
    port: int
    transport: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """Where it keeps what it is given."""
        return self.folder / "server" / "data"

    def kill(self) -> None:
        """Ends it at once, as a machine that loses its power does; what is on its disk stays."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, as an operator does."""
        self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, by)
        self.process.wait(timeout=_SECONDS)
        with suppress(ProcessLookupError):  # start.sh may end before the server that it runs
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None


class Cluster:
    """Three nodes that know of each other."""

    def __init__(self, nodes: list[Node], software: Path, settings: Mapping[str, str]) -> None:
        self.nodes, self._software, self._settings = nodes, software, dict(settings)

    def start(self, node: Node) -> None:
        """Starts it, or starts it again with what is on its disk."""
        lines = {
            "node.name": node.name,
            "transport.port": str(node.transport),
            "discovery.seed_hosts": json.dumps([f"127.0.0.1:{one.transport}" for one in self.nodes]),
            "cluster.initial_master_nodes": json.dumps([one.name for one in self.nodes]),
            **self._settings,
        }
        settings = "\n".join(f"{name}: {value}" for name, value in lines.items())
        command = [str(HERE / "start.sh"), str(self._software), str(node.folder / "server"), str(node.port)]
        with (node.folder / "log").open("ab") as log:
            node.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # ends with us, however we end, and with it the node
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "HEAP": HEAP, "NODE_SETTINGS": settings},
                start_new_session=True,
            )

    def wait_for(self, status: str = "green", *, nodes: int | None = None, asked: Node | None = None) -> None:
        """Until so many nodes (default: those that run) are in, and the cluster is green, yellow or red."""
        number = nodes or sum(one.process is not None for one in self.nodes)
        wanted = {"wait_for_nodes": str(number), "timeout": "5s", "wait_for_no_initializing_shards": "true"}
        wanted |= {"wait_for_status": status} if status != "red" else {}
        until = time.monotonic() + _SECONDS
        path = "/_cluster/health?" + "&".join(f"{name}={value}" for name, value in wanted.items())
        while True:
            with suppress(OSError):
                answer = self.ask("GET", path, asked=asked)
                if answer.get("timed_out") is False and (status != "red" or answer["status"] == "red"):
                    return
            if time.monotonic() > until:
                raise ServerDied(f"the cluster is not {status} after {_SECONDS:g} s:\n{self.logs()}")
            time.sleep(0.2)

    def ask(self, method: str, path: str, body: Any = None, *, asked: Node | None = None) -> Any:
        """The JSON that a node that runs answers; raises `OSError` where it cannot."""
        node = asked or next(one for one in self.nodes if one.process is not None)
        data = None if body is None else json.dumps(body).encode()
        request = Request(node.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except HTTPError as error:
            if error.code == 408:  # of a health that is not reached
                return json.load(error)
            raise OSError(f"{error.code}: {error.read().decode(errors='replace')[:500]}") from error

    def holders(self, index: str, *, primary: bool) -> list[Node]:
        """The nodes with a primary shard of the index, or with a copy of one."""
        rows = self.ask("GET", f"/_cat/shards/{index}?format=json&h=node,prirep,state")
        names = {one["node"] for one in rows if (one["prirep"] == "p") is primary and one["node"]}
        return [one for one in self.nodes if one.name in names]

    def logs(self) -> str:
        """The ends of the nodes' logs."""
        tails = (
            (node.name, (node.folder / "log").read_text(encoding="utf-8", errors="replace"))
            for node in self.nodes
        )
        return "\n".join(f"{name}: …{text[-1500:]}" for name, text in tails)


@contextmanager
def cluster(before_start: Callable[[list[Node]], None], **settings: str) -> Iterator[Cluster]:
    """Three nodes that run and have found each other, removed at the end; their folders are there when
    `before_start` is called. Raises `ServerMissing`."""
    software = fetch(VERSION)
    place = Path(tempfile.mkdtemp(prefix="cluster-", dir=home()))
    place.chmod(0o755)
    nodes = []
    for name in ("one", "two", "three"):
        (folder := place / name).mkdir()
        nodes.append(Node(name=name, port=free_port(), transport=free_port(), folder=folder))
    made = Cluster(nodes, software, settings)
    try:
        before_start(nodes)
        for node in nodes:
            made.start(node)
        made.wait_for("green", nodes=len(nodes))
        yield made
    finally:
        for node in nodes:
            node.kill()
        shutil.rmtree(place, ignore_errors=True)
