"""One story as the page that the outlet serves: the markup of the cjyun layouts, noise included."""

from __future__ import annotations

import hashlib
import json
from html import escape
from typing import TYPE_CHECKING

from search_cli.demo import outlet
from search_cli.demo.templates import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search_cli.demo.stories import Story

CONTENT_TYPES = {"article": 1, "gallery": 2, "redirect": 3, "video": 4, "live": 11, "form": 12}  # aid
PREVIEW = '<div class="preview-tip">此为临时链接,仅用于预览,将在短期内失效。</div>'


def fill(name: str, **values: str) -> str:
    """The template with its values, which are HTML already, and with what every page of the outlet says."""
    return template(name).substitute(
        values,
        outlet=outlet.NAME,
        sid=outlet.SITE_ID,
        disclaimer=outlet.DISCLAIMER,
        navigation=" ".join(
            f'<a href="/{catalogue}/index.html">{name}</a>' for catalogue, name in outlet.CHANNELS.items()
        ),
    )


def page(story: Story, others: Sequence[Story], part: int = 1) -> str:
    """The story's whole page, or one of several; `others`, of the same channel, give the ticker and the
    recommendations."""
    if story.kind in ("redirect", "mismatch"):
        return fill(story.kind, id=str(story.id), target=escape(story.target))
    values = _values(story.part(part), others) | {"pager": _pager(story, part)}
    if story.layout == "classic":
        return fill("classic", **values)
    return fill("portal", **values, main=fill(story.kind, **values))


def _values(story: Story, others: Sequence[Story]) -> dict[str, str]:
    classic = story.layout == "classic"
    return {
        "id": str(story.id),
        "aid": str(CONTENT_TYPES[story.kind]),
        "kind": story.kind,
        "charset": story.charset,
        "url": f"http://{outlet.HOST}{story.path}",
        "title": escape(story.title),
        "summary": escape(story.summary),
        "keywords": outlet.CHANNELS[story.channel],
        "published": story.published,
        "source": _source(story, linked=classic),
        "reads": str(story.reads),
        "likes": str(story.likes),
        "preview": PREVIEW if story.preview else "",
        "pictures": "".join(_pictures(story)),
        "cover": picture(story, 0),
        "paragraphs": "\n".join(f"    <p>{escape(text)}</p>" for text in story.body),
        "editor": f'  <p class="editor">{escape(story.editor)}</p>' if story.editor else "",
        "breadcrumb": _breadcrumb(story),
        "ticker": "\n".join(f"  <li>{escape(other.title)}</li>" for other in others[2:5]),
        "recommended": "\n".join(_recommended(others[:2])),
        "share": _share(story),
    }


def _pager(story: Story, part: int) -> str:
    """The links to the other pages of a story that has several."""
    if story.parts == 1:
        return ""
    numbers = range(1, story.parts + 1)
    links = [f'<a href="{story.part_path(n)}">{n}</a>' if n != part else f"<b>{n}</b>" for n in numbers]
    forward = f' <a href="{story.part_path(part + 1)}">下一页</a>' if part < story.parts else ""
    return f'  <div class="page">{" ".join(links)}{forward}</div>\n'


def picture(story: Story, place: int, *, thumbnail: bool = False) -> str:
    return outlet.picture(story.id, place, month=story.published[:7].replace("-", ""), thumbnail=thumbnail)


def _source(story: Story, *, linked: bool) -> str:
    if not story.source:
        return ""
    name = escape(story.source)
    return f" 来源：<a>{name}</a>" if linked else f'<span class="source">来源：{name}</span>'


def _pictures(story: Story) -> Iterable[str]:
    for place, caption in enumerate(story.pictures):
        source, text = picture(story, place), escape(caption)
        if story.kind == "gallery":
            yield f'      <img src="/t/loading.gif" data-img="{source}" data-caption="{text}">\n'
        else:
            yield f'    <p align="center"><img data-origin-src="{source}" src="{source}" alt="{text}"></p>\n'


def _breadcrumb(story: Story) -> str:
    name = outlet.CHANNELS[story.channel]
    return f'<a href="/">首页</a> &gt; <a href="/{story.channel}/index.html">{name}</a>'


def _recommended(stories: Iterable[Story]) -> Iterable[str]:
    for story in stories:
        title = escape(story.title)
        yield f'  <li><a href="/{story.channel}{story.path}" title="{title}">{title}</a></li>'


def _share(story: Story) -> str:
    """The WeChat config, slashes and Chinese escaped as PHP does it; its secrets are made up."""
    config = {
        "appId": "wx00000000example0",
        "nonceStr": hashlib.sha256(story.path.encode()).hexdigest()[:16],
        "timestamp": 1700000000 + story.id,
        "signature": hashlib.sha256(story.title.encode()).hexdigest()[:40],
        "link": f"http://{outlet.HOST}{story.path}",
        "desc": story.summary,
        "title": story.share_title or story.title,
        "imgUrl": picture(story, 0, thumbnail=True) if story.pictures else "",
        "debug": "",
    }
    return json.dumps(config).replace("/", "\\/")
