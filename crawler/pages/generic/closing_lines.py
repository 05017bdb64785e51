"""Lines right below a body that belong to it: editors behind a label, bylines in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import is_editor_line

if TYPE_CHECKING:
    from crawler.pages.document.outline import Line

BYLINE = re.compile(
    r"作\s?者|[记記]\s?者|通\s?[讯訊]\s?[员員]|[编編]\s?[辑輯]|责编|責编|责編|責編|审核|校对|监制|选稿|撰文|撰稿|采写|采访|採訪|編譯|评论员"
    r"|摄影|攝影|视频[：:]|(?:文|图|圖|摄)\s?[/：:／|丨｜]"
    r"|[来來稿]源\s?[:：]\s?\S{1,40}[\s|丨｜/]{1,20}[\u3400-\u9fff]{2}"  # people may follow a source
)
_EDITOR = re.compile(r"(?:[编編]\s?[辑輯]|责\s?编)\s*[:：丨|]")
_LONGEST_LABELLED = 50  # characters


def is_labelled_editor(line: Line) -> bool:
    """Whether a line says behind a label who edited: `责任编辑：何山`."""
    return len(line.text) <= _LONGEST_LABELLED and not line.linked and bool(_EDITOR.search(line.text))


def is_closing(line: Line) -> bool:
    """Whether a line closes a text: `（记者 何山）`, `责任编辑：何山`."""
    text = line.text
    return (text[0] in "（(【[" and bool(BYLINE.search(text))) or is_editor_line(text)
