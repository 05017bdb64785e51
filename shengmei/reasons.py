"""Why an address is in the state it is in, in the language of the user.

The crawl makes these sentences and the store keeps them, in English, as programs get them. Where a person
sees one it is told by its pattern, and said as the catalogue says that pattern, with the same values.
A test holds the patterns against every sentence that the crawl makes (tests/shengmei/test_reasons.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from gettext import gettext

from shengmei.timezone import SHANGHAI

PATTERNS = (
    # what was answered (crawler/spiders/classify_response.py, edition_links.py, crawler/outcomes)
    "HTTP {status} to the front page",
    "HTTP {status} to an address that is not of this edition",
    "redirects to {target}",
    "redirects in a circle",
    "the list leads to no article and to no other list",
    "a page that only leads to itself",
    "the page says instead of its text: {words}",
    "more than {number} redirects in a row",
    "{reason} to {target}, which is no article",
    "leads to {target}, which is no article",
    "a later page of an article",
    "its page states this address, which reads the same",
    "the same as its target",
    "its outlet names no article by {names}",
    "gone once: {reason}, first seen {moment}",
    "returned once: first seen again {moment}",
    "returned, first seen again {moment}",
    "{earlier}; since then {later}",
    "{reason}, first seen gone {moment}",
    "returned once: first seen again {moment}",
    "returned, first seen again {moment}",
    "{state}, and was an article: {reason}",
    "the page shows no text any more",
    "the answer breaks off: its text is the beginning of the kept one",
    "another page: {title} shares neither title, date, source nor text with the article",
    # what was not (crawler/spiders/failure_messages.py, politeness)
    "Forbidden by robots.txt",
    "robots.txt of {host} cannot be had: {reason}",
    "it is at {group}, which another crawl is asking",
    "{host} is in no public network: allow_private allows it",
    "its host name cannot be looked up: a wrong name, or no network",
    "its server refuses the connection",
    "its server did not answer in time",
    "its server cannot be reached: {error}",
    "its certificate does not fit: {reason}",
    "it is for another name",
    "it is for another address",
    "no trusted signature, or out of date",
    "no secure connection (TLS) to it comes about: {error}",
    "its answer has a head without an end",
    "the connection broke off before the answer was whole",
    "the answer is not whole: its {encoding} body ends early",
    "addresses of this kind are not fetched",
    "its address cannot be asked for: {error}",
    "no answer",
    "its Crawl-delay",
    "its hours ({hours}, Beijing time)",
    "tomorrow (its {number} pages of a day)",
    # what could not be read or kept (crawler/reader.py, crawler/pipelines.py, crawler/list_reader.py)
    "reading it failed: {error}",
    "keeping it failed: {error}",
    "larger than {size} MB: not fetched",
    "larger than {size} MB",
    "the page is empty",
    "the page shows nothing",
    "a notice: {words}",
    "{file} at byte {offset}, {length} bytes",
    "no edition on any {day}",
    "no article: it leads to {target}",
    "cannot be opened: {error}",
    "{address} could not be fetched: {reason}",
    "no text: an image, a document or an archive",
    "taken for an article by its address, and shows no time, source or byline",
    "taken for an article by its address, and its text is a list of links",
    # articles on several pages (crawler/pages/multipage)
    "ends early, {have} of {parts} pages",
    "ends early, {have} of {parts} pages: {reason}",
    "more than {number} pages",
    "the others are on another host",
    "no article: {state}",
    "the page of another article",
    "it has not all of the first page",
    # layouts that do not fit (crawler/pages)
    "no title",
    "no body",
    "no rule for a title",
    "no rule for a body",
    "no layout fits",
    "no layout's title",
    "no {selector}",
    "{number} × {selector}",
    "unknown kind of content, aid {aid}",
    "a feed that names no article: {problem}",
    "no entries",
    "a sitemap that is cut or no XML: {error}",
    "{number} of {all} sitemaps",
    "a sitemap that names nothing: {problem}",
    "a packed list that cannot be unpacked: {error}",
    "a page without the script {script}",
    "a JSON answer that names no article: {text}",
    "a JSON list without addresses: {entry}",
    "a JSON list that cannot be searched: {error}",
    "a JSON list with no list at {items}",
    "a JSON list without {items}: {text}",
    "a JSON list without data[]: {text}",
    "a JSON list of {number} objects: {what}",
    "a JSON list that is no JSON: {error}",
    "an entry without url in a JSON list: {entry}",
    "an edition's page of {number} links",
    "no page of a newspaper's edition that is known",
    "a page of the edition of {printed}, not of {day}",
    "a page of an edition that names neither pages nor articles",
    "no JSON that can be read: {error}",
    "JSON without the pages of an edition",
    "a journal without pages",
    # records of the archive that are rotten (crawler/archive)
    "holds no whole record",
    "holds no WARC record",
    "holds another body than was written (its digest does not match)",
    "holds another block than was written (its digest does not match)",
    "holds another payload than was written (its digest does not match)",
    "repeats another body than was written (its digest does not match)",
    "repeats another body than the store says",
    "is not what the store says: {problem}",
    "cannot be read ({error})",
    # clocks (crawler/store/clock.py)
    "the clock stood {time} further at the last run: {number} addresses are due now",
    "{number} addresses were put off by a clock that was wrong: they are due now",
    "the clock stands {time} after the last run: is it right?",
    # what of a page was not looked at (crawler/pages/document/bounded_markup.py, crawler/pages/long_lists.py)
    "{number} tags of thousands of attributes",
    "{number} tags without most of their attributes",
    "{number} elements too deep, without their text",
    "{number} formatting elements left open",
    "{number} elements too many",
    "{number} tags too many, with the text between them",
    "{number} repeated html and body tags",
    "all behind its first {size} MB",
    # of a list (crawler/pages/lists/)
    "{number} of {total} links",
    "{number} of {total} sitemaps",
    "all behind its first {number} objects",
    "a sitemap that nests more than {number} deep",
    "a sitemap of more than {number} entries",
    "a sitemap of too many elements",
    "a sitemap with two document types",
    "a sitemap that is cut or no XML: {error}",
    "what follows it: {number} lists in a row led to no article that is a new one",
)
_SENTENCES = (
    "reason",
    "earlier",
    "later",
    "problem",
    "state",
)  # places in which another of these sentences stands
_COUNTED_APART = {"list": "list: {kind}", "edition": "edition: {kind}"}
_PLACE = re.compile(r"\\{(\w+)\\}")
_ADDRESS_AND = re.compile(r"(https?://\S+?): (.+)", re.DOTALL)  # of an article's other page
_OF_ONE_PAGE = re.compile(r"(?::| \(|https?://|'|\d{4}).*", re.DOTALL)
_LONGEST_KIND = 60  # characters
_AFTER_KIND = re.compile(r"[：（].*", re.DOTALL)  # the same in the catalogue


def kind_of_reason(reason: str | None) -> str:
    """What pages that failed for one reason have in common: `reading it failed: KeyError: 'x'` gives `reading
    it failed`."""
    return _OF_ONE_PAGE.sub("", reason or "")[:_LONGEST_KIND].strip() or "no reason given"


def reason_in_words(reason: str, translate: Callable[[str], str] = gettext) -> str:
    """A reason as the user reads it, moments in Beijing; one that no pattern fits, as from a page class of
    the user's own, as it is."""
    if reason and (same := translate(reason)) != reason:
        return same
    for pattern, fits in _compiled():
        if found := fits.fullmatch(reason):
            return translate(pattern).format(**dict(_values(found, translate)))
    if about := _ADDRESS_AND.fullmatch(reason):
        return f"{about[1]}: {reason_in_words(about[2], translate)}"
    return reason


