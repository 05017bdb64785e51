"""Outlets in TOML with tables: JSON lists, article data, newspapers, and what is wrong in them."""

from __future__ import annotations

import pytest

from crawler.site_files.own_sites import load_own
from tests.crawler.site_files.test_own_sites import KNOWN, write


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o755)
    return tmp_path


JSON_LIST = """\
name = "示例日报"
domains = ["www.own-daily.cn"]
article_url = '^/a/\\d+$'
[[json_lists]]
endpoint = "/hot"
items = "@"
address = "url"
[[json_lists]]
endpoint = '/api/list\\?'
items = "data.list"
share = "https://www.own-daily.cn/a/{id}"
post = { body = '{"page": {page}}' }
page = { parameter = "page", most = 5 }
[article_data]
page = "https://www.own-daily.cn/a/{id}"
address = "https://www.own-daily.cn/text?id={id}"
"""


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('"data.list"', "5"), 10, "items must be text, not 5"),
        (('"data.list"', '"data.[list"'), 8, "is no JMESPath"),
        (('items = "data.list"\n', ""), 8, "items is missing"),
        (('items = "data', 'item = "data'), 10, "unknown key 'item'; known: endpoint, items"),
        (("most = 5", "mots = 5"), 13, "unknown key 'mots'; known: parameter, first, step, most"),
        (("most = 5", 'most = "5"'), 13, "most must be a number"),
        (("page = { parameter", "page = 5 # { parameter"), 13, "page must be a table"),
        (('a/{id}"\npost', 'a/{id"\npost'), 8, "or half of one"),
        (('address = "url"\n', ""), 4, "neither address nor share"),
        (('{"page": {page}}', '{"page": }'), 8, "is no JSON"),
        (("text?id={id}", "text?id={number}"), 14, "name different parts"),
        (("https://www.own-daily.cn/text", "https://api.elsewhere.cn/text"), 14, "on a domain of its own"),
    ],
)
def test_a_wrong_table_is_refused_with_the_line_of_its_key(folder, change, line, said):
    assert change[0] in JSON_LIST
    assert load_own(folder, KNOWN).refused == {}
    path = write(folder, "own_daily.toml", JSON_LIST.replace(*change))
    (problem,) = load_own(folder, KNOWN).refused.values()
    assert problem.startswith(f"{path}:{line}: ")
    assert said in problem


def test_a_newspaper_in_a_few_lines_of_toml(folder):
    paper = """
name = "示例日报"
domains = ["epaper.own-daily.cn"]
editions = ["http://epaper.own-daily.cn/html/%Y-%m/%d/node_1.htm"]
"""
    write(folder, "own_daily.toml", paper)
    one = load_own(folder, KNOWN).sites["own_daily"]
    assert one.paper is not None
    assert one.paper.family == "founder_old"
    assert one.is_article("http://epaper.own-daily.cn/html/2026-05/18/content_1_2.htm")


@pytest.mark.parametrize(
    "line",
    [
        'editions = ["http://epaper.elsewhere.cn/html/%Y-%m/%d/node_1.htm"]',
        'edition_index = "http://epaper.elsewhere.cn/"',
        'edition_index = "index.html"',
    ],
)
def test_a_newspaper_stands_on_a_domain_of_its_own(folder, line):
    path = write(folder, "own_daily.toml", f'name = "示例日报"\ndomains = ["epaper.own-daily.cn"]\n{line}\n')
    (problem,) = load_own(folder, KNOWN).refused.values()
    assert problem.startswith(f"{path}:3: {line.partition(' ')[0]}: ")
    assert problem.endswith("is no http address on a domain of its own")


def test_domains_are_read_in_small_letters(folder):
    write(folder, "own_daily.toml", JSON_LIST.replace('www.own-daily.cn"]', 'WWW.Own-Daily.CN"]'))
    assert load_own(folder, KNOWN).sites["own_daily"].domains == ("www.own-daily.cn",)
