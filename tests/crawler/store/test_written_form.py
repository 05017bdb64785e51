"""The JSON that the store keeps of an article."""

from __future__ import annotations

import json

import pytest

from crawler.store.article_batch import as_written


@pytest.mark.parametrize(
    "said",
    [
        {"title": "早稻插秧", "counts": {"reads": 0}, "share": None, "bylines": [{"name": "何山"}]},
        {"body": '一\n二\t三\u0001\u007f\u2028\\"/é😀'},
        {"extraction": {"confidence": 0.87, "cuts": ["a", "b"]}, "preview": True},
        {"body": "半个\ud83d代理"},  # half a surrogate pair
        {"counts": {"reads": 2**70}},
    ],
)
def test_it_is_written_as_by_pythons_own_module(said):
    assert as_written(said) == json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def test_what_only_looks_like_json_in_python_is_refused():
    with pytest.raises(TypeError):
        as_written({"at": object()})
