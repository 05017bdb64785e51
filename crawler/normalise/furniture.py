"""Lines that pages put amid a text and that are none of it: players, adverts, font sizes, membership."""

from __future__ import annotations

import re

_LONGEST = 40  # characters
_FURNITURE = re.compile(
    # Players: `播放 暂停 00:00 / 03:21`, `您的浏览器不支持 video 标签`
    r"(?=.*[\u4e00-\u9fff])(?:(?:点击)?(?:播放|暂停|重播|静音|全屏|倍速|音量|刷新|高清|标清|超清|流畅)|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d(?:\.\d+)?[xX倍]|[\s/|·.…%▶►])+$"
    r"|(?:视频|音频|内容|正在|努力)?\s?(?:正在)?加载(?:中|失败)?[.…。，]*(?:请稍[后候等])?[.…。]*$"
    r"|(?:很?抱歉[，,])?(?:您|你)的浏览器.{0,12}(?:不支持|版本)|点击(?:上方|下方)?(?:图片|视频|按钮|▶).{0,6}(?:观看|播放|收听)"
    # Adverts
    r"|[【\[（(—\s-]*(?:广\s?告|廣\s?告|推广|赞助内容|advertisements?|sponsored|ads?)[】\]）)—\s:：-]*$"
    r"|(?:以下|以上)(?:为|是)?广告|广告也?精彩|广告[,，]?\s?请?(?:继续)?(?:向下|往下|滑)|继续(?:向下|往下).{0,4}(?:阅读|浏览|滑动)|文章未完"
    # Font sizes
    r"|(?=.*(?:字[号體体大]|大.{0,3}小|小.{0,3}大|A\s?[+-]))(?:字[号體体大]小?|[大中小]号?|特大|超大|标准|默认|缩小|放大|调整|A|T"
    r"|打印|收藏|分享|[\s|｜:：+\-【】\[\]（）()/、])+$"
    # Membership
    r"|(?:立即)?(?:加入|成为|开通|升级|购买)(?:我们|本[站报网]|.{0,6})的?(?:会员|VIP|訂戶|订户)|(?:立即|马上)(?:订阅|注册|下载|开通)"
    r"|(?:喜欢|觉得).{0,6}(?:本文|文章|报道).{0,8}(?:打赏|赞赏|支持)|(?:打赏|赞赏)(?:作者|支持|本文)?$",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a short line amid a text is a button, a player's word, an advert's mark or an appeal."""
    return len(line) <= _LONGEST and bool(_FURNITURE.match(line))
