"""The options that every command takes, before and after its name, and the configuration they lead to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from shengmei.config import hand_over_login, load
from shengmei.console import pager, streams
from shengmei.console.translation import translated

Function = TypeVar("Function", bound=Callable[..., Any])
_KEY = "shengmei.options"  # in ctx.meta, which a group shares with its commands


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Remembers a value that was given; one after the command's name is kept last and counts."""
    if value == "":  # a variable of a script that is not set: the default would be another collection
        raise click.BadParameter(translated("it is empty"))
    if value:
        ctx.meta.setdefault(_KEY, {})[param.name] = value


def _set_colour(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value:
        streams.set_colour(value)


def _no_pager(_ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        pager.forbid()


def parameters() -> list[click.Parameter]:
    """`--data`, `--index`, `--color`, `--no-pager` and `--verbose`, fresh for one command or group."""
    return [
        click.Option(
            ["--data"],
            metavar="DIR",
            type=click.Path(file_okay=False),
            callback=_keep,
            expose_value=False,
            help="Data directory: store, archive and, by default, the index.",
        ),
        click.Option(
            ["--index"],
            metavar="DIR|URL",
            type=click.Path(),
            callback=_keep,
            expose_value=False,
            help="Index: a directory, or the http address of a server.",
        ),
        click.Option(
            ["--color"],
            metavar="WHEN",
            type=click.Choice(("auto", "always", "never")),
            callback=_set_colour,
            expose_value=False,
            help="Colour the answer: auto (on a terminal; the default), always, never.",
        ),
        click.Option(
            ["--no-pager"],
            is_flag=True,
            callback=_no_pager,
            expose_value=False,
            help="Never show the answer in a pager.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            callback=_keep,
            expose_value=False,
            help="On an error, show where it happened.",
        ),
    ]


def common_options(function: Function) -> Function:
    """Adds the common options to a command; `@click.pass_obj` hands it their `Config`."""

    @functools.wraps(function)
    def configured(*args: Any, **kwargs: Any) -> Any:
        ctx = click.get_current_context()
        ctx.obj = load(given(ctx))
        hand_over_login(ctx.obj)
        return function(*args, **kwargs)

    known: list[click.Parameter] = getattr(function, "__click_params__", [])
    configured.__click_params__ = [*reversed(parameters()), *known]  # type: ignore[attr-defined]
    return configured  # type: ignore[return-value]


def given(ctx: click.Context) -> dict[str, str]:
    """The configuration options of this call, wherever they stood."""
    return {name: value for name, value in ctx.meta.get(_KEY, {}).items() if name != "verbose"}


def verbose(ctx: click.Context) -> bool:
    return bool(ctx.meta.get(_KEY, {}).get("verbose"))
