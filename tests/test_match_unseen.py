"""Two kinds of notice and firms that the rules of matching were not written from.

The notices are invented in the manner of a call for projects (directions first, conditions by topic
afterwards, limits and windows in sections of their own) and of administrative rules in articles.
What each firm is told was decided before the program was asked, as an expert would decide it.
"""

from pathlib import Path

import pytest
from docx import Document as Docx

from policykb.answer.match import match

FOLDER = Path(__file__).parent / "firms"


def taken_in(folder, name):
    """A searcher over one notice, taken in as a .docx of one paragraph a line."""
    from policykb.embed import load
    from policykb.pipeline import ingest
    from policykb.search import Searcher
    from policykb.store import Store

    docx = Docx()
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        docx.add_paragraph(line)
    docx.save(folder / f"{name}.docx")
    assert not ingest([folder / f"{name}.docx"], folder / "data").failed()
    return Searcher(Store.open(folder / "data"), load())


# fmt: off
# name, story, {clause: verdict}, {clause: {words of the condition: state}}, field of the next question
DECLARATION = [
    ("样样齐全", "我们在株洲天元区做汽车零部件，有限公司，2016年成立，是规上企业，一百六十来人，去年营收九千多万，比前年涨了一成。去年到今年上了六台机器人和一套MES，一共花了四百二十万，四月份完工验收了。账目规范，按时纳税，这几年没出过安全和环保事故，也没进过失信名单和异常名录，这个项目没拿过国家和省里的钱，产品不是淘汰类",
     {"智能化改造": "fits", "“小升规”": "may_fit"},
     {"智能化改造": {"株洲市范围内登记注册": "met", "独立法人": "met", "不低于100万元": "met", "规模以上工业企业": "met", "满3年": "met",
       "2024年1月1日至2025年6月30日": "met", "安全生产事故": "met", "严重失信": "met", "同比下降30%以上": "met", "中央或省级财政资金": "met", "依法纳税": "met"}}, None),
    ("投得太少", "株洲芦淞的服装机械厂，规上企业，开了十一年，去年花六十万买了两台数控机床，去年底装好了",
     {"智能化改造": "does_not_fit"},
     {"智能化改造": {"不低于100万元": "unmet", "满3年": "met", "规模以上工业企业": "met", "株洲市范围内登记注册": "met", "依法纳税": "unknown"}}, None),
    ("长沙的厂", "厂子在长沙望城，做工程机械配件，规上，十二年了，投了八百万上产线，今年三月完工",
     {"智能化改造": "does_not_fit", "“小升规”": "does_not_fit", "绿色制造": "does_not_fit", "服务平台": "does_not_fit"},
     {"智能化改造": {"株洲市范围内登记注册": "unmet", "不低于100万元": "met"}}, None),
    ("还没上规", "株洲石峰区的铸造厂，四十多人，一年卖一千五百万，还没上规，去年投了两百多万换设备",
     {"智能化改造": "does_not_fit"},
     {"智能化改造": {"规模以上工业企业": "unmet", "不低于100万元": "met", "株洲市范围内登记注册": "met"}}, None),
    ("新厂", "我们厂2023年8月在株洲注册的，一成立就上了规，做锂电材料，投了一千二百万买设备和软件，去年十月完工",
     {"智能化改造": "does_not_fit"},
     {"智能化改造": {"满3年": "unmet", "不低于100万元": "met", "规模以上工业企业": "met", "2024年1月1日至2025年6月30日": "met"}}, None),
    ("省首台套", "株洲渌口区的公司，做掘进机的，去年评上了省里的首台套，发明专利有五个，去年营收八千万，研发花了四百万",
     {"首台（套）": "may_fit"},
     {"首台（套）": {"3%以上": "met", "发明专利2件以上": "met", "株洲市范围内登记注册": "met", "严重失信": "unknown"}}, None),
    ("营收腰斩", "株洲的轨道交通装备公司，去年的产品被认定为国家首台套，有效发明专利七件，研发占营收5%，不过去年营收比前年掉了四成",
     {"首台（套）": "does_not_fit"},
     {"首台（套）": {"3%以上": "met", "发明专利2件以上": "met", "同比下降30%以上": "unmet"}}, None),
    ("技术中心营收不够", "株洲荷塘区硬质合金厂，去年底新认定了省级企业技术中心，营收三千八百万，专职研发二十六人",
     {"企业技术中心": "does_not_fit"},
     {"企业技术中心": {"不低于5000万元": "unmet", "不少于20人": "met"}}, None),
    ("技术中心够条件", "公司在株洲高新区，去年刚拿到省级企业技术中心的牌子，一年营收两亿三，专门搞研发的有三十二个人，信用良好",
     {"企业技术中心": "may_fit"},
     {"企业技术中心": {"不低于5000万元": "met", "不少于20人": "met", "严重失信": "met", "安全生产事故": "unknown"}}, None),
    ("第一次上规", "醴陵的陶瓷厂，九十个工人，2024年第一次进了规上工业的库",
     {"“小升规”": "may_fit", "服务平台": "does_not_fit"},
     {"“小升规”": {"首次纳入规模以上工业": "met", "株洲市范围内登记注册": "met"}}, None),
    ("技改贷款", "攸县的食品加工厂，四十来人，去年卖了一千八百万，2024年5月从农商行贷了两百万搞技改",
     {"技改贷款": "may_fit"},
     {"技改贷款": {"中小企业": "met", "不低于100万元": "met", "2024年1月1日以后": "met"}}, None),
    ("大厂贷款", "株洲的机车厂，员工一千五百人，去年营收九个亿，前年十一月之后没贷过，去年六月贷了三千万做技术改造",
     {"技改贷款": "does_not_fit"},
     {"技改贷款": {"中小企业": "unmet", "不低于100万元": "met"}}, None),
    ("出过事故", "株洲的烟花材料厂，规上，成立九年，投了五百万改造，今年五月完工，前年出过一次较大安全事故",
     {"智能化改造": "does_not_fit", "绿色制造": "does_not_fit"},
     {"智能化改造": {"安全生产事故": "unmet", "不低于100万元": "met", "满3年": "met"}}, None),
    ("服务机构", "我们是株洲石峰区给小企业做服务的机构，省级中小企业公共服务示范平台，去年服务了一百二十家企业，专职的有十五个人",
     {"服务平台": "may_fit", "智能化改造": "does_not_fit"},
     {"服务平台": {"不少于50家": "met", "10人以上": "met", "株洲市范围内登记注册": "met"}}, None),
]

