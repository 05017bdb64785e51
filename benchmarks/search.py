"""Searching against the usual ways of indexing Chinese, and against bare engines, in one run.

    make bench-search [PAGES=DIR] [ARGS="--only ranking"]
    make bench-search ARGS="--million DIR"
    make bench-needs PAGES=DIR

Needs a JDK and Maven for the server (tests/servers puts it together), and pip for the newspaper corpus, which
goes into an environment of its own at the first run. DIR: saved pages as for `bench-reading`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks import search_asking as asking
from benchmarks import search_feeding as feeding
from benchmarks import search_million as million
from benchmarks import search_needs as needs
from benchmarks import search_ranking as ranking
from benchmarks.search_corpus import Story, documents, stories
from benchmarks.search_questions import known_items, literals
from indexer.search import SearchIndex, Write, open_index
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.login import Login
from tests.servers import KNOWN, running

QUESTIONS, LITERALS = 1200, 1000
PARTS = ("ranking", "needs", "feeding", "memory", "asking")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="?", help="saved pages with gold.jsonl")
    parser.add_argument("--corpus", type=Path, default=Path(".venv-corpus"), help="environment of the corpus")
    parser.add_argument("--server", choices=KNOWN, default=KNOWN[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of it; may be repeated")
    parser.add_argument("--million", type=Path, metavar="DIR", help="only a million documents, kept in DIR")
    chosen = parser.parse_args()
    found = stories(chosen.corpus, chosen.pages)
    print(f"{len(found):,} articles, {sum(one.page for one in found)} of them saved pages", flush=True)
    if chosen.million:
        million.report(found, chosen.million)
        return
    parts = chosen.only or list(PARTS)
    with tempfile.TemporaryDirectory() as folder, running(chosen.server) as server:
        if "needs" in parts:
            judge(stories(chosen.corpus, chosen.pages, shortest=1), Path(folder) / "needs", server.address)
        run(parts, found, Path(folder), server.address)


def run(parts: list[str], found: list[Story], folder: Path, address: str) -> None:
    """The parts asked for, on one server, but for the needs, which have captions too."""
    if "ranking" in parts:
        rank(found, folder / "ranking", address)
    if "feeding" in parts:
        feeding.report(found, folder, address)
    if "memory" in parts:
        feeding.memory(found, folder)
    if "asking" in parts:
        asking.report(found, folder, address)


def rank(found: list[Story], folder: Path, address: str) -> None:
    """MRR of known articles and recall of literal phrases, ours and the rivals' on the same server."""
    made = documents([story.article for story in found])
    questions, phrases = known_items(found, QUESTIONS), literals(found, LITERALS)
    with filled(str(folder), made) as embedded, filled(f"{address}/ours", made) as elastic:
        server = Server(Address.parse(address), Login.from_environment())
        contenders = [
            ranking.ours("ours, embedded", embedded),
            ranking.ours("ours, on the server", elastic),
            *(ranking.rival(name, server, made) for name in ranking.RIVALS),
        ]
        reciprocal = {one.name: ranking.ranks(one, questions) for one in contenders}
        print(*ranking.table(reciprocal, questions), sep="\n")
        print(f"\n{'literal recall':<20}{'articles':>13}{'whole':>13}   of {len(phrases):,} phrases")
        for one in contenders:
            articles, whole = ranking.recall(one, phrases)
            print(f"{one.name:<20}{articles:>12.2%} {whole:>12.2%}")
        server.close()


def judge(found: list[Story], folder: Path, address: str) -> None:
    """nDCG@10 of needs, ours and the rivals' on the same server."""
    made = documents([story.article for story in found])
    with filled(str(folder), made) as embedded, filled(f"{address}/needs", made) as elastic:
        server = Server(Address.parse(address), Login.from_environment())
        contenders = [
            needs.shown("ours, embedded", embedded),
            needs.shown("ours, on the server", elastic),
            *(ranking.rival(name, server, made, suffix="-needs") for name in ranking.RIVALS),
        ]
        print(*needs.table(contenders, list(needs.needs())), "", sep="\n", flush=True)
        server.close()


@contextmanager
def filled(address: str, made: list[dict[str, object]]) -> Iterator[SearchIndex]:
    """Our index with the documents."""
    with closing(open_index(address, create=True)) as index:
        writes = [
            Write(id=str(one["id"]), version=number, document=one) for number, one in enumerate(made, 1)
        ]
        if refused := index.write(writes):
            raise SystemExit(f"{address} refused {refused[0].reason}")
        yield index


if __name__ == "__main__":
    main()
