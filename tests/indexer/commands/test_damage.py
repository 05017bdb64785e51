"""Whatever breaks of an index in a directory is said, and mended by the command that is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import tantivy
from click.testing import CliRunner, Result

from indexer.search.embedded.directory import MARKER
from search_cli.cli import root
from tests.indexer.test_feed import article, keep


def _zeros_inside(file: Path) -> None:
    content = bytearray(file.read_bytes())
    eighth = len(content) // 8
    content[eighth : eighth * 3] = bytes(eighth * 2)
    file.write_bytes(content)


def _body_of_ones(file: Path) -> None:
    """All before tantivy's footer, which tells its length itself."""
    content = file.read_bytes()
    footer = 8 + int.from_bytes(content[-8:-4], "little")
    body = len(content) - footer
    file.write_bytes(b"\xff" * body + content[body:])


def _ones_with_their_checksum(file: Path) -> None:
    """What only shows when it is searched."""
    content = file.read_bytes()
    body = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    ones = b"\xff" * body
    footer = json.dumps({**json.loads(content[body:-8]), "crc": zlib.crc32(ones)}).encode()
    file.write_bytes(ones + footer + len(footer).to_bytes(4, "little") + content[-4:])


SEEN_AT_ONCE = {
    "gone": Path.unlink,
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
}
HARMS = SEEN_AT_ONCE | {"zeros inside": _zeros_inside, "body of ones": _body_of_ones}
REBUILD = "run `shengmei index rebuild`"
QUESTIONS = (["search", "长江两岸", "--json"], ["count", "*", "--json"], ["facets", "site", "--json"])


@pytest.fixture
def place(run, store, tmp_path) -> Path:
    """A copy of a folder with store and index: two segments, of which one has a deletion."""
    run(str(tmp_path / "data" / "index"), "sync")
    keep(store, article(0, title="更正"), article(6))
    run(str(tmp_path / "data" / "index"), "sync")
    store.close()
    shutil.copytree(tmp_path / "data", tmp_path / "whole")
    return tmp_path / "data"


def afresh(data: Path) -> None:
    """As it was before the harm. Moved first: nobody writes into it any more while it is removed."""
    harmed = data.with_name("harmed")
    data.rename(harmed)
    shutil.rmtree(harmed)
    shutil.copytree(data.with_name("whole"), data)


def call(data: Path, *args: str) -> Result:
    return CliRunner().invoke(root, ["--data", str(data), *args])


def ended_well_or_named_the_remedy(result: Result, right: str) -> bool:
    """Whether it ended well; what else it may do is to say in one line what is damaged."""
    assert "Traceback" not in result.output
    if result.exit_code == 0:
        assert result.stdout == right
        return True
    assert result.exit_code == 3, result.output
    assert result.stderr.count("\n") == 1
    assert "damaged" in result.stderr, result.stderr
    assert REBUILD in result.stderr
    return False


def one_of_each_kind(data: Path, harm: str) -> list[str]:
    """`.managed.json`, `meta.json`, `0f…c1.pos`, …; harm inside only to those that have a checksum."""
    kinds = {name.split(".", 1)[-1] if name[0] in "0123456789abcdef" else name: name for name in files(data)}
    assert len(kinds) == 12
    return [name for name in kinds.values() if harm in SEEN_AT_ONCE or not name.endswith(("json", "lock"))]


def files(data: Path) -> list[str]:
    return sorted(one.name for one in (data / "index").iterdir())


