"""`shengmei completion SHELL`: the script that lets a shell complete commands, options and site ids."""

from __future__ import annotations

import click

from shengmei.console import options, streams

# One line for each shell; the quoted $(…) is run by the shell at every start, so it never grows stale.
INSTALL = {
    "bash": "echo 'eval \"$(shengmei completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(shengmei completion zsh)\"' >> ~/.zshrc",
    "fish": "shengmei completion fish > ~/.config/fish/completions/shengmei.fish",
}


@click.command(short_help="Print a script that completes commands.")
@click.argument("shell", type=click.Choice(tuple(INSTALL)))
@options.common_options
def completion(shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, sites, and fields and values of queries.

    \b
    bash:  echo 'eval "$(shengmei completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(shengmei completion zsh)"' >> ~/.zshrc
    fish:  shengmei completion fish > ~/.config/fish/completions/shengmei.fish
    """
    from click.shell_completion import get_completion_class

    from search_cli.completion import shells

    shells.register()
    made = get_completion_class(shell)
    assert made is not None  # click.Choice lets no other shell through
    root = click.get_current_context().find_root()
    streams.out(f"# To install: {INSTALL[shell]}")
    streams.out(made(root.command, {}, "shengmei", "_SHENGMEI_COMPLETE").source())
