"""Damage to saved pages by other texts beside and amid their own."""

from __future__ import annotations

from benchmarks.page_target import Target, element, insert_html, other_time


def insert_below(target: Target) -> None:
    _insert_paragraphs(target, -1)


def insert_above(target: Target) -> None:
    _insert_paragraphs(target, 0)


def insert_amid(target: Target) -> None:
    _insert_paragraphs(target, len(target.text) // 2)


def insert_article_below(target: Target) -> None:
    """Another article with its headline and time: an endless scroll."""
    if not target.text:
        return
    head = f"<h2>{target.donor['title']}</h2><div>{other_time(target)} 来源：江州日报</div>"
    paragraphs = "".join(f"<p>{line}</p>" for line in target.donor["body"].split("\n"))
    insert_html(element(target.text[-1]), head + paragraphs)


def insert_article_above(target: Target) -> None:
    if not target.titles:
        return
    head = f"<h1>{target.donor['title']}</h1><div>{other_time(target)} 来源：江州日报</div>"
    paragraphs = "".join(f"<p>{line}</p>" for line in target.donor["body"].split("\n")[:3])
    insert_html(element(target.titles[0]), head + paragraphs, before=True)


def insert_comments(target: Target) -> None:
    if not target.text:
        return
    said = target.donor["body"].replace("\n", "").split("。")
    rows = "".join(
        f"<div class=row><b>读者{number}</b> <i>{other_time(target)}</i><p>{one}。</p></div>"
        for number, one in enumerate(said[:25])
        if one
    )
    insert_html(element(target.text[-1]), f"<div>{rows}</div>")


def insert_times(target: Target) -> None:
    """A clock above the headline, and a related article's day below it."""
    for line in target.titles[:1]:
        insert_html(element(line), f"<div>今天是 {other_time(target)[:10]} 星期三</div>", before=True)
        insert_html(element(line), f"<div>{target.donor['title']} {other_time(target)}</div>")


def _insert_paragraphs(target: Target, at: int) -> None:
    lines = target.text
    if not lines:
        return
    others = target.donor["body"].split("\n")
    some = others[: target.random.randint(1, max(1, len(others)))]
    insert_html(element(lines[at]), "".join(f"<p>{line}</p>" for line in some), before=at == 0)
