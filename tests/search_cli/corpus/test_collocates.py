"""What stands near a word: counts as a count by hand gives them, measures from these counts."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from search_cli.commands.corpus import collocates as command
from search_cli.corpus import segmenters
from search_cli.corpus.association import log_dice, log_likelihood
from search_cli.corpus.collocations import Measure
from shengmei.optional_libraries import find_spec


def answer(result) -> dict:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def near_by_hand(text: str, window: int) -> tuple[list[str], list[str], int]:
    """Pieces of text near 长江, pieces elsewhere, and the places: characters, Latin words and numbers are one
    unit; punctuation and units inside 长江 cut pieces, paragraphs end windows."""
    near, rest, places = [], [], 0
    for paragraph in text.split("\n"):
        units = [(m[0].lower().replace("長", "长"), m.start(), m.end())
                 for m in re.finditer(r"[一-鿿]|[A-Za-z\d]+|.", paragraph)]  # fmt: skip
        real = [one for one in units if one[0][0].isalnum()]
        node = {at for at in range(len(real) - 1) if real[at][0] + real[at + 1][0] == "长江"}
        places += len(node)
        inside = node | {at + 1 for at in node}
        close = {k for at in node for k in range(at - window, at + 2 + window)} - inside
        for kept, where in ((near, lambda k: k in close), (rest, lambda k: k not in close | inside)):  # noqa: B023
            piece, end = "", None
            for number, (one, start, stop) in enumerate(real):
                if not where(number):
                    end = None
                    continue
                if end != start and piece:
                    kept.append(piece)
                    piece = ""
                piece, end = piece + one, stop
            kept.append(piece)
    return near, rest, places


def test_counts_and_measures_are_those_of_a_count_by_hand(ask, documents):
    near, rest, places = [], [], 0
    for document in documents:
        if re.search("[长長]江", document["title"] + "\n" + document["body"]):
            for text in (document["title"], document["body"]):
                pieces = near_by_hand(text, 6)
                near, rest, places = near + pieces[0], rest + pieces[1], places + pieces[2]
        else:
            rest += [piece for text in (document["title"], document["body"])
                     for piece in near_by_hand(text, 6)[1]]  # fmt: skip
    said = answer(ask("collocates", "长江", "--window", "6", "--min", "2", "--limit", "500", "--json"))
    assert said["total"] == places
    found = {one["term"]: one for one in said["collocates"]}
    assert len(found) > 5

    def times(pieces: list[str], run: str) -> int:
        return sum(piece.startswith(run, at) for piece in pieces for at in range(len(piece)))

    def runs(pieces: list[str], length: int) -> int:
        count = 0
        for piece in pieces:
            units = re.findall(r"[一-鿿]|[a-z\d]+", piece)
            count += max(0, len(units) - length + 1)
        return count

    checked = 0
    for term, one in found.items():
        if not re.fullmatch("[一-鿿]+", term):
            continue
        run = term.replace("長", "长")
        assert (one["near"], one["elsewhere"]) == (times(near, run), times(rest, run)), term
        likelihood = log_likelihood(one["near"], runs(near, len(run)), one["elsewhere"], runs(rest, len(run)))
        assert one["log_likelihood"] == pytest.approx(likelihood, abs=0.006)
        dice = log_dice(one["near"], places, one["near"] + one["elsewhere"])
        assert one["log_dice"] == pytest.approx(dice, abs=0.006)
        checked += 1
    assert checked > 5
    scores = [one["log_likelihood"] for one in said["collocates"]]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_against_another_query_is_what_stands_near_one_and_not_near_the_other(run):
    # 两岸新增造林 stands near 长江 in one article, 边的步道 in the other.
    said = answer(run("collocates", "长江", "site:example_news", "date:2021", "--against", "长江 date:2022",
                      "--min", "1", "--json"))  # fmt: skip
    terms = [one["term"] for one in said["collocates"]]
    assert said["against"]["understood"] == '"长江" AND date:2022-01-01..2022-12-31'
    assert any("两岸" in term for term in terms)
    assert not any("步道" in term for term in terms)
    assert all(one["elsewhere"] == 0 for one in said["collocates"])


def test_words_where_a_segmenter_is_chosen(run):
    said = answer(run("collocates", "长江", "--segmenter", "jieba", "--min", "1", "--json"))
    assert (said["units"], said["window"], said["measure"]) == ("jieba", 5, "log-likelihood")
    assert "江豚" in {one["term"] for one in said["collocates"]}


def test_the_measure_asked_for_orders_and_both_are_shown(ask):
    said = answer(ask("collocates", "湿地", "--by", "log-dice", "--json"))
    scores = [one["log_dice"] for one in said["collocates"]]
    assert scores == sorted(scores, reverse=True)
    assert max(scores) <= 14
    assert said["measure"] == "log-dice"
    assert "log-dice" in ask("collocates", "湿地", "--by", "log-dice").stderr


def test_what_was_read_in_part_is_said(ask):
    result = ask("collocates", "湿地", "--read", "7", "--min", "1")
    assert re.search(r"read 7 of \d+ hits", result.stderr)
    assert re.search("read 7 of 60 articles compared with", result.stderr)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("province:湖北",), 2, "name a word"),
        (("没有的词",), 1, "nothing found"),
        (("樱花", "--min", "50"), 1, "--min"),
        (("长江", "--against", "("), 2, "expected"),
    ],
)
def test_what_cannot_be_answered_is_said(run, args, code, said):
    result = run("collocates", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_a_missing_segmenter_is_one_line_with_the_way_to_get_it(run, monkeypatch):
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _: None)
    assert find_spec("rjieba")
    result = run("collocates", "长江", "--segmenter", "jieba")
    assert result.exit_code == 2
    assert "pip install 'shengmei[words]'" in result.stderr


def test_choices_are_those_of_the_library():
    assert get_args(Measure) == command.MEASURES
    assert segmenters.NAMES == command.SEGMENTERS


def test_terms_says_by_which_measure(run):
    assert answer(run("terms", "湿地", "--json"))["measure"].startswith("JLH")
    assert "JLH" in run("terms", "湿地").stderr


@pytest.mark.server
def test_a_server_gives_the_same(ask, served_corpus):
    ours, theirs = (
        answer(ask("collocates", "长江", "--json", *how)) for how in ((), ("--index", served_corpus))
    )
    assert ours.pop("index") != theirs.pop("index")
    assert ours == theirs