def reasons_in_words(reasons: str, translate: Callable[[str], str] = gettext) -> str:
    """Several reasons, as `0.42: the text is short; no source was found`, each as the user reads it."""
    head, colon, rest = reasons.partition(": ") if re.match(r"\d\.\d+: ", reasons) else ("", "", reasons)
    return head + colon + "; ".join(reason_in_words(one, translate) for one in rest.split("; "))


def kind_in_words(kind: str, translate: Callable[[str], str] = gettext) -> str:
    """A kind of reason as the user reads it; `list: …` and `edition: …` say what failed."""
    if (same := translate(kind)) != kind:
        return same
    what, colon, rest = kind.partition(": ")
    if colon and what in _COUNTED_APART:
        return translate(_COUNTED_APART[what]).format(kind=kind_in_words(rest, translate))
    for pattern, fits in _compiled_kinds():
        if found := fits.fullmatch(kind):
            said = translate(pattern)
            if said != pattern and kind_of_reason(pattern) != pattern:
                said = _AFTER_KIND.sub("", said)
            return said.format(**dict(_values(found, translate))) if said != pattern else kind
    said = reason_in_words(f"{kind} …", translate)
    return said if said != f"{kind} …" else kind


def _values(found: re.Match[str], translate: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for name, value in found.groupdict().items():
        if name in _SENTENCES:
            yield name, reason_in_words(value, translate)
        else:
            yield name, _in_beijing(value) if name == "moment" else value


def _in_beijing(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone(SHANGHAI).isoformat(" ", "minutes")
    except ValueError:
        return moment


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns, and what they fit; those with most text of their own come first."""
    most_text_first = sorted(PATTERNS, key=lambda one: -len(re.sub(r"\{\w+\}", "", one)))
    return tuple((one, _fitting(one)) for one in most_text_first)


@cache
def _compiled_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns, and what the kinds of what they fit are like."""
    return tuple((one, _fitting(kind_of_reason(one))) for one, _ in _compiled())


def _fitting(text: str) -> re.Pattern[str]:
    places = _PLACE.sub(r"(?P<\1>.+?)", re.escape(text)).replace("(?P<moment>.+?)", r"(?P<moment>\S+?Z)")
    return re.compile(places, re.DOTALL)
