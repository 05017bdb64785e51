"""Chinese running text: blanks, titles, their suffixes, and the lines around a body."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from crawler.normalise.furniture import is_furniture

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
PUNCTUATION = re.compile(r"[\W_丨]+")  # 丨 is a Chinese character (U+4E28) that is printed as a bar
_SERIES = re.compile(r"^\s*+([^丨｜│]{2,30}?)\s{0,4}[丨｜│]\s*\S")
_LONG = 100_000  # characters; no paragraph of a real page is so long
_LONGEST_TITLE = 300  # characters; a `<title>` that is never closed has the whole page in it
_MOST_HEADS = 8
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


_PREVIEW = re.compile(r"此为临时链接.{0,4}仅用于预览")
# With whom a button shares: 分享到微信, 分享到：; `分享到更多经验的，是老居民。` is a sentence
_SHARED_WITH = (
    r"(?=\s*(?:$|[^\u4e00-\u9fff]|更多(?:$|[^\u4e00-\u9fff])"
    r"|微信|微博|新浪|腾讯|朋友圈|好友|空间|人人|豆瓣|手机|脸书|推特|臉書))"
)
_BUTTON = r"(?:举报|纠错|收藏|打印|分享|评论|关闭|点赞|字号|[大中小](?:\s|$)|返回|反馈|顶部|推荐)"
# Lines that begin what follows a body. Short lines only: a paragraph may begin with any of these words.
_END = re.compile(
    r"[【\[（(<《#▎|▼▽↓◆■●★►▶·\s]*(?:小贴士|(?:推荐|相关|延伸|拓展)(?:阅读|新闻|文章|报道|链接|推荐|资讯|内容|专题|稿件)"
    r"|(?:往期|近期)(?:回顾|推荐|精选|精彩|好文|热文|文章|阅读)(?![\u4e00-\u9fff])|精彩回顾(?![\u4e00-\u9fff])|(?:热文|好文)推荐|热门(?:推荐|评论|新闻|文章)|"
    r"(?:为你|为您|猜你|编辑|今日)(?:推荐|喜欢)|猜你喜欢|(?:网友|全部|最新|热门|精彩|发表|我要|参与|查看)评论|评论(?:区|\s|[（(]|$)|我来说两句|"
    r"进入.{2,10}(?:阅读|查看)更多|打开.{2,10}(?:看更多|(?:查看|阅读)(?:更多|全文|详情|原文|完整|剩余|余下|精彩|评论|$|[^\u4e00-\u9fff]))|"
    r"点击(?:加载|查看)更多|(?:用微信)?扫(?:一扫(?![\u4e00-\u9fff]前)|描.{0,10}(?:二维码|碼|码)).{0,24}|"
    r"其他人也在看|(?:你|您)(?:可能)?(?:还|還|也)?(?:会|會)?(?:想看|喜欢|喜歡|感兴趣|感興趣)|(?:推薦|相關|延伸)(?:閱讀|新聞|文章|報導|連結)|服務條款|熱門(?:新聞|文章)|"
    r"(?:(?:您|你)对|(?:您|你)?[看读]完了?)[这本此该][条篇则个]?(?:新闻|文章|报道|内容|稿件|文)?(?:之?后)?[，,]?(?:您|你)?的?"
    r"(?:心情|感受|评价|表态)(?:是|如何|为)?[:：？?]?$|"
    rf"分享(?:到|至){_SHARED_WITH}|[上下]一(?:篇|[条页](?![\u4e00-\u9fff]))|返回(?:首页|顶部|列表)|(?:免责|版权|特别|郑重)?(?:声明|说明)[:：]|"
    r"(?:文章|本文)?(?:关键[词字]|标签|TAGS?)\s*[:：]|登录.{0,8}账号(?!超)|暂无评论|"
    rf"(?:点击)?(?:举报|纠错|收藏|打印)(?:\s(?=[^\u4e00-\u9fff]|{_BUTTON})|本|此|该|[】\])）]?$))"
)
# What they begin with: most lines of a page fail here, at a fraction of what trying each costs.
_BEGINS_END = frozenset(
    "【[（(<《#▎|▼▽↓◆■●★►▶·小推相延拓往近好精热熱为猜编今网全最发我参查评进打点用扫其你您看读服分上下返"
    "免版权特郑声说文本关标举纠收登暂Tt"
)
_LONGEST_END = 40
_SENTENCE_ENDS = "。！？…”；"
_EDITOR_LINE = re.compile(
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|网络编辑|值班编辑|初审|复审|终审|审核|校对|监制|主编)[\s:：/|丨｜]*"
    r"[\u4e00-\u9fff·、\s]{0,16}\s*[)）】\]]?\Z"
)
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万wW])?")


def is_preview_notice(line: str) -> bool:
    """`此为临时链接,仅用于预览,将在短期内失效。`, as cjyun prints it above what is not yet public."""
    return "临时链接" in line and bool(_PREVIEW.search(line))


# Behind these words a mark is one, and in a sentence it is a mark only there: `评论区还有网友发图。` is none.
_MARK_ENDS = " ：:】])）>》|丨"
# What goes on with such words in a heading within a text: 发表评论的有三万人, 相关新闻发布会
_IN_A_SENTENCE = re.compile(
    r"的(?!文章|内容|新闻|资讯|视频|报道|信息|人$|$)|[员上已说这了写]|书目|发布会|热闹"
)
_LONGEST_MARK = 12  # characters
_TIP = re.compile(r"小贴士\s?[:：].{10}")  # a sentence behind the label is the text's own tip
_HEADING = re.compile(r"[【\[（(<《#▎|]*(?:推荐|相关|延伸|拓展|精彩|热门|小贴士|评论区)")
_OF_PAGES = re.compile(
    r"暂无|进入|打开|点击|登录|微信|微博|朋友圈|QQ|关注|下载|公众号|客户端|APP|更多|本文|本页", re.IGNORECASE
)


def is_end_mark(line: str) -> bool:
    """Whether a line heads what follows a body: 小贴士, 推荐阅读, 评论 最热 最新, 声明：…

    A sentence that merely begins with such words is none.
    """
    first = line[:1]
    if len(line) > _LONGEST_END or not (first in _BEGINS_END or first.isspace()):
        return False
    line = without_letter_spacing(line)
    found = _END.match(line)
    if not found or (_IN_A_SENTENCE.match(line, found.end()) and found[0][-1] not in _MARK_ENDS):
        return False
    if line[-1] not in _SENTENCE_ENDS:
        return True
    if _OF_PAGES.search(line) and not _HEADING.match(line):
        return True
    if _TIP.match(line):
        return False
    words, behind = found[0].rstrip(_SENTENCE_ENDS), line[found.end() :].strip(_SENTENCE_ENDS)
    if len(words) > _LONGEST_MARK:  # 扫一扫 takes what stands behind it
        return False
    return not behind or behind[0] in _MARK_ENDS or words[-1] in _MARK_ENDS


# What stands below bodies and in footers. Only phrases that no news text has in a short line.
_BOILERPLATE = re.compile(
    r"版权所有|版权归|All Rights Reserved|未经(?:本[站网报]|书面|许可)?[^。]{0,12}(?:授权|许可|书面)|"
    r"违法和不良信息|不良信息举报|举报电话|[\u4e00-\u9fff]ICP[备证]|公网安备|经营许可证|许可证(?:编?号)?[:：]|"
    r"新闻信息服务|广告服务|以上内容[(（]如有|自媒体平台|Notice: The content|"
    r"(?:如|若)(?:有|涉及?|存在)[^。]{0,6}侵权|"
    r"(?:仅|只)代表作者(?:本人|个人)?|不代表本[站网报]|(?:不|并不)(?:代表|表明)[^。]{0,8}(?:观点|立场)|"
    r"转载请(?:注明|附上|联系|保留)|(?:严禁|禁止|不得|謝絕)转载|著作权归|(?:想|要|我要)爆料|爆料请?(?:热线|电话|邮箱|拨打|致电|联系)|报料(?:热线|电话|邮箱)|"
    r"(?:最佳|完整)(?:瀏覽|浏览|閱讀)|(?:下載|下载)(?:我們|我们)?的? ?(?:APP|客户端|客戶端)|新浪声明|"
    r"版權(?:所有|歸)|非經授權|未經(?:授權|許可)|不得轉載|著作權|電郵新聞|电邮新闻|本文(?:链接|地址|网址)[:：]|"
    r"(?:免责|郑重)声明|遵纪守法|文明(?:发言|上网)|仅供参考[，,]|投资有风险|邮发代号|统一刊号|技术支持[:：]|法律顾问[:：]",
    re.IGNORECASE,
)
_LONGEST_BOILERPLATE = 260
# One of these stands in every such line; looking for them first costs a tenth of the pattern, as long as each
# begins with a character (and not with a choice of two).
_BOILERPLATE_HINT = re.compile(
    r"版权|授权|许可|书面|举报|违法和不良|I(?i:CP)|i(?i:CP)|网安备|新闻信息|广告服务|以上内容|自媒体|侵权|代表|声明|立场|"
    r"观点|遵纪|文明|仅供参考|有风险|邮发|刊号|技术支持|转载|著作权|爆料|报料|浏览|瀏覽|閱讀|下载|"
    r"下載|版權|授權|許可|轉載|著作權|邮新闻|郵新聞|本文链接|本文地址|本文网址|法律顾问|"
    r"R(?i:ights R)|r(?i:ights R)|N(?i:otice:)|n(?i:otice:)"
)


def is_boilerplate(line: str) -> bool:
    """Whether a line is a notice of rights, a disclaimer or a footer: `版权所有 示例网`."""
    if len(line) > _LONGEST_BOILERPLATE:
        return False
    line = without_letter_spacing(line)
    if not _BOILERPLATE_HINT.search(line):
        return False
    return bool(_BOILERPLATE.search(line))


def is_editor_line(line: str) -> bool:
    """Whether a line only names who edited: `责任编辑 潘念`, `编辑：`."""
    return bool(_EDITOR_LINE.match(without_letter_spacing(line)))


# A year, a month and a day in half or full width, or in Chinese numerals: enough to look at a line closely.
DAY = (
    r"(?:19|20|１９|２０)\d\d\s*[-年/.－．／]\s*\d{1,2}\s*[-月/.－．／]\s*\d{1,2}"
    r"|[一二][一二三四五六七八九〇零○]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}[日号]"
)
_DATE = re.compile(rf"{DAY}|民[国國]\s?\d{{2,3}}年\d{{1,2}}月|\d{{1,2}}\s*[:：]\s*\d{{2}}\s*[:：]\s*\d{{2}}")
_INFO = re.compile(
    r"[\s【\[（(·|]*(?:(?:发布|发稿|发表|更新|文章|稿件|新闻|信息)?(?:时间|日期|来源|作者|出处)|来\s?源|來\s?源|稿源|作\s?者|撰文[:：]|来自|记者[:：]|编辑|责编|责任编辑|"
    r"原标题|[大中小]字号|字号|字体|阅读|浏览|点击|评论|分享|收藏|打印|页面功能|热度|访问量"
    r"|(?:Source|Author|Editor|Reporter|Updated|Published|Posted)s?\s?[:：])"
)
_LONGEST_INFO, _LONGEST_LATIN_INFO = 90, 160
_FIRST_DATE = 30  # characters before the date of an info line: the outlet's name, a label


def is_info_line(line: str) -> bool:
    """Whether a line by the headline states date, source or authors: `2024-05-20 13:15 来源：示例网`."""
    longest = _LONGEST_LATIN_INFO if line.isascii() else _LONGEST_INFO
    if len(line) > longest or line[-1:] in "。！？”":
        return False
    date = _DATE.search(line)
    return bool(_INFO.match(line)) or (date is not None and date.start() <= _FIRST_DATE)


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


_AMID = re.compile(
    r"[【\[（(<《#▎|]*(?:推荐|相关|延伸|拓展|精彩|推薦|相關|延伸)(?:阅读|新闻|文章|报道|链接|推荐|閱讀|新聞|文章|報導)"
    r"|[【\[（(<《#▎|]*(?:小贴士|说明[:：])"
)


def may_head_text(mark: str) -> bool:
    """Whether behind an end mark the text may go on: newspapers head a part of it 相关链接 or 小贴士."""
    return bool(_AMID.match(without_letter_spacing(mark)))


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


def read_count(text: str | None) -> int | None:
    """`阅读:0` gives 0, `点赞 1,203` gives 1203, `2.5万` gives 25000; no number gives None."""
    found = _COUNT.search(text) if text else None
    if not found:
        return None
    return round(float(found.group(1).replace(",", "")) * (10_000 if found.group(2) else 1))
