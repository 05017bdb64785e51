"""Bylines inside bodies: what is one, and which sentences are none."""

from __future__ import annotations

import pytest

from crawler.items import Byline
from crawler.normalise.bylines import find_bylines, read_signature
from tests.crawler.normalise.bylines.comparing import said

LONG = "三省联席会议今天下午在示例市举行，会议审议通过了三年行动计划，谋划了三十八项重点合作事项。"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("示例网5月13日讯（记者 何山 通讯员 方圆）" + LONG, "何山 reporter; 方圆 correspondent"),
        ("【某某报2023年5月21日讯】（某某报记者林皓月编译报导）" + LONG, "林皓月 reporter 某某报"),
        ("【示例日报讯】（记者何山）" + LONG, "何山 reporter"),
        ("〔示例社5月21日电〕（记者 何山 方圆）" + LONG, "何山 reporter; 方圆 reporter"),
        ("示例晚报讯 记者何山、通讯员方圆摄影报道：" + LONG, "何山 reporter; 方圆 correspondent"),
        (
            "示例日报讯（记者 何山 通讯员 市总工会 方圆 市妇联 石磊）" + LONG,
            "何山 reporter; 方圆 correspondent 市总工会; 石磊 correspondent 市总工会",
        ),
        ("示例日报讯（通讯员 乌云其木格）" + LONG, "乌云其木格 correspondent"),
        ("（记者 雷雨）" + LONG, "雷雨 reporter"),
        (
            "示例日报讯（记者方圆圆 通讯员安平县融媒体中心 何山）" + LONG,
            "方圆圆 reporter; 何山 correspondent 安平县融媒体中心",
        ),
        (LONG + "\n（记者方圆综合示例社、示例日报等报道）", "方圆 reporter"),
        (LONG + "\n本报记者 何山 方圆 白沙报道", "何山 reporter; 方圆 reporter"),
        (LONG + "\n本报记者 何山 方圆圆报道", "何山 reporter; 方圆圆 reporter"),
        (LONG + "\n何山 记者 白沙报道", "何山 reporter"),
        (LONG + "\n记者 何山 通讯员 方圆 照片由受访者提供", "何山 reporter; 方圆 correspondent"),
        (LONG + "\n编辑整理：何山", "何山 editor"),
        (LONG + "\n责任编辑：柏林", "柏林 responsible_editor"),
        (
            LONG + "\n通讯员 示例海关 何山 市场监管局 方圆",
            "何山 correspondent 示例海关; 方圆 correspondent 示例海关",
        ),
        (LONG + "\n供稿人：何山", "何山 author"),
        (LONG + "\n撰写：何山 审核：方圆", "何山 author; 方圆 reviewer"),
        ("（示例日报记者何山综合报导）" + LONG, "何山 reporter 示例日报"),
        ("示例网记者何山5月21日报导：" + LONG, "何山 reporter 示例网"),
        (
            LONG + "\n（示例区融媒体中心张晓明 李红）",
            "张晓明 author 示例区融媒体中心; 李红 author 示例区融媒体中心",
        ),
        (LONG + "\n编辑：严社", "严社 editor"),
        ("示例网讯（示例晚报 见习记者 何山）" + LONG, "何山 intern 示例晚报"),
        ("示例社北京５月１９日电（何山、方圆）" + LONG, "何山 author; 方圆 author"),
        ("示例网讯（何山 记者 方圆）" + LONG, "何山 author; 方圆 reporter"),
        ("示例网记者何山5月13日报道：" + LONG, "何山 reporter 示例网"),
        ("示例晚报讯 记者何山、通讯员穗卫健宣报道：" + LONG, "何山 reporter; 穗卫健宣 correspondent"),
        (LONG + "\n示例都市报讯 记者 何山 文/图", "何山 reporter"),
        (LONG + "\n文 | 记者 何山 图 | 通讯员供图", "何山 reporter"),
        ("本报讯 记者何山 通讯员方圆报道：" + LONG, "何山 reporter; 方圆 correspondent"),
        (LONG + "（示例电视台记者 何山）", "何山 reporter 示例电视台"),
        (LONG + "（何山 方圆）", "何山 author; 方圆 author"),
        (LONG + "（何山 北京报道）", "何山 author"),
        (LONG + "记者 何山 通讯员 方圆", "何山 reporter; 方圆 correspondent"),
        ("□本报记者 何山\n" + LONG, "何山 reporter"),
        (LONG + "\n示例时报·示例网记者 何山 来源：示例时报", "何山 reporter 示例时报·示例网"),
        (LONG + "\n【编辑:何山】 返回示例网，查看更多", "何山 editor"),
        (LONG + "\n本文来源：示例网。内部来源 责任编辑：何山_NF1", "何山 responsible_editor"),
        (LONG + "\n责任编辑：\n何山", "何山 responsible_editor"),
        (LONG + "\n（示例县委宣传部 何山）", "何山 author 示例县委宣传部"),
        (LONG + "\n供稿：综合科 编辑：何山 审核：办公室", "何山 editor"),
        (LONG + "\n编辑：何山 财政股 审核：方圆", "何山 editor; 方圆 reviewer"),
        (LONG + "\n示例社科院课题组", "示例社科院课题组 author *"),
        (LONG + "\n长江大学课题组", "长江大学课题组 author *"),
        (LONG + "\n本报两会报道组", "本报两会报道组 author *"),
        ("2021-05-23 21:51 来源：示例网 作者：何山 编辑：方圆 阅读：0", "何山 author; 方圆 editor"),
        (LONG + "\n（作者何山系示例大学经济学院教授）", "何山 author"),
        (LONG + "\n（作者何山系示例大学教授、方圆圆为示例市委党校讲师）", "何山 author; 方圆圆 author"),
        (LONG + "\n（作者系示例日报评论员）", ""),
        ("采写：示都记者 何山 通讯员 方圆\n" + LONG, "何山 reporter 示都; 方圆 correspondent"),
        (LONG + "\n【记者】何山 方圆\n【编辑】石磊", "何山 reporter; 方圆 reporter; 石磊 editor"),
        (LONG + "\n【作者】 何山；方圆", "何山 author; 方圆 author"),
        ("（示例社記者何山台北23日電）" + LONG, "何山 reporter 示例社"),
        (
            "示例日报讯(记者阿依古丽·买买提 通讯员何山)" + LONG,
            "阿依古丽·买买提 reporter; 何山 correspondent",
        ),
        ("生活中心／何山報導\n" + LONG, "何山 reporter"),
        ("〔即時新聞／綜合報導〕" + LONG, ""),
        (LONG + "\n（注：作者是示例大学教授。本文仅代表作者个人观点。）", ""),
        (LONG + "\n文/任斌小 编辑/何山", "任斌小 author; 何山 editor"),
        ("示例网客户端记者 何山 石家庄报道\n" + LONG, "何山 reporter 示例网客户端"),
        (LONG + "\n【记者】欧阳晓文", "欧阳晓文 reporter"),
        ("聯合報 記者何山／台北即時報導\n" + LONG, "何山 reporter 聯合報"),
        (LONG + "\n編輯：何山 核稿編輯：方圆", "何山 editor; 方圆 editor"),
        ("文／何山　圖／方圆\n" + LONG, "何山 author; 方圆 photographer"),
        (
            LONG + "\n本文来自微信公众号：示例财经（ID：example），作者：何山，编辑：方圆",
            "何山 author; 方圆 editor",
        ),
        (LONG + "\n本文来自公众号“示例财经”（ID:example），作者：何山，示例网经授权发布。", "何山 author"),
        ("示例晚报/示例新闻记者 何山\n" + LONG, "何山 reporter 示例新闻"),
        ("示例报业·海报新闻记者 何山 报道\n" + LONG, "何山 reporter 示例报业·海报新闻"),
        ("文汇报记者 何山\n" + LONG, "何山 reporter 文汇报"),
        (LONG + "\n［责任编辑: 何山 ］", "何山 responsible_editor"),
        ("□ 何山 方圆\n" + LONG, "何山 author; 方圆 author"),
        ("○高质量发展\n" + LONG, ""),
        ("□ 长堤 灯火\n" + LONG, ""),
        ("□ 何方丝雨\n" + LONG, ""),
        (LONG + "\n作者：何山（示例大学教授）", "何山 author"),
        (LONG + "\n本文来自示例网，已获授权，作者：何山", "何山 author"),
        ("（示例社记者何山呼伦贝尔23日电）" + LONG, "何山 reporter 示例社"),
        ("（示例社记者何山石家庄23日电）" + LONG, "何山 reporter 示例社"),
        ("（示例社记者何山江口23日电）" + LONG, "何山 reporter 示例社"),
        ("（示例社记者何山、方圆圆北京23日电）" + LONG, "何山 reporter 示例社; 方圆圆 reporter 示例社"),
        (LONG + "\n（记者 何山 摄）", "何山 photographer"),
        (LONG + "（记者 何山 摄）", ""),
        ("（示例日报 何山）\n" + LONG, "何山 author 示例日报"),
        ("会议今天闭幕。（记者 何山）" + LONG, "何山 reporter"),
        ("会议今天闭幕（记者 何山）。", "何山 reporter"),
        ("记者：何山", "何山 reporter"),
        ("记者：欧阳文学", "欧阳文学 reporter"),
        ("【记者】扎西顿珠", "扎西顿珠 reporter"),
        ("记者：何方丝雨 编辑：石磊", "何方丝雨 reporter; 石磊 editor"),
        (LONG + "（记者 何文文方圆）", "何文文方圆 reporter ?"),
        (LONG + "\n编辑 多吉才让卓玛", "多吉才让卓玛 editor"),
        ("记者 JOHN 何山\n" + LONG, "JOHN reporter; 何山 reporter"),
        (f"{LONG}\n" * 60 + "编辑丨何山 校对丨方圆", "何山 editor; 方圆 proofreader"),
    ],
)
def test_bylines_of_bodies(body, expected):
    assert said(find_bylines(body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "记者：这么看来，您认为呢？",
        "记者：您怎么看这件事",
        "记者：何先生您好",
        "记者：谢谢",
        "记者了解到，何山正在调查",
        "记者何山了解到，方圆已经离开",
        "记者何丽告诉我们",
        "编辑部门今年搬到示例路",
        "上周示例编辑从武汉 长江出发",
        "摄影（图片摄影方向、电视摄像方向）",
        "图为会议现场。记者 何山 摄",
        "图片来源：示例社记者 何山 摄",
        "今天的会场。（何山摄）",
        "——（宋）陆游",
        "疑是地上霜。（李白）",
        "（图/文/编辑/）",
        "摄入量不宜超过建议（即每天两克）",
        "何山 方圆",
        "记者：何方丝雨",
        "记者：扎西顿珠",
        "（记者 扎西顿珠卓玛）" + LONG,
        "通讯员 多吉才让卓玛\n" + LONG,
        "实习生 多吉才让卓玛\n" + LONG,
        "春江花月（示例日报 何山）",
        "（何山）\n" + LONG,
        LONG + "（何方丝雨）",
        LONG + "（多吉 卓玛）",
        "示例日报讯（记者 柏林）" + LONG,
        "会议由何山（记者 方圆）主持，" + LONG,
        "图为长堤一角，长江两岸的灯火在夜色里一盏一盏亮起来，守夜人走过堤上。（何山）",
        "（作者单位：示例大学）",
        "记者要提升素养",
        "记者应有担当",
        "新闻记者任重道远",
        "记者 何为担当",
        "编辑 高度重视",
        "记者安全培训",
        "记者王山介绍",
        "记者王山说",
        "记者王山从江州",
        "记者张山走进江州村，看到了新房。",
        "（记者张山的故事）",
        "通讯员李红今年30岁",
        "通讯员培训班",
        "",
    ],
)
def test_sentences_turns_and_captions_are_no_bylines(body):
    assert find_bylines(body) == ()


