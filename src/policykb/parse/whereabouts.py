"""The place that a document is for. Where nothing tells it is unknown, never simply the nation."""

from __future__ import annotations

import re
from collections import Counter

from policykb.gazetteer import NATIONAL, Region, city, find_departments, find_regions, region
from policykb.gazetteer.bodies import BRANCHES
from policykb.gazetteer.places import AMBIGUOUS, LETTERS

NATION = Region(name=NATIONAL, short=NATIONAL, level="national")
# A body of the nation, or a text about the whole of it, at the head of a name or title.
NATIONAL_BODY = re.compile(
    r"(?:20\d\d年?度?)?(?:关于)?(?:中共中央|国务院|全国|国家|中国|中华人民共和国|中央(?!企业)|最高人民)"
)
OF_THE_NATION = re.compile(
    r"(?:关于)?(?:中共中央|国务院|中华人民共和国|全国人民代表|中央军委|最高人民)"
)
# 我县, 全市, 本区: the voice of a place. Not in 健全县级…, 基本市场, 全区域.
VOICE = re.compile(
    r"(?:(?<![健完安齐周保成])全|(?<![基成样资版日根文])本|(?<!自)我)"
    r"(?P<seat>省|市(?![场值容])|县(?!域)|自治[区州县旗]|区(?![域间块位别分])|州|旗|盟|镇|乡(?![村镇]))"
    r"|(?<![、省])(?P<own>自治区)(?=党委|人民政府|政府)"
)
# Words by which a text says that it holds for the whole country.
NATIONWIDE = re.compile(
    r"我国|各省、|中华人民共和国(?:境内|领域)|国务院(?:有关|各|[^，。、《》]{0,10})(?:部门|主管)"
    r"|(?<![为是])全国(?!人民代表|人大|政协|重点|首|领先|一流|先进|前列|平均|百强|文明|示范|两会|[^，。]{0,6}(?:前|第[一二三四五六七八九十\d]))"
)
# What carries out a law of the nation, and neither names a place nor speaks for one.
UNDER_NATIONAL_LAW = re.compile(r"(?:根据|依据|按照)《中华人民共和国[^》]{1,40}法》")
# 县财政, 区人社局: a place that speaks of its own offices, without naming itself.
OWN_OFFICE = re.compile(
    r"(?<![、省市州县各级区设由报经])(?P<seat>[县区旗])(?:委|财政|政府|人民政府|级财政|[^\W\d]{2,5}局)"
)
COUNTY = re.compile(
    r"(?P<name>[^\W\d省市州盟区县旗某各本该我]{1,8}(?:自治)?[县旗])(?=人民政府|人民代表大会|委员会|政府)"
)
# A branch of a national body answers for the place that it is called by.
BRANCH = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,3}}?[省市]?)(?:{BRANCHES}|税务局|证监局|银保?监局)"
)
ZONE = re.compile(
    r"(?P<city>[\u4e00-\u9fff]{2,4}?)市?(?:国家)?(?:高新区|经开区|(?:高新技术产业|经济技术)开发区)"
)
# Where a report was delivered: （2026年1月20日在甘肃省第十四届人民代表大会第四次会议上）
DELIVERED = re.compile(
    r"日?在(?P<of>[\u4e00-\u9fff]{0,20}?)第[一二三四五六七八九十0-9]{1,4}[届次]"
    r"(?P<nation>全国)?(?:人民代表大会|人大|委员会|代表大会)"
)
NUMBERED = re.compile(r"(?P<letter>[\u4e00-\u9fff])[政府](?:办)?(?:发|字|函|规|令|办|明电)*〔")

_HEAD = 400  # characters of a text that hold what is told above it


def place_of(
    title: str, family: tuple[str, ...], issuers: tuple[str, ...], number: str, opening: str
) -> Region | None:
    """The place, by the best evidence there is: issuers, title, 发文字号, what it came with, and
    the voice it speaks with. None where nothing tells."""
    for text in (*issuers, title):
        nation = NATIONAL_BODY.match(text) and not BRANCH.search(text)
        found = NATION if nation else _seat_of_branch(text) or _named(text)
        if found is not None and not _above_its_seat(text, found):
            return found
    lettered = NUMBERED.match(number)
    if lettered and lettered["letter"] in LETTERS and lettered["letter"] not in AMBIGUOUS:
        return region(LETTERS[lettered["letter"]])
    for text in family:
        found = NATION if OF_THE_NATION.match(text) else _named(text)
        if found is not None:
            return found
    return _delivered(opening) or _spoken_for(opening)


