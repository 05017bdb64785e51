"""One file for each field that several places of a page speak of, and the assembling of the article.

A title, a subtitle, a breadcrumb or counts stand in one place: where, the page classes say (`families/`, and
`generic/` for pages of which nothing is known).
"""
