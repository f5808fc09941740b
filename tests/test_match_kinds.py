"""What is offered as support out of a mixed library: laws, letters to one place, and measures."""

import pytest

from policykb.answer.match import match

AS_OF = "2025-06-20"
TEXTS = {
    "某某法": """中华人民共和国证照法

（2015年3月1日第十届全国人民代表大会常务委员会第三次会议通过）

第一章　总则

第一条　为了规范证照管理，制定本法。

第二条　企业申请上市，应当符合规定的条件，报送申请书和下列文件：
（一）营业执照；
（二）公司章程。

第三条　企业应当按照规定缴纳税款和年费，贷款利息按照同期利率计算。

第二章　法律责任

第四条　企业隐瞒上市重要事实的，责令改正，给予警告，并处以五十万元以上五百万元以下的罚款。

第五条　不按期缴纳税款的，加收滞纳金，处税款百分之五十的罚款。
""",
    "复函": """国务院办公厅关于贵州省有关问题和建议办理情况的函

国办函〔2024〕9号

贵州省人民政府：

你省所提问题和建议，经有关部门研究，现函复如下：

一、关于减免企业税收问题
对你省受灾县的企业减免增值税等税收20万元，由财政部、税务总局落实。

二、关于贷款问题
对你省受灾县的企业给予贷款贴息50%，由财政部落实。

国务院办公厅
2024年5月6日
""",
    "措施": """关于支持企业发展的若干措施

国促发〔2024〕3号

为促进企业发展，制定本措施。

一、减轻企业负担

（一）减免税费。对小微企业减免房产税50%。（财政部、税务总局负责）

（二）推动企业上市融资。支持企业在新三板、北交所上市，完善辅导机制。（证监会负责）

二、加强服务

（三）办好税费服务热线。发挥服务热线作用，帮助中小企业享受税费减免红利。（税务总局负责）

（四）办好展会。组织企业参加境外展会，对参展企业给予每家2万元补助。（商务部负责）

（五）健全统计监测。完善企业贷款统计监测制度，加强分析研判。（国家统计局负责）

国务院促进中小企业发展工作领导小组办公室
2024年6月1日
""",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    from policykb.embed import load
    from policykb.pipeline import ingest
    from policykb.search import Searcher
    from policykb.store import Store

    folder = tmp_path_factory.mktemp("mixed")
    paths = [folder / f"{name}.txt" for name in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.stem], "utf-8")
    assert not ingest(paths, folder / "data").failed()
    return Searcher(Store.open(folder / "data"), load())


def found(searcher, story):
    reply = match(searcher, text=story, as_of=AS_OF)
    return reply, {
        (e["fact"]["document"]["source"].removesuffix(".txt"), e["fact"]["number"]): e
        for e in reply["support"]
    }


@pytest.mark.parametrize(
    "story",
    ["杭州的软件公司，三十人，想上市", "成都的餐馆，十几个人，想少交点税", "苏州的五金厂，想贷款"],
)
def test_no_article_of_a_law_that_binds_or_sanctions_is_support(searcher, story):
    reply, entries = found(searcher, story)
    assert not [key for key in entries if key[0] == "某某法"]
    asked = {c["quote"] for e in reply["support"] for c in e["conditions"]}
    assert not asked & {"营业执照", "公司章程"}


def test_who_wants_to_be_listed_is_shown_what_helps(searcher):
    reply, entries = found(searcher, "杭州的软件公司，三十人，想上市")
    assert entries["措施", "（二）"]["verdict"] == "fits"
    assert (reply["verdict"], reply["reason"]) == ("found", "only_encouragement")


@pytest.mark.parametrize(("city", "fitting"), [("成都", False), ("贵阳", True)])
def test_a_letter_to_one_province_fits_its_firms_only(searcher, city, fitting):
    _, entries = found(searcher, f"{city}的餐馆，十几个人，想少交点税")
    assert (entries["复函", "一、"]["verdict"] != "does_not_fit") is fitting


def test_what_runs_the_work_is_no_offer(searcher):
    _, entries = found(searcher, "苏州的五金厂，二十人，想贷款")
    assert ("复函", "二、") in entries
    assert ("措施", "（五）") not in entries


def test_a_wish_for_help_in_general_is_answered_by_what_can_be_claimed(searcher):
    reply, entries = found(searcher, "成都的小微企业，做五金的厂，十个人，想要点补贴")
    assert ("措施", "（三）") not in entries
    assert all(e["claimable"] for e in reply["support"])
    assert ("措施", "（四）") in entries


def test_a_large_firm_gets_nothing_for_small_ones(searcher):
    _, entries = found(searcher, "钢铁集团，几万人，一年500亿，想减税")
    assert entries["措施", "（一）"]["verdict"] == "does_not_fit"
