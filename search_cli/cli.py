"""The command `shengmei`: one line a command. A new one is a file in commands/ and a line here."""

from __future__ import annotations

import sys

import click

from search_cli.lazy_commands import CommandEntry, LazyGroup
from shengmei.console import options, streams

SECTIONS = {
    "Begin": (
        CommandEntry(
            "demo", "search_cli.commands.demo:demo", "Crawl small sites made for it, and search them."
        ),
    ),
    "Collect": (
        CommandEntry("crawl", "search_cli.commands.crawl:crawl", "Fetch what is due, keep it and index it."),
        CommandEntry(
            "worker", "crawler.cli:worker", "Crawl what is due, with other workers on other machines."
        ),
        CommandEntry("read", "crawler.cli:read", "Read saved pages and print their articles."),
        CommandEntry(
            "reread", "search_cli.commands.reread:reread", "Read the archive again, without network."
        ),
        CommandEntry("sites", "crawler.cli:sites", "List the known sites."),
        CommandEntry(
            "editions", "crawler.cli:editions", "List the newspaper editions that are kept, complete or not."
        ),
    ),
    "Ask": (
        CommandEntry("search", "search_cli.commands.search:search", "Find articles."),
        CommandEntry("show", "search_cli.commands.show:show", "Show one article with its provenance."),
        CommandEntry("count", "search_cli.commands.count:count", "Count the articles that a query finds."),
        CommandEntry(
            "facets",
            "search_cli.commands.facets:facets",
            "Count by province, site, source, reporter, year, ….",
        ),
        CommandEntry(
            "crosstab", "search_cli.commands.corpus.crosstab:crosstab", "Count two fields against each other."
        ),
        CommandEntry(
            "timeline",
            "search_cli.commands.timeline:timeline",
            "Count articles by day, week, month, quarter or year.",
        ),
        CommandEntry(
            "compare",
            "search_cli.commands.compare:compare",
            "Compare queries, or one over provinces or outlets.",
        ),
        CommandEntry(
            "concordance",
            "search_cli.commands.corpus.concordance:concordance",
            "Show each place of a word with what stands around it.",
        ),
        CommandEntry(
            "collocates",
            "search_cli.commands.corpus.collocates:collocates",
            "Find what stands near a word more often than elsewhere.",
        ),
        CommandEntry(
            "sample",
            "search_cli.commands.corpus.sample:sample",
            "Draw some of the hits by lot, for coding by hand.",
        ),
        CommandEntry(
            "terms",
            "search_cli.commands.corpus.terms:terms",
            "Find what marks the hits against all other articles.",
        ),
        CommandEntry("similar", "search_cli.commands.similar:similar", "Find articles that are like one."),
        CommandEntry(
            "copies",
            "search_cli.commands.copies:copies",
            "Tell who printed an article's text, and what they changed.",
        ),
        CommandEntry(
            "flows", "search_cli.commands.flows:flows", "Tell who takes texts from whom, and how fast."
        ),
        CommandEntry(
            "delays",
            "search_cli.commands.delays:delays",
            "Tell how long it takes until others carry a text.",
        ),
        CommandEntry(
            "people", "search_cli.commands.people:people", "List who writes, where, when and with whom."
        ),
        CommandEntry(
            "export", "search_cli.commands.export:export", "Write everything that a query finds to a file."
        ),
        CommandEntry("cite", "search_cli.commands.corpus.cite:cite", "Print citations: BibTeX or CSL-JSON."),
        CommandEntry(
            "revisions",
            "search_cli.commands.revisions:revisions",
            "Show how articles were edited, word by word.",
        ),
        CommandEntry("gone", "search_cli.commands.gone:gone", "Find articles that were taken away since."),
        CommandEntry("docs", "search_cli.commands.docs:docs", "Read what the fields mean."),
    ),
    "Look after": (
        CommandEntry("index", "indexer.cli:index", "Feed an index from the store, or see how far it is."),
        CommandEntry("ledger", "search_cli.commands.ledger:ledger", "Keep the ledger of who copied whom."),
        CommandEntry("archive", "crawler.cli:archive", "Check the archive, see how it grows, prune it."),
        CommandEntry("backup", "crawler.cli:backup", "Copy store and archive, while crawls run."),
        CommandEntry("restore", "crawler.cli:restore", "Make a data directory of a backup."),
        CommandEntry("forget", "search_cli.commands.forget:forget", "Take an article out, or mask a name."),
        CommandEntry("store", "crawler.cli:store", "Upgrade a store, or copy it to another database."),
        CommandEntry("status", "indexer.cli:status", "Say in ten lines how the collection stands."),
        CommandEntry(
            "health", "search_cli.commands.health:health", "Say how each outlet is doing, and what is wrong."
        ),
        CommandEntry("doctor", "indexer.cli:doctor", "Check this installation and say what is wrong."),
        CommandEntry(
            "completion",
            "search_cli.commands.completion:completion",
            "Print a script that completes commands.",
        ),
    ),
}

# Commands whose answers are to be read, however long they are.
PAGED = frozenset({"editions", "health", "read", "sites", *(line.name for line in SECTIONS["Ask"])})


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        streams.out(f"shengmei {version('shengmei')}")
        ctx.exit()


def _begin(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        streams.out(ctx.get_help())


def make_root() -> LazyGroup:
    shown = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help="Print the version.",
    )
    return LazyGroup(
        "shengmei",
        sections=SECTIONS,
        paged=PAGED,
        params=[*options.parameters(), shown],
        callback=click.pass_context(_begin),
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help="Crawls China's provincial media, keeps every article with its provenance, and searches them.",
        epilog="Settings: options, then SHENGMEI_… variables, then shengmei.toml. Try: shengmei demo",
    )


root = make_root()


def main() -> None:
    if not {"-v", "--verbose"} & set(sys.argv):
        streams.leave_libraries_out()
    root()
