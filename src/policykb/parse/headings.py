"""How much of a numbered clause is its heading.

A heading stands alone on its line, or opens it as a short phrase up to the first full stop
("（一）加强财政资金支持。通过…"). Whether a borderline phrase is one is decided by its fellows:
clauses of one ladder are all headed or all not (GB/T 9704-2012 7.3.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STOP = re.compile("[。！？!?]")
BROKEN = re.compile("[；;]")
CITED = re.compile(r"《[^》]+》(?:[（(][^（）()]*[）)])?")  # an entry of a list of texts
QUESTIONS = re.compile(r"[^。！!；;]{4,}[？?]\s*")
JOINING = ("、", "和", "与", "及", "的", "——", "—")
WHOLE = ("目的", "标的", "参与", "普及", "碳中和", "缓和", "饱和")  # words that end like them
OPEN_END = "；;，,、"
# Words of a full sentence, not of a heading; only asked for phrases that are long for a heading.
SENTENCE = re.compile(
    "应当|不得|必须|是指|可以|凡是|截至|根据|依照|按照《|经.{1,12}批准|现将|已经|予以|我们|有权"
    "|只能|方可|自.{2,20}起(?:施行|实施|执行)|有效期[至为]|由[^，]{2,16}(?:负责|组织|解释|受理)"
)
# Of these, the ones that a heading may have: 必须坚持党的领导, 团结一切可以团结的力量.
MODAL = re.compile("必须|可以|已经|我们|凡是")
# A phrase before a colon that leads in what follows, and heads nothing.
LEADS_IN = re.compile(
    "^(?:以下|下列)|(?:修改为|修订为|改为|如下|包括|分别[是为]|主要[是有]|(?:以下|下列)[^，]{0,8})$"
)
# What clauses are about, at the end of a noun phrase: 某机构对某单位主要行为的监督.
SUBJECT = re.compile(
    "(?:条件|材料|资料|程序|流程|步骤|内容|标准|依据|范围|方式|方法|期限|时限|职责|责任|分工|任务|目标|原则"
    "|措施|政策|事项|情况|的(?:监督|检查|管理|审查|审核|验收|考核|评价|处理|处罚|申报|办理|保障))$"
)
# A verb or preposition that makes the phrase the beginning of a sentence, or one that points ahead.
PREDICATE = re.compile(
    "^(?:对(?!外|口|象)|凡|由|向|在|按|经|为|从|自|将|与|因|如|若|当|以|符合|具备|满足|提交|提供|享受|包括|遵守|携带"
    "|出具|填写|做到|实行|采取|属于|具有|存在|有[^关效]|除)"
    "|以下|下列|上述|如下|应|须|需|不得|可[以按]|必须|包括|其中|分[为别]|符合|具备|提[交供]|[，,；;。]|是$"
)
ARTICLE_HEADING = re.compile(r"[（(【\[]([^）)】\]，。；]{2,24})[）)】\]]")
NAMING = re.compile("[（(](?:以下)?(?:统|并)?简称[^）)]*[）)]")
RESPONSIBLE = re.compile(
    "[（(][^（()）：]{0,6}(?:责任|牵头|配合|完成)[^（()）：]{0,4}：[^（()）]*[）)]$"
)
PLAIN = 32
GROUPED = 64
ALONE = 48
ENTRY = 15


@dataclass(frozen=True, slots=True)
class Split:
    """What a clause line offers: its first phrase as `heading`, and how it stands there.

    `kind`: alone (the whole line, no full stop) · sentence (the whole line, one sentence) ·
    inline (the body goes on after it) · colon (the whole line, a colon at its end) · asked (the
    whole line, a question or two, whose mark is printed in a heading) · none.
    `end` is the offset in the line where the heading ends, its full stop not included.
    """

    kind: str
    heading: str
    end: int


def split(text: str, start: int) -> Split:
    """The phrase that opens `text[start:]`."""
    rest = text[start:]
    stop = STOP.search(rest)
    if QUESTIONS.fullmatch(rest):
        phrase = rest.rstrip()
        return Split("asked", phrase, start + len(phrase))
    if stop is None:
        phrase = rest.rstrip()
        if phrase.endswith(("：", ":")):
            phrase = phrase[:-1].rstrip()
            return Split("colon", phrase, start + len(phrase))
        if not phrase or phrase[-1] in OPEN_END:
            return Split("none", "", start)
        return Split("alone", phrase, start + len(phrase))
    phrase = rest[: stop.start()].rstrip()
    kind = "inline" if rest[stop.end() :].strip(" \u3000”\"'’）)") else "sentence"
    return Split(kind, phrase, start + len(phrase))


def likely(found: Split, *, followed: bool, limit: int = PLAIN) -> bool:
    """Whether the phrase is a heading when looked at by itself.

    `followed`: plain text or deeper clauses stand under the line; `limit`: the longest phrase
    that is taken for a heading.
    """
    phrase = found.heading
    if not phrase or BROKEN.search(phrase) or CITED.fullmatch(phrase):
        return False
    if found.kind == "alone":
        return len(phrase) <= max(limit, ALONE) and not _lists(phrase)
    if found.kind == "asked":
        return followed and len(phrase) <= GROUPED
    if found.kind == "colon":
        words = SENTENCE.search(phrase) or LEADS_IN.search(phrase)
        return len(phrase) <= 12 and followed and not words
    if found.kind == "sentence":
        limit = limit if followed else min(limit, 20)
        return len(phrase) <= limit and _phrase(phrase)
    return found.kind == "inline" and len(phrase) <= limit and _phrase(phrase)


def fellow(found: Split) -> bool:
    """Whether the phrase is a heading where nearly all clauses of its ladder have one."""
    phrase = MODAL.sub("", found.heading)
    plain = not BROKEN.search(phrase) and _phrase(phrase)
    return found.kind == "inline" and 0 < len(found.heading) <= PLAIN and plain


def names_subject(phrase: str) -> bool:
    """Whether a phrase before a colon names what the clauses under it are about, and does not
    begin a sentence that they finish."""
    whole = not (SENTENCE.search(phrase) or LEADS_IN.search(phrase) or PREDICATE.search(phrase))
    return whole and len(phrase) <= PLAIN and SUBJECT.search(phrase) is not None


def _phrase(phrase: str) -> bool:
    if "：" in phrase or ":" in phrase:
        return False
    phrase = NAMING.sub("", phrase)
    return len(phrase) <= 12 or not SENTENCE.search(phrase)


def _lists(phrase: str) -> bool:
    """`甲：乙` on a line of its own is an entry of a form, not a heading."""
    head, colon, tail = RESPONSIBLE.sub("", phrase).partition("：")
    return bool(colon) and len(tail) > 0 and not head.startswith(("专栏", "表", "图"))


def unfinished(text: str) -> bool:
    """Whether a heading goes on in the next line: a bracket is open or a joining word ends it."""
    for left, right in ("《》", "（）", "“”", "()"):
        if text.count(left) > text.count(right):
            return True
    return text.endswith(JOINING) and not text.endswith(WHOLE)
