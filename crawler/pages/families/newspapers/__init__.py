"""Digital newspapers (数字报): an edition of a day, its pages, and the articles on them."""
