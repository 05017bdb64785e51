"""What every index must do alike: what a query finds, in which order, and what it says about it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from indexer.search import And, Dates, Keyword, Not, Or, Phrase, Query, SearchError
from indexer.search.language.parser import parse
from indexer.search.relevance import BEIJING
from indexer.search.text.fold import fold, key

EVERYTHING = 1000


def titles(index, text: str, **options) -> list[str]:
    found = index.search(parse(text, **options), limit=EVERYTHING)
    assert found.total == len(found.hits) == index.count(parse(text))
    return [hit.document["title"] for hit in found.hits]


def holding(corpus, words: str, *fields: str) -> set[str]:
    """Titles of the documents that literally hold the words, punctuation aside: the truth to compare with."""
    wanted = f" {key(words)} "
    parts = fields or ("title", "kicker", "subtitle", "body")
    return {one["title"] for one in corpus if any(wanted in f" {key(one.get(part, ''))} " for part in parts)}


def test_finds_exactly_the_texts_that_hold_a_run(corpus_index, corpus):
    for one in corpus[::3]:
        words = key(one["body"]).split(" ")
        for size in range(1, 9):
            for start in range(0, len(words) - size + 1, 11):
                run = " ".join(words[start : start + size])
                found = corpus_index.search(Query(root=Phrase(run)), limit=EVERYTHING, highlight=False)
                assert {hit.document["title"] for hit in found.hits} == holding(corpus, run), run


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("长沙经济", "长沙，经济新区的一天"),
        ("长沙、经济", "长沙，经济新区的一天"),
        ("长沙，经济", "长沙，经济新区的一天"),
        ("灯火通明市民", "武汉开通跨江轮渡夜航"),
        ("交流经验会议提出", "长江经济带绿色发展大会在武汉开幕"),  # across a paragraph's end
        ("乾隆", "乾隆年间的一口井"),
        ("干隆", "乾隆年间的一口井"),
        ("至今不干", "乾隆年间的一口井"),
        ("𠮷田与𬭎教授", "乾隆年间的一口井"),
        ("与会代表谈", "長江經濟帶綠色發展大會在武漢開幕"),
        ("與會代表談", "長江經濟帶綠色發展大會在武漢開幕"),
        ("全省GDP同比", "全省ＧＤＰ同比增长7.2％"),
        ("Ａ股", "全省ＧＤＰ同比增长7.2％"),
        ("a股上市", "全省ＧＤＰ同比增长7.2％"),
        ("7.2", "全省ＧＤＰ同比增长7.2％"),
        ("2.5厘米", "新疆棉田用上北斗"),
        ("巴特尔苏和", "草原那达慕鼓声起"),
        ("www.quan.example.cn", "济南泉水直饮工程启用"),
        ("hello", "Hello，老外学做豆皮"),
        ("it's hot", "Hello，老外学做豆皮"),
        ("梁子湖畔", "不要开发，要保护"),  # 引题
        ("退田还湖记", "不要开发，要保护"),  # 副题
    ],
)
def test_finds_across_punctuation_script_and_width(corpus_index, text, title):
    assert title in titles(corpus_index, f"“{text}”")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("21年", "老街里的修表匠"),  # has 2021年
        ("GD", "GDP之外，还要看什么"),
        ("经济带长江", "长江经济带绿色发展大会在武汉开幕"),
        ("退田还湖记要", "不要开发，要保护"),  # 副题 and title are no run
    ],
)
def test_does_not_find_parts_of_words_or_another_order(corpus_index, text, title):
    assert title not in titles(corpus_index, f"“{text}”")


@pytest.mark.parametrize("text", ["長江", "长江", "Ｇｄｐ", "gdp", "要保護", "要保护", "彩色", "一"])
def test_finds_the_same_however_it_is_written(corpus_index, corpus, text):
    assert set(titles(corpus_index, text)) == holding(corpus, text)


@pytest.mark.parametrize(("text", "expected"), [
    ("长江 武汉", 3),
    ("长江 武汉 轮渡", 1),
    ("黄河口 OR 济南", 2),
    ("长江 -武汉", 2),
    ("-长江", 29),
    ("长江 -(武汉 OR 之歌)", 1),
    ("NOT (长江 OR site:donghu)", 23),
    ("长江 NOT NOT 武汉", 3),
    ("title:长江", 4),
    ("body:长江 -title:长江", 1),
    ("summary:退田还湖", 1),
    ("title:(长江 武汉)", 2),
    ("site:wuyi", 4),
    ("province:台湾", 1),
    ("province:臺灣", 1),
    ("province:湖北 site:jianghe", 5),
    ("city:武汉", 3),
    ("source:江河网", 4),
    ("reporter:邓一帆", 1),
    ("editor:邓一帆", 1),
    ("people:邓一帆", 2),
    ("people:本报评论员", 1),
    ("reporter:林晓雾", 1),
    ("column:(副刊 OR 影像)", 5),
    ("kind:video", 2),
    ("kind:VIDEO", 2),
    ("status:gone", 1),
    ("status:(gone OR changed)", 2),
    ("site:nosuch", 0),
    ("province:湖", 0),  # whole values only
])  # fmt: skip
def test_counts_exactly(corpus_index, text, expected):
    assert len(titles(corpus_index, text)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("date:2021-05-23", 3),  # 23:30 in Beijing belongs to this day, as does 09:00
    ("date:2021-05-24", 1),
    ("date:2021-05", 6),
    ("date:2021", 15),
    ("date:..2016", 3),
    ("date:2023-05-28..", 3),
    ("date:2022-08", 1),  # only the month is printed
    ("date:2022-08-01", 0),
    ("date:2022-08-01..2022-08-31", 1),
    ("date:2022-07-15..2022-08-15", 0),
    ("date:2022", 3),
    ("date:1988-07-01", 1),  # summer time
    ("-date:..2100", 1),  # no date at all
    ("长江 date:2021-05", 3),
])  # fmt: skip
def test_finds_by_beijing_days(corpus_index, text, expected):
    assert len(titles(corpus_index, text)) == expected


def test_finds_what_has_any_date(corpus_index, corpus):
    assert corpus_index.count(Query(root=Dates())) == sum("published" in one for one in corpus)


def test_everything(corpus_index, corpus):
    found = corpus_index.search(Query(), limit=EVERYTHING)
    assert [hit.id for hit in found.hits] == sorted(one["id"] for one in corpus)
    assert found.total == len(corpus)


def test_a_phrase_without_characters_finds_nothing(corpus_index):
    assert corpus_index.count(Query(root=Phrase("，。！"))) == 0
    assert corpus_index.count(Query(root=Not(Phrase("，。！")))) == corpus_index.count(Query())


def test_a_whole_title_comes_first(corpus_index):
    assert titles(corpus_index, "长江")[0] == "长江"
    assert titles(corpus_index, "長江之歌")[0] == "长江之歌"
    assert titles(corpus_index, "茶香")[0] == "茶香"
    assert titles(corpus_index, "不要开发 要保护")[0] == "不要开发，要保护"


def test_a_title_comes_before_a_text(corpus_index):
    found = titles(corpus_index, "长江")
    assert found.index("长江经济带绿色发展大会在武汉开幕") < found.index("武汉开通跨江轮渡夜航")


def test_a_rare_phrase_outweighs_a_common_one(make_index):
    """经济 stands in every document, 灯塔 in one: the one leads, although 灯 and 塔 alone are common."""
    plain = [
        {"id": f"{n:032x}", "title": f"第{n}号", "body": "灯下有塔。经济，经济，经济。"} for n in range(30)
    ]
    rare = {"id": "f" * 32, "title": "远方", "body": "灯塔。经济。今天没有别的消息，海上很静。"}
    index = make_index([*plain, rare])
    assert index.search(Query(root=Or((Phrase("经济"), Phrase("灯塔"))))).hits[0].id == rare["id"]


def test_sorts_by_date_and_puts_what_has_none_last(corpus_index):
    for sort, backwards in (("date", False), ("-date", True)):
        found = corpus_index.search(Query(sort=sort), limit=EVERYTHING).hits
        published = [hit.document.get("published") for hit in found]
        assert published[-1] is None
        instants = [datetime.fromisoformat(one) for one in published[:-1]]
        assert instants == sorted(instants, reverse=backwards)


def test_equal_dates_go_by_id_in_both_directions(corpus_index):
    for sort in ("date", "-date"):
        found = corpus_index.search(parse("date:2021-04-09", sort=sort)).hits
        assert [hit.id for hit in found] == sorted(hit.id for hit in found)


def test_equal_scores_go_by_id(make_index):
    ids = [f"{(n * 7919) % 251:04x}".ljust(32, "0") for n in range(250)]
    index = make_index([{"id": one, "title": "同一个题目", "body": "同样的话。"} for one in ids])
    for query in (Query(root=Phrase("同样")), Query(root=Keyword("status", "x")), Query()):
        pages = [index.search(query, limit=30, offset=start).hits for start in range(0, 250, 30)]
        found = [hit.id for page in pages for hit in page]
        assert found == (sorted(ids) if index.count(query) else [])


def test_pages_follow_each_other(corpus_index):
    for options in ({}, {"sort": "date"}, {"sort": "-date"}, {"fresh": True}):
        query = parse("一 OR 的", **options)
        whole = [hit.id for hit in corpus_index.search(query, limit=EVERYTHING).hits]
        paged = [
            hit.id
            for start in range(0, len(whole), 4)
            for hit in corpus_index.search(query, limit=4, offset=start).hits
        ]
        assert paged == whole


def test_a_page_past_the_end_is_empty_and_keeps_the_total(corpus_index):
    for limit, offset in ((10, 500), (0, 0)):
        found = corpus_index.search(parse("长江"), limit=limit, offset=offset)
        assert (found.total, found.hits) == (5, ())


def test_fresh_lifts_the_newer_of_two(make_index):
    def dated(number: int, days: int) -> dict[str, str]:
        at = datetime.now(BEIJING) - timedelta(days=days)
        day = at.date().isoformat()
        dates = dict.fromkeys(("published_first_day", "published_last_day"), day)
        return {
            "id": f"{number:032x}",
            "title": "旧闻",
            "body": "钟楼。",
            "published": at.isoformat(),
            **dates,
        }

    index = make_index([dated(1, 2000), dated(2, 100), dated(3, 1)])
    found = index.search(Query(root=Phrase("钟楼"), fresh=True)).hits
    assert [int(hit.id, 16) for hit in found] == [3, 2, 1]


def test_marks_what_was_found(corpus_index):
    hit = corpus_index.search(parse("长江经济带 岸线")).hits[0]
    assert all(mark_texts(one) <= {"长江经济带", "長江經濟帶", "岸线", "岸線"} for one in hit.highlights)
    assert {one.field for one in hit.highlights} == {"title", "body"}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("长沙经济", {"长沙，经济"}),
        ("gdp", {"GDP", "ＧＤＰ"}),
        ("至今不干", {"至今不乾"}),
        ("長江之歌", {"长江之歌"}),
    ],
)
def test_marks_the_printed_text(corpus_index, text, marked):
    hits = corpus_index.search(parse(text)).hits
    assert hits
    assert {one for hit in hits for highlight in hit.highlights for one in mark_texts(highlight)} == marked


def test_no_highlights_when_not_asked_for(corpus_index):
    assert corpus_index.search(parse("长江"), highlight=False).hits[0].highlights == ()


def test_gets_what_was_written(corpus_index, corpus):
    assert corpus_index.get(corpus[4]["id"]) == corpus[4]
    assert corpus_index.get("0" * 32) is None
    assert corpus_index.search(parse(f'id:"{corpus[4]["id"]}"')).hits[0].document == corpus[4]


def test_deep_and_wide_queries_are_answered(corpus_index):
    node = Phrase("长江")
    for _ in range(10):  # Elasticsearch takes 30 levels, and says so beyond
        node = And((Or((node, Phrase("没有这个词"))), Not(Phrase("也没有"))))
    assert corpus_index.count(Query(root=node)) == 5
    wide = Query(root=Or(tuple(Phrase(f"词{n}") for n in range(900))))
    if corpus_index.info().kind == "opensearch":  # takes 1,024 clauses, each word in each field is one
        with pytest.raises(SearchError, match="too large for this server"):
            corpus_index.count(wide)
    else:
        assert corpus_index.count(wide) == 0


def mark_texts(highlight) -> set[str]:
    return {highlight.text[start:end] for start, end in highlight.marks}


def test_the_corpus_is_what_these_tests_think(corpus):
    assert len({one["id"] for one in corpus}) == len(corpus) == 34
    assert any(re.search(r"[\U00020000-\U0003ffff]", fold(one["body"])) for one in corpus)