RULES = [
    ("首次高企", "有限公司，注册和交税都在嘉兴南湖区，做工业软件的，去年头一次评上高新技术企业，三十来个人，账目规范，社保按时交，没有税收违法，没有失信记录，没出过安全环保质量事故，不做房地产也不做金融，这个没拿过市里的补贴",
     {"第五条": "fits"},
     {"第五条": {"首次通过认定": "met", "高新技术企业": "met", "南湖区登记注册": "met", "税收缴纳在南湖区": "met", "独立法人": "met", "税收违法": "met",
       "社会保险费": "met", "失信": "met", "房地产": "met", "安全、环保、质量事故": "met"}}, None),
    ("只说嘉兴", "嘉兴的软件公司，二十个人，今年头一回拿到高企证书",
     {"第五条": "may_fit"},
     {"第五条": {"南湖区登记注册": "unknown", "税收缴纳在南湖区": "unknown", "高新技术企业": "met", "税收违法": "unknown"}}, None),
    ("邻区", "我们公司注册在嘉兴秀洲区，首次认定高企，有限公司，没有失信",
     {"第五条": "does_not_fit", "第十一条": "does_not_fit"},
     {"第五条": {"南湖区登记注册": "unmet", "失信": "met"}}, None),
    ("研发够", "南湖区的芯片设计公司，科技型中小企业，六十人，去年营收四千万，研发投了三百五十万，比前年多了八十万",
     {"第六条": "may_fit"},
     {"第六条": {"科技型中小企业": "met", "200万元以上": "met", "6%": "met", "南湖区登记注册": "met"}}, None),
    ("研发总额不够", "南湖区做传感器的，科小，营收一千万，研发一百八十万",
     {"第六条": "does_not_fit"},
     {"第六条": {"200万元以上": "unmet", "6%": "met", "科技型中小企业": "met"}}, None),
    ("研发占比不够", "南湖的自动化设备公司，入了科技型中小企业库，去年营收六千万，研发费用两百六十万",
     {"第六条": "does_not_fit"},
     {"第六条": {"200万元以上": "met", "6%": "unmet"}}, None),
    ("孵化器新公司", "去年九月在南湖区刚成立的小公司，搬进了区里的科技企业孵化器，给七个人交社保，租金有点吃不消",
     {"第七条": "may_fit"},
     {"第七条": {"科技企业孵化器": "met", "未满3年": "met", "5人以上": "met", "南湖区登记注册": "met"}}, None),
    ("孵化器老公司", "南湖区的科技公司，在市级孵化器里租了两百平，成立五年多了，只有三个人交社保",
     {"第七条": "does_not_fit"},
     {"第七条": {"未满3年": "unmet", "5人以上": "unmet", "科技企业孵化器": "met"}}, None),
    ("网店破千万", "南湖区卖毛衣的电商公司，去年网上卖了一千三百万，头一回过千万",
     {"第八条": "may_fit"},
     {"第八条": {"电子商务企业": "met", "南湖区登记注册": "met"}}, None),
    ("招大学生", "南湖区的设计公司，十二个人，一年收入四百万，去年招了三个刚毕业的大学生，签了两年合同，社保已经交了八个月",
     {"第九条": "may_fit"},
     {"第九条": {"小微企业": "met", "高校毕业生": "met", "1年以上劳动合同": "met", "满6个月": "met"}}, None),
    ("上规涨得少", "南湖区的物流公司，去年第一次上规，营收六千多万，比前年增长6%",
     {"第十条": "does_not_fit"},
     {"第十条": {"首次纳入规模以上": "met", "增长10%以上": "unmet", "服务业": "met"}}, None),
    ("房产公司", "南湖区的房地产开发公司，三十人，想参加展会，展位费要八万",
     {"第十一条": "does_not_fit"},
     {"第十一条": {"房地产": "unmet", "南湖区登记注册": "met"}}, None),
    ("上了失信", "南湖区的贸易公司，去年招了两个应届生，签一年合同，交了七个月社保，不过公司被列成失信被执行人还没解除",
     {"第九条": "does_not_fit", "第十一条": "does_not_fit"},
     {"第九条": {"失信": "unmet", "满6个月": "met", "高校毕业生": "met"}}, None),
    ("引博士", "南湖区的新材料企业，规上，今年全职引进了一个博士，年薪二十万",
     {"第十二条": "does_not_fit"},
     {"第十二条": {"规模以上企业": "met", "博士": "met", "25万元": "unmet"}}, None),
]
GUIDE = [
    ("新小巨人", "崂山区的海洋装备公司，八十多人，去年八月评上了国家级专精特新小巨人，注册和报税都在崂山，没受过处罚，信用没问题",
     {"专精特新": "fits"},
     {"专精特新": {"国家级专精特新“小巨人”": "met", "工商注册地": "met", "失信联合惩戒": "met", "行政处罚": "met"}}, None),
    ("早评上的", "崂山的自动化仪表厂，2021年就是省级专精特新企业了，现在有一百来人，想问问奖励",
     {"专精特新": "does_not_fit"}, {"专精特新": {"2024年": "unmet"}}, None),
    ("数字化车间", "我们在青岛崂山做家电零件，去年建的车间被认定成省级数字化车间，营收三千六百万，生产一直正常",
     {"数字化车间": "may_fit"},
     {"数字化车间": {"2000万元": "met", "数字化车间": "met"}}, None),
    ("车间营收不够", "崂山区的食品机械厂，拿了省级数字化车间，一年也就卖一千五百万",
     {"数字化车间": "does_not_fit"}, {"数字化车间": {"2000万元": "unmet"}}, None),
    ("研发涨了", "崂山规上工业企业，去年研发花了九百万，比前年多了两成，营收两个亿，没处罚没失信，就在崂山注册交税",
     {"研发投入": "may_fit"},
     {"研发投入": {"规模以上工业企业": "met", "同比增长10%以上": "met", "不低于2.5%": "met", "工商注册地": "met"}}, None),
    ("研发强度低", "崂山的橡胶厂，规上，年营收三个亿，研发五百万，比上年涨了15%",
     {"研发投入": "does_not_fit"}, {"研发投入": {"不低于2.5%": "unmet", "同比增长10%以上": "met"}}, None),
    ("头次贷款", "在崂山开了家小型软件公司，两年多了，15个人，去年收入两百万，今年三月第一次从银行贷了80万",
     {"首贷户": "may_fit"},
     {"首贷户": {"成立5年以内": "met", "小微企业": "met", "首次获得银行贷款": "met", "不超过1000万元": "met", "2024年7月1日至2025年6月30日": "met"}}, None),
    ("老企业首贷", "崂山区的商贸公司，开了十二年，十来个人，年销售一千多万，今年头一回贷款，贷了两百万",
     {"首贷户": "does_not_fit"}, {"首贷户": {"成立5年以内": "unmet", "首次获得银行贷款": "met"}}, None),
    ("李沧的厂", "我在李沧区开印刷厂，注册就在李沧，想用融资租赁买台两百万的印刷机",
     {"融资租赁": "does_not_fit"}, {"融资租赁": {"工商注册地": "unmet"}}, None),
    ("租设备", "崂山的精密加工厂，用融资租赁上了一台八十万的加工中心，利息压力大",
     {"融资租赁": "may_fit"}, {"融资租赁": {"50万元以上": "met", "融资租赁": "met"}}, None),
    ("招了五个", "崂山区做芯片设计的高企，去年招了五个本科毕业生，社保都交了八个月了",
     {"吸纳大学生": "may_fit"},
     {"吸纳大学生": {"科技型中小企业、高新技术企业": "met", "不少于3人": "met", "6个月以上": "met"}}, None),
    ("招得少", "崂山的生物公司，科小，去年就招了两个大学生",
     {"吸纳大学生": "does_not_fit"}, {"吸纳大学生": {"不少于3人": "unmet", "科技型中小企业": "met"}}, None),
    ("罚过款的", "崂山的表面处理厂，规上，去年评上省级绿色工厂，今年二月因为环保问题被罚过款",
     {"绿色工厂": "does_not_fit"}, {"绿色工厂": {"行政处罚": "unmet", "绿色工厂": "met"}}, None),
    ("出国参展", "崂山的外贸公司，去年进出口三千万美元，上个月去德国参加了展会，展位费花了六万，注册、税务都在崂山",
     {"国际市场": "may_fit"},
     {"国际市场": {"外贸企业": "met", "6500万美元以下": "met", "境外展会": "met"}}, None),
]

