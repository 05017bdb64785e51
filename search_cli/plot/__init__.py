"""The door: charts as files. `check` says early what is missing; `draw` writes .svg, .png or .html.

Needs the extra `shengmei[plot]` (matplotlib and a Chinese font); nothing of it is imported before it is used.
"""

from __future__ import annotations

from pathlib import Path

from search_cli.plot.chart import Chart, Series
from shengmei.console.text import cut
from shengmei.console.translation import message
from shengmei.optional_libraries import require
from shengmei.problems import UsageProblem

__all__ = ["FORMS", "Chart", "Series", "check", "draw"]

FORMS = (".svg", ".png", ".html")
LACKING = 40  # columns of characters that a font has not


def check(file: str | None) -> Path | None:
    """The file as a path, before any work is done for it; raises `UsageProblem`."""
    if file is None:
        return None
    path = Path(file)
    if path.suffix.lower() not in FORMS:
        raise UsageProblem(
            message("--plot {file}: the name must end in {forms}", file=file, forms=", ".join(FORMS))
        )
    if not path.absolute().parent.is_dir():
        raise UsageProblem(
            message("--plot {file}: there is no directory {parent}", file=file, parent=path.absolute().parent)
        )
    require("--plot", "plot", "matplotlib", "fontTools")
    return path


def draw(charts: list[Chart], path: Path) -> str:
    """Writes the charts one below another, whole or not at all, and returns the name of the font used, and
    what it lacks of them: `Noto Sans SC (package …), which has no 𠮷`."""
    from search_cli.plot import figure, fonts, page

    font = fonts.chosen()
    if path.suffix.lower() == ".png":
        written = figure.png(charts, font)
    else:
        written = figure.svg(charts, font)
        if path.suffix.lower() == ".html":
            written = page.html(charts, written.decode(), font).encode()
    begun = path.with_name(f".{path.name}.part")
    begun.write_bytes(written)
    begun.replace(path)
    lacking = figure.lacking(charts, font)
    return f"{font.name}, which has no {cut(lacking, LACKING)}" if lacking else font.name
