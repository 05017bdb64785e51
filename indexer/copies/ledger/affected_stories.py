"""What the store and the indexes are told of each article's story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.store.article_stories import StoryOfArticle
from indexer.copies.groups import TextGroups
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.story_building import Story, one_story, stories

StoriesOfArticles = dict[str, StoryOfArticle | None]


def stories_of(ledger: LedgerReader, groups: TextGroups, ids: Iterable[str]) -> StoriesOfArticles:
    """The stories of these articles and of all that are connected with them by copies; None for one whose
    text nobody else has, or which is not in the ledger. What had to be told by the pairs is settled in
    `groups` where it can be."""
    found: StoriesOfArticles = {}
    asked = list(ids)
    texts = ledger.texts_of(asked)
    for one in asked:
        if one in found:
            continue
        text = texts.get(one)
        together = groups.plain_with(text) if text is not None else None
        if together is not None:
            members = ledger.printed(together)
            story = one_story(members)
            found |= dict.fromkeys(each.id for each in members)
            found |= told_of([story] if story else [])
            continue
        articles, copies = ledger.connected(text) if text is not None else ([], set())
        if copies:
            groups.settle({each for pair in copies for each in (pair.a, pair.b)}, copies)
        found |= dict.fromkeys((one, *(each.id for each in articles)))
        found |= told_of(stories(articles, list(copies)))
    return found


def told_of(together: Sequence[Story]) -> dict[str, StoryOfArticle]:
    """What these stories say of each of their articles and of the containers that hold them."""
    # A container that was printed several times is a story too, and has its role there.
    found = {key: _CONTAINER for story in together for key in story.containers}
    for story in together:
        for member in story.members:
            found[member.article] = StoryOfArticle(
                story=story.id,
                story_role=member.role,
                story_basis=member.basis,
                story_size=len(story.members),
            )
    return found


_CONTAINER = StoryOfArticle(story=None, story_role="container", story_basis=None, story_size=None)