@pytest.mark.parametrize("harm", HARMS)
def test_every_file_by_itself(place, harm):
    answers = {" ".join(args): call(place, *args).stdout for args in QUESTIONS}
    assert json.loads(answers["search 长江两岸 --json"])["total"] == 7
    for name in one_of_each_kind(place, harm):
        HARMS[harm](place / "index" / name)
        right = True
        for args in QUESTIONS:
            result = call(place, *args)
            # A search does not read all of a file: what it does not need may be harmed, what it reads wrong.
            expected = answers[" ".join(args)] if harm in SEEN_AT_ONCE else result.stdout
            right &= ended_well_or_named_the_remedy(result, expected) and result.stdout == expected
        verified = call(place, "index", "verify", "--json")
        clean = ended_well_or_named_the_remedy(verified, verified.stdout)
        assert right or not clean, f"a search failed over {name}, and verify saw nothing"
        if name.split(".")[-1] not in ("lock", "json"):
            assert not clean, f"verify saw nothing in {name}"
        advised = call(place, "doctor", "--json")
        checks = {one["name"]: one for one in json.loads(advised.stdout)["checks"]}
        # Only writing needs the list of managed files: a search is right without it, and doctor says it.
        if harm in SEEN_AT_ONCE and name != ".managed.json":
            assert right == (checks["search"]["state"] == "ok"), name
        rebuilt = call(place, "index", "rebuild")
        assert (rebuilt.exit_code, "7 documents written, 7 in all" in rebuilt.stderr) == (0, True), name
        verified = call(place, "index", "verify", "--json")
        assert (verified.exit_code, json.loads(verified.stdout)["left"]) == (0, 0)
        assert call(place, *QUESTIONS[1]).stdout == answers["count * --json"]
        afresh(place)


def test_doctor_reads_a_document(place):
    """A body that is no more is not seen by opening the index."""
    for file in (place / "index").glob("*.store"):
        _body_of_ones(file)
    result = call(place, "doctor", "--json")
    (search,) = [one for one in json.loads(result.stdout)["checks"] if one["name"] == "search"]
    assert (result.exit_code, search["state"], REBUILD in search["text"]) == (3, "bad", True)


def test_a_panic_of_tantivy_is_shown_only_to_who_asks_for_more(place):
    """Its runtime writes of it to the terminal by itself."""
    for file in (place / "index").glob("*.pos"):
        _ones_with_their_checksum(file)
    command = [str(Path(sys.executable).with_name("shengmei")), "--data", str(place), *QUESTIONS[0]]
    said = [
        subprocess.run([*command, *more], capture_output=True, text=True, check=False).stderr
        for more in ([], ["--verbose"])
    ]
    assert (said[0].count("\n"), REBUILD in said[0]) == (1, True), said[0]
    assert "panicked" in said[1]


@pytest.mark.parametrize(
    "args",
    [["search", "长江"], ["index", "status"], ["index", "sync"], ["index", "verify"], ["index", "watch"]],
)
@pytest.mark.parametrize("name", ["meta.json", MARKER])
def test_every_command_names_the_remedy(place, name, args):
    (place / "index" / name).unlink()
    result = call(place, *args)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"shengmei: the index at {place / 'index'} is damaged ({name} is missing"
        f"{' or cannot be read' if name == 'meta.json' else ''}): {REBUILD}\n"
    )


def test_a_directory_that_is_not_ours_is_not_replaced(place):
    """Neither without any sign of ours, nor with somebody's file among ours."""
    for name in (MARKER, "meta.json"):
        (place / "index" / name).unlink()
    before = files(place)
    refused = call(place, "index", "rebuild")
    assert (refused.exit_code, "holds no search index of shengmei" in refused.stderr) == (3, True)
    assert files(place) == before
    afresh(place)
    (place / "index" / "notes.txt").write_text("mine")
    refused = call(place, "index", "rebuild")
    assert (refused.exit_code, "notes.txt" in refused.stderr) == (3, True)
    assert (place / "index" / "notes.txt").read_text() == "mine"


def test_other_fields_are_not_ours(place, tmp_path):
    """An index that another program made with tantivy."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=True)
    tantivy.Index(builder.build(), str(theirs))
    for args in (["search", "长江"], ["index", "sync"], ["index", "rebuild"]):
        result = CliRunner().invoke(root, ["--data", str(place), "--index", str(theirs), *args])
        assert (result.exit_code, "holds no search index of shengmei" in result.stderr) == (3, True)
    assert (theirs / "meta.json").exists()
