"""The number of a standard, alone in its line, in one form; nothing else is one."""

import pytest
from drafts import draft
from growth import assert_linear

from policykb.extract.validity import validity
from policykb.parse.numbers import standard
from policykb.understand.patterns import doc_numbers, is_standard

CASES = [
    ("GB 12345—2002", "GB 12345-2002"),
    ("GB12345-2002", "GB 12345-2002"),
    ("GB / T 1234.1－2015", "GB/T 1234.1-2015"),
    ("GB 12345-2014（2018年版）", "GB 12345-2014"),
    ("GB/Z 12345.1.2-2020", "GB/Z 12345.1.2-2020"),
    ("GBZ 12.1-2019", "GBZ 12.1-2019"),
    ("ＧＢ １２３４-２００２", "GB 1234-2002"),
    ("DB44/2367-2022", "DB44 2367-2022"),
    ("DB11/T 1234—2020", "DB11/T 1234-2020"),
    ("DB 3702/T 12-2020", "DB3702/T 12-2020"),
    ("DBJ50/T-123-2020", "DBJ50/T 123-2020"),
    ("T/CAS 123—2020", "T/CAS 123-2020"),
    ("Q/ABC 001-2021", "Q/ABC 001-2021"),
    ("JTG B01-2014", "JTG B01-2014"),
    ("JTG/T 3650-2020", "JTG/T 3650-2020"),
    ("TSG D0001-2009", "TSG D0001-2009"),
    *((f"{code}/T 123-2020", f"{code}/T 123-2020") for code in (
        "GA", "MZ", "LY", "YD", "DL", "AQ", "WS", "TB", "SL", "QB", "NY", "JR", "LD", "WH", "XF", "YJ")),
    ("GB 12345", ""),
    ("见GB 12345-2002", ""),
    ("GB 12345-2002 某某排放标准", ""),
    ("AB 12-2020", ""),
    ("T/某会 12-2020", ""),
    ("2020-12-31", ""),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_number_of_a_standard(printed, wanted):
    assert standard(printed) == wanted
    assert standard(wanted) == wanted


@pytest.mark.parametrize("number", [wanted for _, wanted in CASES if wanted])
def test_the_cover_of_any_standard_tells_when_it_comes_into_force(number):
    meta = validity(draft("2020-01-15发布", "2020-05-01实施", doc_number=number))
    assert meta.effective_on == "2020-05-01"


@pytest.mark.parametrize("part", ["GB", "GB 1", "T/A", "DB44", "GB 1.1", "GB/T 1 "])
def test_hard_lines_are_read_in_linear_time(part):
    assert_linear(standard, part)


ASKED = [
    ("JTG B01-2014怎么规定", "JTG B01-2014"),
    ("t/cas 123—2020", "T/CAS 123-2020"),
    ("Q/ABC 001-2021的第三章", "Q/ABC 001-2021"),
    ("DBJ50/T-123-2020", "DBJ50/T 123-2020"),
    ("GB-16889-2008", "GB 16889-2008"),
    ("GBZ2.1-2019", "GBZ 2.1-2019"),
]


@pytest.mark.parametrize(("question", "wanted"), ASKED)
def test_the_number_of_a_standard_in_a_question_is_that_on_its_cover(question, wanted):
    assert doc_numbers(question)[0] == (wanted,)
    assert standard(wanted) == wanted
    assert is_standard(wanted)


@pytest.mark.parametrize(
    "question", ["营收500万元的企业", "DL 2020年的文件", "QQ 12345", "at 2020-1"]
)
def test_other_letters_and_figures_are_no_standard(question):
    assert not doc_numbers(question)[0]
