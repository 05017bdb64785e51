"""How an answer comes over the wire: handler and middlewares of Scrapy's downloader."""
