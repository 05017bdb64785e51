"""A value that no article has is told with those near it, and several in one with the way to ask for them."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("source:示例", "source:示例 is a value of no article; near it: 示例日报"),
        ("source:示例晨报", "source:示例晨报 is a value of no article; near it: 示例日报"),
        ("长江 source:示例日报客户端", "source:示例日报客户端 is a value of no article; near it: 示例日报"),
        ("province:湖北,湖南", "several are asked for by province:(湖北 OR 湖南)"),
        ("province:湖北省、湖南省", "several are asked for by province:(湖北省 OR 湖南省)"),
        ('source:"甲 报，乙报"', 'several are asked for by source:("甲 报" OR 乙报)'),
        ("reporter:周*", "reporter:周* is a value of no article"),
    ],
)
def test_a_value_that_no_article_has(run, query, said):
    result = run("count", query)
    assert (result.exit_code, result.stdout) == (1, "0\n")
    assert result.stderr.startswith("shengmei: nothing found for ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "query", ["火星", "火星 source:示例日报", "火星 -source:示例", "火星 url:example.cn/9"]
)
def test_where_the_values_are_there_nothing_is_said_of_them(run, query):
    assert "is a value of no article" not in run("count", query).stderr


def test_an_outlets_province_is_found_by_its_official_name(run):
    counted = [run("count", f"province:{name}").stdout for name in ("湖北", "湖北省", "湖北*")]
    assert counted == ["2\n"] * 3


def test_what_a_program_reads_stays_as_it_is(run):
    answer = run("count", "source:示例", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["total"]) == (1, 0)
