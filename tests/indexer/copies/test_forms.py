"""Two texts of one form are no copies; one text of that form, printed twice with another head, is one."""

from __future__ import annotations

import pytest

from indexer.copies.comparable import Comparable
from indexer.copies.edges import Edge, Text, compared
from indexer.copies.kinds import is_copy
from indexer.copies.substitutions import replaced_throughout
from tests.indexer.copies.made_up_texts import shared_starts

NO_WATER = (
    "因管网改造，定于{}时至{}时对{}沿线停水，请用户提前储水，并关好阀门，以免来水时造成损失。恢复供水初期水质可能"
    "略有浑浊，放水片刻即可正常使用。由此带来不便，敬请谅解，供水热线二十四小时有人接听。"
)
NOTHING_NEW = (
    "{}0—24时，江州市没有新增本土病例。防控部门提醒广大市民：坚持科学佩戴口罩，勤洗手、常通风、少聚集，如出现发热、"
    "干咳、乏力等症状，请及时到就近的发热门诊就诊，就诊途中避免乘坐公共交通工具，以官方发布的信息为准。"
)
MINUTES = (
    "{}，江州市市长秦望江主持召开市政府第{}次常务会议。会议传达学习了有关会议精神，研究了我市贯彻落实意见。会议审议了"
    "《江州市{}》。会议要求，各县（市、区）、各部门要切实提高政治站位，压实工作责任，加强协调配合，强化督促检查，确保"
    "会议议定的各项工作不折不扣落到实处、取得实效，并将落实情况按月报送市政府办公室汇总通报。会议还研究了其他事项。"
)
RECIPE = (
    "红烧{0}。将{0}洗净切块，冷水下锅，加入料酒和姜片，大火煮开后撇去浮沫，捞出沥干备用。锅中放油，下姜片、葱段爆香，"
    "倒入{0}翻炒至表面微黄，加入没过食材的热水，大火烧开后转小火慢炖。大火收汁，撒上葱花即可出锅。"
)
BRIEF = (
    "江州市图书馆宣布，沿江六个社区的借书柜全部改为通宵开放，读者凭借书证随时可以取还，逾期不再罚款，只请借书人在"
    "卡片上写一句读后的话。"
)
MEASURE_ONE = (
    "城镇燃气安全专项整治方案》，指出要全面排查老旧管网和餐饮场所隐患，建立清单和台账。会议听取了《江州市防汛"
)
MEASURE_TWO = (
    "促进民营经济发展若干措施》，指出要着力破解融资难题，落实减税降费政策。会议听取了《江州市义务教育招生"
)


def pair(one: str, other: str) -> Edge:
    texts = [Text(number, Comparable.of(text)) for number, text in enumerate((one, other))]
    found = compared(*texts, shared_starts(*(text.comparable.text for text in texts)))
    assert found is not None
    return found


@pytest.mark.parametrize(("one", "other", "is_one"), [
    (NO_WATER.format("5月14日8", 17, "望江路"), NO_WATER.format("5月16日9", 20, "南塘街"), False),
    (NO_WATER.format("5月14日8", 17, "望江路"), "本报讯 " + NO_WATER.format("5月14日8", 17, "望江路"), True),
    (NOTHING_NEW.format("5月21日"), NOTHING_NEW.format("5月28日"), False),
    (NOTHING_NEW.format("5月21日"), "示例网5月22日讯 " + NOTHING_NEW.format("5月21日"), True),
    ("示例社江州5月21日电 " + BRIEF, "示例网5月22日讯 " + BRIEF, True),  # datelines
    ("5月21日，" + BRIEF, "昨日，" + BRIEF, True),
    ("5月21日，" + BRIEF, "21日，" + BRIEF, True),
    (MINUTES.format("5月8日", 31, MEASURE_ONE), MINUTES.format("5月22日", 32, MEASURE_TWO), False),
    (RECIPE.format("牛腩"), RECIPE.format("排骨"), False),
    (RECIPE.format("牛腩"), RECIPE.format("牛腩").replace("捞出", "取出").replace("爆香", "煸香"), True),
])  # fmt: skip
def test_one_form_with_other_facts_is_no_copy(one, other, is_one):
    assert is_copy(pair(one, other)) == is_one
    assert is_copy(pair(other, one)) == is_one


@pytest.mark.parametrize(("one", "other", "times"), [
    ("牛腩", "排骨", 3),
    ("本报", "示例社", 0),  # an outlet, which changes itself throughout
    ("二十", "三十", 0),  # numbers are compared by themselves
    ("邓一凡", "邓一帆", 0),  # a name that was misspelt
])  # fmt: skip
def test_a_word_that_stands_for_another_one_throughout_is_seen(one, other, times):
    first, second = (Comparable.of(RECIPE.format(word)).text for word in (one, other))
    assert replaced_throughout(first, second, pair(first, second).passages) == times
