"""The notebook of docs/ runs from a crawl to a picture, and shows the numbers that it shows."""

from __future__ import annotations

from tests.shengmei.notebook import executed, saved, shown

MOST = 60_000  # bytes of the notebook: it is read on a web page


def test_it_runs_from_a_crawl_to_a_picture_and_shows_what_it_showed(tmp_path):
    answers = shown(executed(tmp_path))
    assert answers == shown(saved())
    pictures = [one for cell in answers for one in cell if "image/png" in one.get("kinds", ())]
    assert len(pictures) == 1
    assert not any("stderr" in one for cell in answers for one in cell)  # a character that the font lacks
    assert (tmp_path / "yangtze.csv").exists()


def test_it_is_small():
    import nbformat

    assert len(nbformat.writes(saved())) < MOST
