"""原标题, wherever a page prints it."""

from __future__ import annotations

import pytest

from crawler.pages.fields.original_title import original_title


@pytest.mark.parametrize(("line", "title"), [
    ("（原标题：渔民老宋上岸记）", "渔民老宋上岸记"),
    ("(原标题: 渔民老宋上岸记)", "渔民老宋上岸记"),
    ("【原标题：渔民老宋上岸记】", "渔民老宋上岸记"),
    ("原标题：《渔民老宋上岸记》", "渔民老宋上岸记"),
    ("原标题：渔民老宋上岸记（图）", "渔民老宋上岸记（图）"),
    ("（原标题：渔民老宋上岸记（图））", "渔民老宋上岸记（图）"),
    ("（原标题：渔民老宋", None),
    ("他说，原标题：不要改。", None),
    ("原标题：", None),
])  # fmt: skip
def test_the_headline_under_which_it_was_printed_first(line, title):
    found = original_title(["渔民老宋的第三份工作", line, "老宋打了二十六年鱼。"])
    assert found.value == title
