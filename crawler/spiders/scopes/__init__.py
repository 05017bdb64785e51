"""What a crawl is about: addresses, sites, editions of newspapers."""
