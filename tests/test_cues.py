"""Whether a question asks for ranks or duties and a passage tells them."""

from dataclasses import dataclass

import pytest

from policykb.search.cues import as_asked, charged, letters
from policykb.understand import understand


@dataclass
class Said:
    text: str


@dataclass
class Texts:
    texts: list[str]


ASKED = [
    ("绿化水平排名靠前的县", True),
    ("综合得分第一是哪座城市", True),
    ("哪个市的服务环境最好", True),
    ("前五名有谁", True),
    ("第一条写了什么", False),
    ("前期费用补贴", False),
    ("贷款怎么申请", False),
]


@pytest.mark.parametrize(("question", "asks"), ASKED, ids=[row[0] for row in ASKED])
def test_passages_that_tell_ranks(question, asks):
    cards = [Said("绿化方面，甲县、乙县位列前2位。"), Said("各县要种树。")]
    assert as_asked(understand(question), cards).tolist() == [float(asks), 0.0]


FIGURES = [
    ("托儿所每月收多少钱", "每月350元。", "收费增长5%。"),
    ("补助按百分之几算", "按30%补助。", "补助300元。"),
    ("贷款利率是多少", "利率为基准上浮30个基点。", "利率下降20次。"),
    ("全县多少户人家", "有20户。", "有20元。"),
    ("几月几日报名", "3月2日报名。", "网上报名。"),
    ("举报电话是多少", "举报电话12345。", "可以举报。"),
    ("最迟什么时候交", "每年6月底前交。", "按时交。"),
    ("要带什么材料", "带好申请表。", "带好雨伞。"),
    ("由哪家公司承担", "由某某公司承担。", "由村民承担。"),
    ("几天内答复", "十五日内答复。", "及时答复。"),
    ("什么叫证券包销", "证券包销是指由承销机构全部购入。", "证券包销的期限最长九十日。"),
    ("国家通用语言是什么", "本法所称国家通用语言是普通话。", "国家推广普通话。"),
    ("哪些案件不包括在内", "本办法不适用于继承案件。", "继承案件由法院审理。"),
    ("新增多少个托位", "新增托位3000个。", "新增一些托位。"),
    ("综合得分多少分", "综合得分92.5分。", "综合得分居前。"),
    ("How many days of leave", "休假五日。", "可以休假。"),
    ("How much is the reward", "奖励1000元。", "给予奖励。"),
    ("窗口几点开门", "上午9点开门。", "按时开门。"),
    ("多大年纪能报名", "年满18周岁。", "年龄适当。"),
    ("袋子什么颜色", "用黄色袋子。", "用专用袋子。"),
    ("每天测几次", "每天测2次。", "坚持测量。"),
    ("要赔几倍", "赔三倍。", "应当赔偿。"),
    ("学历要求", "大学本科以上。", "能力出众。"),
    ("几分钟内报告", "15分钟内报告。", "及时报告。"),
    ("一度电卖几毛", "每度0.5元。", "电价合理。"),
    ("举报电话打哪个", "举报电话12345。", "可以举报。"),
    ("公园收费吗", "公园免费开放。", "公园按时开放。"),
    ("翻译由谁来付", "费用由申请人承担。", "提交译文。"),
    ("从哪个网站下载", "登录政务服务平台下载。", "到村里领表。"),
    ("窗口在几楼", "办事大厅2楼。", "按时办理。"),
    ("一袋多重", "每袋25千克。", "用袋装。"),
    ("建多少个众创空间", "认定众创空间60家。", "建设一批众创空间。"),
]


@pytest.mark.parametrize(("question", "told", "other"), FIGURES, ids=[row[0] for row in FIGURES])
def test_passages_that_tell_figures_of_the_kind_asked_for(question, told, other):
    assert as_asked(understand(question), [Said(told), Said(other)]).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    "question",
    [
        "这几天天气不好",
        "啥时候能住上新房",
        "怕哪天出事",
        "利率太高",
        "投诉电话打不通",
        "贵好几块",
        "跑了几次",
    ],
)
def test_what_asks_for_no_figure(question):
    assert as_asked(
        understand(question), [Said("3月2日起15日内交20元，按5%付息，电话12345。")]
    ).tolist() == [0.0]


CHARGED = [
    ("请财政部会同有关部门修订办法。", True),
    ("财政部、科技部要抓好落实。", True),
    ("此项工作由科技部和财政部门以外的财政部牵头。", True),
    ("预算报财政部备案。", False),
    ("按照财政部要求报送材料。", False),
    ("财政部应对风险的经验。", False),
    ("科技部负责组织实施。", False),
    ("由财政部承担补贴资金的审核职责。", True),
    ("财政部为补贴资金的主管单位。", True),
    ("领导小组办公室设在农业农村部、财政部。", True),
    ("由科技部、工业和信息化部、农业农村部、卫生健康委、商务部、财政部制定细则。", True),
    ("财政部、科技部、工业和信息化部、农业农村部、卫生健康委、商务部等部门要抓好落实。", True),
    ("责成财政部查明原因。", True),
    ("成员由科技部、财政部等部门负责同志组成。", False),
    ("经财政部批准后组织实施。", False),
    ("执行财政部制定的办法。", False),
    ("在财政部指导下开展试点。", False),
    ("财政部会同有关部门研究提出了办理意见。", False),
    ("企业可申请财政部贴息。", False),
    ("由省级人民政府报财政部备案。", False),
    ("由教育部、财政部、科技部组成国家组织采购小组。", False),
    ("由于财政部未予批复，项目暂缓。", False),
]


@pytest.mark.parametrize(("text", "told"), CHARGED, ids=[row[0] for row in CHARGED])
def test_passages_that_charge_a_department(text, told):
    cards = [Said(text)]
    assert charged(understand("农机补贴上财政部负责什么"), cards).tolist() == [float(told)]
    assert charged(understand("财政部的农机补贴"), cards).tolist() == [0.0]
    assert charged(understand("农机补贴由谁负责"), cards).tolist() == [0.0]


def test_the_cabinet_is_not_each_of_its_bodies():
    from policykb.search.cues import duty_of

    duty = duty_of(["国务院"])
    assert duty.search("具体办法由国务院制定。")
    assert not duty.search("具体办法由国务院证券监督管理机构会同国务院财政部门规定。")


LETTERS = [
    ("现将某市修渠办法印发给你们，请结合实际认真贯彻执行。", True),
    ("某市修渠办法已经市政府同意，现印发给你们，请遵照执行。", True),
    ("为规范修渠，我们制定了修渠办法，现予公布，自2030年1月1日起施行。", False),
    ("现将修渠办法印发给你们，请于3月1日前报送名单。", False),
    ("现将有关事项通知如下：", False),
    ("第三条\n现将修渠办法印发给你们，请遵照执行。", False),
]


@pytest.mark.parametrize(("text", "only"), LETTERS, ids=[row[0][:12] for row in LETTERS])
def test_the_letter_that_a_text_is_sent_out_with(text, only):
    assert letters(Texts([text])).tolist() == [only]
