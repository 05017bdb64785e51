"""Tags as the parser sees them: one pattern, which takes time in proportion to the text."""

from __future__ import annotations

import re

_BLANK = r"\t\n\f\r "
_NAME = rf"[a-zA-Z][^{_BLANK}/>]*+"
_VALUE = rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_BLANK}>"'][^{_BLANK}>]*+)?"""
_ATTRIBUTE = rf"[^{_BLANK}/>][^{_BLANK}/>=]*+(?:[{_BLANK}]*+=[{_BLANK}]*+{_VALUE})?"

ATTRIBUTE = re.compile(_ATTRIBUTE)
# A tag, to the end of the text where it has none; its slash and its name. Without a name: a comment.
TAG = re.compile(
    rf"<(?:(/?)({_NAME})(?:[{_BLANK}/]++|{_ATTRIBUTE})*+(?:>|\Z)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
