"""Reading a page of which nothing is known: where headline, body, subtitle, breadcrumb and counts stand."""
