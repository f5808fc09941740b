"""Patterns that several parts of the parser ask."""

from __future__ import annotations

import re

# What the name of an organ ends with.
ORGAN = re.compile(
    r"(?:[厅局部委办院署行社会组处馆校司所站队]|政府|办公室|中心|公司|协会|集团|大学|法院|检察院|领导小组|联席会议"
    r"|海关|军区|军分区|警备区|工商联|妇联|残联|科协|电视台|[省市县区国]人大)"
    r"(?:[ \u3000]*[（(](?:代[ \u3000]*)?(?:印[ \u3000]*)?章[）)])?$"
)
# What departments that act together sign with; above the signature such words are no name.
JOINT = re.compile(r"(?:联防联控|协调|联席|会商|工作)机制(?:综合组|办公室)?$")
# The mark of a note behind a title: …统计公报[1].
NOTED = re.compile(r"(?<=[\w）)》”])[ ]?[\[［〔](?:注?[0-9]{1,2}|[*＊])[\]］〕]$")
CARRIES = re.compile(
    r"(?:印发|发布|公布|转发|批转|颁布|制定)[^《。]{0,12}《([^》]{3,80}(?:》[^《》]{0,10}《[^》]*)?)》"
)
# One of the titles of a run: 《甲》《乙》（以下简称《丙》）已经…通过，现印发给你们.
ANNOUNCED = re.compile(
    r"《([^》]{3,80})》(?=(?:[^《》。]{0,8}《[^》]{2,80}》){0,8}[^《》。]{0,60}(?:印发|发布|公布))"
)
# What a site puts before a title: 【文字解读】, 【全文】.
TAG = re.compile(r"【[^】]{2,10}】")
# A text put up again under the words of a news item: 6月12日，某市某局发布《…》，具体内容如下.
# The paper that has it stands first, and issues nothing; 网 may be part of an organ's name.
REPOSTED = re.compile(
    r"(?:[^《》。，,：:]{2,10}?(?:日报|晚报|青年报|通讯社|客户端)(?!社)[ \u3000]*[：:]?[ \u3000]*)?"
    r"(?:(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日|近日|日前|今日|昨日)[，,、]?)?"
    r"(?P<organ>[^《》。，,：:]{2,30}?)(?:正式)?(?:发布|出台|印发|公布|下发)了?"
    r"《(?P<title>[^》]{3,80})》(?:[，,][^《》。]{0,12}如下)?[^\w《》]*"
)
# How a title ends that is whole.
WHOLE_TITLE = re.compile(
    r"(?:规划|计划|纲要|方案|报告|办法|措施|意见|通知|要点|指南|细则|规定|条例|决定|公告|通告|预案|批复|函|白皮书|蓝皮书)"
    r"(?:[（(][^（）()]{2,20}[）)])*$|[—\-]20\d\d年?[）)]$"
)
