"""The crawler's commands, one a file, thin; `crawler.cli` is the door to them."""