def _delivered(opening: str) -> Region | None:
    """The place of the congress or committee before which a report was delivered, told above it."""
    before = DELIVERED.search(opening[:_HEAD])
    if before is None:
        return None
    places = [mention.entry for mention in find_regions(before["of"])]
    return places[-1] if places else NATION if before["nation"] or before["of"] == "全国" else None


def _seat_of_branch(text: str) -> Region | None:
    """The place of a branch of a national body: 中国人民银行成都分行, 银监会浙江监管局."""
    branch = BRANCH.search(text)
    return _named(branch["place"]) if branch else None


def seated(organ: str, texts: tuple[str, ...]) -> str:
    """A bare 省人民政府 with the place that one of `texts` names for it: 青海省人民政府."""
    bare = BARE.match(organ)
    if bare is None:
        return organ
    places = (mention.entry for text in texts for mention in find_regions(text))
    own = next((place.name for place in places if place.name.endswith(bare["seat"])), "")
    return own + organ[bare.end("seat") :] if own else organ


BARE = re.compile(r"(?:本|我)?(?P<seat>自治[区州县旗]|省|市(?!场)|[州县旗盟]|区(?!域))(?=\S{2})")


def _above_its_seat(text: str, found: Region) -> bool:
    """Whether who leaves out of which city or county it is names a place above it: a notice of
    市某局 on the firms of a province is not the province's."""
    bare = BARE.match(text)
    if bare is None or found is NATION:
        return False
    return not found.name.endswith(bare["seat"])


def seated_by(organ: str, number: str) -> str:
    """A bare 省人民政府 with the province whose letter its 发文字号 begins with: 鄂政发 is Hubei's.

    >>> seated_by("省人民政府", "鄂政发〔2018〕26号"), seated_by("市人民政府", "鄂政发〔2018〕26号")
    ('湖北省人民政府', '市人民政府')
    """
    bare, lettered = BARE.match(organ), NUMBERED.match(number)
    if bare is None or lettered is None or lettered["letter"] in AMBIGUOUS:
        return organ
    name = getattr(region(LETTERS.get(lettered["letter"], "")), "name", "")
    return name + organ[bare.end("seat") :] if name.endswith(bare["seat"]) else organ


def is_bare(organ: str) -> bool:
    """Whether the name of an organ leaves out of which place it is: 市人民政府, 县财政局."""
    return BARE.match(organ) is not None


def _named(text: str) -> Region | None:
    """The place that a name or title begins with or names; a central body names the nation."""
    places = find_regions(text)
    central = next((m for m in find_departments(text) if m.entry.level == "national"), None)
    if central and central.span.start == 0 and not (places and places[0].span.start == 0):
        return NATION
    county = COUNTY.match(text)
    if county and not (places and places[0].span.start == 0):
        return Region(name=county["name"], short=county["name"], level="county")
    if places:
        last = places[0]
        for mention in places[1:]:
            if mention.span.start != last.span.end or mention.entry.level == last.entry.level:
                break
            last = mention
        return last.entry
    zone = ZONE.search(text)
    return city(zone["city"]) if zone else None


def _spoken_for(opening: str) -> Region | None:
    """The place in whose voice a text speaks, as far as it names it; else the nation, if it says
    that it holds for that."""
    named = find_regions(opening)
    places = Counter(mention.entry for mention in named)
    voices = Counter(match["seat"] or match["own"] for match in VOICE.finditer(opening))
    ends = {mention.span.end for mention in named}  # 柯桥区|税务局 is named by who speaks of it
    own = (match for match in OWN_OFFICE.finditer(opening) if match.end("seat") not in ends)
    voices = voices or Counter(match["seat"] for match in own)
    for seat, _ in voices.most_common():
        fitting = [place for place in places if _sits(place, seat)]
        if fitting:
            return max(fitting, key=lambda place: places[place])
    if VOICE.search(opening):
        return None
    if OF_THE_NATION.match(opening) or NATIONWIDE.search(opening):
        return NATION
    lawful = not voices and not places and UNDER_NATIONAL_LAW.search(opening)
    return NATION if lawful else None


def _sits(place: Region, seat: str) -> bool:
    """Whether a place calls itself so: 我市 is a city, never the 区 beside it."""
    if seat == "区":
        return place.name.endswith("区") and not place.name.endswith("行政区")
    return place.name.endswith(seat)
