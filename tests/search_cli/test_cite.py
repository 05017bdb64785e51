"""Citations as their readers take them."""

from __future__ import annotations

import json

import pytest

from crawler.items import article_id
from search_cli.corpus.citations import bibtex, csl
from tests.search_cli.articles import ARTICLES

FIRST, MONTH = article_id(ARTICLES[0].url), article_id(ARTICLES[2].url)


def test_an_article_as_bibtex(run):
    result = run("cite", ARTICLES[0].url)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"@misc{{examplenews2021-{FIRST[:8]},",
        "  author = {{王小明}},",
        "  title = {{长江两岸添新绿：湖北晒出生态账本}},",
        "  howpublished = {示例网},",
        "  date = {2021-05-23},",
        "  year = {2021},",
        "  month = may,",
        "  url = {https://news.example.cn/p/1.html},",
        "  urldate = {2024-01-02},",
        f"  note = {{Archived 2024-01-02 in 2024-01.warc.gz at byte 42, id {FIRST}}},",
        "  language = {chinese},",
        "}",
        "",
    ]


def test_an_article_as_csl_json(run):
    (item,) = json.loads(run("cite", FIRST, "--csl").stdout)
    assert item == {
        "id": f"examplenews2021-{FIRST[:8]}",
        "type": "article-newspaper",
        "title": ARTICLES[0].title,
        "author": [{"literal": "王小明"}],
        "container-title": "示例网",
        "issued": {"date-parts": [[2021, 5, 23]]},
        "accessed": {"date-parts": [[2024, 1, 2]]},
        "URL": ARTICLES[0].url,
        "archive": "2024-01.warc.gz",
        "archive_location": "byte 42, 1234 bytes",
        "note": f"Archived 2024-01-02 in 2024-01.warc.gz at byte 42, id {FIRST}",
        "language": "zh",
    }


def test_a_whole_result_and_a_month_that_is_no_day(run):
    items = {one["URL"]: one for one in json.loads(run("cite", "*", "--csl").stdout)}
    assert set(items) == {one.url for one in ARTICLES}
    assert items[ARTICLES[2].url]["issued"] == {"date-parts": [[2021, 11]]}
    assert "issued" not in items[ARTICLES[3].url]
    assert run("cite", "长江", "--bibtex").stdout.count("@misc{") == 2
    assert not {"\x1b", "\u202e"} & set(run("cite", "候鸟").stdout + run("cite", "候鸟", "--csl").stdout)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [(("没有的词",), 1, "nothing found"), (("f" * 32,), 1, "no article"), ((), 2, "Missing argument")],
)
def test_what_is_not_there_is_said(run, args, code, said):
    result = run("cite", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_what_tex_would_obey_is_text():
    entry = bibtex({"id": "0" * 32, "title": r"50% & $x_1 {a \b #1 ~^", "url": "https://e.cn/a_b?c=%20"})
    assert r"title = {{50\% \& \$x\_1 \textbraceleft{}a \textbackslash{}b \#1 \textasciitilde{}" in entry
    assert entry.count("{") == entry.count("}")
    assert "url = {https://e.cn/a_b?c=%20}," in entry
    assert csl({"id": "0" * 32}) == {"id": "-00000000", "type": "article-newspaper", "language": "zh"}
