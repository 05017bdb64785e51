"""An article as a person wants to see it: headline, when and who, text, the rest. For `read` and `show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from shengmei.console import streams, text
from shengmei.console.translation import heading, message, translated
from shengmei.reasons import reason_in_words
from shengmei.timezone import SHANGHAI

Fact = tuple[str, list[str]]  # a label, and what stands beside it, a line each
PAGE_COLUMNS = 88  # wider text is hard to read

ROLES = {
    "reporter": "记者 reporter",
    "correspondent": "通讯员 correspondent",
    "author": "作者 author",
    "intern": "见习 intern",
    "photographer": "摄影 photographer",
    "video": "摄像 video",
    "editor": "编辑 editor",
    "responsible_editor": "责任编辑 responsible editor",
    "chief_editor": "主编 chief editor",
    "picker": "选稿 picker",
    "proofreader": "校对 proofreader",
    "reviewer": "审核 reviewer",
    "producer": "监制 producer",
}
# What `head` and `details` have a form for; another field of an article is shown as it is.
_WITH_FORM = frozenset(
    {
        *("url", "site", "content_id", "kind", "title", "kicker", "subtitle", "series", "column", "channel"),
        *("edition", "body", "summary", "keywords", "published", "modified", "source", "source_url"),
        *("original", "bylines", "share", "images", "videos", "attachments", "counts", "related", "preview"),
        *("extraction",),
    }
)
_LENGTH = {"second": 19, "minute": 16, "hour": 13, "day": 10, "month": 7}


def format_time(at: str, precision: str | None) -> str:
    """A moment in Beijing time, no finer than it is known: `2021-05-23 21:51`, `2021-05-23 21时`."""
    local = datetime.fromisoformat(at).astimezone(SHANGHAI).isoformat(" ")
    return local[: _LENGTH.get(precision or "", 16)] + ("时" if precision == "hour" else "")


def at_precision(at: str, precision: str | None) -> str:
    """The same for programs: `2021-05-23T21:51:00+08:00`, `2021-05-23T21+08:00`, `2021-05-23`, `2021-05`."""
    local = datetime.fromisoformat(at).astimezone(SHANGHAI).isoformat()
    if precision in ("day", "month"):
        return local[: _LENGTH[precision]]
    return local[:13] + local[19:] if precision == "hour" else local


def head(article: Mapping[str, Any]) -> Iterator[Fact]:
    """When, where and by whom; `article` as `crawler.items.to_dict` writes it."""
    get = article.get
    yield "Published", _time(get("published"))
    yield "Modified", _time(get("modified"))
    yield "Source", _joined(" ", get("source"), get("source_url"))
    yield "Dateline", _original(get("original"))
    yield from bylines(get("bylines") or ())


def details(article: Mapping[str, Any]) -> Iterator[Fact]:
    """What else the page says, and how it was read."""
    get = article.get
    for name in ("series", "column"):
        yield _label(name), _plain(get(name))
    yield "Channel", _joined(" › ", *(get("channel") or ()))
    yield "Edition", _joined(" ", *(get("edition") or {}).values())
    yield "Summary", _plain(get("summary"))
    yield "Keywords", _plain(get("keywords"))
    yield (
        "Counts",
        _joined(" · ", *(f"{translated(name)} {number}" for name, number in (get("counts") or {}).items())),
    )
    yield "Share", _plain(get("share"))
    for name in ("images", "videos", "attachments"):
        yield _label(name), list(map(_media, get(name) or ()))
    for name in sorted(article.keys() - _WITH_FORM):
        yield _label(name), _plain(get(name))
    yield "Related", list(get("related") or ())
    yield "Kind", _joined(", ", get("kind", "article"), translated("preview") if get("preview") else None)
    yield "Content id", _plain(get("content_id"))
    extraction = get("extraction") or {}
    yield "Pages", _pages(extraction)
    yield "Read by", _joined(" ", extraction.get("page"), extraction.get("version"))
    yield "Left out", [reason_in_words(one) for one in extraction.get("cuts") or ()]
    yield "Confidence", confidence(extraction)
    yield "Disagree", list(map(_conflict, extraction.get("conflicts") or ()))
    yield "Address", _plain(get("url"))


def _label(name: str) -> str:
    """`content_id` gives `Content id`."""
    return name.replace("_", " ").capitalize()


def _plain(value: Any) -> list[str]:
    """A value of any field, a line each for what has names: of a field that has no form of its own here."""
    if isinstance(value, Mapping):
        return [f"{name}: {one}" for name, one in value.items()]
    return _joined("、", *(value if isinstance(value, (list, tuple)) else [value]))


def _pages(extraction: Mapping[str, Any]) -> list[str]:
    """`3, 1 missing` for an article that stands on several pages."""
    parts, missing = extraction.get("parts"), extraction.get("parts_missing")
    said = message("{parts}, {missing} missing", parts=parts, missing=missing) if missing else str(parts)
    return [said] if parts else []


def confidence(extraction: Mapping[str, Any]) -> list[str]:
    """`0.43`, and below it why it is not more."""
    if extraction.get("confidence") is None:
        return []
    return [
        f"{extraction['confidence']:.2f}",
        *(translated(one["reason"]) for one in extraction.get("doubts") or ()),
    ]


def bylines(people: Iterable[Mapping[str, Any]]) -> Iterator[Fact]:
    """A fact for each role, named in Chinese and English, in the order of the page."""
    roles: dict[str, list[str]] = {}
    for person in people:
        said = (translated(mark) for mark in ("collective", "uncut") if person.get(mark))
        marks = [person.get("organisation"), *said]
        about = "、".join(filter(None, marks))
        roles.setdefault(person["role"], []).append(person["name"] + (f"（{about}）" if about else ""))
    for role, names in roles.items():
        yield ROLES.get(role, role), ["、".join(names)]


def show(article: Mapping[str, Any], further: Iterable[Fact] = ()) -> None:
    """The whole article on stdout, with `further` facts at the end."""
    columns = min(PAGE_COLUMNS, streams.columns())
    for name in ("kicker", "title", "subtitle"):
        for line in text.wrap(text.safe(article.get(name) or ""), columns):
            streams.out(streams.style(line, bold=name == "title"))
    streams.out()
    show_facts(head(article), columns)
    streams.out()
    for paragraph in text.paragraphs(article.get("body") or ""):
        for line in text.wrap("\u3000\u3000" + paragraph.lstrip("\u3000"), columns):
            streams.out(line)
    streams.out()
    show_facts([*details(article), *further], columns)


def show_facts(known: Iterable[Fact], columns: int) -> None:
    """Facts beside their labels; those without a value are left out."""
    shown = [(heading(label), list(filter(None, map(text.safe, lines)))) for label, lines in known]
    wide = max((text.width(label) for label, lines in shown if lines), default=0)
    for label, lines in shown:
        beside = streams.style(text.pad(label, wide), dim=True)
        for line in lines:
            for part in text.wrap(line, max(20, columns - wide - 2)):
                streams.out(f"{beside}  {part}")
                beside = " " * wide


def _joined(between: str, *values: Any) -> list[str]:
    found = [str(value) for value in values if value]
    return [between.join(found)] if found else []


def _conflict(one: Mapping[str, Any] | str) -> str:
    """Of an article both values; of an index's document the name of the field."""
    if isinstance(one, str):
        return one
    return f"{one['field']}: {one['value']} ({one['rule']}), not {one['other']} ({one['other_rule']})"


def _time(time: Mapping[str, Any] | None) -> list[str]:
    if not time:
        return []
    at = format_time(time["at"], time.get("precision"))
    raw = time.get("raw")
    return [at if raw in (None, "", at) else message("{at}  (printed {raw})", at=at, raw=raw)]


def _original(original: Mapping[str, Any] | None) -> list[str]:
    known = original or {}
    return _joined(" ", known.get("raw") or None) or _joined(" ", *known.values())


def _media(media: Mapping[str, Any]) -> str:
    about = "，".join(filter(None, (media.get("caption"), media.get("credit"))))
    return f"{media['url']} {about}".rstrip()
