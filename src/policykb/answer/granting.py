"""The words that grant, and the figures of a grant: money, shares, relief, time to pay."""

from __future__ import annotations

import re

from policykb.answer.giving import imposes
from policykb.extract.support import RELIEF

MONEY = (
    r"\d[\d,，.]*(?:[—\-至到]\d[\d.]*)?\s?(?:万|亿|万亿|千)?元|[一二两三四五六七八九十百]+[万亿]元?"
)
SHARE = (
    r"\d+(?:\.\d+)?\s?[%％‰]|百分之[零一二两三四五六七八九十百点]+"
    r"|\d+(?:\.\d+)?个(?:百分)?点|[一二三四五六七八九]成|[减折]半|半数|全额"
    r"|免费"
)
# What is due is put off: the help of such a clause is the time that it gives
_LATER = (
    r"延期(?:\d{1,2}|[一二三四五六两])个?月|延期(?:缴[纳交]?|支付|还[款本])"
    r"|(?:延长|顺延)(?:至|到)|提前支付"
)
_HELP = (
    rf"{RELIEF}|免收|免除|免[缴交租]|缓缴|缓征"
    rf"|{_LATER}|零(?:收费|租金|费率)|暂退|退还|资金支持|全额支持|[%％]的?支持"
    r"|兑付|执行[^，。；\n]{0,8}(?:电价|气价|水价|价格|税率|费率)"
    r"|返还|抵扣|给予|予以|一次性|奖[^励补罚项章]{0,2}(?=\d)"
    r"|补偿|优惠|兑现|授信|担保费|贷款额度|转贷|过桥|发放|服务券|创新券|信用贷款"
)
SUMS = re.compile(
    rf"{MONEY}|{SHARE}|[免减](?:除|收|缴|交|租)?[^，。；\n]{{0,3}}[\d一二两三四五六]{{1,2}}个?月"
)
GRANTS = re.compile(_HELP)
# 税费减免政策 names what others grant; 减免租金 grants
FIGURES = re.compile(
    rf"{MONEY}|{SHARE}|免征|免收|免除|(?<!减)免[缴交租]|全免|缓缴|{_LATER}|零(?:收费|租金|费率)"
    r"|执行[^，。；\n]{0,8}(?:电价|气价|水价|税率|费率)"
    r"|减免(?!红利|政策|措施|事项|手续|服务|工作|优惠|[^，。；\n\d]{0,8}的[^，。；\n\d]{0,24}(?:[企园]|基地|载体|平台|孵化|业主|单位|机构|房东))"
)
# Where the grant begins inside a clause; what stands before tells to whom.
BEGINS = re.compile(
    r"(?:补助|补贴|奖励|贴息)(?:比例|标准|额度|金额)(?:提高|上浮|增加)(?:至|到)"
    r"|(?:可|将|分别|由[^，。；\n]{0,12}|(?:中央|[省市县区]级?)?财政|每年|再|额外)*"
    r"(?:给予|予以|按照?(?!规定|[时期月])|一次性|最高|享受|可?享|实行|补贴|补助"
    r"|奖励|资助|减免|免征|免收|免除|免[缴交租]|减征|减按|减半|缓缴|返还|发放(?!的)|暂退|退还|免费|零(?:收费|租金|费率)"
    r"|执行(?=[^，。；\n]{0,8}(?:电价|气价|水价|税率|费率))"
    rf"|(?:再)?增加(?=[^，。；\n]{{0,20}}[\d%])|{_LATER}"
    r"|提供(?=[^，。；、\n]{0,8}(?:最高|不超过|\d))|兑现|奖补|贴息)(?!(?:资金)?的?基础上)"
)


# 奖补资金由县财政统筹解决，总规模…: where the money comes from, and for how much it must do
_FUNDS = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]\s*)?(?:资金来源[。：:]?\s*)?"
    r"(?:所需|[^，。；\n]{0,8}(?:奖补|补助|补贴|奖励|扶持|专项))?(?:资金|经费)"
    r"(?:由|从|在|纳入|列入)[^。；\n]{2,60}(?:解决|列支|安排|承担|统筹|支出|预算)(?![^，。；\n]{0,6}给予)"
)


def is_grant(piece: str) -> bool:
    """Whether a sentence states a grant with its figure, and sanctions nobody."""
    if _FUNDS.match(piece):
        return False
    return bool(GRANTS.search(piece) and FIGURES.search(piece)) and not imposes(piece)