POLICY = [
    ("火锅店上限", "包河区的火锅店，有限公司，去年底没进限上，今年三月第一次纳入了限额以上统计，信用好，没欠过工资，没出过安全事故，税都按时交",
     {"升规入统": "fits"},
     {"升规入统": {"首次纳入限额以上": "met", "餐饮": "met", "在包河区办理登记": "met", "信用状况良好": "met", "拖欠职工工资": "met", "安全责任事故": "met"}}, None),
    ("工厂不算", "包河的模具厂，今年第一次上规，三十几个人",
     {"升规入统": "does_not_fit"}, {"升规入统": {"批发、零售、住宿、餐饮企业": "unmet"}}, None),
    ("连锁开店", "我们做连锁便利店，总部就在包河，今年新开了五家直营店，每家一百二十平左右",
     {"连锁经营": "may_fit"},
     {"连锁经营": {"3家以上": "met", "不少于100平方米": "met", "总部设在包河区": "met"}}, None),
    ("店开少了", "包河区的连锁药店，今年才新开两家直营店",
     {"连锁经营": "does_not_fit"}, {"连锁经营": {"3家以上": "unmet"}}, None),
    ("软件过五千万", "包河区的软件公司，去年营收五千六百万，前年才四千万，一百一十个人",
     {"软件企业成长": "may_fit"}, {"软件企业成长": {"软件和信息技术服务业": "met"}}, None),
    ("软件太小", "包河区做小程序开发的公司，一年营收八百万",
     {"软件企业成长": "does_not_fit"}, {"软件企业成长": {"3000万元": "unmet", "软件和信息技术服务业": "met"}}, None),
    ("奶茶店房租", "个体户，在包河租了区国企的铺子开奶茶店，房租想减点",
     {"国有房屋": "may_fit"},
     {"国有房屋": {"区属国有企业房屋": "met", "小微企业和个体工商户": "met"}}, None),
    ("流动资金", "包河的广告公司，二十八个人，去年收入九百万，五月刚贷了150万流动资金，以前的贷款都还清了，没逾期过",
     {"贷款利息": "may_fit"},
     {"贷款利息": {"不超过50人": "met", "不超过3000万元": "met", "还清到期贷款": "met", "无逾期": "met", "2025年": "met"}}, None),
    ("人太多", "包河区的物业公司，八十来人，去年营收一千二百万，今年新贷了100万",
     {"贷款利息": "does_not_fit"}, {"贷款利息": {"不超过50人": "unmet", "不超过3000万元": "met"}}, None),
    ("要担保补贴", "包河的小贸易公司，十个人，想找担保公司，担保费太贵",
     {"担保费用": "does_not_fit"}, {"担保费用": {"融资担保机构": "unmet"}}, None),
    ("发明专利", "包河区的环保设备公司，去年拿到四件发明专利授权，没失信，注册纳税都在包河",
     {"知识产权创造": "may_fit"},
     {"知识产权创造": {"发明专利": "met", "信用状况良好": "met", "在包河区办理登记": "met"}}, None),
    ("没有专利", "包河区的检测公司，一件专利都没有，想要专利资助",
     {"知识产权创造": "does_not_fit"}, {"知识产权创造": {"发明专利": "unmet"}}, None),
    ("欠薪的", "包河区的餐饮公司，今年首次进限上，上个月被员工投诉拖欠工资，还没发",
     {"升规入统": "does_not_fit"}, {"升规入统": {"拖欠职工工资": "unmet", "餐饮": "met"}}, None),
    ("蜀山的店", "我店注册在合肥蜀山区，个体户，租的是国企的门面，想免租金",
     {"国有房屋": "does_not_fit"}, {"国有房屋": {"在包河区办理登记": "unmet"}}, None),
]

