"""Which tests of `make test` run in one process, one after the other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

from tests.servers import KNOWN

ROOT = Path(__file__).parents[1]
_ON_POSTGRESQL = ("postgresql_server", "ONE_STORE")
_ASKING = ("search_servers", "elasticsearch_server", "server_address", "pytest.mark.server")


class FewServers(LoadScopeScheduling):
    """A file's tests in one process; those that ask for a search server in one of two, which start one each:
    that costs as much processor time as two hundred tests. Those that ask for PostgreSQL in one too."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if asks_for_postgresql(file, test):
            return "PostgreSQL, which is started once"
        if not asks_for_server(file, test):
            return file
        of_commands = file.startswith("tests/indexer/commands") and not _speaks_of(file, ("secure=True",))
        return "a server for commands" if of_commands else "a server for others, and one with a login"


def turn(nodeid: str) -> int:
    """When a test is handed out: first those that ask for a server, which take longest, then the whole
    program's, of which each takes long by itself."""
    file, _, test = nodeid.partition("::")
    if asks_for_server(file, test) or asks_for_postgresql(file, test):
        return 0
    return 1 if file.count("/") == 1 else 2


def asks_for_postgresql(file: str, test: str) -> bool:
    """Whether a test asks for PostgreSQL, by its parameter or its file."""
    return "postgresql" in test.partition("[")[2] or _speaks_of(file, _ON_POSTGRESQL)


def asks_for_server(file: str, test: str) -> bool:
    """Whether a test asks for a search server, by its file (from the project) or its parameters, such
    as `test_it[server]` and `test_it[elasticsearch-9.2.8]`."""
    parameters = test.partition("[")[2]
    return any(name in parameters for name in ("server", *KNOWN)) or _speaks_of(file, _ASKING)


@cache
def _speaks_of(file: str, words: tuple[str, ...]) -> bool:
    text = (ROOT / file).read_text("utf-8")
    return any(word in text for word in words)
