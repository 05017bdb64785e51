"""Whether store and index tell of each article the story that a ledger gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.store import Store
from crawler.store.article_stories import StoryOfArticle
from indexer.copies.ledger.affected_stories import told_of
from indexer.copies.ledger.reader import LedgerReader
from indexer.search import Query, SearchIndex

_AT_ONCE = 1_000
_FIELDS = ("story", "story_role", "story_basis", "story_size")

Told = Mapping[str, StoryOfArticle]


def told_by(ledger: LedgerReader) -> dict[str, StoryOfArticle]:
    """What is to be told of each article that is in a story, or holds several."""
    return told_of(ledger.stories())


def differences_in_store(store: Store, expected: Told) -> Iterator[str]:
    """A line for each article of which the store tells another story: `store 8b88…: none, not copy …`."""
    there: dict[str, StoryOfArticle] = {}
    after = ""
    with store.reading() as transaction:
        while some := transaction.stories.listed(after, _AT_ONCE):
            there |= some
            after = max(some)
    for key in sorted(there.keys() | expected.keys()):
        if there.get(key) != expected.get(key):
            yield f"store {key}: {_said(there.get(key))}, not {_said(expected.get(key))}"


def differences_in_index(index: SearchIndex, expected: Told) -> Iterator[str]:
    """The same of an index; an article that it does not hold is none."""
    for portion in index.scan(Query(root=None)):
        for hit in portion.hits:
            wanted = expected.get(hit.id)
            shown = _of_document(hit.document)
            if shown != wanted:
                yield f"index {hit.id}: {_said(shown)}, not {_said(wanted)}"


def _of_document(document: Mapping[str, object]) -> StoryOfArticle | None:
    if "story_role" not in document:
        return None
    return StoryOfArticle(**{name: document.get(name) for name in _FIELDS})  # type: ignore[arg-type]  # JSON


def _said(story: StoryOfArticle | None) -> str:
    """`copy (inferred) of 8b88…, size 3`."""
    if story is None:
        return "none"
    if story.story is None:
        return story.story_role
    return f"{story.story_role} ({story.story_basis}) of {story.story}, size {story.story_size}"
