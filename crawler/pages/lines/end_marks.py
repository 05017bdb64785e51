"""Lines that begin what follows a body: 推荐阅读, 网友评论, 分享到, 声明：…"""

from __future__ import annotations

import re

from crawler.normalise.text import without_letter_spacing

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
    r"(?:为你|为您|猜你|编辑|今日)(?:推荐|喜欢)|猜你喜欢|(?:网友|全部|最新|热门|精彩|发表|我要|参与|查看)(?:评论|跟[帖贴])|评论(?:区|\s|[（(]|$)|我来说两句|"
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


_AMID = re.compile(
    r"[【\[（(<《#▎|]*(?:推荐|相关|延伸|拓展|精彩|推薦|相關|延伸)(?:阅读|新闻|文章|报道|链接|推荐|閱讀|新聞|文章|報導)"
    r"|[【\[（(<《#▎|]*(?:小贴士|说明[:：])"
)


def may_head_text(mark: str) -> bool:
    """Whether behind an end mark the text may go on: newspapers head a part of it 相关链接 or 小贴士."""
    return bool(_AMID.match(without_letter_spacing(mark)))
