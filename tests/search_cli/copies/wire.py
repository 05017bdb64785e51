"""A wire and those who print it."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner

from crawler.items import Article, Timestamp
from search_cli.cli import root
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import AT

WIRE = "\n".join(made(n, 80) + "。" for n in range(5))


def article(name: str, body: str, hours: float, *, source: str | None = None) -> Article:
    at = AT + timedelta(hours=hours)
    return Article(
        url=f"https://{name}.example.cn/1.html",
        site=name,
        title=f"{name}的标题",
        body=body,
        source=source,
        published=Timestamp(at=at, precision="minute", raw="", found_in=""),
    )


def run(data, *words: str, code: int = 0):
    done = CliRunner().invoke(root, ["--data", str(data), *words])
    assert done.exit_code == code, done.output
    return done
