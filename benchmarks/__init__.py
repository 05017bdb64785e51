"""Benchmarks: ratios against a peer or a limit in the same run; no test depends on them."""
