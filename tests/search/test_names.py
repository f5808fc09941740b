"""Which documents a question names, and which it names that no store holds."""

import pytest

from policykb.search.names import called, fold, named, names_of, same_number, unheld, without
from policykb.understand import understand

NUMBERS = [
    ("工信部企业〔2030〕5号", "工信部企业〔2030〕5号", True),
    ("查工信部企业〔2030〕5号", "工信部企业〔2030〕5号", True),
    ("5号", "工信部企业〔2030〕5号", True),
    ("5号", "工信部企业〔2030〕15号", False),
    ("国发〔2030〕5号", "工信部企业〔2030〕5号", False),
    ("国办〔2030〕5号", "国办发〔2030〕5号", True),
    ("国办〔2030〕5号", "国办函〔2030〕5号", True),
    ("国〔2030〕5号", "国办发〔2030〕5号", False),
    ("国办〔2030〕5号", "国办发〔2030〕15号", False),
    ("国务院令第7号", "国令第7号", True),
    ("工信部令第7号", "工业和信息化部令第7号", True),
    ("国务院令第7号", "国令第17号", False),
    ("财政部令第7号", "国令第7号", False),
    ("GB 18918-2002", "GB 18918-2002", True),
    ("GB 18918", "GB 18918—2002", True),
    ("GB 1891", "GB 18918-2002", False),
    ("GB 18918-1996", "GB 18918-2002", False),
    ("DB44 2367-2022", "DB44/2367-2022", True),
    ("GB/T 18918-2002", "GB 18918-2002", False),
]


@pytest.mark.parametrize(("asked", "stored", "expected"), NUMBERS)
def test_same_number(asked, stored, expected):
    assert same_number(fold(asked), fold(stored)) is expected


NAMES = names_of(
    [
        {"id": "a", "title": "支持企业若干措施", "doc_number": "工信部企业〔2030〕5号"},
        {"id": "b", "title": "上海市“十四五”产业发展规划"},
        {"id": "c", "title": "浙江省“十四五”产业发展规划"},
        {"id": "d", "title": "中华人民共和国专利法"},
        {"id": "e", "title": "关于印发《设备更新实施方案（试行）》的通知"},
        {"id": "f", "title": "关于深入开展消费帮扶助力乡村振兴的指导意见"},
        {"id": "g", "title": "“十四五”促进产业升级规划"},
        {"id": "i", "title": "关于印发“零碳园区”建设试点工作方案的通知"},
        {"id": "h", "title": "市政府办公厅对第4626号提案的答复"},
        {"id": "j", "title": "印染废气排放标准", "doc_number": "GB 18918-2002"},
        {"id": "k", "title": "某省防汛抗旱工作领导小组指挥部令（第2号）"},
    ]
)
NAMED = [
    ("若干措施第二条", ("a",)),
    ("工信部企业[2030]5号", ("a",)),
    ("5号文", ("a",)),
    ("《支持企业若干措施》", ("a",)),
    ("上海市“十四五”产业发展规划讲什么", ("b",)),
    ("产业发展规划", ("b", "c")),
    ("专利法第二条", ("d",)),
    ("设备更新实施方案有什么", ("e",)),
    ("更新实施方案", ("e",)),
    ("消费帮扶指导意见第十六点讲什么", ("f",)),
    ("请问上海产业规划第二部分", ("b",)),
    ("消费帮扶的意见", ()),  # asks for no clause, so names no document
    ("消费帮扶乡村振兴意见", ("f",)),  # all of it is taken from one title
    ("某省防汛指挥部第2号令", ("k",)),
    ("某省防汛指挥部第3号令", ()),
    ("设备更新条例第三条", ()),
    ("设备采购意见第三条", ()),
    ("消费意见第三条", ("f",)),  # the question begins with so much of the name
    ("想问消费意见第三条", ()),
    ("设备意见第三条", ()),
    ("专利法和设备更新实施方案哪个管得宽", ("e", "d")),  # the longer name first
    ("上海产业发展规划里的目标", ("b",)),  # of the documents of that name the one of the place
    ("上海“十四五”规划里的目标", ("b",)),  # a plan is called by its years
    ("浙江和全国的“十四五”规划怎么说融资", ("c", "g")),
    ("国家级示范企业在上海十四五规划里有多少家", ("b",)),
    ("十三五规划完成得怎样", ()),
    ("规划到“十四五”期末有多少家", ()),
    ("零碳园区 二、（五）", ("i",)),
    ("零碳园区怎么建", ()),  # asks for no clause: the words are its subject
    ("4626号提案", ("h",)),
    ("对第4626号提案的答复", ("h",)),
    ("第462号提案", ()),
    ("GB18918-2002的限值", ("j",)),
    ("gb18918 5.2", ("j",)),
    ("GB 18918-1996 还有效吗", ("j",)),  # what became of an older edition stands in the new one
    ("HJ 18918-2002", ()),
    ("印染废气排放标准5.2", ("j",)),
    ("规划提没提", ()),
    ("有办法吗", ()),
    ("有哪些措施", ()),
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[row[0] for row in NAMED])
def test_named_documents(text, expected):
    assert named(understand(text), NAMES)[0] == expected


WITHOUT = [
    ("专利法和设备更新实施方案对期限的要求", "期限 要求", "专利法 设备更新实施方案"),
    ("《支持企业若干措施》里怎么说贷款", "贷款", "支持企业若干措施"),
    ("专利法保护哪些专利", "保护 专利", "专利法"),
    ("工信部企业〔2030〕5号 贷款期限", "贷款 期限", "工信部企业20305号"),
    ("工信部企业2030年5号 贷款期限", "贷款 期限", "工信部企业20305号"),
    ("产业发展规划", "产业 发展 规划 产业发展规划", "产业发展规划"),
]


@pytest.mark.parametrize(("text", "left", "names"), WITHOUT, ids=[row[0] for row in WITHOUT])
def test_a_question_without_the_names_of_documents(text, left, names):
    query = understand(text)
    _, said = named(query, NAMES)
    assert set(said) == set(names.split())
    assert set(without(query, said).words) <= set(left.split())
    assert set(without(query, said).words) & set(left.split())


UNHELD = [
    ("专利法怎么规定", ()),
    ("商标法怎么规定", ("商标法",)),
    ("《设备租赁规则》", ("设备租赁规则",)),
    ("海商法第三条", ("海商法",)),
    ("这种做法第几条有规定", ()),
    ("管理办法第三条", ()),
    ("设备租赁办法第三条", ("设备租赁办法",)),
    ("本租赁办法第三条", ()),
    ("上市公司法定代表人要报备吗", ()),
    ("公司法规定几个股东", ("公司法",)),
]


@pytest.mark.parametrize(("text", "expected"), UNHELD, ids=[row[0] for row in UNHELD])
def test_laws_that_no_document_bears(text, expected):
    assert unheld(understand(text), NAMES) == expected


CALLED = [
    ("若干措施", ("a",)),
    ("5号", ("a",)),
    ("工信部企业〔2030〕5号", ("a",)),
    ("上海规划", ("b",)),
    ("产业发展规划", ("b", "c")),
    ("《专利法》", ("d",)),
    ("消费帮扶意见", ("f",)),
    ("规划", ()),
    ("支持企业", ()),
    ("设备采购方案", ()),
]


@pytest.mark.parametrize(("text", "ids"), CALLED, ids=[row[0] for row in CALLED])
def test_what_is_nothing_but_a_name(text, ids):
    assert called(text, NAMES) == ids