def test_brackets_in_the_middle_of_a_long_body_are_not_read():
    assert find_bylines(f"{LONG}\n" * 20 + "（记者 何山）\n" + f"{LONG}\n" * 40) == ()


@pytest.mark.parametrize(
    ("body", "bylines"),
    [
        (
            LONG + "\n　示例社科院课题组　",
            (Byline(name="示例社科院课题组", role="author", raw="示例社科院课题组", collective=True),),
        ),
        (
            "□ 何山 方圆\n" + LONG,
            (
                Byline(name="何山", role="author", raw="□ 何山 方圆"),
                Byline(name="方圆", role="author", raw="□ 何山 方圆"),
            ),
        ),
        (LONG + "（何山）", (Byline(name="何山", role="author", raw="何山"),)),
        (LONG + "\n责任编辑：\n 何山 ", (Byline(name="何山", role="responsible_editor", raw="何山"),)),
        (
            "　生活中心／何山報導\n" + LONG,
            (Byline(name="何山", role="reporter", raw="生活中心／何山報導"),),
        ),
        (
            "示例网记者何山5月13日报道：" + LONG,
            (Byline(name="何山", role="reporter", organisation="示例网", raw="示例网记者何山"),),
        ),
    ],
)
def test_raw_is_what_stands_in_the_body(body, bylines):
    assert find_bylines(body) == bylines


@pytest.mark.parametrize(("printed", "expected"), [
    ("（袁溪）", "袁溪 author"), ("（袁　溪）", "袁溪 author"), ("(袁溪 李红)", "袁溪 author; 李红 author"),
    ("（示例日报 袁溪）", "袁溪 author 示例日报"), ("（示例日报袁溪）", "袁溪 author 示例日报"),
    ("示例县电视台 张晓明 李红",
     "张晓明 author 示例县电视台; 李红 author 示例县电视台"),
    ("（完）", ""), ("（下转第三版）", ""), ("袁溪", ""), ("（多吉）", ""),
    ("（示例社）", ""), ("（有删改）", ""),
])  # fmt: skip
def test_a_signature_is_a_paragraph_of_names(printed, expected):
    assert said(read_signature(printed)) == expected
