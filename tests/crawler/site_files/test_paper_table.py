"""The table of newspapers: each line is a site, and a wrong line is named."""

from __future__ import annotations

from datetime import date

import pytest

from crawler import registry
from crawler.site_files.paper_table import COLUMNS, read_paper_table

LINE = ("lhrb", "漯河日报", "河南", "漯河", "http://rb.lhrb.com.cn/html/%Y-%m/%d/node_1.htm", "", "2023", "x")
PROVINCIAL = (
    "xinjingbao_paper", "tjrb", "hbrb", "sxrb_paper", "nmgrb", "lnrb", "jlrb", "hljrb", "jfrb", "xhrb",
    "zjrb", "ahrb", "fjrb", "jxrb", "dzrb", "henanrb", "hubeirb", "hunanrb", "nfrb", "hainanrb",
    "cqrb_paper", "scrb", "gzrb", "xzrb", "shaanxirb", "gsrb", "qhrb", "nxrb", "xjrb", "btrb",
)  # fmt: skip


def table(tmp_path, **changed):
    file = tmp_path / "newspapers.tsv"
    row = {**dict(zip(COLUMNS, LINE, strict=True)), **changed}
    file.write_text(
        "\n".join(("\t".join(COLUMNS), "# for people", "\t".join(row.values()))), encoding="utf-8"
    )
    return file


def test_a_line_is_a_newspaper(tmp_path):
    (one,) = read_paper_table(table(tmp_path))
    assert (one.id, one.name, one.province, one.city) == ("lhrb", "漯河日报", "河南", "漯河")
    assert one.paper.addresses(date(2026, 5, 8)) == ("http://rb.lhrb.com.cn/html/2026-05/08/node_1.htm",)
    assert one.is_article("http://rb.lhrb.com.cn/html/2026-05/08/content_1_23456.htm")
    assert not one.is_article("http://rb.lhrb.com.cn/html/2026-05/08/node_1.htm")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "no name"),
        ({"year": "last"}, "invalid literal"),
        ({"edition": "rb.lhrb.com.cn/html/%Y-%m/%d/"}, "no http address"),
        ({"edition": "http://rb.lhrb.com.cn/html/node_1.htm"}, "names its day"),
        ({"edition": "http://rb.lhrb.com.cn/%Y%m/%d/%H/node_1.htm"}, "names its day"),
        ({"path": "/other/"}, "does not begin with the path"),
        ({"source": "x\ty"}, "9 columns instead of 8"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, changed, said):
    with pytest.raises(ValueError, match=rf"newspapers\.tsv, line 3: .*{said}"):
        read_paper_table(table(tmp_path, **changed))


def test_two_lines_with_one_id(tmp_path):
    file = table(tmp_path)
    file.write_text(file.read_text("utf-8") + "\n" + "\t".join(LINE), encoding="utf-8")
    with pytest.raises(ValueError, match="line 4: line 3 has the id 'lhrb' too"):
        read_paper_table(file)


@pytest.mark.parametrize("name", PROVINCIAL)
def test_the_daily_of_each_province_is_crawled_by_its_editions(name):
    paper = registry.site(name)
    assert paper.paper is not None
    for address in paper.paper.addresses(date(2026, 5, 18)):
        assert registry.site_for(address) is paper
        assert paper.edition(address).day == date(2026, 5, 18)


@pytest.mark.parametrize("name", ["bjrb", "gxrb", "ynrb"])
def test_what_refuses_is_known_with_its_reason(name):
    assert registry.site(name).refuses
    assert registry.site(name).references


def test_papers_that_share_a_host_are_told_apart_by_their_paths():
    host = "http://epaper.sxrb.com/shtml"
    assert registry.site_for(f"{host}/sxrb/20260518/v01.shtml").id == "sxrb_paper"
    assert registry.site_for(f"{host}/sxwb/20260518/123456.shtml").id == "sxwb"
    assert registry.site_for("https://hbrb.hebnews.cn/pc/paper/c/202605/18/content_1.html").id == "hbrb"
    assert registry.site_for("http://www.hebnews.cn/2026-05/18/content_1.htm").id == "hebnews"
