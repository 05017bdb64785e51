"""python -m tests.dask_trial: the account of each piece of work, alone, on a cluster, and with kills."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.dask_trial.collection import make_collection
from tests.dask_trial.trial import Account, alone, disturbed
from tests.dask_trial.works import WORKS

KILLS = ("nothing", "worker", "scheduler", "command")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.dask_trial", description=__doc__)
    asked.add_argument("--files", type=int, default=10)
    asked.add_argument("--pages", type=int, default=150, help="of each file")
    asked.add_argument("--after", type=int, default=3, help="files that are done when something is killed")
    asked.add_argument("--works", nargs="*", default=[work.name for work in WORKS])
    asked.add_argument("--kills", nargs="*", default=list(KILLS), choices=KILLS)
    words = asked.parse_args()
    well = True
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "data"
        make_collection(collection, words.files, words.pages)
        for work in WORKS:
            if work.name in words.works:
                expected = alone(work, collection)
                print(f"{work.name}: alone {expected.calls[0].seconds:.0f} s", flush=True)
                for kill in words.kills:
                    found = disturbed(work, collection, kill, words.after)
                    well &= _say(kill, found, expected)
    return 0 if well else 1


def _say(kill: str, found: Account, expected: Account) -> bool:
    """Prints an account; whether all is as without a cluster, in as many calls as it takes, without a word of
    Python's."""
    same = found.result == expected.result
    calls = 1 if kill in ("nothing", "worker") else 2
    told = all("Traceback" not in call.said for call in found.calls)  # what goes wrong is one line
    well = same and told and len(found.calls) == calls
    print(
        f"  {kill} killed: {'the same' if same else 'ANOTHER'} result, exit "
        f"{', '.join(str(call.code) for call in found.calls)}; done after each call "
        f"{', '.join(str(call.done) for call in found.calls)}; tasks begun {_each(found.begun)}, ended "
        f"{_each(found.ended)}; {sum(call.seconds for call in found.calls):.0f} s",
        flush=True,
    )
    if not well:
        print(*(call.said for call in found.calls), sep="\n")
        print(*sorted(set(found.result) ^ set(expected.result))[:10], sep="\n")
    return well


def _each(counts: list[int]) -> str:
    return " + ".join(map(str, counts))


if __name__ == "__main__":
    sys.exit(main())
