"""The health of outlets as one page of HTML with a small plot each. It loads nothing and runs nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from crawler.health.day_kinds import day_kind
from crawler.health.history import PUBLISHED
from crawler.health.report import OutletHealth
from search_cli.views.health import alarm_line, barren, last_success, number
from shengmei.console.text import counted, safe
from shengmei.console.translation import heading, is_english, message, translated
from shengmei.problems import UsageProblem
from shengmei.reasons import kind_in_words
from shengmei.timezone import SHANGHAI

DAYS = 91  # shown: 13 weeks
BAR, HEIGHT = 4, 48  # pixels
_STYLE = """
html { color-scheme: light; }
body { font: 15px/1.45 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #222;
       background: #fff; max-width: 70rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 0; }
section { display: grid; grid-template-columns: 15rem 24rem 1fr; gap: 0 1.5rem; padding: .8rem 0;
          border-top: 1px solid #ddd; }
section.alarm { background: #fff4f2; } .alarm h2 { color: #b3261e; }
p, li { overflow-wrap: anywhere; } p { margin: 0; } small { color: #666; }
ul { margin: 0; padding-left: 1.1rem; } .said { color: #b3261e; }
svg { display: block; width: 100%; height: auto; } figure { margin: 0; } figcaption { color: #666; font-size:
.8rem; } td { padding-right: 1rem; } @media (max-width: 60rem) { section { grid-template-columns: 1fr; } }
"""


def write(path: Path, found: Sequence[OutletHealth], now: datetime) -> None:
    """Writes the page, which is the old one or the new one, never a part of it."""
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        begun.write_text(page(found, now), encoding="utf-8", errors="replace")
        begun.replace(path)
    except OSError as error:
        begun.unlink(missing_ok=True)
        raise UsageProblem(
            message("{path} cannot be written: {reason}", path=path, reason=error.strerror)
        ) from error


def page(found: Sequence[OutletHealth], now: datetime) -> str:
    """The page; outlets with an alarm come first."""
    alarms = sum(len(one.alarms) for one in found)
    at = now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    head = message(
        "{outlets}, {alarms}",
        outlets=counted(len(found), "outlet"),
        alarms=counted(alarms, "alarm") if alarms else translated("no alarm"),
    )
    legend = message(
        "{at} in Beijing. Bars: new articles by the day that they print, {days} days, holidays pale; the "
        "line is what is usual now. Shares are of the new articles of seven days, the usual ones in "
        "brackets.",
        at=at,
        days=DAYS,
    )
    ordered = sorted(found, key=lambda one: (not one.alarms, one.site))
    body = "\n".join(part for one in ordered for part in _outlet(one))
    return f"""<!DOCTYPE html>
<html lang="{"en" if is_english() else "zh-CN"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>shengmei: {head}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{head}</h1>
<p><small>{legend}</small></p>
{body}
</body>
</html>
"""


def _outlet(one: OutletHealth) -> Iterator[str]:
    name = f" <small>{_text(one.name)}</small>" if one.name else ""
    yield f"<section{' class=alarm' if one.alarms else ''}>"
    yield f"<div><h2>{_text(one.site)}{name}</h2>"
    rate = message("{now} a day, {usual} usual", now=number(one.new_a_day), usual=number(one.usual_a_day))
    yield f"<p>{rate}</p>"
    yield f"<p><small>{heading('last success')} {last_success(one)}</small></p></div>"
    yield f"<figure>{plot(one)}</figure><div>"
    if one.alarms:
        lines = "".join(f"<li>{_text(alarm_line(alarm))}</li>" for alarm in one.alarms)
        yield f"<ul class=said>{lines}</ul>"
    shares = [
        f"{name} {now:.0%}" + ("" if usual is None else f" ({usual:.0%})")
        for name, (now, usual) in one.fields.items()
    ]
    yield f"<p><small>{_text(', '.join(shares))}</small></p>"
    errors = ", ".join(f"{count} {kind_in_words(name)}" for name, count in list(one.errors.items())[:5])
    if errors:
        yield f"<p><small>{message('errors: {counted}', counted=_text(errors))}</small></p>"
    for each in one.barren_lists[:3]:
        yield f"<p><small>{_text(each.url)} {barren(each.shown, each.brought_at)}</small></p>"
    yield "</div></section>"


def plot(one: OutletHealth) -> str:
    """Bars of the last `DAYS` days, today's pale for it is not over, and a line at what is usual."""
    history = one.history
    last = history.last
    days = range(max(0, last + 1 - DAYS), last + 1)
    counts = history.series(PUBLISHED)
    top = max([*(counts[at] for at in days), one.usual_a_day or 0, 1])
    width = DAYS * BAR
    bars = []
    for place, at in enumerate(days, start=DAYS - len(days)):
        high = counts[at] * HEIGHT / top
        pale = at == last or day_kind(history.day(at)) not in ("usual", "season")
        bars.append(
            f'<rect x="{place * BAR}" y="{HEIGHT - high:.1f}" width="{BAR - 1}" height="{high:.1f}" '
            f'fill="{"#b9c6d8" if pale else "#4a6fa5"}"><title>{history.day(at)}: {counts[at]}</title></rect>'
        )
    usual = HEIGHT - (one.usual_a_day or 0) * HEIGHT / top
    across = f'<line x1="0" x2="{width}"'
    line = f'{across} y1="{usual:.1f}" y2="{usual:.1f}" stroke="#b3261e" stroke-dasharray="3 3"/>'
    said = message("{site}: new articles a day, at most {number}", site=one.site, number=f"{top:.0f}")
    caption = message(
        "{first} to {last}, at most {number}",
        first=history.day(days[0]),
        last=history.day(last),
        number=f"{top:.0f}",
    )
    return (
        f'<svg viewBox="0 0 {width} {HEIGHT}" role="img" aria-label="{_text(said)}">{"".join(bars)}'
        f"{line if one.usual_a_day is not None else ''}"
        f'{across} y1="{HEIGHT}" y2="{HEIGHT}" stroke="#999"/></svg>'
        f"<figcaption>{caption}</figcaption>"
    )


def _text(text: str) -> str:
    return escape(safe(text))
