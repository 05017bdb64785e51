"""Who an author is beside a name: 研究员张山, 张山系示例大学教授."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.normalise.bylines.names import has_surname, is_organisation, is_person, is_place

_POST = (
    r"(?:教授|研究员|院长|主任|部长|所长|处长|会长|主席|博士|硕士|律师|局长|书记|校长|院士|专家|学者|委员|讲师|医师|总裁|"
    r"董事长|经理|作家|评论家|秘书长|研究生|记者|干部|人员|市长|县长|区长|镇长)"
)
# 系示例大学教授, 现任某某: who the author is.
_OFFICE = re.compile(rf"(?:系|为|现任|单位|就职|供职)?.{{2,40}}{_POST}$|(?:系|现任|就职|供职).{{3,40}}$")
# 张山系示例大学教授, 李思为某市作协会员: a name, and who that is
_NAMED_OFFICE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:，|,)?(?:分别)?(?:系|为|现任|是)(?=[\u4e00-\u9fff“])"
)
_POST_BEHIND = re.compile(rf"(?:副|原|前|客座|特聘){{0,4}}{_POST}$")
_OFFICE_BEFORE = re.compile(rf".{{0,40}}{_POST}(?P<name>[\u4e00-\u9fff]{{2,4}})$")
_LONGEST_PERSON = 5  # characters


def name_beside_office(text: str, *, named: bool) -> str | None:
    """The name in a token with an office: `研究员张山` and `张山北京大学教授` give 张山.

    Behind another name (`named`) an office alone gives an empty string; what holds no office gives None.
    """
    who = _NAMED_OFFICE.match(text) if len(text) > _LONGEST_PERSON else None
    if who and has_surname(who["name"]) and is_person(who["name"]):
        return who["name"]
    before = _OFFICE_BEFORE.match(text)
    if before and has_surname(before["name"]) and is_person(before["name"]):
        return before["name"]
    if not _OFFICE.match(text):
        return None
    if named or not has_surname(text):
        return ""  # 示例大学教授 names nobody
    # Where the office begins is known only if a place does: 张山|北京大学教授.
    ends = [end for end in (2, 3) for length in (2, 3) if is_place(text[end : end + length])]
    if ends:
        return text[: ends[0]]
    return "" if is_organisation(_POST_BEHIND.sub("", text)) else None


def name_behind_offices(words: Sequence[str]) -> str | None:
    """张山 of `示例中心主任、“示例”课题组、研究员张山`: offices of one person, the name at the end."""
    before = _OFFICE_BEFORE.match(words[-1]) if len(words) > 1 else None
    if before is None or not has_surname(before["name"]) or not is_person(before["name"]):
        return None
    return None if any(is_person(word, trusted=False) for word in words[:-1]) else before["name"]
