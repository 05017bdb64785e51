"""Text fit for a terminal, cells fit for a spreadsheet, JSON fit for both."""

from __future__ import annotations

import json

import pytest

from shengmei.console import article, formats, streams, tables, text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("长江\x1b[31m红\x1b[0m", "长江[31m红[0m"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066左\u2069右\u200f\u061c", "左右"),
        ("一\n二\t三\r四\u2028五", "一 二 三 四 五"),
        ("\x9b2J\x7f\x00净", "2J净"),
        ("半\ud83d个", "半\ufffd个"),
        ("\ufeff题", "题"),
    ],
)
def test_nothing_of_a_page_moves_the_cursor(printed, shown):
    assert text.safe(printed) == shown


@pytest.mark.parametrize(
    ("printed", "columns", "shown"),
    [
        ("长江经济带", 7, "长江经…"),
        ("长江经济带", 10, "长江经济带"),
        ("长江经济带", 9, "长江经济…"),
        ("ab", 1, "…"),
    ],
)
def test_cutting_counts_columns(printed, columns, shown):
    assert text.cut(printed, columns) == shown
    assert text.width(shown) <= columns


def test_width_and_padding():
    assert [text.width(one) for one in ("", "ab", "长江", "e\u0301", "ＧＤＰ")] == [0, 2, 4, 1, 6]
    assert text.pad("长江", 6) == "长江  "
    assert text.pad("7", 3, right=True) == "  7"


def test_lines_break_anywhere_but_before_a_closing_sign_and_in_a_word():
    assert list(text.wrap("长江经济带发展。", 14)) == ["长江经济带发", "展。"]
    assert list(text.wrap("see http://a.cn now", 12)) == ["see", "http://a.cn", "now"]
    assert list(text.wrap("", 10)) == []
    assert list(text.wrap("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize("columns", [4, 7, 20, 40])
def test_no_line_is_wider_than_asked_for_and_none_of_the_text_is_lost(columns):
    printed = "　　5月23日，Hubei 省“十四五”规划（2021—2025）发布，GDP增长6.5%，见 http://a.cn/a/1 全文。"
    lines = list(text.wrap(printed, columns))
    assert "".join("".join(lines).split()) == "".join(printed.split())
    assert columns < 8 or all(text.width(line) <= columns for line in lines)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-武汉", "'-武汉"),
        ("@name", "'@name"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("一\t\n\n 二 ", '"一\t\n\n 二 "'),
        ("＝1", "'＝1"),
        ("\x00=cmd", "'=cmd"),
        (-0.5, "-0.5"),
        (None, ""),
        (["王小明", "李芳"], "王小明; 李芳"),
        ("一\r\n二", '"一\n二"'),
        ('说"好"', '"说""好"""'),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert formats.csv_line([value, "x"]) == f"{cell},x\n"


def test_json_escapes_what_a_terminal_obeys_and_stays_the_same_value():
    value = {"题": "长江\x1b\x9b\u202e\u2066\x7f\ud83d\u2028"}
    written = streams.json_text(value)
    assert written == '{"题":"长江\\u001b\\u009b\\u202e\\u2066\\u007f\ud83d\\u2028"}'
    assert json.loads(written) == value


def test_a_table_narrows_its_widest_column_first():
    assert tables.fit([10, 50, 20], 60) == [10, 26, 20]
    assert tables.fit([10, 20], 60) == [10, 20]
    assert tables.fit([50, 50], 6) == [4, 4]  # it cannot fit: cells are kept readable


def test_a_table_keeps_everything_where_nobody_looks(capsys):
    tables.write(
        [{"id": "x", "name": "长" * 100, "n": 7}], [tables.Column("name"), tables.Column("n", right=True)]
    )
    head, line = capsys.readouterr().out.splitlines()
    assert head == "name" + " " * 196 + "  n"
    assert line == "长" * 100 + "  7"


@pytest.mark.parametrize(
    ("precision", "for_people", "for_programs"),
    [
        ("second", "2021-05-23 21:51:07", "2021-05-23T21:51:07+08:00"),
        ("minute", "2021-05-23 21:51", "2021-05-23T21:51:07+08:00"),
        ("hour", "2021-05-23 21时", "2021-05-23T21+08:00"),
        ("day", "2021-05-23", "2021-05-23"),
        ("month", "2021-05", "2021-05"),
    ],
)
def test_no_moment_is_finer_than_it_is_known(precision, for_people, for_programs):
    utc = "2021-05-23T13:51:07+00:00"
    assert article.format_time(utc, precision) == for_people
    assert article.at_precision(utc, precision) == for_programs


@pytest.mark.parametrize("precision", ["second", "minute", "hour", "day", "month"])
def test_search_and_read_write_a_time_alike(precision):
    from datetime import datetime

    from crawler.items import Timestamp
    from crawler.normalise.dates import written
    from shengmei.timezone import SHANGHAI

    at = datetime(2021, 5, 23, 21, 51, tzinfo=SHANGHAI)
    time = Timestamp(at=at, precision=precision, raw="", found_in="")
    assert article.at_precision(at.isoformat(), precision) == written(time)


def test_every_role_has_its_name_in_both_languages():
    from typing import get_args

    from crawler.items import Role

    assert set(article.ROLES) == set(get_args(Role))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("serch", " Did you mean 'search'?"),
        ("expotr", " Did you mean 'export'?"),
        ("Titel", " Did you mean 'title'?"),
        ("publis", " Did you mean 'published'?"),
        ("hbtx", " Did you mean 'hbtc' or 'hbtv'?"),
        ("terms2026", ""),
        ("frobnicate", ""),
        ("x", ""),
    ],
)
def test_a_mistyped_name_is_told_the_nearest_in_spelling(typed, said):
    known = ("search", "archive", "collocates", "export", "title", "published", "hbtv", "hbtc", "terms")
    assert text.near(typed, known) == said


def test_counts_speak_as_people_do():
    assert [text.counted(number, "article") for number in (0, 1, 1204)] == [
        "0 articles",
        "1 article",
        "1,204 articles",
    ]
    assert text.counted(2, "copy", "copies") == "2 copies"


def test_a_date_is_never_cut(monkeypatch, capsys):
    monkeypatch.setattr(streams, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    rows = [{"id": "8b884f8a15ee55756989bcafd45c6c12", "day": "2021-05-23 21:51", "title": "长江" * 20}]
    tables.write(rows, [tables.Column(name) for name in ("id", "day", "title")])
    shown = capsys.readouterr().out.splitlines()
    assert "2021-05-23 21:51" in shown[1]
    assert text.width(shown[1]) <= 40


@pytest.mark.parametrize(
    "day", ["2026-05-18 21时", "2026-05-18T21:51:00+08:00", "2026-05-18T21+08:00", "2026-05-18", "2026-05"]
)
def test_a_time_beside_other_words_is_never_cut_either(monkeypatch, capsys, day):
    monkeypatch.setattr(streams, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    rows = [{"when": "not printed anywhere on this page", "title": "长" * 60}, {"when": day, "title": "江"}]
    tables.write(rows, [tables.Column("when"), tables.Column("title")])
    shown = capsys.readouterr().out
    assert day in shown
    assert max(map(text.width, shown.splitlines())) <= 40
