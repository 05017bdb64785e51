"""Site files beside our own: found, checked, drafted, and held against the live site."""
