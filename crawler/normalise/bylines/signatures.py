"""Who signs a text in its last paragraph, without a role."""

from __future__ import annotations

from crawler.items import Byline
from crawler.normalise.bylines.brackets import BRACKET
from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.name_lists import FoundName, read_names, tokens
from crawler.normalise.bylines.names import has_surname, is_compound, is_nobody, is_organisation
from crawler.normalise.bylines.people import bylines_of
from crawler.normalise.bylines.role_groups import RoleGroup
from crawler.normalise.bylines.roles import find_roles

_LONGEST_SIGNATURE, _SURE_NAME = 40, 3  # characters


def read_signature(line: str) -> tuple[Byline, ...]:
    """The last paragraph of a text, where all it does is to sign it: `（袁溪）`, `示例区融媒体中心 袁溪`.

    Without brackets an organisation must stand before one name; two may stand alone.
    """
    if len(line) >= _LONGEST_SIGNATURE:
        return ()
    plain = halfwidth(line).strip()
    if any(not is_organisation(one.word) for one in find_roles(plain)):
        return ()  # 版面编辑 方圆: read by its role, or nobody's
    bracket = BRACKET.fullmatch(plain)
    start, end = bracket.span(1) if bracket else (0, len(plain))
    before, colon, _ = plain.partition(":")
    if colon and is_organisation(before):  # 示例区融媒体中心：袁溪
        plain = plain.replace(":", " ", 1)
    read = read_names(tokens(plain, start, end), trusted=False)
    organisation = read.organisation or next((named.organisation for named in read.names), None)
    signed = len(read.names) > 1 and all(map(_is_surely_a_name, read.names))
    whole = bracket or organisation or signed
    known = all(
        has_surname(named.name) and (len(named.name) < 4 or is_compound(named.name)) for named in read.names
    )
    if not whole or not read.clean or not known or any(named.role or named.uncut for named in read.names):
        return ()
    return tuple(bylines_of(RoleGroup("author", read.names, start, end, organisation), plain))


def _is_surely_a_name(named: FoundName) -> bool:
    return len(named.name) == _SURE_NAME and has_surname(named.name) and not is_nobody(named.name)
