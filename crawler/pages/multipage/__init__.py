"""Articles on several pages: their pagers and page numbers, and one article out of all pages."""
