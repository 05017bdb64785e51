"""What is taken out on request: articles, names, and their records in the archive."""
