"""python -m tests.workers: the account of trials with 1, 2 and 4 workers, and of one with disturbances."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from dataclasses import replace

from tests.postgresql import stop_postgresql
from tests.workers.trial import Account, Plan, trial


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.workers", description=__doc__)
    asked.add_argument("--groups", type=int, default=40)
    asked.add_argument("--each", type=int, default=100)
    asked.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    asked.add_argument("--at-once", type=int, default=4)
    asked.add_argument("--delay", type=float, default=0.2)
    asked.add_argument("--answer", type=float, default=0.01, help="seconds that an answer takes")
    asked.add_argument("--lease", type=float, default=3.0)
    asked.add_argument("--kills", type=int, default=0)
    asked.add_argument("--stops", type=int, default=0)
    asked.add_argument("--restarts", type=int, default=0)
    asked.add_argument("--cuts", type=int, default=0)
    asked.add_argument(
        "--between", type=float, default=1.0, help="seconds between two disturbances, at least"
    )
    asked.add_argument("--within", type=float, default=3600.0, help="seconds that a trial may take")
    asked.add_argument("--seed", type=int, default=1)
    words = asked.parse_args()
    plan = Plan(
        groups=words.groups,
        each=words.each,
        workers=1,
        delay=words.delay,
        lease=words.lease,
        at_once=words.at_once,
        answer=words.answer,
        between=words.between,
        within=words.within,
        seed=words.seed,
    )
    counts = {"kill": words.kills, "stop": words.stops, "restart": words.restarts, "cut": words.cuts}
    well = True
    try:
        for number in words.workers:
            well &= _say(f"{number} workers", trial(replace(plan, workers=number)), late=0)
        if any(counts.values()):
            disturbed = replace(plan, workers=4, counts=tuple(counts.items()))
            account = trial(disturbed)
            well &= _say("4 workers, disturbed", account, late=words.stops) and account.done == counts
            well &= all(seconds[-1] <= 2 * plan.lease for seconds in account.take_overs.values() if seconds)
    finally:
        stop_postgresql()
    return 0 if well else 1


def _say(what: str, account: Account, *, late: int) -> bool:
    """Prints an account; whether all is as it must be: each page once, gaps but for `late` requests."""
    well = account.all_once and account.too_short <= late and account.most_at_once <= 1 + (late > 0)
    print(
        f"{what}: {account.pages / account.seconds:.1f} pages/s, {account.kept} of {account.pages} kept, "
        f"{account.revisions} revisions, {account.asked_twice} asked for twice, most at one time "
        f"{account.most_at_once}, shortest gap {account.shortest * 1000:.0f} ms (answers "
        f"{account.shortest_kept * 1000:.0f} ms), too short {account.too_short}; {account.done}"
    )
    for what, seconds in account.take_overs.items():
        if seconds:
            print(
                f"  take-over after a {what}: median {statistics.median(seconds):.1f} s, longest "
                f"{seconds[-1]:.1f} s, {len(seconds)} platforms"
            )
    if not well or os.environ.get("SAY"):
        print(account.said)
    sys.stdout.flush()
    return well


if __name__ == "__main__":
    sys.exit(main())
