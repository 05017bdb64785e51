"""Lists of articles in all their forms: pages, JSON answers, feeds, sitemaps, and data inside scripts."""
