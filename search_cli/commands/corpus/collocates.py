"""`shengmei collocates`: what stands near a word more often than elsewhere."""

from __future__ import annotations

from typing import Any

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams, tables
from shengmei.console.text import counted
from shengmei.console.translation import message, translated

# Those of search_cli.corpus, which takes time to import; a test compares.
MEASURES = ("log-likelihood", "log-dice")
SEGMENTERS = ("jieba",)
COLUMNS = (
    tables.Column("term"),
    *(tables.Column(name, right=True) for name in ("near", "elsewhere", "articles")),
    tables.Column("log_likelihood", right=True),
    tables.Column("log_dice", right=True),
)


@click.command(cls=QueryCommand, short_help="Find what stands near a word more often than elsewhere.")
@click.argument("words", nargs=-1, required=True, shell_complete=candidates.query_words)
@click.option("--against", metavar="QUERY", shell_complete=candidates.query_words,
              help="Compare with what stands near its words; without words, with its articles.")  # fmt: skip
@click.option("--window", metavar="N", type=click.IntRange(1, 100),
              help="How near: units on each side  [default: 10 characters, 5 words]")  # fmt: skip
@click.option("--min", "least", metavar="N", type=click.IntRange(1), default=3, show_default=True,
              help="Times that it must stand near.")  # fmt: skip
@click.option("--segmenter", type=click.Choice(SEGMENTERS), help="Count words, not runs of characters.")
@click.option("--by", "measure", type=click.Choice(MEASURES), default="log-likelihood", show_default=True,
              help="The measure that orders them; both are shown.")  # fmt: skip
@click.option("--read", metavar="N", type=click.IntRange(1), default=10_000, show_default=True,
              help="Articles to read at most, on each side.")  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), default=20, show_default=True,
              help="Collocates to show.")  # fmt: skip
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def collocates(
    config: Config,
    words: tuple[str, ...],
    against: str | None,
    window: int | None,
    least: int,
    segmenter: str | None,
    measure: str,
    read: int,
    limit: int,
    form: formats.Form | None,
) -> None:
    """Show what stands near the WORDS more often than in all other text of the index.

    \b
    shengmei collocates 长江
    shengmei collocates 长江 province:湖北 --against '长江 province:湖南'
    shengmei collocates 候鸟 --segmenter jieba --window 5 --by log-dice

    Counted are runs of two to ten characters, or words with --segmenter (pip install 'shengmei[words]').
    Log-likelihood says how sure it is that both go together (10.83: by chance once in 1,000 times), log-dice
    how exclusively they do (14 at most), whatever the amount of text.
    """
    from search_cli import lookup
    from search_cli.corpus.collocations import Settings, collocations
    from search_cli.corpus.segmenters import characters, words_of
    from search_cli.exit_codes import NothingFound
    from search_cli.views.hits import asked

    query = lookup.question(words)
    other = lookup.question((against,)) if against is not None else None
    settings = Settings(
        cut=words_of(segmenter) if segmenter else characters,
        units="words" if segmenter else "characters",
        window=window,
        least=least,
        measure=measure,  # type: ignore[arg-type]  # click checked the choice
        read=read,
    )
    with lookup.opened(config) as index:
        found = collocations(index, query, other, settings)
        rows = [
            {
                "term": one.text,
                "near": one.near,
                "elsewhere": one.elsewhere,
                "articles": one.articles,
                "log_likelihood": round(one.log_likelihood, 2),
                "log_dice": round(one.log_dice, 2),
            }
            for one in found.found[:limit]
        ]
        if form == "json":
            said: dict[str, Any] = {"query": asked(query), "index": lookup.address(config)}
            said["against"] = asked(other) if other is not None else None
            how = {"measure": measure, "units": segmenter or "characters", "window": settings.reach}
            counts = {"counts": "places", "total": found.places, "articles": found.read}
            streams.write_json({**said, **how, "min": least, **counts, "collocates": rows}, indent=2)
        elif rows:
            formats.write_rows(form, rows, COLUMNS)
        if not found.total:
            raise lookup.nothing_found(index, config, query)
    if not rows:
        raise NothingFound(
            message(
                "nothing stands near {places} at least {times}, more often than elsewhere: "
                "try --min 2 or a wider --window",
                places=counted(found.places, "place"),
                times=counted(least, "time"),
            )
        )
    units = message("words of {segmenter}", segmenter=segmenter) if segmenter else translated("characters")
    streams.note(
        message(
            "by {measure}, within {reach} {units} of {places}",
            measure=translated("log-likelihood" if measure == "log-likelihood" else "log-dice"),
            reach=settings.reach,
            units=units,
            places=counted(found.places, "place"),
        )
    )
    for name, done, all_ in (
        (translated("hits"), found.read, found.total),
        (translated("articles compared with"), found.compared, found.compared_total),
    ):
        if done < all_:
            streams.note(
                message(
                    "read {done:,} of {all:,} {name}, by lot; --read reads more",
                    done=done,
                    all=all_,
                    name=name,
                )
            )
