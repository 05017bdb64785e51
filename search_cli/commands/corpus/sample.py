"""`shengmei sample`: some of the hits, by lot, for coding by hand."""

from __future__ import annotations

from typing import Any

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams, tables
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

MOST = 100_000
SHOWN = "id,published,site_name,title"
WRITTEN = "id,url,title,published,site,site_name,province,source,reporters,body"


@click.command(cls=QueryCommand, short_help="Draw some of the hits by lot, for coding by hand.")
@click.argument(
    "words", nargs=-1, required=True, metavar="[WORDS]... N", shell_complete=candidates.query_words
)
@click.option("--seed", metavar="N", type=int, default=1, show_default=True,
              help="Of the lot: the same seed draws the same articles.")  # fmt: skip
@click.option(
    "--by",
    metavar="FIELD",
    shell_complete=candidates.stratum_names,
    help="Draw of each value of this field, in proportion.",
)
@click.option("--equal", is_flag=True, help="With --by: equally many of each value.")
@click.option(
    "--fields",
    metavar="NAME,NAME",
    shell_complete=candidates.column_name_list,
    help="Show these fields (see: shengmei docs fields).",
)
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def sample(
    config: Config,
    words: tuple[str, ...],
    seed: int,
    by: str | None,
    equal: bool,
    fields: str | None,
    form: formats.Form | None,
) -> None:
    """Draw N of the articles in which all WORDS stand; the number comes last, no words draw from everything.

    \b
    shengmei sample 长江 200 --seed 7 --csv > to-code.csv
    shengmei sample 湿地 date:2021 100 --by province
    shengmei sample 100 --by year --equal --fields id,title,body --jsonl

    The same seed draws the same articles again, on every index that holds them. With --by each article says
    its stratum and its weight: for how many hits it stands. `export --sample` writes a manifest too.
    """
    from search_cli import lookup
    from search_cli.corpus.samples import Sample, draw
    from search_cli.exporting import columns
    from search_cli.views import hits
    from search_cli.views.documents import printed

    size = _number(words[-1])
    wanted = Sample(size=size, seed=seed, by=by, equal=equal)
    chosen = columns.columns(fields or (WRITTEN if form else SHOWN))
    query = lookup.question(words[:-1])
    with lookup.opened(config) as index:
        found = draw(index, query, wanted)
        if not found.total:
            raise lookup.nothing_found(index, config, query)
        rows = []
        for id_, stratum in found.ids.items():
            document = index.get(id_) or {"id": id_}  # one that was deleted a moment ago
            weight = stratum.weight and round(stratum.weight, 4)
            own = {"stratum": stratum.value, "weight": weight} if by else {}
            if form == "csv":
                cells = {field.name: columns.cell(document, field) for field in chosen}
            elif form:
                cells = columns.chosen(document, chosen)
            else:
                cells = {field.name: printed(document, field) for field in chosen}
            rows.append(own | cells)
        if form == "json":
            said: dict[str, Any] = {"query": hits.asked(query), "index": lookup.address(config)}
            strata = [
                {"value": one.value, "hits": one.hits, "drawn": one.drawn, "weight": one.weight}
                for one in found.strata
            ]
            drawn = {"sample": wanted.stated(), "strata": strata if by else [], "hits": rows}
            streams.write_json({**said, "total": found.total, "counts": "documents", **drawn}, indent=2)
        else:
            names = ["stratum", "weight"] if by else []
            formats.write_rows(form, rows, [tables.Column(name) for name in (*names, *_names(chosen))])
    streams.note(
        message(
            "{rows:,} of {articles}, drawn with seed {seed}",
            rows=len(rows),
            articles=counted(found.total, "article"),
            seed=seed,
        )
    )
    if by:
        for one in found.strata:
            streams.note(
                message(
                    "{by} {value}: {drawn:,} of {hits:,}",
                    by=by,
                    value=one.value or "(none)",
                    drawn=one.drawn,
                    hits=one.hits,
                )
            )


def _names(chosen: Any) -> list[str]:
    return [field.name for field in chosen]


def _number(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= MOST:
        raise UsageProblem(
            message(
                "say last how many to draw, 1 to {most:,}, not {word!r}: shengmei sample 长江 200",
                most=MOST,
                word=word,
            )
        )
    return int(word)
