"""Who speaks: a firm, or a person who works, studies or lives somewhere."""

from __future__ import annotations

import re

FIRM, PERSON = "firm", "person"

# How those speak who run something or mean to: 我们厂, 我开了家店, 我是老板, 想开个店. 我们公司欠我
# 工资 an employee says.
_RUNS = re.compile(
    r"我们?(?:自己)?(?:也|就|想|刚|又)?(?:开|办|经营|创办|注册|承包)|我(?:是|就是)[^，。；]{0,10}(?:老板|负责人|法人|厂长|店主|经理|业主(?!委))"
    r"|我的(?:公司|厂|店|企业)|[本贵敝](?:公司|企业|厂|店)|企业主|个体户|(?:我们是|这里是|我司|我们厂|我厂|我店)"
    r"|(?:想|准备|打算|计划|要)[^，。；]{0,4}(?:开(?!除)|注册|成立|创办)|创业"
    r"|(?:手下|雇了|招了|请了)[^，。；]{0,6}(?:人|员工|工人)"
)
# What a person is called who is no firm
_IS = re.compile(
    r"我(?:们)?(?:是|就是|以前是|原来是|只是)(?:一?[个名位])?[^，。；]{0,6}?"
    r"(?:打工|农民工|工人|员工|职工|雇员|上班族|学生|大学生|研究生|毕业生|应届生|老师|教师|护士|医生|居民|村民|市民|农民"
    r"|退休|家长|租客|租户|失业|待业|下岗|公务员|保安|保姆|外卖员|骑手|快递员|程序员|消费者|患者|病人|残疾人|退役|退伍|老人)"
    r"(?!子弟)(?:的|人|仔|妹|者|人员|工人|职工|军人)?(?=[，。；,！？\s]|$)"
)
_WORKS = re.compile(
    r"我(?:们)?(?:在|给|替|帮)[^，。；]{1,12}(?:上班|打工|干活|做工|当[^，。；]{1,4}工)"
)
# Wages and insurance that are owed to the one who speaks
_WAGES = r"(?:工资|薪水|薪资|加班费|社保|五险|劳动合同|经济补偿|年假)"
_OWED = re.compile(
    rf"(?:老板|公司|单位|厂里?|企业|包工头)[^，。；]{{0,6}}(?:不给|没给|不发|没发|拖?欠|克扣|不交|没交|不签|没签)(?:了|着)?(?:我们?|咱们?|大家)?(?:的)?[^，。；]{{0,4}}{_WAGES}"
    rf"|(?:拖?欠|克扣)(?:了|着)?(?:我们?|咱们?)(?:的)?[^，。；]{{0,8}}{_WAGES}"
    r"|(?:我|咱)(?:们)?被(?:公司|单位|老板|厂里)?(?:辞退|裁|开除)"
)
_UNPAID = re.compile(r"(?:没|不)(?:有)?发(?:我们?的?)?(?:工资|薪水)")
_BUSINESS = re.compile(r"公司|厂|店|企业|工商户|合作社|商行|工作室|集团|馆|所")


def read_speaker(text: str) -> tuple[str, str]:
    """`person` and the words that tell it; two empty strings where a firm speaks, or may.

    >>> read_speaker("我是打工的，三个月没发工资")
    ('person', '我是打工的')
    """
    if _RUNS.search(text):
        return "", ""
    for pattern in (_IS, _WORKS, _OWED):
        if match := pattern.search(text):
            return PERSON, match.group()
    if (match := _UNPAID.search(text)) and not _BUSINESS.search(text):
        return PERSON, match.group()
    return "", ""
