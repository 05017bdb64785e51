"""`make bench-scale`: what one page costs, in processor time and in bytes, for the plan in docs/scale.md.

Processor time, so that other work on the machine counts little; wall time is not looked at.
Pages are those of PAGES (else of the tests), texts are made by benchmarks/search_corpus.py.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks import search_corpus
from benchmarks.copies_corpus import corpus
from benchmarks.crawl import serving
from benchmarks.rereading import copies, keep, saved
from crawler import reader
from crawler.archive import Archive
from crawler.archive.verify import verify_archive
from crawler.items import Article, Capture, Timestamp
from crawler.reread import reread_archive
from crawler.store import Store
from indexer.copies.ledger.feed import sync
from indexer.copies.ledger.rebuild import rebuild
from indexer.feed import Feed
from indexer.search import SearchIndex, open_index
from indexer.search.language.parser import parse
from shengmei.tasks import running
from tests.kept_articles import keep as keep_articles

Result = TypeVar("Result")
BATCH = 16  # pages of a crawl's transaction
SIZES = (1_000, 10_000)  # documents that questions are asked of
ASKED = 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("pages", type=Path, nargs="?", help="folder with gold.jsonl")
    parser.add_argument("--count", type=int, default=1_500, help="pages and texts of each measurement")
    parser.add_argument("--folder", type=Path, default=Path("build/scale"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        of_pages(Path(name), saved(asked.pages), asked.count)
    with tempfile.TemporaryDirectory() as name:
        of_a_crawl(Path(name), asked.count)
    found = search_corpus.stories(asked.folder, None)
    with tempfile.TemporaryDirectory() as name:
        of_texts(Path(name), found, asked.count)
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            of_questions(Path(name), found, size)


def of_pages(folder: Path, pages: Sequence[Capture], count: int) -> None:
    """Reading, archiving, verifying and reading again, of pages as outlets served them."""
    some = list(islice(copies(pages), count))
    _, seconds = timed(lambda: [reader.read(one) for one in some])
    say("read", seconds, count)
    with Store.open(folder / "shengmei.sqlite", create=True) as store:
        archive = Archive(folder / "archive", {})
        for start in range(0, count, BATCH):
            keep(store, archive, some[start : start + BATCH])
        archive.close()
        _, seconds = timed(lambda: verify_archive(store, folder / "archive"))
        say("verify", seconds, count)
        _, seconds = timed(lambda: reread_archive(store, folder / "archive", processes=1))
        say("reread", seconds, count)
        _, seconds = timed(lambda: reread_archive(store, folder / "archive", processes=2))
        say("reread, the process that writes", seconds, count)
    say_bytes("archive", size_of(folder / "archive"), count)


def of_a_crawl(folder: Path, count: int) -> None:
    """A whole crawl of the demo outlet on loopback, its reading apart: what fetching and keeping take."""
    shengmei = str(Path(sys.executable).with_name("shengmei"))
    with serving(count) as address:
        call = [shengmei, "crawl", "demo", "--no-index", "--delay", "0", "--data", str(folder)]
        environment = {**os.environ, "http_proxy": address, "SHENGMEI_CONFIG": os.devnull}
        process = subprocess.Popen(
            call, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, _, used = os.wait4(process.pid, 0)
    with Store.open(folder / "shengmei.sqlite") as store, store.reading() as transaction:
        pages = sum(month[1] for month in transaction.captures.months())
    say("crawl, a small page, all in", used.ru_utime + used.ru_stime, pages)


def of_texts(folder: Path, found: list[search_corpus.Story], count: int) -> None:
    """Keeping, indexing and comparing articles, of which two in five are copies."""
    originals = [(one.article.title, one.article.body) for one in found]
    random.Random(1).shuffle(originals)
    words = [word for one in found for word in one.title_words]
    prints = corpus(originals[: count // 2], words, seed=1).prints
    articles = [
        Article(
            url=f"https://{one.site}.example.cn/{one.number}.html",
            site=one.site,
            title=one.title,
            body=one.body,
            published=Timestamp(at=one.at, precision="minute", raw="", found_in=""),
        )
        for one in random.Random(0).sample(list(prints), len(prints))
    ]
    number = len(articles)
    print(f"{number} texts of {sum(len(one.body) for one in articles) / number:.0f} characters")
    with Store.open(folder / "shengmei.sqlite", create=True) as store:
        _, seconds = timed(lambda: [keep_articles(store, *some) for some in batches(articles)])
        say("keep", seconds, number)
        with open_index(str(folder / "index"), create=True) as index:
            _, seconds = timed(lambda: Feed(store, index, str(folder / "index")).sync())
            say("index", seconds, number)
        _, seconds = timed(lambda: sync(store, folder / "ledger.sqlite"))
        say("ledger", seconds, number)
        with running(processes=2) as tasks:
            _, seconds = timed(lambda: rebuild(store, folder / "anew.sqlite", tasks))
        say("ledger rebuild, the process that writes", seconds, number)
    for name in ("shengmei.sqlite", "index", "ledger.sqlite"):
        say_bytes(name, size_of(folder / name), number)


def of_questions(folder: Path, found: list[search_corpus.Story], size: int) -> None:
    """Ten hits each for pairs of words, in an index of so many documents."""
    from benchmarks.search_million import asked, fill

    with open_index(str(folder), create=True) as index:
        fill(index, found, size)
        texts = asked(found)[2][:ASKED]
        _, seconds = timed(lambda: ask(index, texts))
        say(f"a question of {size:,} documents", seconds, len(texts))


def ask(index: SearchIndex, texts: Sequence[str]) -> None:
    for text in texts:
        index.search(parse(text))


def batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), BATCH):
        yield articles[start : start + BATCH]


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work gives, and the seconds of processor time of this process, all threads."""
    before = time.process_time()
    done = work()
    return done, time.process_time() - before


def size_of(path: Path) -> int:
    return sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())


def say(what: str, seconds: float, number: int) -> None:
    print(f"{what}: {seconds * 1000 / number:.2f} ms of processor time", flush=True)


def say_bytes(what: str, size: int, number: int) -> None:
    print(f"{what}: {size / number:,.0f} bytes", flush=True)


if __name__ == "__main__":
    main()
