"""Runs are written down, and what each outlet gave each day; of articles kept before, from what they say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "health"
down_revision = "repeated_captures"

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SOME = 2_000  # articles at a time
_ROLES = {
    "authors": {"reporter", "correspondent", "author", "intern"},
    "editors": {"editor", "responsible_editor", "chief_editor", "picker"},
}


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started_at", sa.String, nullable=False),
        sa.Column("heard_at", sa.String, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("reason", sa.String),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("libraries", sa.String, nullable=False),
        sa.Column("machine", sa.String, nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
    )
    op.create_table(
        "run_counts",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("outcome", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    days = op.create_table(
        "outlet_days",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("what", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("outlet_days_day", "outlet_days", ["day"])
    op.create_table(
        "list_readings",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("read_at", sa.String, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("showed_at", sa.String),
        sa.Column("brought_at", sa.String),
    )
    op.create_index("list_readings_site", "list_readings", ["site"])
    op.create_table(
        "alarms",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("told_at", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    if not op.get_context().as_sql:  # only the SQL is written: there are no rows
        _count_articles(op.get_bind(), days)


def _count_articles(connection: sa.Connection, days: sa.Table) -> None:
    """Counts the articles that were kept before, by the first reading of each."""
    articles = sa.table("articles", sa.column("id"), sa.column("site"), sa.column("first_seen"))
    revisions = sa.table(
        "revisions", *(sa.column(name) for name in ("article_id", "revision", "extraction", "article"))
    )
    first = (
        sa.select(articles.c.id, articles.c.site, articles.c.first_seen, revisions.c.article)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .where(revisions.c.revision == 1, revisions.c.extraction == 1)
        .order_by(articles.c.id)
        .limit(_SOME)
    )
    counts: Counter[tuple[str, str, str, str]] = Counter()
    last = ""
    while rows := connection.execute(first.where(articles.c.id > last)).all():
        last = rows[-1].id
        for row in rows:
            counts.update(_counted(row.site, datetime.fromisoformat(row.first_seen), json.loads(row.article)))
    if counts:
        names = ("site", "day", "what", "name")
        filled = [{**dict(zip(names, key, strict=True)), "count": count} for key, count in counts.items()]
        connection.execute(sa.insert(days), filled)


def _counted(site: str, seen: datetime, article: dict) -> list[tuple[str, str, str, str]]:  # type: ignore[type-arg]  # JSON
    day = str(seen.astimezone(_SHANGHAI).date())
    found = [(site, day, "article", "new")]
    printed = article.get("published")
    at = datetime.fromisoformat(printed["at"]) if printed and printed["precision"] != "month" else None
    if at is None or seen - at < timedelta(days=-1):
        found.append((site, day, "published", ""))
    elif seen - at <= timedelta(days=7):
        found.append((site, str(at.astimezone(_SHANGHAI).date()), "published", ""))
    fields = [name for name in ("body", "published", "source", "images", "keywords") if article.get(name)]
    fields += ["column"] if article.get("column") or article.get("channel") else []
    roles = {one["role"] for one in article.get("bylines", ())}
    fields += [name for name, members in _ROLES.items() if roles & members]
    return found + [(site, day, "field", name) for name in fields]
