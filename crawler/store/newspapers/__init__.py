"""The editions of newspapers: their pages and what stands on them."""
