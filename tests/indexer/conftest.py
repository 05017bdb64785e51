"""Real servers, started once for all tests of the indexer."""

from tests.servers.fixtures import elasticsearch_server, search_servers  # noqa: F401  # fixtures
