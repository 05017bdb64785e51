"""The indexer's commands, one a file, thin; `indexer.cli` is the door to them."""
