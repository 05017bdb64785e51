"""Which addresses are due, in which turn, and which servers may be asked by whom."""
