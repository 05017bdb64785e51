"""Digital newspapers (数字报): an edition of a day, its pages, and the articles on them.

The way of an edition from its address to the store:

1. `crawler/spiders/scopes/edition_scope.py` asks for a paper's edition of a day; `addresses.py` here tells
   by an address alone whether it is an article, a page or an index of an edition, and of which day.
2. `reading.py` reads the answer, by `edition_pages.py` (HTML), `json_editions.py` or `script_editions.py`.
   What comes out is an `EditionReading` (`crawler/edition_items.py`): the pages and articles that the answer
   lists.
3. `crawler/spiders/edition_links.py` makes requests of it: further pages, and the articles.
4. `crawler/outcomes/editions.py` records it in the transaction that keeps the captures, and gives each
   article the page and position at which its edition lists it (`crawler/place_in_edition.py`).
5. `crawler/store/newspapers/editions.py` has the tables: which pages and articles an edition has, and how
   many of them are kept. `shengmei editions` shows them.

`article_page.py` and `article_fields.py` read an article of an edition, `paper.py` is what a site file says
of a paper, `grammars.py` the forms of addresses by system.
"""
