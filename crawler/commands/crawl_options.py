"""The options of all commands that crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def crawl_options(function: Function) -> Function:
    """Adds `--delay`, `--quiet` and `--log-format`, which the command is given as `delay`, `quiet` and
    `log_format`."""
    for option in (
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default="text",
            help="json: a JSON line on stderr for each event.",
        ),
        click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong: for cron."),
        click.option(
            "--delay", type=float, metavar="SECONDS", help="Between two requests to a platform; default 2."
        ),
    ):
        function = option(function)
    return function
