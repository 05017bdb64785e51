"""Lines that say where an outlet sits and how to reach it: footers, and never a body by themselves."""

from __future__ import annotations

import re

from crawler.normalise.text import without_letter_spacing

# Labels in front of their value, however much stands before them: `江州日报社 地址：滨江路18号`
_LABELS = re.compile(
    r"(?:地址|邮编|邮政编码|电话|传真|热线|总机|手机|邮箱|信箱|邮件|网址|微信公众号|客服QQ|QQ群?|联系人|工作时间|联系方式|联系我们|"
    r"主管|主办|承办|协办|出版|运营|建设|维护|技术支持|法律顾问|刊号|备案号?|备案编号|许可证号?|许可证编号|"
    r"E-?mail|Tel|Fax|Add(?:ress)?|Copyright)(?:单位|部门|号码|编?号|/传真)?\s?[:：]",
    re.IGNORECASE,
)
# Words that say it without a colon, at an end of their phrase: `江州日报社主办`, `地址 滨江路18号`
_PHRASES = re.compile(
    r"^(?:地址|邮编|电话|传真)\s|(?:主办|主管|承办|协办|版权所有|技术支持|运营|维护)(?=[\s|｜丨·,，、]|$)|^(?:主管主办|主办单位|承办单位|版权所有)"
    r"|(?:ICP|B2-|网安备|网备|许可证|备案)[^。]{0,20}\d{4,}|Copyright|©|All Rights|"
    r"浏览器.{0,12}(?:版本|升级|分辨率|浏览|访问|不支持)|(?:建议|推荐|最佳).{0,8}(?:分辨率|浏览器)|分辨率.{0,12}浏览",
    re.IGNORECASE,
)
# One of these stands in every such line. Two patterns, each of which is looked for by its first characters.
_HINT = re.compile(
    r"地址|邮|电话|传真|热线|总机|手机|信箱|网址|微信|联系|工作时间|主管|主办|承办|协办|出版|运营|建设|维护|技术支持|法律顾问|刊号|"
    r"版权|备案|许可证|网安|网备|浏览器|分辨率|©"
)
_LATIN_HINT = re.compile(
    r"[mtfaibcqMTFAIBCQ](?i:(?<=m)ail|(?<=t)el|(?<=f)ax|(?<=a)dd|(?<=i)CP|(?<=b)2-|(?<=q)q"
    r"|(?<=c)opyright|(?<=a)ll rights)"
)
_LONGEST = 200  # characters
_ENDS_SENTENCE = "。！？”"


def is_contact(line: str) -> bool:
    """Whether a line is of a footer's kind: `地址：江州市滨江路18号 邮编：430000`, `江州日报社主办`.

    Notices in a body have such lines too (`报名地址：…`), so that one amid prose is still of the body.
    """
    if len(line) > _LONGEST or line[-1:] in _ENDS_SENTENCE:
        return False
    line = without_letter_spacing(line)
    hinted = _HINT.search(line) or _LATIN_HINT.search(line)
    return bool(hinted and (_LABELS.search(line) or _PHRASES.search(line)))
