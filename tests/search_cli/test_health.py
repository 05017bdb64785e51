"""`status` and `health` over a store: what stands wrong is said, told once, and ends with exit code 4."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from crawler.health.report import report
from crawler.items import Article
from crawler.store import CaptureRecord, FetchedArticle, Store
from crawler.store.history.list_readings import ListReading
from crawler.store.history.outlet_days import DayCount
from search_cli.cli import root

NOW = datetime.now(UTC)
LIST = "https://e.example.cn/list"


@pytest.fixture
def data(tmp_path):
    """A store with five weeks of an outlet, `example_news`, twelve articles a day with their source."""
    path = tmp_path / "data"
    with Store.open(path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        facts = {
            "id": "example_news",
            "name": "示例网",
            "province": "湖北",
            "city": None,
            "organisation": None,
        }
        transaction.articles.record_site(facts)
        for days in range(35, 1, -1):
            at = NOW - timedelta(days)
            publish(transaction, at, source="示例报")
    return path


def publish(transaction, at: datetime, number: int = 12, source: str | None = None) -> None:
    """Keeps so many new articles of a moment, as a crawl does that read the list before."""
    made = [
        Article(
            url=f"https://e.example.cn/{at:%Y%m%d}{n}.html",
            site="example_news",
            title="题",
            body="文。",
            source=source,
        )
        for n in range(number)
    ]
    places = [
        CaptureRecord(
            url=one.url,
            address=one.url,
            fetched_at=at,
            status=200,
            file="a.warc.gz",
            offset=0,
            length=9,
            sha256="0",
        )
        for one in made
    ]
    keys = transaction.articles.capture(places)
    kept = [
        FetchedArticle(article=one, capture_id=key, fetched_at=at)
        for one, key in zip(made, keys, strict=True)
    ]
    transaction.articles.keep(kept, at)
    reading = ListReading(url=LIST, site="example_news", at=at, shown=20, new=number)
    transaction.list_readings.record([reading])
    day = date.fromisoformat(f"{at.astimezone():%Y-%m-%d}")
    counts = {("list", "read"): 40, ("list", "showing"): 40, ("brought", LIST): number}
    transaction.outlet_days.add(
        {DayCount("example_news", str(day), *key): count for key, count in counts.items()}
    )


def run(data, *args: str):
    return CliRunner().invoke(root, ["--data", str(data), *args])


def write(data, **how) -> None:
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        publish(transaction, **how)


def test_an_outlet_that_is_well_ends_with_0(data):
    write(data, at=NOW - timedelta(days=1), source="示例报")
    done = run(data, "health")
    assert (done.exit_code, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert said[0] == "example_news 示例网"
    assert "alarms        none" in said
    assert any(line.startswith("fields        of ") and "source 100% (100%)" in line for line in said)


def test_a_field_that_is_lost_is_said_in_words_and_ends_with_4(data):
    write(data, at=NOW - timedelta(days=1), number=30)
    done = run(data, "health")
    assert done.exit_code == 4
    assert "ALARM         field source: source is found on " in done.stdout
    assert done.stderr == "shengmei: 1 alarm of 1 outlet\n"
    (outlet,) = json.loads(run(data, "health", "example_news", "--json").stdout)
    assert [(one["kind"], one["subject"]) for one in outlet["alarms"]] == [("field", "source")]
    assert outlet["fields"]["source"]["usual"] > 0.95


def test_an_outlet_that_has_gone_quiet_as_a_person_sees_it(data):
    """A day far from all holidays, so that the test says the same on every day."""
    now = datetime(2026, 8, 20, 4, tzinfo=UTC)
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        for days in range(60, 4, -1):
            publish(transaction, now - timedelta(days), source="示例报")
        for days in range(4, -1, -1):
            publish(transaction, now - timedelta(days), number=0)
        (outlet,) = report(transaction, now)
    (alarm,) = outlet.alarms
    assert (alarm.kind, alarm.text) == (
        "silence",
        "no new article since 2026-08-15: 4 days, usually 12 a day",
    )
    assert outlet.last_success.startswith("2026-08-20T04:00")
    assert round(outlet.usual_a_day) == 12


def test_an_outlet_that_was_never_crawled_is_a_usage_error(data):
    done = run(data, "health", "nowhere")
    assert done.exit_code == 2
    assert "nowhere: nothing was ever crawled of it" in done.stderr


def test_without_a_store_there_is_no_health(tmp_path):
    assert run(tmp_path / "none", "health").exit_code == 3
    assert run(tmp_path / "none", "status").exit_code == 3


def test_figures_for_prometheus(data, tmp_path):
    write(data, at=NOW - timedelta(days=1), number=30)
    file = tmp_path / "shengmei.prom"
    file.write_text("old")
    assert run(data, "health", "--prometheus", str(file)).exit_code == 4
    lines = file.read_text(encoding="utf-8").splitlines()
    assert 'shengmei_alarm{site="example_news",kind="field",subject="source"} 1' in lines
    assert 'shengmei_alarms{site="example_news"} 1' in lines
    assert 'shengmei_articles{status="live"} 438' in lines
    names = {line.split("{")[0].split(" ")[0] for line in lines if not line.startswith("#")}
    assert names <= {line.split(" ")[2] for line in lines if line.startswith("# TYPE")}
    assert [one.name for one in tmp_path.iterdir() if one.name != "data"] == ["shengmei.prom"]
    assert run(data, "health", "--prometheus", str(tmp_path / "none" / "x.prom")).exit_code == 2


def test_a_page_that_loads_nothing_and_shows_each_outlet(data, tmp_path):
    write(data, at=NOW - timedelta(days=1), number=30)
    file = tmp_path / "health.html"
    assert run(data, "health", "--html", str(file)).exit_code == 4
    page = file.read_text(encoding="utf-8")
    found = Tags()
    found.feed(page)
    assert not found.names & {"script", "link", "img", "iframe"}
    assert {"svg", "rect", "figcaption"} <= found.names
    assert "示例网" in page
    assert "source is found on" in page
    picture = page[page.index("<svg") : page.index("</svg>") + 6]
    ElementTree.fromstring(picture)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag, _attributes):
        self.names.add(tag)


def test_the_operators_command_is_called_once_for_an_alarm_and_once_when_it_is_over(
    data, tmp_path, monkeypatch
):
    write(data, at=NOW - timedelta(days=1), number=30)
    heard = tmp_path / "heard.txt"
    script = (
        f"import sys; open({str(heard)!r}, 'a', encoding='utf-8').write(sys.stdin.buffer.read().decode())"
    )
    monkeypatch.setenv("SHENGMEI_ON_ALARM", f'{sys.executable} -c "{script}"')
    assert run(data, "health").exit_code == 4
    assert run(data, "health").exit_code == 4
    (line,) = heard.read_text(encoding="utf-8").splitlines()
    assert line.startswith("example_news field source: source is found on ")
    write(data, at=NOW, number=400, source="示例报")
    assert run(data, "health").exit_code == 0
    assert heard.read_text(encoding="utf-8").splitlines()[1:] == [f"over: {line}"]


@pytest.mark.parametrize(("command", "said"), [
    ("/does/not/exist", "on_alarm cannot be called"),
    ('sh -c "echo no mail >&2; exit 3"', "on_alarm ended with exit code 3: no mail"),
])  # fmt: skip
def test_a_command_that_fails_is_said_and_what_it_missed_is_told_again(
    data, tmp_path, monkeypatch, command, said
):
    write(data, at=NOW - timedelta(days=1), number=30)
    monkeypatch.setenv("SHENGMEI_ON_ALARM", command)
    done = run(data, "health")
    assert done.exit_code == 4
    assert said in done.stderr
    heard = tmp_path / "heard.txt"
    monkeypatch.setenv("SHENGMEI_ON_ALARM", f"tee {heard}")
    run(data, "health")
    assert "field source" in heard.read_text(encoding="utf-8")


def test_the_status_is_ten_lines(data):
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        number = transaction.runs.begin("example_news --max-pages 20", "Scrapy 2", NOW)
        transaction.runs.add(number, {("example_news", "kept"): 7}, NOW)
        transaction.runs.end(number, "finished", NOW)
    write(data, at=NOW - timedelta(days=1), number=30)
    done = run(data, "status")
    assert done.exit_code == 0, done.output
    said = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) == 10
    assert said["articles"] == "438: 438 live"
    assert said["outlets"].startswith("1 ")
    assert "finished: example_news --max-pages 20" in done.stdout
    assert "it came to 7 kept" in done.stdout
    assert "not made yet: shengmei index sync" in said["index"]
    assert said["alarms"] == "1: example_news field; see: shengmei health"
    assert run(data, "index", "sync").exit_code == 0
    assert run(data, "status").stdout.splitlines()[8].endswith(": up to date")
    assert json.loads(run(data, "status", "--json").stdout)["last_run"]["counts"] == {"kept": 7}


def test_people_get_it_in_chinese_and_programs_and_the_store_in_english(data, tmp_path, monkeypatch):
    write(data, at=NOW - timedelta(days=1), number=30)
    page, heard = tmp_path / "health.html", tmp_path / "heard.txt"
    plain = run(data, "health", "--json").stdout
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.setenv("SHENGMEI_ON_ALARM", f"tee {heard}")
    assert "字段缺失 source: source 仅见于 " in run(data, "health", "--html", str(page)).stdout
    assert "字段缺失 source: source 仅见于 " in page.read_text(encoding="utf-8")
    assert "共 1 家媒体，1 个警报" in page.read_text(encoding="utf-8")
    assert heard.read_text(encoding="utf-8").startswith("example_news 字段缺失 source: source 仅见于 ")
    assert "example_news 字段缺失" in run(data, "status").stdout
    assert run(data, "health", "--json").stdout == plain
    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        (told,) = transaction.alarms.of(["example_news"]).values()
    assert told.startswith("source is found on ")
    write(data, at=NOW, number=400, source="示例报")
    assert run(data, "health").exit_code == 0
    assert heard.read_text(encoding="utf-8") == "已解除：example_news 字段缺失 source\n"
