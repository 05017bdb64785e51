"""Whatever a store is asked, it says the same on both databases, of the same history."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

from crawler.health.report import report
from crawler.items import Article, Byline, Timestamp, article_id
from crawler.store import (
    CaptureRecord,
    DeadLetter,
    Discovery,
    FetchedArticle,
    Pause,
    Store,
    Transaction,
    Verdict,
)
from crawler.store.article_stories import StoryOfArticle
from crawler.store.history.list_readings import ListReading
from crawler.store.upkeep.pruning import MovedRecord
from tests.postgresql import ONE_STORE

NOW = datetime(2026, 5, 1, 17, tzinfo=UTC)  # the second of May in Beijing
DAY = timedelta(days=1)
SITE = "example"
FAR = 5_000_000_000  # a byte behind four gigabytes
MASKED = "秦望江"


def url(number: int) -> str:
    return f"https://m.example.cn/p/{number}.html"


def article(number: int, **more) -> Article:
    written = Article(
        url=url(number),
        site=SITE,
        title=f"湖区春耕{number}",
        body="记者秦望江报道。",
        published=Timestamp(at=NOW - DAY, precision="day", raw="2026-04-30", found_in=".time"),
        bylines=(Byline(name=MASKED, role="reporter", raw="记者 秦望江"),),
    )
    return replace(written, **more)


def captured(transaction: Transaction, number: int, at: datetime, **more) -> int:
    record = CaptureRecord(
        url=url(number),
        address=url(number),
        fetched_at=at,
        status=200,
        file=f"{number % 2}.warc.gz",
        offset=FAR + number,
        length=900,
        sha256=f"{number}",
    )
    return transaction.articles.capture([replace(record, **more)])[0]


def keep(transaction: Transaction, written: Article, number: int, at: datetime) -> str:
    kept = FetchedArticle(article=written, capture_id=captured(transaction, number, at), fetched_at=at)
    return transaction.articles.keep([kept], at)[0]


def history(store: Store) -> None:
    """What some weeks of crawls, feeding and upkeep write."""
    with store.writing() as transaction:
        frontier = transaction.frontier
        found = [Discovery(url=url(n), address=url(n), site=SITE, title=f"标题\x00{n}") for n in range(12)]
        lists = [
            Discovery(url=f"https://m.example.cn/{n}/", address="x", site=SITE, kind="list") for n in "ab"
        ]
        assert frontier.discover([*found, *lists, *found], NOW - 9 * DAY) == len(found) + len(lists)
        assert frontier.discover([replace(found[11], found_on=lists[0].url)], NOW) == 0
        rows = {row.url: row for row in frontier.dequeue(SITE, 99, NOW)}
        verdicts = [Verdict(row=rows[url(n)], state="kept", at=NOW) for n in range(6)]
        verdicts += [
            Verdict(row=rows[url(6)], state="failed", at=NOW, reason="HTTP 502", answered=False),
            Verdict(row=rows[url(7)], state="alias", at=NOW, target=url(0)),
            Verdict(row=rows[url(8)], state="unreadable", at=NOW, reason="no title"),
            Verdict(row=rows[lists[0].url], state="kept", at=NOW),
            Verdict(row=rows[lists[1].url], state="failed", at=NOW, reason="gone once: HTTP 404"),
        ]
        frontier.record(verdicts)
        captured(transaction, 8, NOW)
        transaction.articles.record_site(
            {"id": SITE, "name": "示例网", "province": "湖北", "city": None, "organisation": None}
        )
        for number in range(6):
            keep(transaction, article(number), number, NOW - 3 * DAY)
        keep(transaction, article(0, title="更正"), 0, NOW)
        keep(transaction, article(1), 1, NOW)
        captured(transaction, 1, NOW, refers_to=2)
        transaction.articles.gone(url(2), captured(transaction, 2, NOW, status=404), NOW)
        transaction.articles.reread(article_id(url(3)), 1, article(3, source="示例日报"), NOW)
        run = transaction.runs.begin(SITE, "Scrapy", NOW)
        transaction.runs.add(run, {(SITE, "kept"): 6, (SITE, "failed"): 1}, NOW)
        transaction.runs.add(run, {(SITE, "kept"): 1}, NOW)
        transaction.list_readings.record([ListReading(url=lists[0].url, site=SITE, at=NOW, shown=9, new=3)])
        transaction.list_readings.record(
            [ListReading(url=lists[0].url, site=SITE, at=NOW + DAY, shown=0, new=0)]
        )
        transaction.server_times.record_requests({"m.example.cn": NOW.timestamp()})
        transaction.server_times.record_pauses({"m.example.cn": Pause(NOW + DAY, "HTTP 429", url(6), 1)})
        transaction.clock.look(NOW, [SITE])
        transaction.stories.record(
            {
                article_id(url(0)): StoryOfArticle(
                    story=article_id(url(0)), story_role="first", story_basis="declared", story_size=2
                )
            },
            NOW,
        )
        index = transaction.changes.register("uuid-1", "/index", NOW)
        letter = DeadLetter(
            article_id=article_id(url(4)),
            seq=5,
            error_type="x",
            reason="no",
            document={"title": "坏\ud83d"},
            format="1",
        )
        transaction.changes.acknowledge(index.identity, 5, [article_id(url(4))], [letter], NOW)
        rule = transaction.masks.begin(MASKED, SITE, "asked", NOW)
        transaction.alarms.record({(SITE, "silence", ""): "nothing"}, [], NOW)
        transaction.pruning.record([1], [MovedRecord(3, "moved.warc.gz", FAR + 1)], NOW)
        transaction.pruning.move_file("1.warc.gz", "s3://bucket/1.warc.gz", NOW)
        transaction.joining.join(url(5), url(9), NOW)
        transaction.forgetting.forget(url(4), url(4), SITE, "asked", NOW)
        transaction.backups.record("/mnt", NOW)
        key, changed = transaction.masks.mask_texts("秦", SITE, masked, ("", 0, 0), 99, NOW)
        assert key is not None
        assert changed
        transaction.masks.mask_frontier("标", SITE, masked)
        transaction.masks.done(rule, NOW)


def masked(value):
    """Masks the name, wherever it stands."""
    if isinstance(value, str):
        return value.replace(MASKED, "■■■")
    if isinstance(value, dict):
        return {name: masked(each) for name, each in value.items()}
    return [masked(each) for each in value] if isinstance(value, list) else value


def asked(transaction: Transaction) -> dict[str, object]:
    """Every question to the store, and its answer."""
    articles, frontier, changes = transaction.articles, transaction.frontier, transaction.changes
    ids = [article_id(url(number)) for number in range(12)]
    every = articles.capture_records(range(1, 40))
    since = date(2026, 4, 1)
    return {
        "stored": articles.stored(ids),
        "revisions": [articles.revisions(key) for key in ids],
        "evidence": articles.evidence(ids[2]),
        "found by id": [
            articles.find(ids[0][:6]),
            articles.find(ids[5]),
            articles.find(url(1)),
            articles.find("zz"),
        ],
        "readings": [articles.readings(range(99)), articles.count_readings()],
        "said": [(articles.newest_said(key, 1), articles.said_digest(key, 1)) for key in ids],
        "captures": [every, articles.captures_of(url(1)), articles.later_pages(every)],
        "listed": [articles.listed("", 3), articles.listed(ids[0], 99, SITE)],
        "ends": articles.archive_ends(),
        "count": articles.count(),
        "site": [articles.site_names(), articles.url_of(ids[1]), articles.outlet_profile(SITE)],
        "earlier": [transaction.captures.earlier(url(1), url(1), status) for status in (200, 304)],
        "of file": transaction.captures.of_file("1.warc.gz", 0, 99),
        "months": transaction.captures.months(),
        "bytes": [transaction.captures.bytes_since(NOW), transaction.captures.first_fetched()],
        "dispensable": transaction.pruning.dispensable(list(every.values())),
        "repeated": [transaction.pruning.referred_to(set()), transaction.pruning.last_repeated()],
        "log": [changes.after(0, 99), changes.newest(), [changes.of(key) for key in ids]],
        "behind": [changes.behind(3), changes.behind(0, without="grouped"), sorted(changes.forgotten(0, 99))],
        "waiting": changes.waiting_to_go(0, ids),
        "versions": [changes.versions("", 99), changes.versions_of(ids)],
        "fed": [changes.fed_indexes(), changes.acknowledged(changes.fed_indexes()[0])],
        "dead": [
            changes.dead_letters.listed("uuid-1"),
            changes.dead_letters.ids("uuid-1"),
            changes.dead_letters.of("uuid-1", ids),
        ],
        "states": [frontier.states(), frontier.states(SITE), [frontier.state(url(n)) for n in range(12)]],
        "due": [
            frontier.due([SITE], NOW),
            frontier.due_in_flight([SITE], NOW),
            frontier.count_all_due(NOW),
            frontier.count_due([url(n) for n in range(12)], NOW),
            frontier.next_due([SITE]),
            frontier.next_due_of_all(),
            frontier.sites_with_due([SITE], NOW),
            frontier.sites_with_due([f"{n}" for n in range(9)] + [SITE], NOW),
        ],
        "frontier": [
            sorted(frontier.fetching()),
            frontier.sites(),
            frontier.sites(lists=True),
            sorted(frontier.reasons(9)),
            frontier.unread(),
            frontier.redirect_targets([url(7)]),
            frontier.in_circle(url(7)),
            frontier.barren("https://m.example.cn/a/", 3),
            frontier.any_discovered([url(3)], NOW - 10 * DAY),
        ],
        "lists": [transaction.lists.failed(), transaction.list_readings.of(SITE)],
        "days": [(site, list(days)) for site, days in transaction.crawled.days([SITE])],
        "missing": transaction.crawled.missing([SITE]),
        "runs": [transaction.runs.counts(1), transaction.runs.total(1)],
        "counted": sorted(transaction.outlet_days.counted(SITE, since)),
        "sites": [transaction.outlet_days.sites(since), transaction.outlet_days.sites_with("article", since)],
        "total": transaction.outlet_days.total("article", "new", since),
        "health": [asdict(one)["alarms"] for one in report(transaction, NOW + 3 * DAY)],
        "alarms": transaction.alarms.of([SITE]),
        "servers": [transaction.server_times.last_requests(), transaction.server_times.pauses()],
        "forgotten": [transaction.forgetting.reason(url(4)), transaction.forgetting.removals()],
        "joined": [transaction.joining.into(ids[5]), list(transaction.joining.moved(str.upper))],
        "backups": [transaction.backups.known(), transaction.backups.restored()],
        "masks": [transaction.masks.unfinished(), transaction.masks.is_marked(ids[0], 1)],
        "mask ids": transaction.masks.capture_ids(0, 99, SITE),
        "stories": [transaction.stories.of(ids), transaction.stories.listed("", 9), articles.wordings(ids)],
        "uncompared": [transaction.uncompared.sites(), transaction.uncompared.of_site(SITE, 9)],
    }


def test_the_same_history_gives_the_same_answers(tmp_path):
    file = tmp_path / "data" / "shengmei.sqlite"
    with Store.open(file, create=True) as one, Store.open(ONE_STORE.emptied(), create=True) as other:
        for store in (one, other):
            history(store)
        expected, found = one.read(asked), other.read(asked)
        for question, answer in expected.items():
            assert found[question] == answer, question
            assert "Decimal(" not in repr(found[question]), question  # which is no number for JSON
