"""我苏网, of 江苏省广播电视总台. How it names articles is not known: by a long number."""

from crawler.site import Reference, Site

SITE = Site(
    id="ourjiangsu",
    name="我苏网",
    province="江苏",
    city="南京",
    organisation="我苏网",
    domains=("www.ourjiangsu.com",),
    lists=("https://www.ourjiangsu.com/",),
    article_url=r"/(?=\w*\d{5})\w+(?:\.s?html?)?$",
    references=(Reference(year=2026, source="public code: it answers; nothing more"),),
)
