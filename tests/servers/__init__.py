"""Real search servers for tests, put together from Maven artifacts and run on loopback (fetch.sh, start.sh).

`python -m tests.servers elasticsearch-9.2.8` runs one until its input ends.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
KNOWN = ("elasticsearch-9.2.8", "elasticsearch-8.19.0", "opensearch-3.8.0")
PASSWORD = "secret-of-tests"  # of the user `admin`, on a server with security
_FETCH_SECONDS, _START_SECONDS = 600, 300  # the latter on a machine that is busy otherwise


class ServerMissing(Exception):
    """A server cannot be had here; the message names what is missing."""


class ServerDied(Exception):
    """A server did not start, or stopped; the message ends with the tail of its log."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that answers at `address`, such as `http://127.0.0.1:41234`."""

    name: str
    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def ensure_alive(self) -> None:
        """Raises `ServerDied`, with the tail of the log, when the server is no longer running."""
        if (code := self.process.poll()) is not None:
            raise ServerDied(f"{self.name} stopped with {code}:\n{_tail(self.log)}")


def chosen() -> tuple[str, ...]:
    """The servers for the contract test: `SHENGMEI_TEST_SERVERS` (names, or `all`), else the first known."""
    wanted = os.environ.get("SHENGMEI_TEST_SERVERS", KNOWN[0]).replace(",", " ").split()
    return KNOWN if wanted == ["all"] else tuple(wanted)


def home() -> Path:
    """Where servers are kept from run to run; not below a home folder, which `nobody` could not read."""
    return Path(os.environ.get("SHENGMEI_SERVERS", "/var/tmp/shengmei-servers"))


def fetch(name: str) -> Path:
    """The folder of a server, put together on first use (10 s). Raises `ServerMissing`."""
    folder = home() / f"{name}-{_sources()}"
    if folder.exists() and _output([str(HERE / "jdk.sh")]):
        return folder
    if not _output([str(HERE / "jdk.sh")]):
        raise ServerMissing("a JDK of at least 21 is missing: install one, or name it in JAVA_HOME")
    if not shutil.which("mvn"):
        raise ServerMissing("mvn is missing: install Maven")
    flavour, version = name.rsplit("-", 1)
    command = [str(HERE / "fetch.sh"), flavour, version, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=_FETCH_SECONDS, check=False)
    if ended.returncode:
        said = [line for line in (ended.stdout + ended.stderr).splitlines() if "WARNING" not in line]
        raise ServerMissing(f"{name} cannot be fetched:\n" + "\n".join(said[-8:]))
    return folder


@contextmanager
def running(name: str, *, secure: bool = False, brief: bool = False) -> Iterator[Server]:
    """A fresh, empty server, stopped and removed at the end. Raises `ServerMissing` or `ServerDied`.

    `brief`: it shall take little processor time for some minutes rather than answer fast for long.
    """
    folder = fetch(name)
    run = Path(tempfile.mkdtemp(prefix="run-", dir=home()))
    run.chmod(0o755)
    port = free_port()
    command = [str(HERE / "start.sh"), str(folder), str(run / "server"), str(port), *["secure"] * secure]
    with (run / "log").open("wb") as log:
        # Its input is a pipe that ends with us, however we end: start.sh then stops the server.
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "ADMIN_PASSWORD": PASSWORD, "BRIEF": "1" if brief else ""},
            start_new_session=True,
        )
    server = Server(name=name, address=f"http://127.0.0.1:{port}", log=run / "log", process=process)
    try:
        _wait(server, port)
        yield server
    finally:
        _end(process)
        shutil.rmtree(run, ignore_errors=True)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the whole process group at once: what the server has written goes with it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def _wait(server: Server, port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(port):
        server.ensure_alive()
        if time.monotonic() > deadline:
            raise ServerDied(f"{server.name} does not answer after {_START_SECONDS} s:\n{_tail(server.log)}")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    """Whether the cluster has formed; 401 is an answer too."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=4s")
        return connection.getresponse().status in (200, 401)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _sources() -> str:
    """A digest of what a server is made from beside the artifacts: changed, it is put together anew."""
    files = [path for path in sorted(HERE.glob("**/*")) if path.suffix in (".sh", ".java", ".json", ".xml")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _tail(log: Path, lines: int = 30) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
