"""What was finished is known after a kill, for as long as it is the same work on the same state."""

from __future__ import annotations

from contextlib import suppress

import pytest

from shengmei.tasks import TasksError
from shengmei.tasks.finished_parts import finished_parts


def begun(path, work="w", parts=(("a", 1), ("b", [2]))):
    """Notes of a run that was broken off after these parts."""
    with suppress(KeyboardInterrupt), finished_parts(path, work) as finished:
        for part, result in parts:
            finished.add(part, "state", result)
        raise KeyboardInterrupt


def test_a_run_that_was_broken_off_goes_on_and_notes_go_when_all_is_done(tmp_path):
    path = tmp_path / "notes"
    begun(path)
    with finished_parts(path, "w") as finished:
        assert [finished.result(part, "state") for part in "abc"] == [1, [2], None]
        assert finished.result("a", "another state") is None
    assert not path.exists()


def test_notes_of_other_work_are_thrown_away(tmp_path):
    path = tmp_path / "notes"
    begun(path)
    begun(path, "other", [("c", 3)])
    with finished_parts(path, "other") as finished:
        assert [finished.result(part, "state") for part in "abc"] == [None, None, 3]


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_line_that_a_kill_cut_off_is_no_note_and_harms_no_other(tmp_path, cut):
    path = tmp_path / "notes"
    begun(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    begun(path, parts=[("c", 3)])
    with finished_parts(path, "w") as finished:
        kept = [line for line in whole.decode().splitlines() if line in whole[:-cut].decode().splitlines()]
        for part in "abc":
            known = finished.result(part, "state") is not None
            assert known == (part == "c" or any(f'["{part}"' in line for line in kept))


def test_what_is_no_notes_at_all_is_thrown_away(tmp_path):
    path = tmp_path / "notes"
    for content in (b"", b"\xff\x00", b"[]\n", b'{"work": "w"}\n[1]\n5\n{}\n'):
        path.write_bytes(content)
        with finished_parts(path, "w") as finished:
            assert finished.result("a", "state") is None


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(TasksError, match="cannot be written"), finished_parts(tmp_path / "no" / "n", "w"):
        pass


def test_without_a_file_nothing_is_noted(tmp_path):
    with finished_parts(None, "w") as finished:
        finished.add("a", "state", 1)
        assert finished.result("a", "state") is None
    assert list(tmp_path.iterdir()) == []
