"""A chart as one HTML file that needs nothing else: the picture, its numbers as tables, and the font's
characters that it uses. It loads nothing and runs nothing, and says so to the browser (CSP)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from html import escape

from search_cli.plot.chart import Chart, clean
from search_cli.plot.fonts import Font

_STYLE = """
html { color-scheme: light; }
body { font: 16px/1.5 "Shengmei Plot", sans-serif; color: #222; background: #fff; max-width: 62rem;
       margin: 1.5rem auto; padding: 0 1rem; }
svg { width: 100%; height: auto; }
div { overflow-x: auto; }
table { border-collapse: collapse; margin: 1.5rem 0; min-width: 24rem; }
caption { text-align: left; padding: .3rem 0; width: max-content; max-width: 60rem; }
th, td { padding: .15rem .8rem .15rem 0; text-align: right; border-bottom: 1px solid #ddd; }
th:first-child { text-align: left; font-weight: normal; }
thead th { color: #444; border-bottom: 2px solid #888; }
"""


def html(charts: Sequence[Chart], picture: str, font: Font) -> str:
    """The page; `picture` is the SVG document of the same charts."""
    shown = [clean(chart) for chart in charts]
    title = "; ".join(chart.title for chart in shown)
    body = "\n".join(part for chart in shown for part in _table(chart))
    inline = picture[picture.index("<svg ") :]
    face = _face(title + body, font)
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>{escape(title)}</title>
<style>{face}{_STYLE}</style>
</head>
<body>
<main>
{inline}
{body}
</main>
</body>
</html>
"""


def _table(chart: Chart) -> Iterator[str]:
    yield f"<div><table><caption>{escape(chart.title)} ({escape(chart.unit)})</caption>"
    heads = "".join(f'<th scope="col">{escape(one.label)}</th>' for one in chart.series)
    yield f'<thead><tr><th scope="col">{escape(chart.heading)}</th>{heads}</tr></thead><tbody>'
    for label, values in chart.rows():
        cells = "".join(f"<td>{chart.spelled(value)}</td>" for value in values)
        yield f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    for note in chart.notes:
        yield f"<p>{escape(note)}</p>"


def _face(used: str, font: Font) -> str:
    """The characters used, as a font inside the style sheet: some tens of kilobytes."""
    from fontTools import subset

    options = subset.Options(flavor="woff", desubroutinize=True, notdef_outline=True)
    written = io.BytesIO()
    with subset.load_font(str(font.path), options) as opened:
        cutter = subset.Subsetter(options)
        cutter.populate(text=used)
        cutter.subset(opened)
        subset.save_font(opened, written, options)
    data = base64.b64encode(written.getvalue()).decode()
    return f'\n@font-face {{ font-family: "Shengmei Plot"; src: url(data:font/woff;base64,{data}); }}'
