"""The options of commands whose work is done by tasks: where these run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

Function = TypeVar("Function", bound=Callable[..., Any])


def task_options(function: Function) -> Function:
    """Adds `--on` and `--processes`, which the command is given as `on` and `processes`."""

    @functools.wraps(function)
    def checked(*arguments: Any, **options: Any) -> Any:
        if options["on"] is not None and options["processes"] is not None:
            raise UsageProblem(translated("--processes is for this machine, --on for a cluster: give one"))
        return function(*arguments, **options)

    for option in (
        click.option(
            "--processes",
            type=click.IntRange(min=1),
            help="How many processes work on this machine; one for each core by default.",
        ),
        click.option(
            "--on",
            metavar="dask://HOST:PORT",
            help="Work on the Dask cluster whose scheduler is there (docs/scale.md).",
        ),
    ):
        checked = option(checked)
    return checked  # type: ignore[return-value]
