"""How well the confidence of a reading tells the wrong ones: calibration and the doubtful fifth, by outlet.

    make bench-confidence PAGES=DIR [ARGS="--write --share 0.5"]

DIR holds `gold.jsonl`, the pages it names and `score.py`. A registered domain is never split between folds.
`--write` puts the weights of all readings into crawler/confidence_model.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import crawler
from benchmarks import confidence_fit as fit
from benchmarks.confidence_readings import Judged, Pages
from benchmarks.page_damage import FOREIGN

MODEL = Path(crawler.__file__).with_name("confidence_model.json")
BINS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--peers", type=Path, default=Path(".venv-peers"))
    parser.add_argument("--no-peers", action="store_true", help="leave the other readers out")
    parser.add_argument("--share", type=float, default=0.5, help="of the kinds of damage, for each page")
    parser.add_argument("--write", action="store_true", help="write the weights")
    chosen = parser.parse_args()
    judged = list(Pages(chosen.pages, None if chosen.no_peers else chosen.peers).readings(chosen.share))
    held = json.loads(MODEL.read_text(encoding="utf-8"))
    names = list(held["measured"])
    features = np.array([[one.features.get(name, 0.0) for name in names] for one in judged])
    right = np.array([float(one.right) for one in judged])
    domains = [one.domain for one in judged]
    usual = np.array([one.kind not in FOREIGN for one in judged])
    confidence = fit.cross_validated(features, right, domains, usual)
    for line in report(judged, confidence, usual):
        print(line)
    model = fit.fitted(features[usual], right[usual])
    print(f"\nweights (intercept {model.intercept:.2f}), and what the feature is on average, right and wrong")
    for name, weight, column in sorted(
        zip(names, model.weights, features.T, strict=True), key=lambda one: one[1]
    ):
        print(f"  {name:<24}{weight:6.2f}  {column[right == 1].mean():.3f} {column[right == 0].mean():.3f}")
    if chosen.write:
        write(held, names, model)


def report(judged: Sequence[Judged], confidence: fit.Numbers, usual: Any) -> Iterator[str]:
    """Figures of the `usual` readings, and one with those of foreign text put into the text's own box."""
    right = np.array([float(one.right) for one in judged])
    domains = [one.domain for one, counted in zip(judged, usual, strict=True) if counted]
    wrong = int((1 - right[usual]).sum())
    outlets = len(set(domains))
    yield f"{len(domains)} readings, {wrong} wrong, of {outlets} registered domains in {fit.FOLDS} folds"
    yield "\nthe doubtful fifth holds, of the readings that are wrong"
    low, high = fit.by_resampled_domains(confidence[usual], right[usual], domains)
    for share in (0.05, 0.1, fit.WRONG, 0.2):
        held = fit.held_by_doubtful(confidence[usual], right[usual], share)
        interval = f"  (95 %, domains drawn again: {low:.0%}-{high:.0%})" if share == fit.WRONG else ""
        yield f"  {held:6.1%}  where {share:.0%} of all are wrong{interval}"
    held = fit.held_by_doubtful(confidence, right)
    number = int((~usual).sum())
    yield f"  {held:6.1%}  where {fit.WRONG:.0%} are wrong, with the {number} of foreign text"
    yield f"\nconfidence   readings   right where {fit.WRONG:.0%} are wrong   Wilson 95 %"
    yield from calibration(confidence[usual], right[usual])
    yield "\nkind of reading            wrong  of them doubtful   right  of them doubtful"
    yield from by_kind(judged, confidence, right)


def calibration(confidence: fit.Numbers, right: fit.Numbers) -> Iterator[str]:
    counts = fit.importance(right)
    for low, high in pairwise(BINS):
        inside = (confidence >= low) & (confidence < high)
        number = int(inside.sum())
        if number:
            share = float((counts * right)[inside].sum() / counts[inside].sum())
            # As many readings as weigh as much, which is fewer than there are.
            effective = float(counts[inside].sum() ** 2 / (counts[inside] ** 2).sum())
            least, most = fit.wilson(share * effective, effective)
            yield f"{low:.2f}-{min(high, 1):.2f}  {number:9}   {share:23.1%}   {least:.1%}-{most:.1%}"


def by_kind(judged: Sequence[Judged], confidence: fit.Numbers, right: fit.Numbers) -> Iterator[str]:
    chosen = fit.doubtful(confidence, fit.importance(right))
    kinds = [one.kind.rstrip("0123456789 ") for one in judged]
    sorts: dict[str, Any] = {kind: [one == kind for one in kinds] for kind in sorted(set(kinds))}
    for field in ("title", "time", "body"):
        sorts[f"({field} wrong)"] = [not getattr(one, field) for one in judged]
    for name, which in sorts.items():
        mask = np.array(which)
        bad, good = mask & (right == 0), mask & (right == 1)
        yield f"{name:<24} {bad.sum():7} {(bad & chosen).sum():17} {good.sum():7} {(good & chosen).sum():17}"


def write(held: dict[str, Any], names: Sequence[str], model: fit.Fit) -> None:
    for name, weight in zip(names, model.weights, strict=True):
        held["measured"][name]["weight"] = round(float(weight), 2) or 0.0
    held["intercept"], held["wrong"] = round(model.intercept, 2), fit.WRONG
    rows = {
        part: ",\n".join(f"    {json.dumps(code)}: {json.dumps(one)}" for code, one in held[part].items())
        for part in ("measured", "given")
    }
    MODEL.write_text(
        f'{{\n  "made": {json.dumps(held["made"])},\n  "wrong": {held["wrong"]},\n'
        f'  "intercept": {held["intercept"]},\n'
        f'  "measured": {{\n{rows["measured"]}\n  }},\n  "given": {{\n{rows["given"]}\n  }}\n}}\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
