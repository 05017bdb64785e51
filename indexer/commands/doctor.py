"""`shengmei doctor`: is this installation sound, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shengmei import config as configuration
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import pad, safe, wrap
from shengmei.console.translation import message, translated
from shengmei.problems import Problem

if TYPE_CHECKING:
    from indexer.doctor_checks.check import Check

COLOURS = {"ok": "green", "warn": "yellow", "bad": "red"}


@click.command(short_help="Check this installation and say what is wrong.")
@formats.format_options("json")
@options.common_options
@click.pass_context
def doctor(ctx: click.Context, form: formats.Form | None) -> None:
    """Check settings, libraries, store and index; nothing is changed, and no secret is shown.

    \b
    shengmei doctor --data /srv/shengmei

    A line is ok, warn (it works, but look) or bad; something bad ends with exit code 3.
    """
    from indexer.doctor_checks import report

    config: Config = ctx.obj
    settings = configuration.settings(options.given(ctx))
    found = []
    for check in report.all_checks(config, settings):
        found.append(check)
        if form is None:
            _say(check)
    bad = [check.name for check in found if check.state == "bad"]
    if form:
        lines = [{"name": one.name, "state": one.state, "text": one.text} for one in found]
        streams.write_json({"checks": lines, "bad": len(bad)}, indent=2)
    if bad:
        raise Problem(message("not well: {bad}", bad=", ".join(bad)))


def _say(check: Check) -> None:
    state = pad(translated(check.state), 4)
    label = f"{streams.style(state, fg=COLOURS[check.state])}  {pad(check.name, 9)}  "
    columns = streams.columns() - 17 if streams.on_terminal() else 10_000
    for line in wrap(safe(check.text), columns):
        streams.out(label + line)
        label = " " * 17
