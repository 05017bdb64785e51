from __future__ import annotations

from indexer.search import Hit
from indexer.search.text.similarity import copies_first

BODY = "长江中游三省今天签署协议，共建港口和航道，十月以前开通联运。武汉、长沙、南昌的货船从此一次报关。" * 2
BODIES = {
    "about": "三省签署协议，共建港口。",
    "copy": BODY,
    "long": BODY + "此外，" + "".join(map(chr, range(0x4E00, 0x4F00))),
    "signed": f"{BODY}（记者 秦望江）",
    "none": "",
    "corrected": BODY.replace("十月", "九月", 1),
}


def test_copies_come_before_what_is_about_the_same():
    hits = [Hit(id=name, score=1.0, document={"id": name, "body": body}) for name, body in BODIES.items()]
    found = [hit.id for hit in copies_first({"id": "asked", "body": BODY}, hits)]
    assert found == ["copy", "signed", "corrected", "about", "long", "none"]


def test_without_a_text_there_are_no_copies():
    hits = [Hit(id=name, score=1.0, document={"id": name, "body": body}) for name, body in BODIES.items()]
    assert copies_first({"id": "asked"}, hits) == tuple(hits)
