"""The paragraphs of a body out of the lines of its container."""

from __future__ import annotations

import re

from crawler.normalise.text import bare
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.end_marks import is_end_mark, may_head_text
from crawler.pages.lines.furniture import is_furniture
from crawler.pages.lines.info_lines import is_editor_line

_PREVIEW = re.compile(r"此为临时链接.{0,4}仅用于预览")


def is_preview_notice(line: str) -> bool:
    """`此为临时链接,仅用于预览,将在短期内失效。`, as cjyun prints it above what is not yet public."""
    return "临时链接" in line and bool(_PREVIEW.search(line))


def trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs of a body out of the lines of its container: nothing from the first end mark on, unless
    it heads titles amid the text, or a part of the text; no preview notice, no word `广告`, and no bare
    editor line that a line in brackets has already said.
    """
    kept: list[str] = []
    skipped_to = 0
    for number, line in enumerate(lines):
        if number < skipped_to or is_furniture(line):
            continue
        if is_end_mark(line) and kept:
            skipped_to = _behind_titles(lines, number)
            if not skipped_to:
                break
            if skipped_to == number + 1:
                kept.append(line)
        elif not is_preview_notice(line):
            kept.append(line)
    while len(kept) > 1 and is_editor_line(kept[-1]) and _is_repeated(kept[-1], kept[:-1][-4:]):
        kept.pop()
    return tuple(kept)


_MOST_TITLES, _PARAGRAPH, _GOES_ON = 12, 30, 30  # lines; characters of a paragraph, and of the text behind


def _behind_titles(lines: tuple[str, ...], mark: int) -> int:
    """Where the text goes on behind `延伸阅读` and the titles below it; 0 where it does not."""
    if not may_head_text(lines[mark]):
        return 0
    for number in range(mark + 1, min(mark + 1 + _MOST_TITLES, len(lines))):
        if is_end_mark(lines[number]) or is_boilerplate(lines[number]):
            return 0
        if len(lines[number]) >= _PARAGRAPH and lines[number][-1] in "。！？”":
            behind = sum(len(line) for line in lines[number:] if line[-1] in "。！？”")
            return number if behind >= _GOES_ON else 0
    return 0


def _is_repeated(line: str, before: list[str]) -> bool:
    wanted = bare(line)
    return any(wanted in bare(earlier) for earlier in before)
