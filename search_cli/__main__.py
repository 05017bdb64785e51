"""`python -m search_cli` is the command `shengmei`."""

from search_cli.cli import main

main()
