"""The places of an article are those of its dateline, its headline and its first paragraph."""

from __future__ import annotations

from crawler.items import Article, Dateline
from indexer.article_places import ambiguous_places, places


def article(title: str = "渡口的灯", body: str = "", **more: object) -> Article:
    return Article(url="https://www.example.cn/1.html", site="example", title=title, body=body, **more)


def test_each_place_comes_with_all_it_lies_in():
    assert places(article("武汉洪山区的灯"), None) == ["湖北省", "湖北省武汉市", "湖北省武汉市洪山区"]


def test_headline_first_paragraph_and_dateline_are_read_and_the_rest_is_not():
    lead = "新华社日照5月3日电　长沙的船今天到了，" + "船上的人说，路上走了四天，风一直很大，" * 3
    body = f"{lead}\n成都的人没有来。"
    one = article("武汉的船", body, subtitle="杭州的货", original=Dateline(place="日照"))
    found = places(one, None)
    assert {"湖北省武汉市", "浙江省杭州市", "山东省日照市", "湖南省长沙市"} < set(found)
    assert "四川省成都市" not in found


def test_a_short_first_paragraph_does_not_stand_alone():
    assert "湖南省长沙市" in places(article(body="本报记者 张山\n长沙的船今天到了。"), None)


def test_traditional_characters_are_read_too():
    assert "广东省广州市" in places(article("廣州的船"), None)


def test_the_outlets_province_decides_and_what_nobody_decides_is_said():
    one = article("朝阳区的水管")
    assert (places(one, "北京"), ambiguous_places(one, "北京")) == (["北京市", "北京市朝阳区"], [])
    assert (places(one, None), ambiguous_places(one, None)) == ([], ["朝阳区"])
