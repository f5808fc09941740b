"""gives(clause): does a clause give, help or relieve, or does it impose?

Laws print duties, prohibitions and their sanctions in the same articles as what the state does for
people (立法法 requires rights, duties and liability of every law); a firm that looks for support
wants the second alone. A sentence is the unit: one that sanctions gives nothing, whatever figure
stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# ------------------------------------------------------------------ what imposes

# Sanctions and liability (行政处罚法 第九条, 公务员法 第六十二条): 给予警告 is none of the help
# that 给予 opens. What must not be on record (未受过行政处罚) sanctions nobody.
_SANCTIONS = re.compile(
    r"罚[款金](?!记录)|责令[^，。；\n]{0,12}(?:改正|停|关闭|退|限期|拆除|支付|恢复|补|赔)"
    r"|没收|(?:吊|撤|注)销[^，。；\n]{0,10}(?:许可|执照|证书|资格|登记)"
    r"|(?:给予|予以|处以?)[^，。；\n]{0,8}(?:警告|处分|处罚|通报批评|拘留|开除|撤职|降级|记[大过])"
    r"|追究[^，。；\n]{0,10}责任|承担[^，。；\n]{0,10}(?:责任|后果)|构成犯罪|依法从[严重]"
    r"|加收|加处|滞纳金|失信联合惩戒|列入[^，。；\n]{0,10}(?:失信|黑名单|异常名录)"
    r"|骗[取补]|套取|追回|追缴|收回[^，。；\n]{0,10}(?:资金|补[助贴]|奖励)|取消[^，。；\n]{0,8}资格"
)
# 不予处罚, 免予罚款: what would be a sanction is spared
_SPARES = re.compile(
    r"(?:不予|免予|免于|免除|减轻|从轻|不再|可以不)[^，。；\n]{0,8}(?:处罚|罚款|处分)|不罚|免罚"
    r"|(?:免[收征除]|减免|不(?:予)?(?:加?收|计[收征]))[^，。；\n]{0,6}滞纳金|滞纳金不(?:予)?(?:加?收|计[收征])"
)
_NO_RECORD = re.compile(
    r"(?:无|未|没有|不存在|不得有)[^，。；\n]{0,24}"
    r"(?:处罚|罚款|警告|失信|黑名单|异常名录|骗[取补]|责任)"
)
# Whom a law binds when it says 应当, 必须 or 不得.
_BOUND = re.compile(
    r"(?:单位|企业|公司|雇主|经营者|权利?人|纳税人|缴费人|义务人|申请人|当事人|发行人|承运人|生产者|销售者"
    r"|代理人|负责人|机构|个人|股东|者)[^。；\n]{0,24}(?:应当|必须|不得|禁止|须|支付|缴纳|承担)"
    r"|^[^，。；\n]{0,30}(?:应当|必须|不得)"
)

# ------------------------------------------------------------------ what gives

_RELIEVES = (
    r"免征|减征|减免(?!的)|减按|减半|免收|免除[^，。；\n]{0,10}(?:费|税|租金|利息|债务|款)|免[缴交租]|返还|兑付|执行[^，。；\n]{0,8}(?:电价|气价|水价|税率|费率)|免费|减半|减缴|缓缴|缓征|贴息|奖补|加计扣除"
    r"|(?:给予|予以|安排|发放|享受|实行|提供|用于)[^，。；\n]{0,24}"
    r"(?:补助|补贴|奖励|资助|支持|扶持|优惠|帮助|照顾|贷款|便利|减免)"
)
# What the state undertakes in a law: 国家扶持…, 各级人民政府应当…支持. What it encourages (国家鼓励
# 用人单位为劳动者建立补充保险) is for others to do.
_STATE = re.compile(
    rf"{_RELIEVES}|(?:国家|政府|主管部门|财政)[^，。；\n]{{0,16}}"
    r"(?:支持|扶持|帮助|促进|设立|提供|安排|优先)"
)
# What a policy document does for those it is for. 奖励, 资助 alone may be no more than a name.
_HELPS = re.compile(
    rf"{_RELIEVES}|支持|鼓励|帮助|扶持|引导|推动|促进|助力|培育|提供|发放|落实|加[大快]|优化|降低|减轻|缩短"
    r"|简化|拓宽|畅通|保障(?!金)|保护|设立|建设|打造|搭建|组织|开展|缓解|解决|优先|给予|予以|加强|完善|健全|提[高升]"
    r"|推[进行广]|深化|实施|强化|建立|构建|清理|治理|补[助贴]|奖励|资助|举办|开通|推出|扩大|支付"
)
_VERBLESS = re.compile(r"^[^，。；：\n]{0,12}(?:、[^，。；：\n]{1,12})+$")  # a bare list of names
_SAYS_WHAT_IT_IS = re.compile(r"(?:所称|是指|系指|指的是|包括[：:]?$)")
_SENTENCES = re.compile(r"[^。；;！\n]+")
# Documents whose clauses bind and sanction as well as give, and those of a kind that is not known
STRICT = frozenset(("regulation", "other"))


def imposes(sentence: str) -> bool:
    """Whether a sentence sanctions.

    >>> imposes("给予警告，并处以五十万元以上的罚款"), imposes("轻微违法的，不予处罚")
    (True, False)
    """
    return bool(_SANCTIONS.search(_NO_RECORD.sub("", _SPARES.sub("", sentence))))


def binds(sentence: str) -> bool:
    """Whether a sentence of a law tells those whom it binds what they must or must not do."""
    return bool(_BOUND.search(sentence))


def giving(text: str, doc_type: str) -> Iterator[str]:
    """The sentences of a clause that give, help or relieve.

    In a law, and in a text of unknown kind, only what the state undertakes: a duty gives nothing.
    """
    strict = doc_type in STRICT
    gives = _STATE if strict else _HELPS
    for match in _SENTENCES.finditer(text):
        said = match.group()
        if imposes(said) or _VERBLESS.match(said.strip()) or _SAYS_WHAT_IT_IS.search(said):
            continue
        found = gives.search(said) or _SPARES.search(said)
        if found and not (strict and binds(said[: found.start()])):
            yield said


@lru_cache(maxsize=20_000)
def gives(text: str, doc_type: str) -> bool:
    """Whether some sentence of a clause gives, helps or relieves.

    >>> gives("未缴清年费的，处一万元罚款。", "regulation"), gives("给予贴息支持。", "measures")
    (False, True)
    """
    return next(giving(text, doc_type), None) is not None
