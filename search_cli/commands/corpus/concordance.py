"""`shengmei concordance`: what a query asks for, each place in its context."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import counted
from shengmei.console.translation import message

# Those of search_cli.corpus.concordance, which takes 60 ms to import; a test compares.
ORDERS = ("left", "right", "date")


@click.command(cls=QueryCommand, short_help="Show each place of a word with what stands around it.")
@click.argument("words", nargs=-1, required=True, shell_complete=candidates.query_words)
@click.option("--sort", "order", type=click.Choice(ORDERS), default="right", show_default=True,
              help="By what stands before it, behind it, or by date.")  # fmt: skip
@click.option("--sample", metavar="N", type=click.IntRange(1), help="Only N places, drawn by lot.")
@click.option("--seed", metavar="N", type=int, default=1, show_default=True,
              help="Of the lot: the same seed draws the same places.")  # fmt: skip
@click.option("--context", metavar="N", type=click.IntRange(1, 500), default=40, show_default=True,
              help="Characters on each side.")  # fmt: skip
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def concordance(
    config: Config,
    words: tuple[str, ...],
    order: str,
    sample: int | None,
    seed: int,
    context: int,
    form: formats.Form | None,
) -> None:
    """Show every place of the WORDS in the articles in which all of them stand, one line each (KWIC).

    \b
    shengmei concordance 长江 province:湖北
    shengmei concordance 长江 OR 汉江 --sort left --sample 200 --seed 1
    shengmei concordance 长江大保护 --csv > yangtze.csv

    A line has the day of publication, the outlet, what stands before, the place, what stands behind, and the
    beginning of the article's id. The order is that of the pronunciation for the common characters.
    """
    from search_cli import lookup
    from search_cli.corpus.concordance import concordance
    from search_cli.views import concordance as view

    query = lookup.question(words)
    with lookup.opened(config) as index:
        found = concordance(index, query, order=order, sample=sample, seed=seed, context=context)  # type: ignore[arg-type]  # click checked the choice
        view.write(
            form, query, lookup.address(config), found, {"sample": sample, "seed": seed} if sample else {}
        )
        if not found.total:
            raise lookup.nothing_found(index, config, query)
    places, articles = counted(found.total, "place"), counted(found.documents, "article")
    said = message("{places} in {articles}", places=places, articles=articles)
    if len(found.lines) < found.total:
        said = message(
            "{shown:,} of {places}, drawn with seed {seed}", shown=len(found.lines), places=said, seed=seed
        )
    streams.note(said)
