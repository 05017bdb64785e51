"""Which articles are copies of one another: fingerprints, alignment, what a pair is called, and stories."""
