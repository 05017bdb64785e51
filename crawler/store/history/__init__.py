"""What runs and outlets came to: the tables of `status`, `health` and the progress of a crawl."""
