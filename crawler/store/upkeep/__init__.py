"""Copies of the store, and what is taken out of it or joined in it."""
