"""Reading a page of which nothing is known: where its headline, body, subtitle, breadcrumb and counts stand."""
