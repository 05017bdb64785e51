"""Chinese running text: blanks, titles and their suffixes, printed counts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
PUNCTUATION = re.compile(r"[\W_丨]+")  # 丨 is a Chinese character (U+4E28) that is printed as a bar
_SERIES = re.compile(r"^\s*+([^丨｜│]{2,30}?)\s{0,4}[丨｜│]\s*\S")
_LONG = 100_000  # characters; no paragraph of a real page is so long
_LONGEST_TITLE = 300  # characters; a `<title>` that is never closed has the whole page in it
_MOST_HEADS = 8
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万wW])?")
# A suffix stands behind a delimiter: "_荆楚网_湖北日报网", " - 湖北省博物馆", "-云上通城", "|长江网".
_SUFFIX = re.compile(r"(?:(?<!\s)\s+)?(?:[_|｜丨]+|\s[-–—]+\s|(?<![-–—])[-–—]+(?=[^-–—]{2,16}$))\s*")


def tidy(text: str) -> str:
    """` 今天\\u3000下午\\xa0\\n举行 ` gives `今天 下午 举行`: runs of blanks are one, none at the ends."""
    # Printable text has no other blanks than these, and no invisible characters.
    if (stripped := text.strip(" \n\t\r")).isprintable() and "  " not in stripped:
        return stripped
    tidied = " ".join(text.split()) if len(text) < _LONG else _tidied_by_pieces(text)
    # Printable text has no invisible characters; but `split` takes four of them for blanks.
    if text.isascii() or (tidied.isprintable() and (tidied == text or not _has_separators(text))):
        return tidied
    return " ".join(_INVISIBLE.sub("", text).split())


def _has_separators(text: str) -> bool:
    # Most texts have none, and four such looks are a tenth of a pattern's.
    return "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text


def _tidied_by_pieces(text: str) -> str:
    """The same of a text whose words, all at once, would take twenty times its memory."""
    tidied = ""
    for start in range(0, len(text), _LONG):
        piece = text[start : start + _LONG]
        words = " ".join(piece.split())
        apart = tidied and (piece[0].isspace() or text[start - 1].isspace())
        tidied += f" {words}" if apart and words and not tidied.endswith(" ") else words
    return tidied


def bare(text: str) -> str:
    """`三省：谋划“合作”` gives `三省谋划合作`: no punctuation, blanks and case, to compare titles."""
    return _short_bare(text) if len(text) <= _LONGEST_TITLE else _bare(text)


def _bare(text: str) -> str:
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", text)).casefold()


_short_bare = lru_cache(maxsize=128)(_bare)  # of a page the same few titles are compared again and again


# The last of characters set wide stands so, and few lines have one: looked for first.
_ALONE_BEHIND_BLANK = re.compile(r" [\u4e00-\u9fff](?![\u4e00-\u9fff])")
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] ){1,7}[\u4e00-\u9fff](?![\u4e00-\u9fff])")


def without_letter_spacing(line: str) -> str:
    """`责 任 编 辑：何 田` gives `责任编辑：何田`: characters that stand one by one are a word set wide."""
    if " " not in line or not _ALONE_BEHIND_BLANK.search(line) or not _SPACED.search(line):
        return line
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), line)


def series(title: str) -> str | None:
    """`牢记嘱托 谱写新篇丨长江中游城市群` gives `牢记嘱托 谱写新篇`; without such a bar None."""
    found = _SERIES.match(title)
    return found.group(1).strip() if found else None


def title_heads(title: str) -> tuple[str, ...]:
    """What of a `<title>` may be the headline: `甲_要闻_某网` gives `甲_要闻_某网`, `甲_要闻`, `甲`."""
    return _heads(title[:_LONGEST_TITLE])


@lru_cache(maxsize=64)  # a page asks some eight times for two
def _heads(title: str) -> tuple[str, ...]:
    title = tidy(title)
    ends = [found.start() for found in _SUFFIX.finditer(title) if found.start() > 0][-_MOST_HEADS:]
    return (title, *(title[:end] for end in reversed(ends)))


def read_count(text: str | None) -> int | None:
    """`阅读:0` gives 0, `点赞 1,203` gives 1203, `2.5万` gives 25000; no number gives None."""
    found = _COUNT.search(text) if text else None
    if not found:
        return None
    return round(float(found.group(1).replace(",", "")) * (10_000 if found.group(2) else 1))