STEPS = [
    ("刚评小巨人", "洛阳的轴承厂，去年第一次评上国家小巨人，是有限公司，一百二十人，去年没出过安全事故也没有环保事故，不是失信被执行人",
     {"培育专精特新": "fits"},
     {"培育专精特新": {"首次": "met", "“小巨人”企业": "met", "洛阳市登记注册": "met", "独立法人": "met", "制造业": "met", "失信被执行人": "met", "安全生产责任事故": "met"}}, None),
    ("复核通过", "洛阳涧西区的矿山机械公司，小巨人企业，去年复核通过了",
     {"培育专精特新": "may_fit"}, {"培育专精特新": {"洛阳市登记注册": "met", "失信被执行人": "unknown"}}, None),
    ("破五亿", "洛阳做耐火材料的，去年营收第一次过了五亿，赚了三千万，纳税信用A级",
     {"企业上台阶": "may_fit"}, {"企业上台阶": {"5亿元": "met", "B级以上": "met", "制造业": "met", "盈利": "met"}}, None),
    ("信用等级低", "洛阳的玻璃厂，去年营收第一次突破十个亿，纳税等级是C",
     {"企业上台阶": "does_not_fit"}, {"企业上台阶": {"B级以上": "unmet"}}, None),
    ("亏损的", "洛阳的农机厂，去年营收首次达到六亿，但是亏了八百万，纳税B级",
     {"企业上台阶": "does_not_fit"}, {"企业上台阶": {"盈利": "unmet", "B级以上": "met"}}, None),
    ("高企研发", "洛阳高新区的高企，做激光雷达，去年研发一千二百万，比上年多了三成，营收两个亿",
     {"研发投入": "may_fit"},
     {"研发投入": {"增长20%以上": "met", "4%": "met", "高新技术企业": "met"}}, None),
    ("研发没涨够", "洛阳的电子公司，高新技术企业，研发费用去年涨了8%，占营收6%",
     {"研发投入": "does_not_fit"}, {"研发投入": {"增长20%以上": "unmet", "4%": "met"}}, None),
    ("技改完工", "洛阳偃师区的三轮车厂，备了案的技改项目总共投了九百万，一年半建完，上个月竣工，设备花了六百万",
     {"技术改造": "may_fit"},
     {"技术改造": {"500万元以上": "met", "不超过2年": "met", "备案": "met", "洛阳市登记注册": "met"}}, None),
    ("技改太小", "洛阳的家具厂，投三百万搞技改，没备案",
     {"技术改造": "does_not_fit"}, {"技术改造": {"500万元以上": "unmet", "备案": "unmet"}}, None),
    ("引硕士", "洛阳的制药厂，今年招了两个硕士，合同签了三年",
     {"急需人才": "may_fit"}, {"急需人才": {"硕士": "met", "3年以上劳动合同": "met"}}, None),
    ("稳岗", "洛阳的机床厂，两百六十人，年销售一亿八，失业保险都交着，去年一个人没裁",
     {"稳定就业": "may_fit"}, {"稳定就业": {"中小微企业": "met", "失业保险": "met", "不超过5%": "met"}}, None),
    ("裁得多", "洛阳的仪表厂，九十来人，失业保险都交，去年裁员率8%，想问稳岗返还",
     {"稳定就业": "does_not_fit"}, {"稳定就业": {"不超过5%": "unmet"}}, None),
    ("餐饮店", "洛阳老城区开牛肉汤馆的，个体户，想要点补贴",
     {"培育专精特新": "does_not_fit", "技术改造": "does_not_fit"}, {"技术改造": {"独立法人": "unmet", "制造业": "unmet"}}, None),
    ("郑州的", "公司在郑州，做工业机器人，高企，研发去年增长三成，占营收的7%",
     {"研发投入": "does_not_fit"}, {"研发投入": {"洛阳市登记注册": "unmet", "高新技术企业": "met"}}, None),
]

