"""Damage to saved pages of which the answers are known: regions dropped, swapped and moved, labels renamed.

`damaged(page, answer, donor, random)` gives a page's bytes for each kind of damage, seeded. The answers stay
those of the whole page: what a reader makes of the damaged one is right or wrong by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from benchmarks import page_insertions as insertions
from benchmarks.page_target import TIME, Target, element, insert_html, other_time, replace_text, write
from crawler.items import Capture
from crawler.pages.document.nodes import Tree
from crawler.pages.document.outline import Outline
from crawler.pages.document.page import Page

_PAIRS = 8  # of two kinds of damage at once
_STATED = 'title, meta[property], meta[name], meta[itemprop], script[type="application/ld+json"]'
_DATED_META = re.compile(r"time|date|publish", re.IGNORECASE)
_LABELS = ("来源", "來源", "稿源", "作者", "记者", "编辑", "责编", "发布时间", "时间", "日期")
_MARKS = ("class", "id", "itemprop")


def damaged(
    capture: Capture, answer: dict[str, Any], donor: dict[str, Any], random: Random, share: float = 1.0
) -> Iterator[tuple[str, bytes]]:
    """The name of each kind of damage, and the page with it; damage that changes nothing is left out.
    `share`: of the kinds, drawn anew for each page."""
    page = Page(capture)
    whole = page.tree.html or ""
    kinds = {**DAMAGE, **FOREIGN}
    for name, spoil in random.sample(sorted(kinds.items()), round(share * len(kinds))):
        target = _target(page.text, answer, donor, random)
        spoil(target)
        html = target.tree.html or ""
        if html != whole:
            yield name, html.encode(page.charset, "xmlcharrefreplace")
    served = whole.encode(page.charset, "xmlcharrefreplace")
    yield "cut off", served[: random.randrange(len(served) // 3, len(served))]
    for number in range(round(share * _PAIRS)):
        target = _target(page.text, answer, donor, random)
        names = random.sample(sorted(DAMAGE), 2)
        for name in names:
            DAMAGE[name](target)
            target.outline = Outline(target.tree.body or target.tree.root)
        yield f"pair {number}", (target.tree.html or "").encode(page.charset, "xmlcharrefreplace")


def _target(text: str, answer: dict[str, Any], donor: dict[str, Any], random: Random) -> Target:
    tree = Tree(text)
    return Target(tree, Outline(tree.body or tree.root), answer, donor, random)


# Regions dropped


def drop_headline(target: Target) -> None:
    for line in target.titles:
        write(line, "")


def drop_stated(target: Target) -> None:
    for node in target.tree.css(_STATED):
        if (node.attributes.get("content") or "").lower().find("charset") < 0:
            node.decompose()


def drop_both_titles(target: Target) -> None:
    drop_stated(target)
    drop_headline(target)


def drop_time(target: Target) -> None:
    for line in target.times:
        write(line, "")


def drop_every_time(target: Target) -> None:
    drop_time(target)
    drop_stated_times(target)


def drop_stated_times(target: Target) -> None:
    for node in target.tree.css("meta, script, input"):
        said = " ".join(f"{name} {value}" for name, value in node.attributes.items())
        if _DATED_META.search(said) or (node.tag == "script" and TIME.search(node.text())):
            node.decompose()


def drop_source(target: Target) -> None:
    body = set(target.text)
    for line in target.outline.lines:
        if line not in body and len(line.text) < 80 and (target.answer["source"] or "来源") in line.text:
            write(line, "")


def drop_text(target: Target) -> None:
    for line in target.text:
        write(line, "")


def drop_part(target: Target) -> None:
    lines = target.text
    size = int(len(lines) * target.random.uniform(0.15, 0.7))
    start = target.random.choice([0, max(0, len(lines) - size), len(lines) // 4])
    for line in lines[start : start + size]:
        write(line, "")


# Regions swapped and moved


def swap_headline(target: Target) -> None:
    links = [line.text for line in target.outline.lines if line.linked > 8 and len(line.text) < 40]
    other = target.random.choice([target.donor["title"], *links[:20]])
    for line in target.titles:
        write(line, other)


def swap_stated_titles(target: Target) -> None:
    for node in target.tree.css("title"):
        replace_text(node, target.donor["title"])
    for node in target.tree.css('meta[property*="title" i], meta[name*="title" i]'):
        node.attrs["content"] = target.donor["title"]


def swap_time(target: Target) -> None:
    other = other_time(target)
    for line in target.times:
        write(line, TIME.sub(other[:10], line.text))


def swap_stated_times(target: Target) -> None:
    other = other_time(target)
    for node in target.tree.css("meta[content]"):
        if TIME.search(node.attributes["content"] or ""):
            node.attrs["content"] = other


def swap_text(target: Target) -> None:
    lines, others = target.text, target.donor["body"].split("\n")
    for number, line in enumerate(lines):
        write(line, others[number % len(others)])


def move_head_below(target: Target) -> None:
    """Headline and time stand behind the text."""
    if not target.text:
        return
    last = element(target.text[-1])
    for line in (*target.titles, *target.times):
        last.insert_after(f"{line.text}\n")
        write(line, "")


def move_text_first(target: Target) -> None:
    root = target.tree.body
    lines = target.text
    if root is None or root.child is None or not lines:
        return
    paragraphs = "".join(f"<p>{line.text}</p>" for line in lines)
    for line in lines:
        write(line, "")
    insert_html(root.child, f"<div>{paragraphs}</div>", before=True)


# Labels renamed, layouts changed


def rename_marks(target: Target) -> None:
    """No class or id means anything any more."""
    for node in target.tree.css("body *"):
        for name in _MARKS:
            if value := node.attributes.get(name):
                node.attrs[name] = "x" + format(sum(map(ord, value)) % 9973, "x")


def rename_labels(target: Target) -> None:
    for line in target.outline.lines:
        if len(line.text) < 80 and any(label in line.text for label in _LABELS):
            write(line, re.sub("|".join(_LABELS), "信息", line.text))


def rename_headings(target: Target) -> None:
    for line in target.titles:
        write(line, f"【{line.text}】" if target.random.random() < 0.3 else line.text)
    rename_marks(target)
    drop_stated(target)


def shorten_lines(target: Target) -> None:
    for line in target.text:
        write(line, "", html="<br>".join(re.split(r"(?<=[，。；])", line.text)))


def link_text(target: Target) -> None:
    for line in target.text:
        write(line, "", html=f'<a href="/about">{line.text}</a>')


def hide_text(target: Target) -> None:
    if target.text:
        parent = element(target.text[0]).parent
        if parent is not None and parent.tag not in ("body", "html"):
            parent.attrs["style"] = "display:none"


def scatter_text(target: Target) -> None:
    """Adverts and links of other articles between the paragraphs."""
    others = target.donor["body"].split("\n")
    for number, line in enumerate(target.text):
        if number % 2:
            insert_html(element(line), f'<div><a href="/{number}">{target.donor["title"]}</a></div>')
        elif number % 3 == 0:
            insert_html(element(line), f"<div>{others[number % len(others)][:80]}</div>")


DAMAGE: dict[str, Callable[[Target], None]] = {
    one.__name__.replace("_", " "): one
    for one in (
        drop_headline,
        drop_stated,
        drop_both_titles,
        drop_time,
        drop_every_time,
        drop_stated_times,
        drop_source,
        drop_text,
        drop_part,
        swap_headline,
        swap_stated_titles,
        swap_time,
        swap_stated_times,
        swap_text,
        move_head_below,
        move_text_first,
        insertions.insert_article_below,
        insertions.insert_article_above,
        insertions.insert_comments,
        insertions.insert_times,
        rename_marks,
        rename_labels,
        rename_headings,
        shorten_lines,
        link_text,
        hide_text,
    )
}

# Paragraphs of another outlet's article in the text's own box, without a headline: only their words tell.
FOREIGN: dict[str, Callable[[Target], None]] = {
    "foreign text below": insertions.insert_below,
    "foreign text above": insertions.insert_above,
    "foreign text amid": insertions.insert_amid,
    "foreign text scattered": scatter_text,
}
