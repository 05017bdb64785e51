"""Why an article reads as it does, for a person: each field with its candidates, the winner marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shengmei.console import streams, text
from shengmei.console.translation import heading, message, translated

_WON, _LOST = "▸", " "
_SCORE = 5  # columns


def show(candidates: Iterable[Mapping[str, Any]], extraction: Mapping[str, Any]) -> None:
    """Candidates as `--explain --json` writes them, then where the page contradicts itself, and how far the
    reading can be trusted."""
    field = ""
    for one in candidates:
        if one["field"] != field:
            field = one["field"]
            streams.out(streams.style(field, bold=True))
        for line in _lines(one):
            streams.out(line)
    disagreeing = extraction.get("conflicts", ())
    if disagreeing:
        streams.out(streams.style(heading("disagree"), bold=True))
    for one in disagreeing:
        kept = f"{one['value']} ({one['rule']})"
        other = f"{one['other']} ({one['other_rule']})"
        said = message("{field}: kept {kept}, not {other}", field=one["field"], kept=kept, other=other)
        for line in text.wrap(text.safe(said), streams.columns() - 4):
            streams.out(f"    {line}")

    _show_confidence(extraction)


def _show_confidence(extraction: Mapping[str, Any]) -> None:
    if extraction.get("confidence") is None:
        return
    streams.out(streams.style(heading("confidence"), bold=True))
    streams.out(f"  {_WON} {extraction['confidence']:{_SCORE}.2f}")
    for one in extraction.get("doubts", ()):
        streams.out(f"{'':{_SCORE + 6}}{one['code']}: {translated(one['reason'])}")


def _lines(one: Mapping[str, Any]) -> Iterator[str]:
    """The rule with its score, then the value; what was printed, where it is not the value itself."""
    mark = _WON if one["won"] else _LOST
    yield f"  {mark} {one['score']:>{_SCORE}.0f}  {text.safe(one['rule'])}"
    indent = " " * (_SCORE + 6)
    value, printed = one["value"], one["printed"]
    shown = [value if value is not None else translated("nothing that can be read")]
    if printed and printed != value:
        shown.append(message("printed: {printed}", printed=printed))
    for said in shown:
        cut = text.cut(text.safe(said).replace("\n", " "), max(20, streams.columns() - len(indent)))
        yield indent + cut