FUND = [
    ("出口涨了", "绵阳涪城区的外贸公司，2018年注册，去年出口三百万美元，比前年涨了25%，没受过处罚，没欠过农民工工资，负债率四成，统计数据都按时报",
     {"外贸稳增长": "may_fit"},
     {"外贸稳增长": {"100万美元以上": "met", "同比增长10%以上": "met", "外贸企业": "met", "绵阳市依法注册": "met", "满1年": "met", "行政处罚": "met", "资产负债率超过80%": "met", "农民工工资": "met", "统计数据": "met"}}, None),
    ("出口太少", "绵阳的电子元件厂，出口，去年出了六十万美元的货，增长一倍",
     {"外贸稳增长": "does_not_fit"}, {"外贸稳增长": {"100万美元以上": "unmet"}}, None),
    ("刚注册半年", "我们公司今年二月才在绵阳注册，做出口的，上个月去迪拜参加了展会",
     {"国际市场": "does_not_fit"}, {"国际市场": {"满1年": "unmet", "境外展会": "met", "绵阳市依法注册": "met"}}, None),
    ("展会补助", "绵阳安州区的机械厂，开了八年，五月份刚去法兰克福参展，花了九万展位费",
     {"国际市场": "may_fit"}, {"国际市场": {"满1年": "met", "绵阳市依法注册": "met"}}, None),
    ("批发上限", "绵阳的酒水批发公司，去年刚纳入限额以上统计，负债率百分之五十",
     {"限上企业": "may_fit"}, {"限上企业": {"限额以上": "met", "资产负债率超过80%": "met", "批发企业": "met"}}, None),
    ("负债太高", "绵阳江油的超市，去年新进的限上，注册资金一千万，资产负债率85%",
     {"限上企业": "does_not_fit"}, {"限上企业": {"资产负债率超过80%": "unmet"}}, None),
    ("直播电商", "绵阳的电商公司，去年网上卖了三千多万，直播团队八个人，公司开了四年",
     {"电商主体": "may_fit"}, {"电商主体": {"2000万元": "met", "不少于5人": "met", "电商企业": "met", "满1年": "met"}}, None),
    ("直播人少", "绵阳卖腊肉的网店公司，一年网络零售额两千五百万，直播团队就三个人",
     {"电商主体": "does_not_fit"}, {"电商主体": {"不少于5人": "unmet", "2000万元": "met"}}, None),
    ("建冷库", "绵阳三台的农产品公司，今年新建了一座冷库，投了四百五十万，能存一千二百吨",
     {"冷链物流": "may_fit"}, {"冷链物流": {"300万元以上": "met", "1000吨以上": "met"}}, None),
    ("冷库太小", "绵阳的生鲜配送公司，准备改造冷库，总投资一百八十万",
     {"冷链物流": "does_not_fit"}, {"冷链物流": {"300万元以上": "unmet"}}, None),
    ("已拿过钱", "绵阳的冷链公司，新建冷库投了五百万，库容两千吨，这个项目已经拿过农业部门的补贴",
     {"冷链物流": "does_not_fit"}, {"冷链物流": {"其他渠道获得同类财政资金": "unmet", "300万元以上": "met", "1000吨以上": "met"}}, None),
    ("家政公司", "绵阳游仙区的家政公司，员工制的，去年新招了三十个阿姨，前年底注册的",
     {"家政服务": "may_fit"}, {"家政服务": {"家政企业": "met", "满1年": "met"}}, None),
    ("被处罚过", "绵阳的外贸企业，去年出口五百万美元涨了三成，不过去年被税务罚过",
     {"外贸稳增长": "does_not_fit"}, {"外贸稳增长": {"行政处罚": "unmet", "100万美元以上": "met"}}, None),
    ("成都公司", "成都的外贸公司，去年出口八百万美元，增长20%，打算去美国参展",
     {"国际市场": "does_not_fit"}, {"国际市场": {"绵阳市依法注册": "unmet"}}, None),
]
# fmt: on

