"""Scrapy's settings: polite by default, and no more machinery than the crawl uses.

What becomes of a request is decided in one place (crawler/spiders/classify_response.py), so redirects,
retries and error statuses are not handled by middlewares here: the store is what remembers them.
"""

from shengmei.version import VERSION

BOT_NAME = "shengmei"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = f"shengmei/{VERSION} (archive of Chinese provincial media)"

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "shengmei"
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0  # down to half of the delay would be impolite
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 256  # one or a few a platform: platforms that hang must not keep the others waiting
# Each name is resolved in a thread, for long where its servers are silent. Scrapy has ten of them; more are
# begun only where they are needed.
REACTOR_THREADPOOL_MAXSIZE = CONCURRENT_REQUESTS
CONCURRENT_ITEMS = 1  # a response gives one outcome; Scrapy starts this many tasks for each response
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 5_000_000  # what the reader takes; the longest real article page had 1.3 million
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True  # but of outlets with `any_certificate`

_HANDLER = "crawler.spiders.download.record_exchange.RecordExchange"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER}
COOKIES_ENABLED = False
LOG_LEVEL = "WARNING"
# It would parse the source of the spider's callbacks again for each response.
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_DATEFORMAT = "%Y-%m-%dT%H:%M:%S%z"  # a time without its zone is half a time
SHENGMEI_FEEDS_INDEX = True
# Instead of Scrapy's own list, for it imports those that are switched off too. Neither console is in use here
# (they run what is sent to them), and nothing of its pauses and statistics.
EXTENSIONS_BASE = dict.fromkeys(
    (
        "scrapy.extensions.logcount.LogCount",
        "scrapy.extensions.closespider.CloseSpider",
        "scrapy.extensions.feedexport.FeedExporter",  # Scrapyd may ask for it
    ),
    0,
)
EXTENSIONS = {"indexer.crawl_extension.FeedIndex": 100}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
TWISTED_DNS_RESOLVER = "crawler.spiders.politeness.public_addresses.PublicResolver"
SHENGMEI_ALLOW_PRIVATE = False
DOWNLOADER_MIDDLEWARES = {
    "crawler.spiders.politeness.public_addresses.PublicAddresses": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.spiders.politeness.robots.Robots": 100,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.spiders.download.complete_bodies.CompleteBodies": 590,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "crawler.spiders.download.proxies.Proxies": 750,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
