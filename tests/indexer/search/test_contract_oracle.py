"""Random queries of every form find what a search by brute force finds, on every index.

`SHENGMEI_ORACLE_QUERIES=3000` asks so many of each index, a thousand over each set of documents.
"""

from __future__ import annotations

import os
import random

from indexer.search import Query, SearchError
from indexer.search.language.parser import parse
from tests.indexer.search.brute_force import finds
from tests.indexer.search.random_queries import a_query, documents

QUERIES = int(os.environ.get("SHENGMEI_ORACLE_QUERIES", "100"))
EVERYTHING, AT_ONCE = 1000, 1000


def test_random_queries_find_what_brute_force_finds(make_index):
    wrong, found_some, refused = [], 0, 0
    for seed, start in enumerate(range(0, QUERIES, AT_ONCE), 1):
        some_documents = documents(seed, number=60)
        index = make_index(some_documents)
        some = random.Random(1 + seed)
        for _ in range(min(AT_ONCE, QUERIES - start)):
            query = Query(root=a_query(some))
            expected = finds(some_documents, query.root)
            try:
                found = {hit.id for hit in index.search(query, limit=EVERYTHING, highlight=False).hits}
            except SearchError as error:
                # A server takes so many clauses (OpenSearch 1,024), and makes one of each way to write and
                # order words near each other, which numbers have many of.
                if index.info().kind == "embedded" or "too large for this server" not in str(error):
                    raise
                refused += 1
                continue
            found_some += 0 < len(expected) < len(some_documents)
            if found != expected or index.count(query) != len(expected):
                wrong.append((query.understood, len(expected), len(found), sorted(found ^ expected)[:3]))
            read_back = parse(query.understood)
            if index.count(read_back) != len(expected):
                wrong.append((query.understood, "read back as", read_back.understood))
    assert wrong == []
    assert refused <= QUERIES / 20
    assert found_some > QUERIES / 3
