"""What the store and the indexes are told of each article's story."""

from __future__ import annotations

from collections import defaultdict
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
    together = groups.plain_with(list(texts.values()))
    alone = set(texts.values()) - together.keys()
    together |= {text: [text] for text in alone - ledger.with_copies(list(alone))}
    printed = defaultdict(list)
    for article in ledger.printed(set().union(*together.values())):
        printed[article.text].append(article)
    for one in asked:
        if one in found:
            continue
        found[one] = None
        text = texts.get(one)
        if text is None:
            continue
        if text in together:
            articles = [each for other in together[text] for each in printed[other]]
            story = one_story(articles)
            told = [story] if story else []
        else:
            articles, copies = ledger.connected(text)
            groups.settle({each for pair in copies for each in (pair.a, pair.b)}, copies)
            told = stories(articles, list(copies))
        found |= dict.fromkeys(each.id for each in articles)
        found |= told_of(told)
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
