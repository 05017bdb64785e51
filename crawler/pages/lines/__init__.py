"""What a line of a page is, by its words alone: a button, a contact, an end mark, an info line."""
