"""Images, videos and attachments of a body: absolute addresses, with the captions printed beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.items import Media
from crawler.normalise.bylines.photo_credits import is_caption, read_credit
from crawler.normalise.share import original_image
from crawler.normalise.text import tidy
from crawler.pages.document.page import Node, Page, attribute
from crawler.pages.fields.image_addresses import picture_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.pages.document.outline import Anchor, MediaElement, Outline

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|ofd|wps|et|dps|csv)(?:$|[?#&])", re.IGNORECASE)
_ATTACHED = re.compile(r"附(?:\s?[件表]|：)|下载")
_LONGEST_LABEL = 60  # characters
_LABEL_ABOVE = 6  # lines above a link in which 附件 may stand
_PLAYER = re.compile(r"player|video|vod|live|\.mp4|\.m3u8", re.IGNORECASE)


def images(page: Page, entries: Iterable[MediaElement]) -> tuple[Media, ...]:
    """The pictures among the media of an outline, each address once; spinners, icons and codes left out.

    The copy in a `<noscript>` counts where the image before it shows none.
    """
    found: dict[str, Media] = {}
    shown = False
    for entry in entries:
        if entry.tag != "img" or (entry.is_copy and shown):
            continue
        picture = image(page, entry.node)
        shown = picture is not None
        if picture:
            found.setdefault(picture.url, _captioned(picture, entry.below))
    return tuple(found.values())


def _captioned(picture: Media, below: str | None) -> Media:
    """The picture with its caption, from the line below it where none is marked, and the credit in that."""
    caption = picture.caption or (below if below and is_caption(below) else None)
    return replace(picture, caption=caption, credit=read_credit(caption))


def image(page: Page, node: Node) -> Media | None:
    """The picture that an `<img>` shows; None for a spinner, an icon or a code to scan."""
    for written in picture_addresses(node):
        if url := page.absolute(written):
            return Media(url=original_image(url), caption=_caption(node))
    return None


def _caption(node: Node) -> str | None:
    """What `data-caption` says, or the `<figcaption>` of the figure around the picture."""
    written = attribute(node, "data-caption", "data-title")
    figure = node.parent
    if not written and figure is not None and figure.tag == "figure":
        below = figure.css_first("figcaption")
        written = below.text() if below is not None else None
    return tidy(written or "") or None


def printed_images(page: Page) -> tuple[Media, ...]:
    """The pictures whose addresses the page prints as text (cjyun does, for its own scripts)."""
    addresses = dict.fromkeys(original_image(url) for url in page.outline.printed_images)
    return tuple(Media(url=url) for url in addresses)


def videos(page: Page, entries: Iterable[MediaElement]) -> tuple[Media, ...]:
    """The videos and players among the media of an outline."""
    found: dict[str, Media] = {}
    for entry in entries:
        node, tag = entry.node, entry.tag
        if tag in ("video", "embed", "iframe") and (written := _video(node, tag)):
            url = page.absolute(written)
            if url:
                found.setdefault(url, Media(url=url, caption=attribute(node, "title", "data-title")))
    return tuple(found.values())


def _video(node: Node, tag: str) -> str | None:
    written = attribute(node, "src", "data-src", "data-url")
    if tag == "video" and not written:
        inner = node.css_first("source[src]")
        return attribute(inner, "src") if inner else None
    return written if written and (tag == "video" or _PLAYER.search(written)) else None


def attachments(page: Page, links: Iterable[Anchor]) -> tuple[Media, ...]:
    """The files, documents and archives, that a body links to, and those offered as 附件 beside it."""
    found: dict[str, Media] = {}
    for link in (*links, *_offered(page.outline)):
        if _is_file(link) and (url := page.absolute(link.href)):
            found.setdefault(url, Media(url=url, caption=tidy(link.text) or None))
    return tuple(found.values())


def _is_file(link: Anchor) -> bool:
    """Whether a link leads to a file: `/f/1.pdf`, or `/down?id=1` with the text `改造计划表.pdf`."""
    return bool(_FILE.search(link.href) or _FILE.search(link.text.strip()))


def _offered(outline: Outline) -> Iterator[Anchor]:
    """Links to files that say 附件 themselves, or stand right below such a label."""
    labels = [
        number
        for number, line in enumerate(outline.lines)
        # Most lines have neither, which is seen faster so than by the pattern.
        if ("附" in (text := line.text) or "下载" in text)
        and len(text) <= _LONGEST_LABEL
        and _ATTACHED.search(text)
    ]
    near = {number + below for number in labels for below in range(_LABEL_ABOVE + 1)}
    yield from (link for link in outline.anchors if link.line in near and _is_file(link))
