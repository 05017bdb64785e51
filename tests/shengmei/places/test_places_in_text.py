"""Which places texts name: the labelled sentences by number, and each kind of trap by itself."""

from __future__ import annotations

import pytest

from benchmarks.places import measure
from shengmei.places import places_in


def names(*texts: str, **known: str) -> tuple[list[str], list[str]]:
    places = places_in(texts, **known)
    return [one.full_name for one in places.found], list(places.ambiguous)


@pytest.mark.parametrize("part", ["open", "untouched"])
def test_of_the_labelled_sentences_nearly_all_places_are_found_and_few_others(part):
    figures = measure(part)
    assert figures.sentences == {"open": 100, "untouched": 50}[part]
    assert figures.precision >= 0.97
    assert figures.recall >= 0.95
    assert figures.ambiguous_wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        "武汉长江大桥今晚亮灯",  # a bridge
        "南京市长江大桥通车",
        "南京路、北京东路和江西路都修好了",
        "广州白云国际机场",
        "苏州河、新安江和台湾海峡",
        "中山大学、武汉大学",
        "据湖北日报、北京青年报",
        "四川新闻网讯（记者 林小满）",
        "新湖南客户端",
        "武汉市政府、湖北省委、黄石市教育局",
        "长沙银行、海南航空、青岛啤酒",
        "辽宁队客场取胜",
        "昨天王海南夺冠，赵西安第二",
        "（记者 李朝阳 通讯员 周江西）",
        "记者：张南京",
        "吴忠良是兽医",
        "孙中山穿过的中山装",
        "朝阳产业",
        "北京时间5月3日",
        "日照充足，来宾平安",
        "惠民政策落地",
        "临泽镇有一座石桥",
        "城区和郊区一样热",
        "渡口的灯修好了",  # 渡口市 was a city
        "新建三座学校，平原上的路桥开工",
        "中原大地，江山如画",
        "泰山之巅看日出，庐山脚下采新茶",
        "南京海关、平安银行深圳分行、扬州市监狱",
        "武汉重工和山东舰",
        "",
        "GDP 2026",
    ],
)
def test_what_is_no_place(text):
    assert names(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("湖北省武汉市洪山区", ["湖北省武汉市洪山区"]),
        ("湖北武汉", ["湖北省武汉市"]),
        ("河北省石家庄市长安区", ["河北省石家庄市长安区"]),  # not 石家庄市长
        ("上海口岸", ["上海市"]),  # not 海口
        ("河南昌盛", ["河南省"]),  # not 南昌
        ("山东日照的渔船", ["山东省日照市"]),
        ("青岛、日照开海", ["山东省青岛市", "山东省日照市"]),
        ("来宾市的甘蔗", ["广西壮族自治区来宾市"]),
        ("黔东南州榕江县", ["贵州省黔东南苗族侗族自治州榕江县"]),
        ("新疆克孜勒苏州阿图什市", ["新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市"]),
        ("仙桃的船", ["湖北省仙桃市"]),  # governed from the province
        ("浦东的雨", ["上海市浦东新区"]),
        ("吉林市的雾凇", ["吉林省吉林市"]),
        ("吉林的雾凇", ["吉林省"]),
        ("西安的城墙", ["陕西省西安市"]),  # not 西安区 of 牡丹江
        ("恩施的土豆", ["湖北省恩施土家族苗族自治州"]),
        ("武汉市场和武汉市民", ["湖北省武汉市"]),
        ("襄樊改名襄阳", ["湖北省襄樊市", "湖北省襄阳市"]),
        ("重庆市两江新区", ["重庆市两江新区"]),  # founded in 2025
        ("重庆市渝北区", ["重庆市渝北区"]),  # abolished then
        ("新华社杭州7月1日电（记者王西安）", ["浙江省杭州市"]),
        ("湖北日报宜昌讯", ["湖北省宜昌市"]),
        ("台北的雨", ["台湾省台北市"]),
        ("北京市区今晨降雪", ["北京市"]),
        ("苏州高新区引进三家企业", ["江苏省苏州市"]),
        ("湖南长沙市的夜市", ["湖南省长沙市"]),
        ("在安溪采访", ["福建省泉州市安溪县"]),  # a county, though it is called after a water
        ("淮安、连云港共建机场群", ["江苏省淮安市", "江苏省连云港市"]),  # no airport of 连云港
        ("成都新建三所学校", ["四川省成都市"]),
        ("洛阳牡丹文化节", ["河南省洛阳市"]),  # not 牡丹区 of 菏泽
        ("江西南昌新建区", ["江西省南昌市新建区"]),
        ("到井冈山去", ["江西省吉安市井冈山市"]),  # not the 井冈山 of 1980
    ],
)
def test_what_is_a_place(text, found):
    assert names(text) == (found, [])


def test_a_name_of_several_places_is_ambiguous():
    assert names("朝阳的面馆歇业") == ([], ["朝阳"])
    assert names("鼓楼区和桥西区") == ([], ["鼓楼区", "桥西区"])


def test_the_place_above_decides_where_it_stands_directly_before_or_in_another_text():
    assert names("福州市鼓楼区") == (["福建省福州市鼓楼区"], [])
    assert names("徐州的公交", "鼓楼区的居民少走两里路") == (["江苏省徐州市鼓楼区"], [])
    assert names("沈阳、天津都有和平区")[1] == ["和平区"]  # two of them: neither


def test_the_outlets_province_decides_where_the_texts_do_not():
    assert names("朝阳区的水管", province="北京") == (["北京市朝阳区"], [])
    assert names("朝阳区的水管", province="湖北") == ([], ["朝阳区"])
    assert names("长春的朝阳区", province="北京") == (["吉林省长春市朝阳区"], [])


def test_a_datelines_place_is_one_whatever_word_it_is():
    assert names("渔船出海", dateline="日照") == (["山东省日照市"], [])
    assert names("渔船出海", dateline="示例渡口") == ([], [])


def test_a_renamed_place_says_when_it_was_and_what_it_is_today():
    (one,) = places_in(["老人从襄樊来"]).found
    assert (one.last, one.now) == (2009, ("湖北省", "襄阳市"))