NOTICES = {
    "declaration": (DECLARATION, "2025-07-10"),
    "rules": (RULES, "2025-04-10"),
    "guide": (GUIDE, "2025-06-10"),
    "policy": (POLICY, "2025-05-20"),
    "steps": (STEPS, "2025-07-15"),
    "fund": (FUND, "2025-08-05"),
}
CASES = [(name, *firm) for name, (firms, _) in NOTICES.items() for firm in firms]
# Who names the lower of two titles of one ladder is not taken to say that it lacks the higher one,
# so that the grant for the higher stays open.
# 统计数据都按时报 has too few words in common with what is asked to be taken for it.
KNOWN_MISTAKES = {"早评上的", "出口涨了"}


@pytest.fixture(scope="module")
def searchers(tmp_path_factory):
    return {name: taken_in(tmp_path_factory.mktemp(name), name) for name in NOTICES}


def entry_of(reply, clause):
    """The entry of a clause, by its printed number or the words of its heading."""
    for entry in reply["support"]:
        fact = entry["fact"]
        if clause == fact["number"] or clause in fact["heading"]:
            return entry
    return None


def state_of(entry, words):
    """The state of the shortest condition in which the words stand; where they are told in several
    (首次纳入 | 规模以上), of all of these; None where there is none."""
    listed = (entry or {}).get("conditions", [])
    around = [c for c in listed if words in c["quote"]]
    if around:
        return min(around, key=lambda c: len(c["quote"]))["state"]
    inside = {c["state"] for c in listed if len(c["quote"]) > 1 and c["quote"] in words}
    return next((state for state in ("unmet", "unknown", "met") if state in inside), None)


