"""What `shengmei doctor` looks at in the search index."""

from __future__ import annotations

from pathlib import Path

from indexer.doctor_checks.check import Check
from shengmei.config import Config, is_address, without_password
from shengmei.console import text
from shengmei.console.translation import message, translated
from shengmei.problems import Problem


def index(config: Config) -> Check:
    """Opens it, asks what it is and reads one document; a directory that is not there yet is no fault."""
    if not is_address(config.index) and not Path(config.index).exists():
        said = message("no index at {path} yet; make one with: shengmei index sync", path=config.index)
        return Check("search", "warn", said)
    from indexer.looking import index_to_look_at
    from indexer.search import Query

    try:
        with index_to_look_at(config.index) as opened:
            info = opened.info()
            read = opened.search(Query(), limit=1, highlight=False).hits
    except Problem as problem:
        return Check("search", "bad", str(problem))
    if info.documents and not read:
        return Check(
            "search",
            "bad",
            message("the index says it holds documents and shows none: shengmei index rebuild"),
        )
    details = "".join(f", {name} {value}" for name, value in info.details.items())
    about = f"{info.documents:,} documents, format {info.format}, identity {info.identity}{details}"
    return Check("search", "ok", f"{info.kind} at {without_password(info.address)}: {about}")


def lag(config: Config) -> Check:
    """How far the index is behind the store, where both are there."""
    if not config.store_path.exists():
        return Check("lag", "ok", translated("nothing to feed"))
    from indexer.feed import Feed
    from indexer.looking import looked_at

    try:
        with looked_at(config) as (held, fed):
            feed = Feed(held, fed, config.index)
            behind, foreign = feed.lag(), feed.foreign()
    except Problem:
        said = translated("unknown: store or index cannot be opened, see above")
        return Check("lag", "warn", said)
    if foreign:
        return Check("lag", "warn", foreign)
    if behind.dead:
        said = message(
            "{documents} refused: see shengmei index status", documents=text.counted(behind.dead, "document")
        )
        return Check("lag", "warn", said)
    if behind.behind:
        said = message(
            "behind by {number:,} of the store's articles: shengmei index sync", number=behind.behind
        )
        return Check("lag", "warn", said)
    return Check("lag", "ok", translated("the index holds everything that the store does"))


def rebuild(config: Config) -> Check:
    """What building the index anew would gain: a plugin was added to the server, or this program is newer."""
    from indexer.looking import index_to_look_at

    try:
        with index_to_look_at(config.index) as opened:
            rebuild_benefits = opened.rebuild_benefits()
    except Problem:
        return Check("rebuild", "ok", translated("nothing to say of an index that cannot be opened"))
    if rebuild_benefits:
        gains = "; ".join(rebuild_benefits)
        return Check("rebuild", "warn", message("shengmei index rebuild would gain {gains}", gains=gains))
    return Check("rebuild", "ok", translated("an index made anew would be the same"))
