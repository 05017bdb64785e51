"""Help pages in a language whose characters are two columns wide: click wraps by number of characters."""

from __future__ import annotations

from collections.abc import Iterable

import click

from shengmei.console.text import pad, width, wrap

_AS_IT_IS = "\b\n"  # how click marks a paragraph that is not to be wrapped
_NARROWEST = 10  # columns of a help that stands behind a long option


class WideFormatter(click.HelpFormatter):
    """Wraps and aligns by the columns that text takes on a terminal."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = (
            paragraph.removeprefix(_AS_IT_IS).splitlines()
            if paragraph.startswith(_AS_IT_IS)
            else wrap(" ".join(paragraph.split()), self.width - self.current_indent)
            for paragraph in text.split("\n\n")
        )
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first_column = min(max((width(first) for first, _ in rows), default=0), col_max) + col_spacing
        room = max(self.width - self.current_indent - first_column, _NARROWEST)
        indent = " " * self.current_indent
        for first, second in rows:
            lines = wrap(second, room)
            if width(first) + col_spacing <= first_column:
                self.write(f"{indent}{pad(first, first_column)}{next(lines, '')}".rstrip() + "\n")
            else:
                self.write(f"{indent}{first}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first_column}{line}\n")


class WideContext(click.Context):
    """What a command's help is written with in such a language."""

    formatter_class = WideFormatter
