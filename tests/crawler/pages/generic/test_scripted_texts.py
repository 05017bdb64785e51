"""Texts that only a script has, in whatever form it holds them."""

from __future__ import annotations

import json

import pytest

from crawler.normalise.dates import written
from tests.crawler.pages.generic.test_forms import BODY, TEXT, TITLE, article, page

DETAIL = {
    "id": 1,
    "title": TITLE,
    "content": BODY,
    "source": "江边日报",
    "publishTime": "2021-05-23 21:51:07",
}
PREFIXED = {f"doc{key.title()}": value for key, value in DETAIL.items()}
QUOTED = json.dumps(DETAIL, ensure_ascii=False).replace("\\", "\\\\").replace("'", "\\'")
SHELL = "<div id=app>加载中</div><div>版权所有 江边网</div>"


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__={json.dumps({'article': {'detail': DETAIL}})};</script>",
        f"<script>var gArticleJson = {json.dumps(DETAIL, ensure_ascii=False)};</script>",
        f'<script type="application/json">{json.dumps({"list": [{"title": "灯"}], "a": DETAIL})}</script>',
        f"<script>window.__NUXT__={{data:[{{detail:{json.dumps(DETAIL)}}}]}}</script>",
        f"<script>var a = {json.dumps(PREFIXED)};</script>",
        f"<script>var a = JSON.parse({json.dumps(json.dumps(DETAIL))});</script>",
        f"<script>var a = JSON.parse('{QUOTED}');</script>",
    ],
)
def test_a_text_that_only_a_script_has(script):
    found = article(page(script, SHELL))
    assert found.body == "\n".join(TEXT)
    assert found.published is not None
    assert (found.title, found.source, written(found.published)) == (
        TITLE,
        "江边日报",
        "2021-05-23T21:51:07+08:00",
    )


@pytest.mark.parametrize("stated", ["江边云", TITLE, f"{TITLE}_江边云"])
def test_an_app_that_states_its_own_name_has_the_headline_of_its_script(stated):
    script = f"<script>window.__INITIAL_STATE__={json.dumps(DETAIL)};</script>"
    assert article(page(script, SHELL, stated)).title == TITLE


@pytest.mark.parametrize("broken", ["JSON.parse('{\"title\":')", 'JSON.parse("\\u12")', "JSON.parse('')"])
def test_broken_json_in_a_string_is_no_text(broken):
    assert article(page(f"<h1>{TITLE}</h1><script>var a={broken}</script>", BODY)).body == "\n".join(TEXT)


def test_a_printed_text_is_read_whatever_scripts_hold():
    other = json.dumps({"title": "别的", "content": "另一篇文章的内容，" * 60}, ensure_ascii=False)
    html = page(f"<h1>{TITLE}</h1><p>2021-05-23 21:51</p><script>var a={other}</script>", BODY)
    assert article(html).body == "\n".join(TEXT)
