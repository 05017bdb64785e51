"""Which tests of `make test` run in one process, one after the other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

from tests.servers import KNOWN

ROOT = Path(__file__).parents[1]
_ASKING = ("search_servers", "elasticsearch_server", "server_address", "pytest.mark.server")


class FewServers(LoadScopeScheduling):
    """A file's tests in one process; those that ask for a search server in one of two, which start one each:
    that costs as much processor time as two hundred tests."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if not asks_for_server(file, test):
            return file
        return "a server for commands" if file.startswith("tests/indexer/commands") else "a server for others"


def asks_for_server(file: str, test: str) -> bool:
    """Whether a test asks for a search server, by its file (from the project) or its parameters, such
    as `test_it[server]` and `test_it[elasticsearch-9.2.8]`."""
    parameters = test.partition("[")[2]
    return any(name in parameters for name in ("server", *KNOWN)) or _speaks_of_server(file)


@cache
def _speaks_of_server(file: str) -> bool:
    text = (ROOT / file).read_text("utf-8")
    return any(word in text for word in _ASKING)
