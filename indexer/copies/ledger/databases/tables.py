"""The ledger's tables, the same on both databases; each has its own words for types.

The posting lists of fingerprints stand beside them, by bucket and block of texts, in each database's own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_TABLES = """
CREATE TABLE about (key {text} PRIMARY KEY, value {text} NOT NULL) {clustered};
CREATE TABLE texts (
    number {numbered}, hash {bytes} NOT NULL UNIQUE, length INTEGER NOT NULL, numbers INTEGER NOT NULL,
    prints {bytes} NOT NULL
);
CREATE TABLE printed (
    article {text} PRIMARY KEY, text INTEGER NOT NULL, url {text} NOT NULL, site {text} NOT NULL,
    title {text} NOT NULL, credits {text} NOT NULL, agency {text}, at {text}, time_precision {text}
) {clustered};
CREATE TABLE outlets (site {text} PRIMARY KEY, name {text}, organisation {text}, province {text}) {clustered};
CREATE INDEX printed_text ON printed (text);
CREATE TABLE edges (
    a INTEGER NOT NULL, b INTEGER NOT NULL, length_a INTEGER NOT NULL, length_b INTEGER NOT NULL,
    numbers {real}, all_numbers {real}, passages {bytes} NOT NULL, PRIMARY KEY (a, b)
) {clustered};
CREATE INDEX edges_b ON edges (b);
CREATE TABLE groups (text INTEGER PRIMARY KEY, grp INTEGER NOT NULL, least INTEGER);
CREATE INDEX groups_grp ON groups (grp);
CREATE TABLE plain_groups (grp INTEGER PRIMARY KEY);
CREATE TABLE common (hash INTEGER PRIMARY KEY);
CREATE TABLE unrecorded (number {counted}, article {text} NOT NULL);
CREATE INDEX unrecorded_article ON unrecorded (article);
"""


def tables(words: Mapping[str, str]) -> Iterator[str]:
    """The statements that make them; `words` are the database's own."""
    for statement in _TABLES.format_map(words).split(";"):
        if statement.strip():
            yield statement.strip()
