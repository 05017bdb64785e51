"""Which of the lines around a text prints the time of its publication.

A line counts that has a label (发布, 上传, 输入 …), or hour and minute, or a day and nothing else, or a day
beside other labels (来源, 作者). A sentence, a summary or a caption (`图为2022年7月14日，…`) tells of another
day, and gives none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise import dates
from crawler.normalise.bylines.names import is_organisation, is_place
from crawler.pages.fields.dates import ALONE_BELOW, AMONG_WORDS
from crawler.pages.generic.closing_lines import is_closing
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from crawler.items import Timestamp
    from crawler.pages.document.outline import Line, Outline

# One of these stands in every text that a time can be read from.
_HINT = re.compile(
    r"\d\s{0,3}[-－年月日号/.．:：时時点點分小天周週个個秒]|\d{8}|[一二三四五六七八九〇零○十]年|前|[刚剛今昨]"
    r"|(?:周|週|星期|拜)[一二三四五六日天]|[A-Za-z]\.?[\s/]\d|\d[\s/][A-Za-z]{3}"
)
_TIME = re.compile(rf"{DAY}|\d\d\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}")
_PAPER = re.compile(r"第?\s?[A-Z]?\d{1,2}\s?版")  # of a newspaper page, whose banner gives its day
_EXPLICIT = re.compile(
    r"(?:时间|時間|日期|[发發][布佈表稿]|上[传傳]|[输輸]入|[刊登][发發载載]|更新|Published|Posted|Updated)\s*[:：]|[发發][布佈表稿][于於]"
)
_INFO = re.compile(
    r"(?:来源|來源|稿源|出处|作者|[记記]者|[编編][辑輯]|责编|責編|[审審]核|校对|浏览|瀏覽|阅读|閱讀|点击|點擊|评论|評論|字[号體体]|分享|来自"
    r"|Source|Editor|Author|By)(?:次?[数數]|次|量)?\s*(?:[:：/丨|(（]|$|\d)",
)
# 記者方曉蕾、陳立新／綜合報導: who wrote, and no sentence for its marks
_BYLINE = re.compile(
    r"[记記]者\s?[\u3400-\u9fff]{2,4}(?:[、，,]\s?[\u3400-\u9fff]{2,4}){0,4}"
    r"(?:\s?[/／]\s?[\u3400-\u9fff]{0,6}(?:报道|報導|报导|報道))?\s*$"
)
_SENTENCE = re.compile(r"[，。；！？、]|[^.]\.$")
_ENDS = re.compile(r"[。！？；…][”’」』）)]?$")
_CAPTION = re.compile(
    r"[\s▲△▼↑↓■●【\[（(]{0,3}(?:图|圖|资料图|資料圖|资料照|摄影|攝影|视频截图)(?:为|為|片|注|说|[\d一二三四五]|[:：/]|[^书書])"
)
_CAPTION_BOX = re.compile(
    r"caption|summary|abstract|subtitle|sub-title|zhaiyao|daodu|daoyu|digest|tuzhu|tushuo|pic-?(?:info|desc|text)|img-?(?:info|desc|text)|photo-?(?:info|desc)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"comment|pinglun|\breply|replies|\bcmt|recommend|relate|teaser|\bhot|\bnews-?list|sidebar|footer",
    re.IGNORECASE,
)
_LONGEST_NAME = 16  # characters beside an unlabelled day that may still be an outlet and its place
_SHORT = 40  # characters of a line below an end mark that still may give the time
_APART = " |｜丨·　/[]【】（）()《》"
_LONGEST_READ, _LONGEST, _LONGEST_BESIDE = 400, 120, 60
_WORD = re.compile(r"[\u4e00-\u9fff]")
_LABELLED, _WRITTEN, _PLAIN, _UPDATED, _AMONG_WORDS = 0, 0.5, 1, 2, 4
_WHEN_WRITTEN = re.compile(
    r"(?:成文|签发|印发)(?:日期|时间)(?!.{0,100}(?:发布|公开))"
)  # days before it was published
_ABOVE_THE_HEADLINE = 1.5  # a label there counts more than a plain day below the headline
_FOOT, _FAR_FOOT = 6, 14  # lines below a text, for a time by itself and for one behind a label
_TITLE = 8  # characters of a link that is the headline of another article


class PrintedTime:
    """Chooses among lines of an outline; `fetched_at` is what times without a year are counted from."""

    def __init__(self, outline: Outline, fetched_at: datetime | None) -> None:
        self._outline, self._fetched_at = outline, fetched_at
        self._times: dict[str, Timestamp | None] = {}

    def in_head(self, head: Sequence[Line], below: Sequence[Line]) -> tuple[str, str] | None:
        """The rule and the line by the headline that gives the time; a day with its weekday, which mostly is
        the clock of the page, only where no other line does. `head` begins with the lines of `below`, which
        stand between headline and text; the others stand above the headline."""
        ranked = [
            (rank, number, line.spaced)
            for number, line in enumerate(head)
            if (rank := self._rank(line, above=number >= len(below))) is not None
        ]
        if ranked:
            best = min(ranked)
            rule = AMONG_WORDS if best[0] >= _AMONG_WORDS else "by the headline"
            return rule, self._finer(best[2], [text for _, _, text in ranked])
        dated = [line.spaced for line in head if _TIME.search(line.text) and not self._tells(line)]
        days = (dates.without_weekday(line.spaced) for line in below if line.spaced in dated)
        on_paper = (text for text in dated if _PAPER.search(" ".join(dated)))
        paper = (dates.of_a_print_day(dates.without_weekday(text)) for text in on_paper)
        found = next(filter(self._read, (*days, *paper)), None)
        return ("by the headline", found) if found else None

    def in_foot(self, last: Sequence[Line], after: Sequence[Line]) -> tuple[str, str] | None:
        """The rule and the line that gives the time among the `last` of a text and those `after` it: one
        with a label, else below the text one by itself."""
        below = list(self._until_others(after))
        lines = [line for line in (*last, *below) if self._rank(line, above=True) is not None]
        signed = [line for line in last[-1:] if self._is_apart(line)]
        near = [*signed, *below[:_FOOT]]
        labelled = [
            line.spaced for line in lines if _EXPLICIT.search(line.text) or dates.is_labelled(line.spaced)
        ]
        published = [text for text in labelled if not dates.is_update(text, self._fetched_at)]
        if stated := next(iter([*published, *labelled]), None):
            return "below the text", stated
        found = next((line.spaced for line in lines if line in near and self._is_alone(line)), None)
        found = found or next(filter(None, map(self._of_a_paper, near)), None)
        return (ALONE_BELOW, found) if found else None

    def _of_a_paper(self, line: Line) -> str | None:
        """The day of `《示例报》2002年2月6日第3版`, where such a line is all that gives one."""
        day = dates.of_a_print_day(line.spaced) if _PAPER.search(line.text) else ""
        time = self._read(day)
        name = day.replace(time.raw, " ", 1).strip(_APART) if time else ""
        return day if name and is_organisation(name) else None

    def _finer(self, chosen: str, texts: Sequence[str]) -> str:
        """Another line with the minute of the day that the chosen one gives."""
        day = self._read(chosen)
        if day is None or day.precision != "day":
            return chosen
        others = ((text, self._read(text)) for text in texts)
        same = (
            text
            for text, time in others
            if time and time.precision != "day" and time.at.date() == day.at.date()
        )
        return next(same, chosen)

    def _read(self, text: str) -> Timestamp | None:
        if text not in self._times:
            hinted = len(text) <= _LONGEST_READ and _HINT.search(text)
            self._times[text] = dates.read_time(text, "", fetched_at=self._fetched_at) if hinted else None
        return self._times[text]

    def _rank(self, line: Line, *, above: bool = False) -> float | None:
        """How well a line gives the time, 0 best; None: not at all. `above`: it does not stand below the
        headline, and what has no year is the page's, not the article's."""
        text = line.spaced
        time = self._read(text)
        if time is None or self._tells(line):
            return None
        rest = text.replace(time.raw, " ", 1)
        if dates.is_without_year(time) and not (not above and _is_info(text, time)):
            return None
        if time.precision == "month" and not _is_bare(rest):
            return None
        rank: float = _PLAIN
        if dates.is_labelled(text):
            rank = _WRITTEN if _WHEN_WRITTEN.search(text) else _LABELLED
        elif dates.is_update(text, self._fetched_at):
            rank = _UPDATED
        elif time.precision == "day" and not self._is_alone(line):
            rank = _AMONG_WORDS
        return rank + _ABOVE_THE_HEADLINE * above

    def _until_others(self, after: Sequence[Line]) -> Iterator[Line]:
        """The lines below a text up to an end mark, comments, or the linked headline of another article."""
        ended = False
        for line in after[:_FAR_FOOT]:
            ended = ended or is_end_mark(line.text)
            if ended and not (_EXPLICIT.search(line.text) and len(line.text) <= _SHORT):
                continue
            if line.linked >= _TITLE and not _INFO.search(line.text):
                return
            if any(
                _OTHERS.search(self._outline.boxes[box].marks) for box in self._outline.ancestors(line.box)
            ):
                return
            yield line

    def _is_apart(self, line: Line) -> bool:
        """Whether the last line of a text is a day, or names its editors beside one."""
        day = self._read(line.text)
        return day is not None and (day.raw == line.text or is_closing(line))

    def _is_alone(self, line: Line) -> bool:
        """Whether a line has nothing but a time, or a time beside labels or the name of an outlet."""
        time = self._read(line.spaced)
        rest = line.spaced.replace(time.raw, " ", 1) if time else line.spaced
        name = _PAPER.sub("", rest).strip(_APART)  # 《示例报》2002年2月6日第3版
        return _is_bare(rest) or bool(_INFO.search(rest)) or is_organisation(name)

    def _tells(self, line: Line) -> bool:
        """Whether a line is a sentence, a summary or a caption."""
        text = line.spaced
        if _CAPTION.match(text) or self._in_figure(line):
            return True
        if _EXPLICIT.search(text):
            return False
        if _ENDS.search(text) or len(text) > _LONGEST:
            return True
        time = self._read(text)
        rest = text.replace(time.raw, " ", 1) if time else text
        if _INFO.search(rest) or _BYLINE.search(rest):
            return False
        if time and time.precision == "day" and len(rest.strip()) > _LONGEST_NAME / 2:
            # 2022年7月14日江州论坛在临江举行
            behind = text.partition(time.raw)[2]
            if len(rest) > _LONGEST_BESIDE or _WORD.match(behind):
                return True
        return bool(_SENTENCE.search(rest)) or (self._is_captioned(line) and not _is_bare(rest))

    def _in_figure(self, line: Line) -> bool:
        boxes = self._outline.boxes
        return line.box >= 0 and boxes[line.box].tag == "figcaption"

    def _is_captioned(self, line: Line) -> bool:
        boxes = self._outline.boxes
        return line.box >= 0 and bool(_CAPTION_BOX.search(boxes[line.box].marks))


def _is_bare(rest: str) -> bool:
    """Whether beside a time stands nothing but its label."""
    return not re.search(
        r"[^\W\d_]", re.sub(r"(?:发布|發布|更新|上传|北京时间|时间|時間|日期|于|於)", "", rest)
    )


def _is_info(text: str, time: Timestamp) -> bool:
    """Whether beside a time without its year stands nothing but who published and wrote: labels, a name."""
    before, _, behind = text.partition(time.raw)
    rest = f"{before} {behind}"
    if before.rstrip().endswith((":", "：")) and not _EXPLICIT.search(before):
        return False  # 最新评论：3分钟前
    if _is_bare(rest) or _INFO.search(rest):
        return True
    glued = not behind.strip() and is_organisation(before.strip(_APART))  # 江州发布05-18 09:30
    apart = glued or not before.strip() or before[-1] in _APART, not behind.strip() or behind[0] in _APART
    if not all(apart) or len(rest.strip()) > _LONGEST_NAME:
        return False
    name = rest.strip(_APART)
    return time.precision != "day" or is_organisation(name) or is_place(name)