def told(searcher, day, story, verdicts, states):
    """What the program decides where an expert's decision is in the table."""
    reply = match(searcher, text=story, as_of=day)
    shown = {clause: entry_of(reply, clause) for clause in {*verdicts, *states}}
    return (
        {clause: (shown[clause] or {}).get("verdict") for clause in verdicts},
        {c: {words: state_of(shown[c], words) for words in asked} for c, asked in states.items()},
        reply,
    )


@pytest.mark.parametrize(
    ("notice", "name", "story", "verdicts", "states", "asks"), CASES, ids=[c[1] for c in CASES]
)
def test_firms(searchers, request, notice, name, story, verdicts, states, asks):
    if name in KNOWN_MISTAKES:
        request.applymarker(pytest.mark.xfail(strict=True, reason="known mistake"))
    found = told(searchers[notice], NOTICES[notice][1], story, verdicts, states)
    assert found[:2] == (verdicts, states)
    if asks:
        assert found[2]["next_question"]["field"] == asks


@pytest.mark.parametrize(
    ("notice", "name", "story"), [c[:3] for c in CASES], ids=[c[1] for c in CASES]
)
def test_words_stand_in_the_notice(searchers, notice, name, story):
    reply = match(searchers[notice], text=story, as_of=NOTICES[notice][1])
    text = searchers[notice].store.document(reply["support"][0]["fact"]["document"]["id"]).text
    for entry in reply["support"]:
        assert entry["window"]["text"] in text
        assert all(part in text for part in entry["contact"].split("；"))
        for condition in entry["conditions"]:
            assert condition["quote"] and condition["quote"] in text
            assert all(word in story for word in condition["because"].split("、"))


