"""Notices of rights, disclaimers and footers."""

from __future__ import annotations

import re

from crawler.normalise.text import without_letter_spacing

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