# fmt: off
TERMS = [  # notice, firm, clause, amount, first and last day, words of where to apply
    ("declaration", "投得太少", "智能化改造", "按实际投入的12%给予补助，单个项目最高不超过300万元", "2025-07-01", "2025-07-31", "惠企政策兑现平台"),
    ("declaration", "技改贷款", "技改贷款", "按照贷款市场报价利率的50%给予贴息，单户企业年度贴息最高50万元，贴息期不超过2年", "2025-07-01", "2025-07-31", "工业和信息化主管部门"),
    ("rules", "孵化器新公司", "第七条", "按每平方米每月30元的标准补贴租金，补贴面积不超过300平方米，补贴期限最长2年", "2025-03-01", "2025-04-30", "“浙里办”惠企专区"),
    ("rules", "招大学生", "第九条", "按每人1500元的标准给予补贴，每家企业最高3万元", "2025-03-01", "2025-04-30", "区科技局"),
    ("guide", "租设备", "融资租赁", "按租赁利息的30%给予补贴，每家企业不超过60万元", "2025-06-01", "2025-06-20", "青岛政策通平台"),
    ("guide", "头次贷款", "首贷户", "按实际支付利息的40%给予补贴，最高10万元", None, None, "0532-00000000"),
]
# fmt: on


@pytest.mark.parametrize(
    ("notice", "name", "clause", "amount", "first", "last", "where"),
    TERMS,
    ids=[t[1] for t in TERMS],
)
def test_terms(searchers, notice, name, clause, amount, first, last, where):
    firms, day = NOTICES[notice]
    story = next(firm[1] for firm in firms if firm[0] == name)
    entry = entry_of(match(searchers[notice], text=story, as_of=day), clause)
    assert (entry["amount"], entry["window"]["from"], entry["window"]["to"]) == (
        amount,
        first,
        last,
    )
    assert entry["window"]["state"] == "open"
    assert where in entry["contact"]
